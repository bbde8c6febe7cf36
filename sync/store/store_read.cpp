// SPDX-License-Identifier: MIT
// What people see: rows, disputes, histories, what was refused, where the data stands.
#include <algorithm>

#include "model/catalog.h"
#include "sync/store/field_codec.h"
#include "sync/store/store.h"

namespace kruzhok::sync {
namespace {

constexpr std::pair<RowCondition, std::string_view> kConditions[] = {
    {RowCondition::kRefused, "refused"},   {RowCondition::kWaiting, "waiting"},
    {RowCondition::kReturned, "returned"}, {RowCondition::kDisputed, "disputed"},
    {RowCondition::kLocal, "local"},       {RowCondition::kAcknowledged, "acknowledged"}};

bool Matches(const model::Record& record, const ListOptions& options) {
  return std::all_of(options.where.begin(), options.where.end(), [&](const auto& wanted) {
    return record.value(*wanted.first) == wanted.second;
  });
}

}  // namespace

std::string_view Name(RowCondition condition) {
  for (const auto& [known, name] : kConditions)
    if (known == condition) return name;
  return "";
}

void Store::AddOutside(RowView& view) {
  const RowKey key{std::string(view.type->name()), view.id};
  CommitReader reader;
  for (const int64_t id : replica_->OutsideOf(key)) {
    const LogEntry entry = replica_->log().Get(id);
    const auto commit = reader.Read(replica_->log().Line(id));
    if (!commit) continue;
    const auto condition =
        entry.state == CommitState::kWaiting ? RowCondition::kWaiting : RowCondition::kRefused;
    view.condition = std::min(view.condition, condition);
    if (view.owner.is_nil()) view.owner = (*commit)->owner;
    for (const RowChange& change : (*commit)->rows) {
      if (change.entity != key.entity || change.id != key.id) continue;
      for (const CellWrite& write : (*commit)->Cells(change)) {
        const model::Cell* cell = view.type->FindCell(write.name);
        const auto members = cell ? CellMembers(*cell, HeldValue(write.value)) : std::nullopt;
        if (!members) continue;
        for (size_t i = 0; i < members->size(); ++i) {
          view.outside.SetValue(*cell->fields[i], (*members)[i]);
          if (std::find(view.outside_fields.begin(), view.outside_fields.end(), cell->fields[i]) ==
              view.outside_fields.end())
            view.outside_fields.push_back(cell->fields[i]);
        }
      }
    }
  }
}

RowView Store::ViewOf(const model::EntityType& type, const RowSummary& summary,
                      const std::set<RowKey>& unnumbered) {
  RowView view(type);
  view.id = summary.id;
  view.owner = summary.owner;
  view.record = summary.record;
  view.unknown = summary.extra;
  view.deleted = (summary.flags & kRowDeleted) != 0;
  view.revived = (summary.flags & kRowRevived) != 0;
  const auto state = replica_->rows().Load(type.name(), summary.id);
  view.rev = FormatRev(ClockOf(*state));
  if ((summary.flags & kRowDisputed) != 0)
    for (const model::Cell& cell : type.cells())
      if (state->Disputed(cell.name))
        view.disputed.insert(view.disputed.end(), cell.fields.begin(), cell.fields.end());
  if (summary.changed > 0) {
    const LogEntry entry = replica_->log().Get(summary.changed);
    view.changed_at_ms = entry.at_ms;
    view.received_at_s = entry.received_s;
    view.changed_by = entry.author;
  }
  view.condition = RowCondition::kAcknowledged;
  if (unnumbered.contains({std::string(type.name()), summary.id}))
    view.condition = RowCondition::kLocal;
  if ((summary.flags & kRowDisputed) != 0) view.condition = RowCondition::kDisputed;
  AddOutside(view);
  return view;
}

model::Result<RowView> Store::Get(const model::EntityType& type, const model::Uuid& id) {
  if (const auto summary = replica_->rows().Summary(type, id)) {
    return ViewOf(type, *summary, replica_->UnnumberedRows(id.Base64()));
  }
  RowView view(type);
  view.id = id;
  AddOutside(view);
  if (view.outside_fields.empty()) return model::Error{"not_found", id.Text(), ""};
  return view;
}

void Store::List(const model::EntityType& type, const ListOptions& options,
                 const std::function<bool(const RowView&)>& use) {
  const std::set<RowKey> unnumbered = replica_->UnnumberedRows();
  int64_t left = options.limit;
  replica_->rows().ForEachSummary(type, options.with_deleted, [&](const RowSummary& summary) {
    if (left == 0) return false;
    if (!Matches(summary.record, options)) return true;
    if (left > 0) --left;
    return use(ViewOf(type, summary, unnumbered));
  });
}

Proposal Store::ProposalOf(const Head& head) {
  Proposal proposal{head.dot, head.value, {}, head.dot.site, 0, 0, {}};
  const auto entry = replica_->log().Find(head.dot);
  if (!entry) return proposal;
  proposal.by = entry->author;
  proposal.at_ms = entry->at_ms;
  proposal.received_at_s = entry->received_s;
  CommitReader reader;
  if (const auto commit = reader.Read(replica_->log().Line(entry->id)))
    proposal.note = (*commit)->note;
  return proposal;
}

// What was official before the hub's last restore took numbers away, where that is another value.
std::optional<Dot> Store::OfficialBefore(const std::vector<Head>& heads, const Head& official) {
  const std::string fork = replica_->Setting("fork");
  if (fork.empty()) return std::nullopt;
  const Head* before = nullptr;
  int64_t lowest = INT64_MAX;
  for (const Head& head : heads) {
    const auto entry = replica_->log().Find(head.dot);
    if (!entry) continue;
    int64_t rank = entry->earlier;
    if (rank == 0 && entry->number > 0 && entry->number <= std::stoll(fork)) rank = entry->number;
    if (rank == 0 || rank >= lowest) continue;
    lowest = rank;
    before = &head;
  }
  if (!before || before->value == official.value) return std::nullopt;
  return before->dot;
}

std::vector<Dispute> Store::Disputes() {
  std::vector<Dispute> disputes;
  const NumberOf number_of = [this](const Dot& dot) { return replica_->log().NumberOf(dot); };
  for (const RowKey& key : replica_->rows().WithFlag(kRowDisputed)) {
    const auto state = replica_->rows().Load(key.entity, key.id);
    if (!state || state->deleted()) continue;
    for (const auto& [cell, heads] : state->cells) {
      if (!state->Disputed(cell)) continue;
      const Head& official = Official(heads, number_of);
      Dispute dispute{key, cell, ProposalOf(official), {}, OfficialBefore(heads, official)};
      for (const Head& head : heads)
        if (head.dot != official.dot) dispute.proposals.push_back(ProposalOf(head));
      disputes.push_back(std::move(dispute));
    }
  }
  return disputes;
}

model::Result<std::vector<HistoryItem>> Store::History(const RowKey& key) {
  std::vector<HistoryItem> items;
  std::map<std::pair<std::string, Dot>, HeldValue> written;
  const NumberOf number_of = [this](const Dot& dot) { return replica_->log().NumberOf(dot); };
  CommitReader reader;
  replica_->log().ForEach(
      {.stream = std::nullopt, .only_unnumbered = false, .containing = key.id.Base64()},
      [&](const LogEntry& entry, std::string_view line) {
        const auto commit = reader.Read(line);
        if (!commit) return;
        for (const RowChange& change : (*commit)->rows) {
          if (change.entity != key.entity || change.id != key.id) continue;
          HistoryItem item;
          item.dot = entry.dot;
          item.action = (*commit)->action;
          item.by = entry.author;
          item.site = entry.dot.site;
          item.at_ms = entry.at_ms;
          item.received_at_s = entry.received_s;
          item.number = entry.number;
          item.state = entry.state;
          item.note = (*commit)->note;
          for (const CellWrite& cell : (*commit)->Cells(change)) {
            HistoryItem of_cell = item;
            of_cell.what =
                change.creates ? HistoryItem::What::kCreated : HistoryItem::What::kWritten;
            of_cell.cell = cell.name;
            of_cell.after = HeldValue(cell.value);
            // Of several replaced values the official one, as everywhere else.
            std::vector<Head> replaced;
            for (const Dot& dot : (*commit)->Dots(cell.replaces))
              if (const auto old = written.find({of_cell.cell, dot}); old != written.end())
                replaced.push_back({dot, old->second});
            if (!replaced.empty()) of_cell.before = Official(replaced, number_of).value;
            written[{of_cell.cell, entry.dot}] = of_cell.after;
            items.push_back(std::move(of_cell));
          }
          if (change.creates && (*commit)->Cells(change).empty()) {
            item.what = HistoryItem::What::kCreated;
            items.push_back(item);
          }
          if (change.deletes) {
            item.what = HistoryItem::What::kDeleted;
            items.push_back(item);
          }
          if (change.restores.count > 0) {
            item.what = HistoryItem::What::kRestored;
            items.push_back(item);
          }
        }
      });
  if (items.empty()) return model::Error{"not_found", key.id.Text(), ""};
  // The hub's order is the same for everybody; what has no number yet comes last.
  std::stable_sort(items.begin(), items.end(), [](const HistoryItem& a, const HistoryItem& b) {
    return (a.number == 0 ? INT64_MAX : a.number) < (b.number == 0 ? INT64_MAX : b.number);
  });
  return items;
}

std::vector<RefusedCommit> Store::Refused() {
  std::vector<RefusedCommit> refused;
  std::set<Dot> listed;
  CommitReader reader;
  for (const OutsideCommit& outside : replica_->Outside()) {
    RefusedCommit item{outside.entry.dot,
                       outside.entry.own,
                       outside.verdict.state,
                       outside.verdict.code,
                       outside.verdict.entity,
                       model::Uuid::FromBase64(outside.verdict.row),
                       outside.verdict.field,
                       outside.verdict.detail,
                       outside.author,
                       outside.entry.at_ms,
                       {}};
    const std::string line(replica_->log().Line(outside.entry.id));
    if (const auto at = line.find("\"rows\":"); at != std::string::npos)
      item.rows_json = line.substr(at + 7, line.rfind(']') - at - 6);
    listed.insert(item.dot);
    refused.push_back(std::move(item));
  }
  for (const Refusal& refusal : replica_->Refusals()) {
    if (listed.contains(refusal.dot)) continue;
    const auto entry = replica_->log().Find(refusal.dot);
    if (entry && (entry->number > 0 || entry->state == CommitState::kDiscarded)) continue;
    std::map<std::string, HeldValue> members;
    for (auto& [name, value] : ObjectMembers(*ParseHeldValue(refusal.json)))
      members.emplace(name, std::move(value));
    refused.push_back({refusal.dot, false, Verdict::State::kRefused, members["code"].text,
                       members["entity"].text, model::Uuid::FromBase64(members["id"].text),
                       members["field"].text, members["detail"].text, members["author"].text,
                       members["at"].number, members["rows"].text});
  }
  return refused;
}

std::vector<RowKey> Store::AskedToErase() {
  std::vector<RowKey> asked;
  CommitReader reader;
  replica_->log().ForEach(
      {.stream = std::nullopt, .only_unnumbered = true, .containing = "\"erase\""},
      [&](const LogEntry& entry, std::string_view line) {
        const auto commit = reader.Read(line);
        if (!commit || entry.state != CommitState::kInside) return;
        for (const Ask& ask : (*commit)->asks)
          if (ask.type == Ask::Type::kErase) asked.push_back({std::string(ask.entity), ask.row});
      });
  return asked;
}

Status Store::GetStatus() {
  Status status;
  status.membership = replica_->membership();
  const std::vector<Offer> offers = replica_->Offers();
  status.pending = std::count_if(offers.begin(), offers.end(),
                                 [](const Offer& offer) { return !offer.relayed; });
  Statement& select = replica_->database().Cached(
      "SELECT coalesce((SELECT min(seq)-1 FROM log WHERE site=?1 AND acked=0),"
      " (SELECT max(seq) FROM log WHERE site=?1), 0)");
  select.Bind(1, replica_->log().OrdinalOf(status.membership.site));
  if (select.Step()) status.acknowledged_through = select.Int(0);
  select.Reset();
  const auto number = [this](std::string_view key) {
    const std::string text = replica_->Setting(key);
    return text.empty() ? int64_t{0} : std::stoll(text);
  };
  status.last_contact_ms = number("last_contact");
  status.clock_offset_s = number("clock_offset");
  status.complete = replica_->Setting("complete") == "1";
  for (const Dispute& dispute : Disputes()) {
    ++status.disputes;
    if (dispute.official_before) ++status.reviews;
  }
  for (const RefusedCommit& refused : Refused())
    ++(refused.state == Verdict::State::kWaiting ? status.waiting : status.refused);
  status.copy_notice = replica_->Setting("copy_notice");
  status.revoked = replica_->Setting("revoked") == "1";
  status.erased_at_ms = number("erased_at");
  status.findings =
      static_cast<int64_t>(replica_->rows().WithFlag(kRowRevived | kRowMisfit).size());
  return status;
}

}  // namespace kruzhok::sync
