// SPDX-License-Identifier: MIT
#include "client/transfer/import_plan.h"

#include <algorithm>
#include <set>

#include "client/app/row_owner.h"
#include "client/transfer/import_planner.h"
#include "client/transfer/list_lines.h"
#include "model/entities/organisation.h"
#include "sync/sqlite/transaction.h"

namespace kruzhok::client {
namespace {

// Whose rows new ones become, as far as it is one for all of them.
model::Uuid OwnerOf(sync::Store& store, const ImportOptions& options) {
  const sync::Membership& membership = store.replica().membership();
  if (options.owner) return *options.owner;
  if (membership.role == sync::Role::kCoordinator) return sync::kDistrict;
  return membership.organisation;
}

void Count(ImportPlan& plan) {
  ImportCounts& counts = plan.counts;
  counts.rows = static_cast<int64_t>(plan.rows.size());
  for (const PlannedRow& row : plan.rows) switch (row.fate) {
      case Fate::kNew:
        ++counts.created;
        break;
      case Fate::kChanged:
        ++counts.changed;
        break;
      case Fate::kSame:
        ++counts.same;
        break;
      case Fate::kRepeated:
        ++counts.repeated;
        break;
      case Fate::kRejected:
        ++counts.rejected;
        break;
      case Fate::kAsked:
        ++counts.asked;
        break;
    }
}

// Labels of fields that a record must have and no column fills.
std::string Unfilled(const Translator& texts, const ImportOptions& options) {
  std::string labels;
  for (const model::FieldInfo* field : MissingFields(*options.type, options.columns))
    labels += (labels.empty() ? "" : ", ") + texts.FieldLabel(*options.type, field->name());
  return labels;
}

}  // namespace

Planner::Planner(sync::Store& store, const Translator& texts, const Workbook& workbook,
                 const ImportOptions& options)
    : store_(store),
      texts_(texts),
      options_(options),
      sheet_(workbook.sheets[options.sheet]),
      type_(*options.type),
      owner_(OwnerOf(store, options)),
      references_(store, texts),
      cells_(references_, sheet_, options, owner_),
      identities_(store, type_),
      past_(store),
      has_outside_(!store.replica().Outside().empty()) {
  plan_.type = &type_;
  plan_.note = NoteOfImport(texts, options.file);
}

void Planner::ReadRows() {
  std::unordered_map<model::Uuid, model::Uuid> named;
  if (type_.moment() != model::Moment::kExact)
    store_.replica().rows().ForEachSummary(type_, true, [&](const sync::RowSummary& row) {
      named.emplace(NameInFile(type_, row.id), row.id);
      return true;
    });
  for (size_t place = options_.columns.header + 1; place < sheet_.rows.size(); ++place) {
    if (sheet_.rows[place].empty()) continue;
    Row& row = rows_.emplace_back();
    row.place = place;
    if (IsNoRow(sheet_, options_.columns, place)) {
      row.is_row = false;
      continue;
    }
    row.read = cells_.Read(place);
    if (!row.read.base) continue;
    const auto found = named.find(row.read.base->id);
    row.named = found == named.end() ? row.read.base->id : found->second;
  }
}

// Of several rows with one base, the one that differs least is the record; the others are copies
// that somebody made new records of.
void Planner::SettleCopies() {
  std::unordered_map<model::Uuid, size_t> nearest;
  std::vector<size_t> copies;
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (!rows_[i].named) continue;
    const auto [place, is_first] = nearest.emplace(*rows_[i].named, i);
    if (is_first) continue;
    size_t& kept = place->second;
    // A row that stands twice as it is, is a repetition.
    if (rows_[i].read.identity == rows_[kept].read.identity) continue;
    const bool nearer = rows_[i].read.values.size() < rows_[kept].read.values.size();
    copies.push_back(nearer ? kept : i);
    if (nearer) kept = i;
  }
  for (const size_t copy : copies) {
    rows_[copy].read = cells_.Read(rows_[copy].place, true);
    rows_[copy].named.reset();
  }
}

void Planner::SetOwner(Row& row) {
  const bool is_coordinator = store_.replica().membership().role == sync::Role::kCoordinator;
  const bool is_organisation = &type_ == &model::organisation;
  row.owner = owner_;
  if (is_coordinator && !options_.owner && !is_organisation)
    row.owner = OwnerByReferences(store_, type_, row.read.values);
  if (is_coordinator && !row.owner && type_.audience() == model::Audience::kDistrict)
    row.owner = sync::kDistrict;
  // A coordinator's organisations own themselves; they are the district's as far as lists go.
  row.derived = DerivedId(type_, is_organisation || !row.owner ? sync::kDistrict : *row.owner,
                          row.read.identity);
  if (is_organisation && is_coordinator && !options_.owner) row.owner.reset();
}

// Which record it surely is, before anything is guessed.
void Planner::FindRecord(Row& row) {
  if (!row.is_row) return;
  if (row.named) {
    claimed_.insert(*row.named);
    return;
  }
  SetOwner(row);
  row.is_known = store_.replica().rows().Summary(type_, *row.derived).has_value();
  if (row.is_known) claimed_.insert(*row.derived);
}

