// SPDX-License-Identifier: MIT
// What people and scripts do with the data of one installation. Every write, whatever asked for it,
// goes through Write; every read shows the official values with what is disputed and not accepted
// beside them. One thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sync/store/replica.h"

namespace kruzhok::sync {

// One row that somebody wants to write.
struct RowWrite {
  enum class Kind { kPut, kDelete, kRestore };
  const model::EntityType* type = nullptr;
  Kind kind = Kind::kPut;
  std::optional<model::Uuid> id{};    // Absent: a new row.
  std::optional<std::string> base{};  // The rev that was seen; absent: the present state.
  std::vector<std::pair<const model::FieldInfo*, model::Value>> fields{};  // An empty value clears.
  std::optional<model::Uuid> owner{};  // Of a new row; coordinators only. kDistrict: the district.
};

struct WriteOptions {
  std::string author{};  // Empty: the membership's user.
  std::string note{};
  size_t commit_rows = 500;
  std::optional<model::Uuid> action{};  // Absent: a new one.
  // Kept together with the last commit: both are durable, or neither is.
  std::vector<std::pair<std::string, std::string>> settings{};
};

struct Written {
  model::Uuid id;
  std::string rev;
};
struct WriteResult {
  model::Uuid action;
  std::vector<Written> rows;
};

// The worst that is true of a row, worst first.
enum class RowCondition { kRefused, kWaiting, kReturned, kDisputed, kLocal, kAcknowledged };
std::string_view Name(RowCondition condition);

struct RowView {
  explicit RowView(const model::EntityType& entity)
      : type(&entity), record(entity), outside(entity) {}
  const model::EntityType* type;
  model::Uuid id;
  model::Uuid owner;
  std::string rev;        // Empty where only `outside` holds anything.
  model::Record record;   // Official values.
  std::string unknown;    // JSON object of what this program has no field for; or empty.
  model::Record outside;  // Own values that are not accepted.
  std::vector<const model::FieldInfo*> outside_fields;  // Which of them are set.
  std::vector<const model::FieldInfo*> disputed;
  bool deleted = false;
  bool revived = false;  // Deleted by one, edited by another without seeing it.
  RowCondition condition = RowCondition::kLocal;
  int64_t changed_at_ms = 0;  // By the clock of the PC that wrote.
  int64_t received_at_s = 0;  // By the hub's clock; 0: not there yet.
  std::string changed_by;
};

struct ListOptions {
  std::vector<std::pair<const model::FieldInfo*, model::Value>> where{};
  bool with_deleted = false;
  int64_t limit = -1;  // Negative: all.
};

// One value of one field in a row's history or in a dispute.
struct Proposal {
  Dot dot;
  HeldValue value;
  std::string by;
  Site site;
  int64_t at_ms = 0;
  int64_t received_at_s = 0;
  std::string note;
};

struct Dispute {
  RowKey key;
  std::string cell;  // A field, or a group of fields.
  Proposal official;
  std::vector<Proposal> proposals;
  // The hub was restored, and the numbers that it gave anew have made another value official than
  // the one that stood there before: this one.
  std::optional<Dot> official_before;
};

// One change of one cell, or the creation, deletion or restoring of the row.
struct HistoryItem {
  enum class What { kCreated, kWritten, kDeleted, kRestored };
  What what = What::kWritten;
  std::string cell;  // Of kCreated and kWritten; empty: of a row created with nothing in it.
  HeldValue before;
  HeldValue after;
  Dot dot;
  model::Uuid action;
  std::string by;
  Site site;
  int64_t at_ms = 0;
  int64_t received_at_s = 0;
  int64_t number = 0;
  CommitState state = CommitState::kInside;
  std::string note;
};

struct UndoResult {
  model::Uuid action;  // Of the undo itself; nil: nothing was left to take back.
  std::vector<Written> rows;
  std::vector<std::pair<RowKey, std::string>> kept;  // Cells (or "" for the row) written since.
};

struct RefusedCommit {
  Dot dot;
  bool own = false;
  Verdict::State state = Verdict::State::kRefused;
  std::string code;
  std::string entity;
  std::optional<model::Uuid> row;
  std::string field;
  std::string detail;
  std::string by;
  int64_t at_ms = 0;
  std::string rows_json;  // What the commit wanted to write, as in its line.
};

struct Status {
  Membership membership;
  int64_t pending = 0;               // Commits not yet durable at the hub.
  int64_t acknowledged_through = 0;  // The last own seq before the first that is not.
  int64_t last_contact_ms = 0;       // 0: never. By this PC's clock.
  int64_t disputes = 0;
  int64_t refused = 0;
  int64_t waiting = 0;
  int64_t findings = 0;        // Rows deleted by one and edited by another, values that do not fit.
  bool complete = false;       // Every stream has been read to its end once.
  int64_t clock_offset_s = 0;  // The hub's clock less this PC's at the last contact.
  // Why this installation became another site ("copied", "restored", "moved") and nobody has said
  // yet that they know; or empty.
  std::string copy_notice;
  bool revoked = false;      // By the last answer of the hub.
  int64_t reviews = 0;       // Disputes whose official value a restored hub has changed.
  int64_t erased_at_ms = 0;  // When the district last had something erased; older backups hold it.
};

struct StreamDigest {
  StreamId stream;
  std::string digest;  // 64 hexadecimal characters.
  int64_t rows = 0;    // Alive ones.
};

class Store {
 public:
  static model::Result<std::unique_ptr<Store>> Open(const OpenOptions& options,
                                                    Environment& environment);
  Replica& replica() { return *replica_; }

