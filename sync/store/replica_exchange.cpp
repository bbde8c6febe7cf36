// SPDX-License-Identifier: MIT
// What the hub says: pages, numbers, verdicts and controls.
#include <algorithm>

#include "sync/store/replica.h"

namespace kruzhok::sync {
namespace {

model::Error BadPage(std::string_view what) {
  return {"bad_answer", std::string(what), ""};
}

Hash HashFrom(std::string_view bytes) {
  Hash hash{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

int64_t CommitsIn(const Page& page) {
  int64_t commits = 0;
  for (const PageItem& item : page.items) commits += item.count;
  return commits;
}

}  // namespace

int64_t Replica::rest() {
  const std::string text = Setting("rest");
  return text.empty() ? 0 : std::stoll(text);
}

int64_t Replica::CursorOf(const StreamId& stream) {
  Statement& select = database_->Cached("SELECT cursor,behind FROM stream WHERE stream=?");
  select.Bind(1, log_.OrdinalOf(stream));
  const ResetAtEnd reset(select);
  if (!select.Step()) return rest();
  return select.Int(1) != 0 ? select.Int(0) : std::max(rest(), select.Int(0));
}

std::vector<Cursor> Replica::Cursors() {
  std::vector<Cursor> cursors;
  Statement select = database_->Prepare(
      "SELECT stream,cursor FROM stream WHERE cursor>? OR behind=1 ORDER BY stream");
  select.Bind(1, rest());
  while (select.Step()) cursors.push_back({log_.IdOf(select.Int(0)), select.Int(1)});
  return cursors;
}

void Replica::SetComplete() {
  if (Setting("complete") == "1" || behind()) return;
  Change change(*this);
  SetSetting("complete", "1");
  change.Commit();
}

bool Replica::behind() {
  Statement select = database_->Prepare("SELECT 1 FROM stream WHERE behind=1 LIMIT 1");
  return select.Step();
}

void Replica::ApplyQuiet(const Answer& answer, const std::set<StreamId>& with_page) {
  if (answer.more) return;
  if (rest() < answer.rest || answer.through <= rest()) return;
  std::vector<StreamId> streams;
  Statement select = database_->Prepare("SELECT stream FROM stream");
  while (select.Step()) streams.push_back(log_.IdOf(select.Int(0)));
  for (const StreamId& stream : streams) {
    const int64_t cursor = CursorOf(stream);
    const bool known =
        with_page.contains(stream) ? cursor >= answer.through : cursor >= answer.from;
    if (!known) return;
  }
  SetSetting("rest", std::to_string(answer.through));
}

struct Replica::PageReader {
  FrameLines lines;
  size_t position = 0;
  int64_t frame = 0;  // 0: not stored yet.
  Hash rolling{};
};

model::Result<Replica::PageOutcome> Replica::ApplyPage(const Page& page) {
  PageOutcome outcome;
  const int64_t cursor = CursorOf(page.stream);
  outcome.incomplete = page.after > cursor;
  if (page.after > cursor || page.through <= cursor) return outcome;
  const std::string& hub_key = membership().hub_key;
  if (!VerifySignature(hub_key,
                       PageStatement(page.stream, lineage().back(), page.through, page.rolling),
                       page.signature))
    return BadPage("a page that the hub has not signed");
  PageReader reader;
  if (!page.frame.empty()) {
    auto lines = UnpackFrame(page.frame);
    if (!lines) return lines.error();
    reader.lines = std::move(*lines);
  }
  Statement& select = database_->Cached("SELECT rolling FROM stream WHERE stream=?");
  select.Bind(1, log_.OrdinalOf(page.stream));
  if (select.Step()) reader.rolling = HashFrom(select.Blob(0));
  select.Reset();

  // All or nothing: numbers that are given without the page's signature could not be proven later.
  std::vector<std::vector<int64_t>> held;
  for (const PageItem& item : page.items) {
    if (!item.held || item.first + item.count - 1 <= cursor) continue;
    auto found = FindHeld(item);
    if (!found) {
      outcome.incomplete = true;
      return outcome;
    }
    held.push_back(std::move(*found));
  }
  size_t next_held = 0;
  for (const PageItem& item : page.items) {
    if (!item.held) {
      if (const auto applied = ApplyBodies(page, item, cursor, reader, outcome); !applied)
        return applied.error();
    } else if (item.first + item.count - 1 > cursor) {
      ApplyHeld(item, held[next_held++], cursor, reader.rolling);
    }
  }
  if (View(reader.rolling) != page.rolling) {
    outcome.contradicts = true;
    return outcome;
  }
  database_
      ->Cached(
          "INSERT INTO stream(stream,cursor,rolling) VALUES(?,?,?)"
          " ON CONFLICT(stream) DO UPDATE SET cursor=excluded.cursor,rolling=excluded.rolling,"
          "behind=behind AND excluded.cursor<?")
      .Run(log_.OrdinalOf(page.stream), page.through, BlobView{View(reader.rolling)}, rest());
  if (!page.items.empty()) KeepSignature(page, reader.rolling, CommitsIn(page));
  ReleaseWaiting();
  return outcome;
}

// The commits of a held run; nothing when not all of it is here, or it is another branch.
std::optional<std::vector<int64_t>> Replica::FindHeld(const PageItem& item) {
  std::vector<int64_t> ids;
  std::string hashes;
  for (int64_t i = 0; i < item.count; ++i) {
    Statement& select = database_->Cached("SELECT id,hash FROM log WHERE site=? AND seq=?");
    select.BindAll(log_.OrdinalOf(item.held->site), item.held->seq + i);
    std::vector<std::pair<int64_t, uint64_t>> found;
    while (select.Step()) found.emplace_back(select.Int(0), static_cast<uint64_t>(select.Int(1)));
    if (item.count == 1)
      std::erase_if(found, [&](const auto& branch) { return branch.second != item.held->hash; });
    if (found.size() != 1) return std::nullopt;
    ids.push_back(found.front().first);
    if (item.count > 1) hashes += View(log_.HashOfLine(ids.back()));
  }
  if (item.count > 1 && RunHash(hashes) != item.held->hash) return std::nullopt;
  return ids;
}

void Replica::ApplyHeld(const PageItem& item, const std::vector<int64_t>& ids, int64_t cursor,
                        Hash& rolling) {
  for (size_t i = 0; i < ids.size(); ++i) {
    const int64_t number = item.first + static_cast<int64_t>(i);
    if (number <= cursor) continue;
    rolling = RollOn(rolling, number, log_.HashOfLine(ids[i]));
    GiveNumber(ids[i], number, item.received_s);
  }
}

model::Result<void> Replica::ApplyBodies(const Page& page, const PageItem& item, int64_t cursor,
                                         PageReader& reader, PageOutcome& outcome) {
  for (int64_t i = 0; i < item.count; ++i) {
    const std::string_view line = reader.lines.LineAt(reader.position);
    if (line.empty()) return BadPage("a page with fewer commits than numbers");
    const size_t position = reader.position;
    reader.position += line.size() + 1;
    const int64_t number = item.first + i;
    if (number <= cursor) continue;
    const auto read = reader_.Read(line);
    if (!read) return BadPage(read.error().detail);
    const Commit& commit = **read;
    if (commit.stream != page.stream) return BadPage("a commit of another stream");
    reader.rolling = RollOn(reader.rolling, number, commit.hash);
    if (const auto known = log_.Find(commit.dot())) {
      GiveNumber(known->id, number, item.received_s);
      continue;
    }
    // Another copy of this installation, or this one before it went back in time, wrote it.
    if (commit.site == membership().site) TakeNewSite("restored");
    if (reader.frame == 0) reader.frame = log_.AppendFrame(page.frame, reader.lines);
    const int64_t id = log_.AppendFramed(commit, reader.frame, position, CommitState::kInside);
    log_.SetNumber(id, number, item.received_s);
    Fold(commit, id);
    ++outcome.commits;
    outcome.rows += static_cast<int64_t>(commit.rows.size());
    if (!commit.controls.empty()) ApplyControls(commit);
  }
  return {};
}

void Replica::GiveNumber(int64_t id, int64_t number, int64_t received_s) {
  const LogEntry before = log_.Get(id);
  log_.SetNumber(id, number, received_s);
  // What this installation wrote says nothing more by getting a number while no cell has several
  // heads.
  if (before.own && before.state == CommitState::kInside && !rows_.HasSeveral()) return;
  const auto commit = reader_.Read(log_.Line(id));
  if (!commit) throw model::StorageError("storage_corrupt", "a line of the log");
  if (before.state != CommitState::kInside) {
    database_->Cached("DELETE FROM outside WHERE log=?").Run(id);
    database_->Cached("DELETE FROM outside_row WHERE log=?").Run(id);
    Fold(**commit, id);
  } else {
    // The commit's writes may be heads beside others; the lowest number among these is official.
    for (const RowChange& change : (*commit)->rows) {
      Statement& select = database_->Cached("SELECT 1 FROM head WHERE entity=? AND id=? LIMIT 1");
      select.BindAll(change.entity, BlobView{change.id.view()});
      const bool several = select.Step();
      select.Reset();
      if (!several) continue;
      const RowKey key{std::string(change.entity), change.id};
      rows_.Save(key, *rows_.Load(key.entity, key.id), id);
    }
  }
  if (!(*commit)->controls.empty()) ApplyControls(**commit);
}

void Replica::ApplyControls(const Commit& commit) {
  // Putting a commit outside reads lines with the same reader, so what points into it is copied
  // first.
  struct Copy {
    Control::Type type;
    std::vector<Dot> targets;
    std::string json;
  };
  const StreamId stream = commit.stream;
  std::vector<Copy> controls;
  for (const Control& control : commit.controls) {
    const auto targets = commit.Dots(control.targets);
    controls.push_back({control.type, {targets.begin(), targets.end()}, std::string(control.json)});
  }
  for (const Copy& control : controls) {
    std::map<std::string, HeldValue> members;
    for (auto& [name, value] : ObjectMembers(*ParseHeldValue(control.json)))
      members.emplace(name, std::move(value));
    if (control.type == Control::Type::kDevice) ApplyDevice(members);
    if (control.type == Control::Type::kErase) ApplyErase(members);
    for (const Dot& target : control.targets)
      ApplyDecision(control.type, target, stream, control.json, members);
  }
}

void Replica::ApplyDecision(Control::Type type, const Dot& target, const StreamId& stream,
                            const std::string& json, std::map<std::string, HeldValue>& members) {
  const auto entry = log_.Find(target);
  const bool open = entry && entry->number == 0;
  switch (type) {
    case Control::Type::kRefuse:
      database_->Cached("INSERT OR REPLACE INTO refusal(dot,stream,json) VALUES(?,?,?)")
          .Run(FormatDot(target), log_.OrdinalOf(stream), json);
      if (open)
        PutOutside(
            {{entry->id,
              CommitState::kRefused,
              {target, Verdict::State::kRefused, members["code"].text, members["entity"].text,
               members["id"].text, members["field"].text, members["detail"].text}}});
      break;
    case Control::Type::kAccept:
      database_->Cached("DELETE FROM refusal WHERE dot=?").Run(FormatDot(target));
      break;
    case Control::Type::kDiscard:
      database_->Cached("DELETE FROM refusal WHERE dot=?").Run(FormatDot(target));
      if (open)
        PutOutside(
            {{entry->id,
              CommitState::kDiscarded,
              {target, Verdict::State::kDiscarded, "", "", "", "", members["reason"].text}}});
      break;
    case Control::Type::kDevice:
    case Control::Type::kRevoke:
    case Control::Type::kErase:
      break;
  }
}

void Replica::ApplyVerdicts(std::span<const Verdict> verdicts) {
  std::vector<Outlawed> outlawed;
  for (const Verdict& verdict : verdicts) {
    const auto entry = log_.Find(verdict.dot);
    if (!entry || entry->number > 0) continue;  // Within an epoch a number beats any verdict.
    log_.SetAcked(entry->id);
    if (HasOpenProof(entry->id)) continue;
    const CommitState state = verdict.state == Verdict::State::kRefused   ? CommitState::kRefused
                              : verdict.state == Verdict::State::kWaiting ? CommitState::kWaiting
                                                                          : CommitState::kDiscarded;
    outlawed.push_back({entry->id, state, verdict});
  }
  PutOutside(outlawed);
}

void Replica::ApplyNumbered(const Dot& dot) {
  if (const auto entry = log_.Find(dot)) log_.SetAcked(entry->id);
}

void Replica::ApplyTaken(const std::vector<int64_t>& ids, std::string_view frame) {
  for (const int64_t id : log_.Seal(ids, frame)) log_.SetAcked(id);
}

}  // namespace kruzhok::sync
