// SPDX-License-Identifier: MIT
// One installation's data: the log, the rows folded from it, what is outside, and how far the
// district's streams have been read. It knows the rules of merging and of numbers; who may ask what
// of it, and in which words, is Store's (people) and Exchange's (the hub) business. One thread at a
// time; several replicas, in one process or in several, may be open on one file.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/result.h"
#include "sync/environment.h"
#include "sync/exchange/message.h"
#include "sync/log/change_log.h"
#include "sync/sqlite/database.h"
#include "sync/sqlite/transaction.h"
#include "sync/store/row_store.h"

namespace kruzhok::sync {

enum class Role { kSchool, kCoordinator };

// What an installation knows of itself. Before joining it has an organisation of its own making.
struct Membership {
  bool joined = false;
  Site site;
  // Why the next write takes another site id ("copied", "restored", "moved"); empty: it does not.
  std::string new_site;
  model::Uuid organisation;
  std::vector<model::Uuid> others;  // Further organisations that this installation keeps.
  Role role = Role::kSchool;
  std::string district;  // The district's name.
  std::string server;
  std::string ca_file;          // Of the district's own certificate authority; empty: the system's.
  std::string token;            // Empty until the hub has answered, when a passport was used.
  std::string passport_secret;  // Of a code that the hub has not answered yet; or empty.
  std::string hub_key;          // 32 bytes; pages are signed with it.
  std::string device_key;       // 32 bytes: the seed of this installation's own signing key.
  std::string user;             // Who works, where a command does not say.

  // Whether rows of that organisation are this installation's to write.
  bool Keeps(const model::Uuid& owner) const;
};

// A commit that the hub has to be given, in the order of giving.
struct Offer {
  int64_t id = 0;        // Of the log.
  bool relayed = false;  // Written by another installation; a restored hub has lost it.
};

// A signed chain of numbers to send along, and which it is.
struct KeptProof {
  int64_t id = 0;
  Proof proof;
};

// A commit that takes part in no fold here, and why.
struct OutsideCommit {
  LogEntry entry;
  std::string author;  // Owns what entry.author points to.
  Verdict verdict;
};

// A commit of the district that the hub has refused, as its control tells it; for coordinators.
struct Refusal {
  Dot dot;
  StreamId stream;   // That the control came in; decisions on the commit go there too.
  std::string json;  // The control, in normal form.
};

class Replica {
 public:
  // Opens or makes the database. storage_newer: a newer program has written it. Throws
  // StorageError.
  static model::Result<std::unique_ptr<Replica>> Open(const OpenOptions& options,
                                                      Environment& environment);
  // The format that Open will migrate the file from; nothing: it has today's, or is not there.
  // Writes nothing. storage_newer; throws StorageError.
  static model::Result<std::optional<int>> FormatToMigrate(const OpenOptions& options);

  Database& database() { return *database_; }
  ChangeLog& log() { return log_; }
  RowStore& rows() { return rows_; }
  Environment& environment() { return environment_; }

  // Every change happens in one of these: a write transaction, in which what another connection has
  // written meanwhile is seen.
  class Change {
   public:
    explicit Change(Replica& replica) : replica_(replica), transaction_(*replica.database_) {
      replica.Refresh();
    }
    ~Change() {
      if (!committed_) replica_.Forget();
    }
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;
    void Commit() {
      transaction_.Commit();
      committed_ = true;
    }

   private:
    Replica& replica_;
    Transaction transaction_;
    bool committed_ = false;
  };

  const Membership& membership();
  void SetMembership(const Membership& membership);  // In a Change.
  std::string Setting(std::string_view key);
  // In a Change. An empty value is that of a setting that nobody made.
  void SetSetting(std::string_view key, std::string_view value);
  // Keys that begin so, and their values, by key.
  std::vector<std::pair<std::string, std::string>> Settings(std::string_view prefix);

  // --- Writing. In a Change. ---
  // A new id for what a person does at once. It begins like the site's, which costs nothing in a
  // frame, where bytes at random cannot be packed.
  model::Uuid NewAction();
  // Gives the commit this site's next seq and the present time, keeps it and folds it in. Its rows
  // must name only commits that are inside. Returns its log id; `commit.hash` is set.
  int64_t Add(Commit& commit);
  // From the next write on (or from now on) this installation is another site, because its data
  // exist twice or went back in time; `reason` as in Membership::new_site, for the person to know.
  void TakeNewSite(std::string_view reason);
  // Hands over everything written before joining to `organisation`, as a new site: commits that
  // nobody has seen yet are written anew.
  void Adopt(const Membership& membership);

