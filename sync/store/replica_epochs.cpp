// SPDX-License-Identifier: MIT
// The hub's lives: following it into another one, and what a replica has to give back when numbers
// were lost with the old one.
#include <algorithm>

#include "sync/store/replica.h"

namespace kruzhok::sync {
namespace {

// Commits between two signatures that are kept: what a proof has to hold at least.
constexpr int64_t kProofCommits = 256;

Hash HashFrom(std::string_view bytes) {
  Hash hash{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

}  // namespace

const Lineage& Replica::lineage() {
  if (!database_->in_transaction()) Refresh();
  if (lineage_) return *lineage_;
  lineage_.emplace();
  Statement select = database_->Prepare("SELECT counter,random,after FROM epoch ORDER BY position");
  while (select.Step())
    lineage_->push_back({select.Int(0), static_cast<uint64_t>(select.Int(1)), select.Int(2)});
  return *lineage_;
}

void Replica::SaveLineage(const Lineage& lineage) {
  database_->Execute("DELETE FROM epoch");
  for (const Epoch& epoch : lineage)
    database_->Cached("INSERT INTO epoch(counter,random,after) VALUES(?,?,?)")
        .Run(epoch.counter, static_cast<int64_t>(epoch.random), epoch.after);
  lineage_ = lineage;
}

bool Replica::FollowLineage(const Lineage& theirs) {
  const Lineage mine = lineage();
  if (!mine.empty() && mine.back() == theirs.back()) return true;
  if (!mine.empty() && theirs.back().counter <= mine.back().counter) return false;
  RewindTo(CommonNumber(mine, theirs));
  SaveLineage(theirs);
  return true;
}

bool Replica::Doubt() {
  const std::string text = Setting("doubt");
  const size_t back = text.empty() ? 1 : std::stoul(text) * 2;
  const Lineage& epochs = lineage();
  const bool to_beginning = back > epochs.size();
  if (to_beginning && text == "1000") return false;
  RewindTo(to_beginning ? 0 : epochs[epochs.size() - back].after);
  SetSetting("doubt", to_beginning ? "1000" : std::to_string(back));
  return true;
}

void Replica::RewindTo(int64_t fork) {
  Statement lost = database_->Prepare("SELECT 1 FROM log WHERE number>? LIMIT 1");
  lost.Bind(1, fork);
  if (lost.Step()) SetSetting("fork", std::to_string(fork));
  lost.Reset();
  LengthenProofs(fork);
  KeepProofs(fork);
  database_->Execute("UPDATE proof SET told=0");
  log_.DropNumbersAbove(fork);
  std::vector<StreamId> streams;
  Statement select = database_->Prepare("SELECT stream FROM stream WHERE cursor>?");
  select.Bind(1, fork);
  while (select.Step()) streams.push_back(log_.IdOf(select.Int(0)));
  for (const StreamId& stream : streams) {
    const Hash rolling = RollingAt(stream, fork);
    database_->Cached("UPDATE stream SET cursor=?,rolling=? WHERE stream=?")
        .Run(fork, BlobView{View(rolling)}, log_.OrdinalOf(stream));
  }
  database_->Cached("DELETE FROM signature WHERE last>?").Run(fork);
  // The new life may not know yet that they are kept here: only a page says how far they are read.
  for (const model::Uuid& other : membership().others)
    database_->Cached("UPDATE stream SET behind=1 WHERE stream=?").Run(log_.OrdinalOf(other));
  if (rest() > fork) SetSetting("rest", std::to_string(fork));
  rows_.RefreshOfficial();
}

Hash Replica::RollingAt(const StreamId& stream, int64_t number) {
  Hash rolling{};
  int64_t after = 0;
  Statement& signature = database_->Cached(
      "SELECT last,rolling FROM signature WHERE stream=? AND last<=? ORDER BY last DESC LIMIT 1");
  signature.BindAll(log_.OrdinalOf(stream), number);
  if (signature.Step()) {
    after = signature.Int(0);
    rolling = HashFrom(signature.Blob(1));
  }
  signature.Reset();
  std::vector<std::pair<int64_t, int64_t>> numbered;
  Statement& select = log_.NumberedAfter(stream, after);
  while (select.Step() && select.Int(1) <= number)
    numbered.emplace_back(select.Int(0), select.Int(1));
  select.Reset();
  for (const auto& [id, n] : numbered) rolling = RollOn(rolling, n, log_.HashOfLine(id));
  return rolling;
}

// The last signature of a stream makes those a little before it needless: it covers them.
void Replica::KeepSignature(const Page& page, const Hash& rolling, int64_t commits) {
  const PageItem& end = page.items.back();
  const int64_t stream = log_.OrdinalOf(page.stream);
  Statement& select = database_->Cached(
      "SELECT last,commits FROM signature WHERE stream=? ORDER BY last DESC LIMIT 1");
  select.Bind(1, stream);
  std::optional<int64_t> covered;
  if (select.Step() && select.Int(1) + commits <= kProofCommits) {
    covered = select.Int(0);
    commits += select.Int(1);
  }
  select.Reset();
  if (covered)
    database_->Cached("DELETE FROM signature WHERE stream=? AND last=?").Run(stream, *covered);
  const Epoch& epoch = lineage().back();
  database_->Cached("INSERT OR REPLACE INTO signature VALUES(?,?,?,?,?,?,?,?)")
      .Run(stream, end.first + end.count - 1, page.through, epoch.counter,
           static_cast<int64_t>(epoch.random), BlobView{View(rolling)}, BlobView{page.signature},
           commits);
}

void Replica::KeepProofs(int64_t fork) {
  std::vector<StreamId> streams;
  Statement select = database_->Prepare("SELECT DISTINCT stream FROM signature WHERE last>?");
  select.Bind(1, fork);
  while (select.Step()) streams.push_back(log_.IdOf(select.Int(0)));
  for (const StreamId& stream : streams) KeepProofsOf(stream, fork);
}

void Replica::KeepProofsOf(const StreamId& stream, int64_t fork) {
  std::vector<std::pair<int64_t, int64_t>> lost;  // Ids and numbers.
  Statement& numbered = log_.NumberedAfter(stream, fork);
  while (numbered.Step()) lost.emplace_back(numbered.Int(0), numbered.Int(1));
  numbered.Reset();
  Hash rolling = RollingAt(stream, fork);
  size_t next = 0;
  const int64_t ordinal = log_.OrdinalOf(stream);
  Statement select = database_->Prepare(
      "SELECT last,through,counter,random,rolling,signature FROM signature"
      " WHERE stream=? AND last>? ORDER BY last");
  select.BindAll(ordinal, fork);
  while (select.Step()) {
    const Hash before = rolling;
    const size_t first = next;
    for (; next < lost.size() && lost[next].second <= select.Int(0); ++next)
      rolling = RollOn(rolling, lost[next].second, log_.HashOfLine(lost[next].first));
    // Only a damaged line can break the chain; what it proves is lost with it.
    if (next == first || View(rolling) != select.Blob(4)) {
      rolling = HashFrom(select.Blob(4));
      continue;
    }
    database_
        ->Cached(
            "INSERT INTO proof(stream,counter,random,before,through,fork,signature)"
            " VALUES(?,?,?,?,?,?,?)")
        .Run(ordinal, select.Int(2), select.Int(3), BlobView{View(before)}, select.Int(1), fork,
             BlobView{select.Blob(5)});
    const int64_t proof = database_->last_insert_rowid();
    for (size_t i = first; i < next; ++i)
      database_->Cached("INSERT INTO proof_commit VALUES(?,?,?)")
          .Run(proof, lost[i].second, lost[i].first);
  }
}

// Proofs of lives that had more in common with the one that ends now than the next one will have:
// they begin where that begins, because nothing else proves the numbers in between.
void Replica::LengthenProofs(int64_t fork) {
  struct Short {
    int64_t id;
    StreamId stream;
    Hash before;
    int64_t fork;
  };
  std::vector<Short> proofs;
  Statement select = database_->Prepare("SELECT id,stream,before,fork FROM proof WHERE fork>?");
  select.Bind(1, fork);
  while (select.Step())
    proofs.push_back(
        {select.Int(0), log_.IdOf(select.Int(1)), HashFrom(select.Blob(2)), select.Int(3)});
  for (const Short& proof : proofs) {
    const Hash before = RollingAt(proof.stream, fork);
    Hash rolling = before;
    std::vector<std::pair<int64_t, int64_t>> common;  // Ids and numbers.
    Statement& numbered = log_.NumberedAfter(proof.stream, fork);
    while (numbered.Step() && numbered.Int(1) <= proof.fork)
      common.emplace_back(numbered.Int(0), numbered.Int(1));
    numbered.Reset();
    for (const auto& [id, number] : common) rolling = RollOn(rolling, number, log_.HashOfLine(id));
    // A commit that was damaged is not here.
    if (rolling != proof.before) continue;
    database_->Cached("UPDATE proof SET before=?,fork=? WHERE id=?")
        .Run(BlobView{View(before)}, fork, proof.id);
    for (const auto& [id, number] : common)
      database_->Cached("INSERT INTO proof_commit VALUES(?,?,?)").Run(proof.id, number, id);
  }
}

std::vector<Offer> Replica::Offers() {
  std::vector<Offer> offers;
  // What had a number goes in the order of these, so that what was official is so again. Where a
  // damaged file has lost the proof of it, a person judges.
  Statement& select = database_->Cached(
      "SELECT id,own FROM log WHERE number IS NULL AND acked=0 AND"
      " (own=1 OR earlier IS NOT NULL) ORDER BY earlier IS NULL,earlier,id");
  while (select.Step()) offers.push_back({select.Int(0), select.Int(1) == 0});
  return offers;
}

std::vector<KeptProof> Replica::Proofs(const std::set<int64_t>& sending, size_t most_numbers) {
  std::vector<KeptProof> proofs;
  size_t numbers = 0;
  Statement select = database_->Prepare(
      "SELECT id,stream,counter,random,before,through,fork,signature FROM proof WHERE told=0"
      " ORDER BY id");
  while (select.Step()) {
    KeptProof kept{select.Int(0), {}};
    kept.proof = {log_.IdOf(select.Int(1)),
                  {select.Int(2), static_cast<uint64_t>(select.Int(3)), 0},
                  std::string(select.Blob(4)),
                  select.Int(5),
                  select.Int(6),
                  std::string(select.Blob(7)),
                  {}};
    bool ready = true;
    Statement commits = database_->Prepare(
        "SELECT proof_commit.number,log.id,log.number IS NOT NULL OR log.acked FROM proof_commit"
        " LEFT JOIN log ON log.id=proof_commit.log WHERE proof=? ORDER BY 1");
    commits.Bind(1, kept.id);
    while (ready && commits.Step()) {
      ready = !commits.IsNull(1) && (commits.Int(2) != 0 || sending.contains(commits.Int(1)));
      if (ready) kept.proof.numbers.emplace_back(commits.Int(0), log_.Get(commits.Int(1)).dot);
    }
    if (!ready) continue;
    if (numbers > 0 && numbers + kept.proof.numbers.size() > most_numbers) break;
    numbers += kept.proof.numbers.size();
    proofs.push_back(std::move(kept));
  }
  return proofs;
}

void Replica::ApplyProven(const std::vector<FrameHash>& proven) {
  if (proven.empty()) return;
  std::vector<int64_t> told;
  Statement select = database_->Prepare("SELECT id,before,signature FROM proof WHERE told=0");
  while (select.Step()) {
    Proof proof;
    proof.before = select.Blob(1);
    proof.signature = select.Blob(2);
    if (std::find(proven.begin(), proven.end(), ProofHashOf(proof)) != proven.end())
      told.push_back(select.Int(0));
  }
  for (const int64_t id : told) database_->Cached("UPDATE proof SET told=1 WHERE id=?").Run(id);
}

// A verdict that the hub gave without having seen the proof says nothing.
bool Replica::HasOpenProof(int64_t id) {
  Statement& select = database_->Cached(
      "SELECT 1 FROM proof_commit JOIN proof ON proof.id=proof_commit.proof"
      " WHERE log=? AND told=0 LIMIT 1");
  select.Bind(1, id);
  const ResetAtEnd reset(select);
  return select.Step();
}

// A proof is kept until every commit of it has a number again.
void Replica::DropDoneProofs() {
  std::vector<int64_t> done;
  Statement select = database_->Prepare(
      "SELECT id FROM proof WHERE NOT EXISTS(SELECT 1 FROM proof_commit JOIN log ON"
      " log.id=proof_commit.log WHERE proof=proof.id AND log.number IS NULL)");
  while (select.Step()) done.push_back(select.Int(0));
  for (const int64_t id : done) {
    database_->Cached("DELETE FROM proof WHERE id=?").Run(id);
    database_->Cached("DELETE FROM proof_commit WHERE proof=?").Run(id);
  }
}

// Format 1 kept one signature per stream, without the epoch that it was given in.
void Replica::MigrateSignatures() {
  const std::string hub_key = Setting("hub_key");
  Statement select = database_->Prepare(
      "SELECT stream,cursor,rolling,signature FROM stream WHERE length(signature)=64");
  while (select.Step()) {
    const StreamId stream = log_.IdOf(select.Int(0));
    int64_t last = 0;
    int64_t commits = 0;
    Statement& numbered = log_.NumberedAfter(stream, 0);
    for (; numbered.Step(); ++commits) last = numbered.Int(1);
    numbered.Reset();
    for (const Epoch& epoch : lineage())
      if (VerifySignature(hub_key, PageStatement(stream, epoch, select.Int(1), select.Blob(2)),
                          select.Blob(3)))
        database_->Cached("INSERT OR REPLACE INTO signature VALUES(?,?,?,?,?,?,?,?)")
            .Run(select.Int(0), last, select.Int(1), epoch.counter,
                 static_cast<int64_t>(epoch.random), BlobView{select.Blob(2)},
                 BlobView{select.Blob(3)}, commits);
  }
}

}  // namespace kruzhok::sync