model::Record Planner::RecordOf(const Row& row) const {
  model::Record record(type_);
  for (const auto& [field, value] : row.read.values) record.SetValue(*field, value);
  return record;
}

// Rows of other entities that the list's references name come first.
void Planner::AddMissing() {
  std::vector<sync::RowWrite> writes;
  for (const CellReader::Missing& missing : cells_.missing()) {
    plan_.missing.emplace_back(missing.type, missing.words);
    if (!options_.create_missing) continue;
    const auto here = store_.replica().rows().Summary(*missing.type, missing.id);
    if (here && (here->flags & sync::kRowDeleted) == 0) continue;
    if (here) {
      plan_.restores.push_back({missing.type, sync::RowWrite::Kind::kRestore, missing.id});
      continue;
    }
    sync::RowWrite& write = writes.emplace_back();
    write.type = missing.type;
    write.id = missing.id;
    write.fields = {{NameField(*missing.type), model::Value(missing.words)}};
    const bool is_school = store_.replica().membership().role == sync::Role::kSchool;
    if (is_school || options_.owner) write.owner = owner_;
  }
  plan_.other_writes = writes.size();
  plan_.writes.insert(plan_.writes.begin(), std::make_move_iterator(writes.begin()),
                      std::make_move_iterator(writes.end()));
}

std::string Planner::FirstCell(size_t place) const {
  for (const std::string& cell : sheet_.rows[place])
    if (!cell.empty()) return cell;
  return {};
}

ImportPlan Planner::Plan() {
  ReadRows();
  SettleCopies();
  for (Row& row : rows_) FindRecord(row);
  plan_.rows.reserve(rows_.size());
  for (Row& row : rows_) {
    PlannedRow planned;
    planned.line = row.place + 1;
    planned.title = row.is_row ? references_.TitleOf(RecordOf(row)) : FirstCell(row.place);
    for (ImportNote& note : row.read.notes) note.line = planned.line;
    Decide(row, planned);
    if (planned.title.empty() && planned.id)
      if (const auto here = store_.replica().rows().Summary(type_, *planned.id))
        planned.title = references_.TitleOf(here->record);
    std::ranges::move(row.read.notes, std::back_inserter(plan_.notes));
    plan_.rows.push_back(std::move(planned));
  }
  AddMissing();
  return std::move(plan_);
}

void Planner::Check(ImportPlan& plan) {
  const auto refuse = [&](size_t row, const model::Error& error) {
    plan.rows[row].fate = Fate::kRejected;
    plan.rows[row].id.reset();
    plan.notes.push_back({plan.rows[row].line, true, std::nullopt, error});
  };
  std::vector<bool> restored(plan.restores.size(), true), written(plan.writes.size(), true);
  std::set<size_t> refused;  // Places in plan.rows.
  const auto of_restores = store_.Check(plan.restores);
  for (size_t i = 0; i < restore_rows_.size(); ++i) {
    if (!of_restores[i]) continue;
    refuse(restore_rows_[i], *of_restores[i]);
    refused.insert(restore_rows_[i]);
    restored[i] = false;
  }
  std::vector<sync::RowWrite> doubtful;
  std::vector<std::pair<size_t, size_t>> places;  // In plan.writes, in plan.rows.
  for (const auto& [write, row] : write_rows_) {
    const size_t place = write + plan.other_writes;
    if (refused.contains(row)) written[place] = false;
    if (!plan.writes[place].base) continue;
    doubtful.push_back(plan.writes[place]);
    places.emplace_back(place, row);
  }
  const auto errors = store_.Check(doubtful);
  for (size_t i = 0; i < errors.size(); ++i) {
    if (!errors[i]) continue;
    refuse(places[i].second, *errors[i]);
    written[places[i].first] = false;
  }
  const auto keep = [](std::vector<sync::RowWrite>& writes, const std::vector<bool>& kept) {
    size_t place = 0;
    std::erase_if(writes, [&](const sync::RowWrite&) { return !kept[place++]; });
  };
  keep(plan.restores, restored);
  keep(plan.writes, written);
  std::ranges::stable_sort(plan.notes, {}, &ImportNote::line);
}

std::string_view Name(Fate fate) {
  switch (fate) {
    case Fate::kNew:
      return "new";
    case Fate::kChanged:
      return "changed";
    case Fate::kSame:
      return "same";
    case Fate::kRepeated:
      return "repeated";
    case Fate::kRejected:
      return "rejected";
    case Fate::kAsked:
      return "asked";
  }
  return {};
}

model::Result<ImportPlan> PlanImport(sync::Store& store, const Translator& texts,
                                     const Workbook& workbook, const ImportOptions& options) {
  if (const std::string labels = Unfilled(texts, options); !labels.empty())
    return model::Error{"no_columns", labels};
  std::optional<sync::Transaction> reading(std::in_place, store.replica().database(),
                                           sync::Transaction::Kind::kRead);
  Planner planner(store, texts, workbook, options);
  ImportPlan plan = planner.Plan();
  reading.reset();
  planner.Check(plan);
  Count(plan);
  return plan;
}

}  // namespace kruzhok::client