  // --- What the hub says. In a Change. ---
  const Lineage& lineage();
  // Follows the hub into another epoch: numbers above the fork are dropped, the commits stay.
  // False: the answer is of a lower epoch and is to be ignored.
  bool FollowLineage(const Lineage& lineage);
  // The hub has signed pages that contradict what it said before: its machine went back in time
  // without its noticing. Reads again from ever earlier; false: from the beginning did not help.
  bool Doubt();
  struct PageOutcome {
    int64_t commits = 0;  // New ones.
    int64_t rows = 0;     // In them.
    // A commit without a body was not here, or the page starts ahead: nothing of it was taken; ask
    // again from the cursor.
    bool incomplete = false;
    // The hub has signed it, and it does not continue what is here. The caller must let go of the
    // Change.
    bool contradicts = false;
  };
  // bad_answer: the page contradicts itself, or is not signed by the hub. The caller must then let
  // go of the Change.
  model::Result<PageOutcome> ApplyPage(const Page& page);
  void ApplyVerdicts(std::span<const Verdict> verdicts);
  void ApplyNumbered(const Dot& dot);  // In a stream that is not read here any more.
  // The hub has taken this frame; a commit that is not what was sent any more is left as it is.
  void ApplyTaken(const std::vector<int64_t>& ids, std::string_view frame);
  void ApplyProven(const std::vector<FrameHash>& proven);
  // What is done once, after all of an answer: proofs that are no longer needed are dropped, lines
  // of erased rows are redacted and streams that were taken away are purged, as soon as unsent work
  // is out.
  void Settle();
  // Writes the file anew where something was erased, so that its bytes are gone too. Not in a
  // Change. Where somebody else reads the file, the next call does it.
  void Sweep();
  int64_t CursorOf(const StreamId& stream);
  int64_t rest();
  std::vector<Cursor> Cursors();  // Of streams that were read further than rest(), or less far.
  // Every stream has been read to its end once. Makes its own Change where that is news.
  void SetComplete();
  // A stream that became this installation's to read is not read to its end yet.
  bool behind();
  void ApplyQuiet(const Answer& answer, const std::set<StreamId>& with_page);
  // Commits that the hub has neither numbered nor taken: own ones, and after it has begun a new
  // life others' too whose numbers it had signed.
  std::vector<Offer> Offers();
  // Signed numbers of those, which the hub has not looked at; only where all commits are at the hub
  // or among `sending`; at most so many numbers in all.
  std::vector<KeptProof> Proofs(const std::set<int64_t>& sending, size_t most_numbers);

  // --- Outside ---
  std::vector<OutsideCommit> Outside();
  std::vector<int64_t> OutsideOf(const RowKey& key);  // Log ids.
  std::vector<Refusal> Refusals();
  // Forgets that the commit is waited for; it stays in the log. In a Change.
  void MarkDiscarded(int64_t id);
  // Removes commits whose lines are damaged, so that the hub sends everything anew. What names them
  // waits until they are here again. In a Change.
  void PullAgain(const std::vector<int64_t>& damaged);
  // The role of the site that wrote a commit, as far as the hub has told; nothing: not told.
  std::optional<Role> RoleOf(const Site& site);

  // Folds these rows again from the log. In a Change.
  void Refold(const std::set<RowKey>& keys);
  // The fold of a row over the commits that `use` agrees to.
  std::map<RowKey, RowState> FoldRows(const std::set<RowKey>& keys,
                                      const std::function<bool(const LogEntry&)>& use);
  // Rows that commits touch which are inside and have no number; only commits whose lines hold the
  // bytes.
  std::set<RowKey> UnnumberedRows(std::string_view containing = {});
  bool IsErased(std::string_view entity, const model::Uuid& id);
  const std::set<RowKey>& Erased();  // Rows whose values the district has had forgotten.

 private:
  Replica(std::unique_ptr<Database> database, Environment& environment);
  void Prepare();
  void NoticeCopy();
  void Refresh();
  void Forget();  // What is remembered of the file.

  void Fold(const Commit& commit, int64_t id);
  void FoldLine(int64_t id);
  void ApplyControls(const Commit& commit);
  void ApplyDevice(const std::map<std::string, HeldValue>& members);
  void ApplyErase(const std::map<std::string, HeldValue>& members);
  void SeekErased();
  void RedactErased();
  void Purge(const model::Uuid& organisation);
  void RemoveFromLog(const std::vector<int64_t>& ids);
  void SweepLater();
  void DropDrafts(const std::set<std::string>& ids);
  void ApplyDecision(Control::Type type, const Dot& target, const StreamId& stream,
                     const std::string& json, std::map<std::string, HeldValue>& members);
  void GiveNumber(int64_t id, int64_t number, int64_t received_s);
  struct Outlawed {
    int64_t id = 0;  // Of the log.
    CommitState state = CommitState::kRefused;
    Verdict verdict;
  };
  // What names them waits; their rows are folded again once for all.
  void PutOutside(const std::vector<Outlawed>& outlawed);
  void NoteVerdict(int64_t id, CommitState state, const Verdict& verdict);
  // That these rows hold something of a commit outside; adds them to `touched`.
  void NoteRows(int64_t id, std::set<RowKey>& touched);
  void MakeWait(std::set<Dot> dots, bool only_unnumbered, std::set<RowKey>& touched);
  // Commits inside that name one of `dots`, or one that does.
  std::vector<int64_t> Dependents(std::set<Dot> dots, bool only_unnumbered);
  bool NamesOnlyInside(const Commit& commit);
  void ReleaseWaiting();
  void SaveLineage(const Lineage& lineage);
  void RewindTo(int64_t fork);
  void KeepProofs(int64_t fork);
  void LengthenProofs(int64_t fork);
  void KeepProofsOf(const StreamId& stream, int64_t fork);
  void KeepSignature(const Page& page, const Hash& rolling, int64_t commits);
  void DropDoneProofs();
  bool HasOpenProof(int64_t id);
  void MigrateSignatures();
  Hash RollingAt(const StreamId& stream, int64_t number);
  std::optional<std::vector<int64_t>> FindHeld(const PageItem& item);
  void ApplyHeld(const PageItem& item, const std::vector<int64_t>& ids, int64_t cursor,
                 Hash& rolling);

  struct PageReader;
  model::Result<void> ApplyBodies(const Page& page, const PageItem& item, int64_t cursor,
                                  PageReader& reader, PageOutcome& outcome);

  std::unique_ptr<Database> database_;
  Environment& environment_;
  ChangeLog log_;
  RowStore rows_;
  CommitReader reader_;
  int64_t seen_version_ = -1;
  std::optional<Membership> membership_;
  std::optional<Lineage> lineage_;
  std::optional<std::set<RowKey>> erased_;
};

}  // namespace kruzhok::sync
