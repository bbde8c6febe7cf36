// SPDX-License-Identifier: MIT
// Proof that the data is what the log says, and that two replicas agree.
#include <algorithm>
#include <array>

#include "sync/store/store.h"

namespace kruzhok::sync {
namespace {

// Rows are checked in portions, so that memory does not grow with the district.
constexpr int64_t kPortionRows = 20000;

void AppendDots(std::span<const Dot> dots, std::string& out) {
  out += std::to_string(dots.size());
  for (const Dot& dot : dots) {
    out += ' ';
    AppendDot(dot, Site{}, out);
  }
  out += '\n';
}

// One spelling of a row's whole folded state, the same on every replica.
std::string Spell(const RowKey& key, const RowState& state) {
  std::string out = key.entity + '\n' + key.id.Text() + '\n' + state.owner.Text() + '\n';
  AppendDots(state.births, out);
  for (const auto& [name, heads] : state.cells) {
    out += name + '\n';
    for (const Head& head : heads) {
      AppendDots(std::span(&head.dot, 1), out);
      out += head.value.Json() + '\n';
    }
  }
  for (const Tombstone& tombstone : state.tombstones) {
    AppendDots(std::span(&tombstone.dot, 1), out);
    AppendDots(tombstone.seen, out);
  }
  return out;
}

// A sum of hashes: the same whatever order the rows come in.
class RowSum {
 public:
  void Add(const RowKey& key, const RowState& state) {
    const Hash hash = HashOf(Spell(key, state));
    for (size_t lane = 0; lane < lanes_.size(); ++lane) {
      uint64_t part = 0;
      for (size_t i = 0; i < 8; ++i) part = part << 8 | hash[lane * 8 + i];
      lanes_[lane] += part;
    }
    rows_ += state.deleted() ? 0 : 1;
  }
  std::string Text() const {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (const uint64_t lane : lanes_)
      for (int shift = 60; shift >= 0; shift -= 4) text += kHex[lane >> shift & 15];
    return text;
  }
  int64_t rows() const { return rows_; }

 private:
  std::array<uint64_t, 4> lanes_{};
  int64_t rows_ = 0;
};

size_t PortionOf(const RowKey& key, size_t portions) {
  return std::hash<model::Uuid>()(key.id) % portions;
}

}  // namespace

std::set<StreamId> Store::Streams() {
  const Membership& membership = replica_->membership();
  std::set<StreamId> streams{kDistrict};
  if (membership.role == Role::kSchool) {
    streams.insert(membership.organisation);
    streams.insert(membership.others.begin(), membership.others.end());
  }
  Statement select = replica_->database().Prepare("SELECT stream FROM stream");
  while (select.Step()) streams.insert(replica_->log().IdOf(select.Int(0)));
  return streams;
}

std::vector<StreamDigest> Store::Digest(const std::optional<StreamId>& stream) {
  // Rows that commits without a number touch are folded again without these.
  const std::set<RowKey> open = replica_->UnnumberedRows();
  const auto numbered =
      replica_->FoldRows(open, [](const LogEntry& entry) { return entry.number > 0; });
  std::vector<StreamDigest> digests;
  for (const StreamId& each : stream ? std::set<StreamId>{*stream} : Streams()) {
    RowSum sum;
    replica_->rows().ForEach(each, [&](const RowKey& key, const RowState& state) {
      if (!open.contains(key)) sum.Add(key, state);
    });
    for (const auto& [key, state] : numbered)
      if (state.stream == each) sum.Add(key, state);
    digests.push_back({each, sum.Text(), sum.rows()});
  }
  return digests;
}

std::vector<std::string> Store::Verify(bool repair) {
  std::vector<std::string> problems = replica_->database().IntegrityCheck();
  std::vector<int64_t> damaged;
  std::set<RowKey> wrong;
  {
    // Log and rows of one moment: a window may be writing beside it.
    Transaction moment(replica_->database(), Transaction::Kind::kRead);
    damaged = VerifyLog(problems);
    wrong = VerifyRows(problems);
    moment.Commit();
  }
  if (!repair || (damaged.empty() && wrong.empty())) return problems;
  Replica::Change change(*replica_);
  if (!wrong.empty()) replica_->Refold(wrong);
  std::vector<int64_t> numbered;
  for (const int64_t id : damaged)
    // What the hub has can be had again; an own commit that was not sent yet is kept as it is.
    if (replica_->log().Get(id).number > 0) numbered.push_back(id);
  if (!numbered.empty()) replica_->PullAgain(numbered);
  change.Commit();
  return problems;
}

// The ids of commits whose line is not what their dot says.
std::vector<int64_t> Store::VerifyLog(std::vector<std::string>& problems) {
  std::vector<int64_t> damaged;
  CommitReader reader;
  replica_->log().ForEach({}, [&](const LogEntry& entry, std::string_view line) {
    const auto commit = reader.Read(line);
    if (commit && (*commit)->dot() == entry.dot && (*commit)->stream == entry.stream) return;
    problems.push_back("log: the line of " + FormatDot(entry.dot) + " is damaged");
    damaged.push_back(entry.id);
  });
  return damaged;
}

// The rows that are not what the log says.
std::set<RowKey> Store::VerifyRows(std::vector<std::string>& problems) {
  std::set<RowKey> all;
  CommitReader reader;
  replica_->log().ForEach({}, [&](const LogEntry& entry, std::string_view line) {
    if (entry.state != CommitState::kInside) return;
    if (const auto commit = reader.Read(line))
      for (const RowChange& change : (*commit)->rows)
        if (!replica_->IsErased(change.entity, change.id))
          all.insert({std::string(change.entity), change.id});
  });
  std::set<RowKey> wrong;
  replica_->rows().ForEach(std::nullopt, [&](const RowKey& key, const RowState&) {
    if (!all.contains(key)) wrong.insert(key);
  });
  const size_t portions = all.size() / kPortionRows + 1;
  for (size_t portion = 0; portion < portions; ++portion) {
    std::set<RowKey> keys;
    for (const RowKey& key : all)
      if (PortionOf(key, portions) == portion) keys.insert(key);
    const auto folded = replica_->FoldRows(
        keys, [](const LogEntry& entry) { return entry.state == CommitState::kInside; });
    for (const auto& [key, state] : folded) {
      const auto held = replica_->rows().Load(key.entity, key.id);
      if (!held || Spell(key, *held) != Spell(key, state) || !replica_->rows().Shows(key, state))
        wrong.insert(key);
    }
  }
  for (const RowKey& key : wrong)
    problems.push_back("row: " + key.entity + ' ' + key.id.Text() + " is not what the log says");
  return wrong;
}

}  // namespace kruzhok::sync
