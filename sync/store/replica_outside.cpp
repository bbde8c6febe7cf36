// SPDX-License-Identifier: MIT
// Commits that take part in no fold: refused, waiting for one that is outside, discarded.
#include <algorithm>

#include "sync/store/replica.h"

namespace kruzhok::sync {

std::vector<int64_t> Replica::Dependents(std::set<Dot> dots, bool only_unnumbered) {
  std::vector<int64_t> ids;
  if (dots.empty()) return ids;
  CommitReader reader;
  // Mostly what names a commit lies behind it, so that one pass finds all and the next nothing.
  for (bool again = true; again;) {
    again = false;
    log_.ForEach({.stream = std::nullopt, .only_unnumbered = only_unnumbered, .containing = {}},
                 [&](const LogEntry& entry, std::string_view line) {
                   if (entry.state != CommitState::kInside || dots.contains(entry.dot)) return;
                   const auto commit = reader.Read(line);
                   if (!commit || (*commit)->NamesOnly(
                                      [&](const Dot& named) { return !dots.contains(named); }))
                     return;
                   dots.insert(entry.dot);
                   ids.push_back(entry.id);
                   again = true;
                 });
  }
  return ids;
}

void Replica::NoteVerdict(int64_t id, CommitState state, const Verdict& verdict) {
  log_.SetState(id, state);
  database_
      ->Cached(
          "INSERT OR REPLACE INTO outside(log,code,entity,id,field,detail) VALUES(?,?,?,?,?,?)")
      .Run(id, verdict.code, verdict.entity, verdict.row, verdict.field, verdict.detail);
}

void Replica::NoteRows(int64_t id, std::set<RowKey>& touched) {
  const auto commit = reader_.Read(log_.Line(id));
  if (!commit) return;
  for (const RowChange& change : (*commit)->rows) {
    touched.insert({std::string(change.entity), change.id});
    database_->Cached("INSERT OR IGNORE INTO outside_row(entity,id,log) VALUES(?,?,?)")
        .Run(change.entity, BlobView{change.id.view()}, id);
  }
}

void Replica::MakeWait(std::set<Dot> dots, bool only_unnumbered, std::set<RowKey>& touched) {
  for (const int64_t id : Dependents(std::move(dots), only_unnumbered)) {
    NoteVerdict(id, CommitState::kWaiting, {});
    NoteRows(id, touched);
  }
}

void Replica::PutOutside(const std::vector<Outlawed>& outlawed) {
  std::set<Dot> left;
  std::set<RowKey> touched;
  for (const auto& [id, state, verdict] : outlawed) {
    const LogEntry entry = log_.Get(id);
    // A discarded commit stays so whatever is said of it later, but for a number.
    if (entry.state == CommitState::kDiscarded) continue;
    if (entry.state != CommitState::kInside && state == CommitState::kDiscarded) {
      log_.SetState(id, state);
      continue;
    }
    NoteVerdict(id, state, verdict);
    if (entry.state != CommitState::kInside) continue;
    NoteRows(id, touched);
    left.insert(entry.dot);
  }
  MakeWait(std::move(left), true, touched);
  Refold(touched);
}

bool Replica::NamesOnlyInside(const Commit& commit) {
  return commit.NamesOnly([this](const Dot& dot) {
    const auto entry = log_.Find(dot);
    return entry && entry->state == CommitState::kInside;
  });
}

void Replica::ReleaseWaiting() {
  for (bool again = true; again;) {
    again = false;
    std::vector<int64_t> waiting;
    // CROSS: the few that are outside first, not the whole log.
    Statement& select = database_->Cached(
        "SELECT log.id FROM outside CROSS JOIN log ON log.id=outside.log"
        " WHERE log.state=2 AND outside.code='' ORDER BY log.id");
    while (select.Step()) waiting.push_back(select.Int(0));
    for (const int64_t id : waiting) {
      const auto commit = reader_.Read(log_.Line(id));
      if (!commit || !NamesOnlyInside(**commit)) continue;
      log_.SetState(id, CommitState::kInside);
      database_->Cached("DELETE FROM outside WHERE log=?").Run(id);
      database_->Cached("DELETE FROM outside_row WHERE log=?").Run(id);
      FoldLine(id);
      again = true;
    }
  }
}

std::vector<OutsideCommit> Replica::Outside() {
  std::vector<OutsideCommit> commits;
  Statement select =
      database_->Prepare("SELECT log,code,entity,id,field,detail FROM outside ORDER BY log");
  while (select.Step()) {
    OutsideCommit outside{log_.Get(select.Int(0)), {}, {}};
    outside.author = outside.entry.author;
    if (outside.entry.state == CommitState::kDiscarded) continue;
    outside.verdict = {outside.entry.dot,
                       outside.entry.state == CommitState::kWaiting ? Verdict::State::kWaiting
                                                                    : Verdict::State::kRefused,
                       std::string(select.Text(1)),
                       std::string(select.Text(2)),
                       std::string(select.Text(3)),
                       std::string(select.Text(4)),
                       std::string(select.Text(5))};
    commits.push_back(std::move(outside));
  }
  return commits;
}

std::vector<int64_t> Replica::OutsideOf(const RowKey& key) {
  std::vector<int64_t> ids;
  Statement& select = database_->Cached(
      "SELECT outside_row.log FROM outside_row JOIN log ON log.id=outside_row.log"
      " WHERE entity=? AND outside_row.id=? AND log.state<>3 ORDER BY 1");
  const ResetAtEnd reset(select);
  select.Bind(1, key.entity);
  select.Bind(2, BlobView{key.id.view()});
  while (select.Step()) ids.push_back(select.Int(0));
  return ids;
}

std::vector<Refusal> Replica::Refusals() {
  std::vector<Refusal> refusals;
  Statement select = database_->Prepare("SELECT dot,stream,json FROM refusal ORDER BY dot");
  while (select.Step())
    if (const auto dot = ParseDot(select.Text(0)))
      refusals.push_back({*dot, log_.IdOf(select.Int(1)), std::string(select.Text(2))});
  return refusals;
}

void Replica::PullAgain(const std::vector<int64_t>& damaged) {
  std::set<Dot> missing;
  for (const int64_t id : damaged) missing.insert(log_.Get(id).dot);
  RemoveFromLog(damaged);
  rows_.ForgetLostChanges();
  // What is here keeps its numbers; every stream is read from its beginning once more.
  database_->Execute("UPDATE stream SET cursor=0,rolling=zeroblob(32); DELETE FROM signature");
  SetSetting("rest", "");
  // The lost seqs come back as somebody else's, and must not be given again.
  TakeNewSite("");
  // Folded before what it names, a commit would be lost or would stand beside what it replaced.
  std::set<RowKey> touched;
  MakeWait(std::move(missing), false, touched);
  Refold(touched);
}

// With all that hangs on the commits. A chain that lacks one of them proves nothing.
void Replica::RemoveFromLog(const std::vector<int64_t>& ids) {
  log_.Remove(ids);
  constexpr const char* kGone = " WHERE log NOT IN (SELECT id FROM log)";
  database_->Execute(std::string("DELETE FROM proof WHERE id IN (SELECT proof FROM proof_commit") +
                     kGone + ')');
  database_->Execute("DELETE FROM proof_commit WHERE proof NOT IN (SELECT id FROM proof)");
  for (const char* table : {"outside", "outside_row", "erasing"})
    database_->Execute("DELETE FROM " + std::string(table) + kGone);
}

void Replica::MarkDiscarded(int64_t id) {
  log_.SetState(id, CommitState::kDiscarded);
}

std::optional<Role> Replica::RoleOf(const Site& site) {
  Statement& select = database_->Cached("SELECT role FROM device_site WHERE site=?");
  select.Bind(1, log_.OrdinalOf(site));
  const ResetAtEnd reset(select);
  if (!select.Step()) return std::nullopt;
  return select.Text(0) == "coordinator" ? Role::kCoordinator : Role::kSchool;
}

}  // namespace kruzhok::sync