  // --- Writing. Each call is one action: commits of at most commit_rows rows, each durable when it
  // returns. Everything is checked before the first commit. Errors name the row by its place
  // (detail) and the field: required, bad_value, unknown_entity, not_found, deleted, not_deleted,
  // disputed, bad_rev, outside, not_allowed, nothing_to_write, too_large.
  model::Result<WriteResult> Write(const std::vector<RowWrite>& rows, const WriteOptions& options);
  // What Write would say of each row if it stood alone; nothing: it would write it.
  std::vector<std::optional<model::Error>> Check(const std::vector<RowWrite>& rows);
  // Decides a dispute: the value of one of its heads, or a new one.
  model::Result<WriteResult> Resolve(const RowKey& key, std::string_view field, const Dot& take,
                                     const WriteOptions& options);
  // `value`: of a field, or of a whole group as an object; as in the log (references as 22
  // characters).
  model::Result<WriteResult> Resolve(const RowKey& key, std::string_view field,
                                     const HeldValue& value, const WriteOptions& options);
  // Takes an action back where nobody has written since.
  model::Result<UndoResult> Undo(const model::Uuid& action, const WriteOptions& options);
  // For the author: the commit's values again, as a new commit against today's heads; the old one
  // is discarded.
  model::Result<WriteResult> RetryRefused(const Dot& dot, const WriteOptions& options);
  // Asks the hub to accept or discard; takes effect with the next exchange. The author's own
  // discard hides the commit at once.
  model::Result<void> DecideRefused(const Dot& dot, Ask::Type decision,
                                    const WriteOptions& options);

  // Asks the hub to have the values of a row forgotten, everywhere and for good (152-FZ); takes
  // effect with the next exchange. For coordinators: not_allowed; not_found.
  model::Result<void> Erase(const RowKey& key, const WriteOptions& options);

  // --- Reading ---
  model::Result<RowView> Get(const model::EntityType& type, const model::Uuid& id);
  // `use` returns false to stop.
  void List(const model::EntityType& type, const ListOptions& options,
            const std::function<bool(const RowView&)>& use);
  int64_t Count(const model::EntityType& type) { return replica_->rows().Count(type); }
  std::vector<Dispute> Disputes();
  model::Result<std::vector<HistoryItem>> History(const RowKey& key);  // Oldest first. not_found.
  std::vector<RefusedCommit> Refused();
  // Rows that somebody here has asked to have erased, while no answer of the hub has come yet.
  std::vector<RowKey> AskedToErase();
  Status GetStatus();
  // Of every stream that is read here, or of one.
  std::vector<StreamDigest> Digest(const std::optional<StreamId>& stream);
  // What is wrong with the file, the log and the rows; empty when all is well. `repair` mends what
  // it can; what remains is listed.
  std::vector<std::string> Verify(bool repair);

 private:
  explicit Store(std::unique_ptr<Replica> replica) : replica_(std::move(replica)) {}

  model::Result<WriteResult> Decide(const RowKey& key, const std::string& cell,
                                    const HeldValue& value, const WriteOptions& options);
  RowView ViewOf(const model::EntityType& type, const RowSummary& summary,
                 const std::set<RowKey>& unnumbered);
  void AddOutside(RowView& view);
  std::optional<Dot> OfficialBefore(const std::vector<Head>& heads, const Head& official);
  Proposal ProposalOf(const Head& head);
  HeldValue ValueBefore(const RowKey& key, const std::string& cell, const std::vector<Dot>& dots);
  std::set<StreamId> Streams();
  std::vector<int64_t> VerifyLog(std::vector<std::string>& problems);
  std::set<RowKey> VerifyRows(std::vector<std::string>& problems);

  std::unique_ptr<Replica> replica_;
};

}  // namespace kruzhok::sync
