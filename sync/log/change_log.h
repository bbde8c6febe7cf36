// SPDX-License-Identifier: MIT
// The commit log as it is stored: the truth of a site and of the hub alike. It keeps lines as they
// were received and knows of each commit its dot, its stream, its number and whether it takes part
// in the fold. What the commits mean is its users' business. Everything happens in the caller's
// transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sync/commit.h"
#include "sync/frame.h"
#include "sync/sqlite/database.h"

namespace kruzhok::sync {

enum class CommitState : uint8_t { kInside = 0, kRefused = 1, kWaiting = 2, kDiscarded = 3 };

struct LogEntry {
  int64_t id = 0;  // Local; grows in the order of arrival.
  Dot dot;
  StreamId stream;
  int64_t number = 0;      // 0: not numbered.
  int64_t earlier = 0;     // The number that an earlier life of the hub gave; 0: none that went.
  int64_t received_s = 0;  // The hub's clock; 0: not numbered.
  CommitState state = CommitState::kInside;
  bool own = false;         // Written by this installation, under whatever site id.
  bool acked = false;       // Durable at the hub.
  int64_t at_ms = 0;        // The author's clock.
  std::string_view author;  // Valid until the log's next call.
  int64_t rows = 0;
};

class ChangeLog {
 public:
  // REQUIRES: the database outlives the log, and Upgrade has been called up to kFormat.
  explicit ChangeLog(Database& database) : database_(database) {}
  // The last format of the log's tables, of a site and of the hub alike.
  static constexpr int kFormat = 2;
  // Brings the tables from that format (0: none) to the next. In the caller's transaction.
  void Upgrade(int format);

  // Forgets what it remembers of the file; after another connection has written.
  void Forget();

  // A small local number of a site, a stream or an author; made on first use.
  int64_t OrdinalOf(const model::Uuid& id);
  const model::Uuid& IdOf(int64_t ordinal);
  int64_t TextOrdinalOf(std::string_view text);
  // Blanks the name of an author whose last commit is gone.
  void ForgetAuthor(int64_t ordinal);
  std::string_view TextOf(int64_t ordinal);

  std::optional<LogEntry> Find(const Dot& dot);
  std::optional<int64_t> NumberOf(const Dot& dot);  // Nothing: not numbered, or not here.
  LogEntry Get(int64_t id);                         // REQUIRES: it exists.
  int64_t MaxSeq(const Site& site);                 // 0: none.

  // Adds a commit whose line is kept as it is until Seal. Returns its id.
  int64_t AppendOwn(const Commit& commit, std::string_view line);
  // Adds a frame, then the commits in it that were not known.
  int64_t AppendFrame(std::string_view frame, const FrameLines& lines);
  int64_t AppendFramed(const Commit& commit, int64_t frame, size_t position, CommitState state);
  // Own lines that were sent as this frame are kept in it from now on. Returns the ids whose lines
  // are still those of the frame: meanwhile somebody else may have redacted or removed a commit.
  std::vector<int64_t> Seal(const std::vector<int64_t>& ids, std::string_view frame);

  void SetNumber(int64_t id, int64_t number, int64_t received_s);
  void SetState(int64_t id, CommitState state);  // What is outside has no number.
  void SetAcked(int64_t id);
  // Drops the numbers above `fork`, and the acknowledgements of all commits without a number. The
  // commits stay; `earlier` remembers.
  void DropNumbersAbove(int64_t fork);
  // Other lines for commits, by id; the old ones are in no frame any more. Costs a packing for each
  // frame that they were in, so many go at once.
  void ReplaceLines(const std::map<int64_t, std::string>& lines);
  // Cuts lines out of frames that no commit lies in: those that came a second time in another one.
  // Reads every frame.
  void DropUnreferenced();
  // The commits are gone, their lines too. Costs as ReplaceLines, and nothing for frames that go
  // whole.
  void Remove(const std::vector<int64_t>& ids);

  // The commit's line, with CommitReader::kPadding readable bytes after it, until the next call of
  // Line or ForEach. An empty line: its frame is damaged.
  std::string_view Line(int64_t id);
  // Of the line, or the one that a redacted line declares.
  Hash HashOfLine(int64_t id);
  bool IsRedacted(int64_t id);

  struct Filter {
    std::optional<StreamId> stream;
    bool only_unnumbered = false;
    std::string_view containing;  // Lines without these bytes are passed over.
  };
  // In the order of storage. `use` must not call Line, ForEach or change the log.
  void ForEach(const Filter& filter,
               const std::function<void(const LogEntry&, std::string_view)>& use);

  // Ids of the commits of a stream with numbers in (after, through], by number.
  Statement& NumberedAfter(const StreamId& stream, int64_t after);

 private:
  const FrameLines* Unpacked(int64_t frame);
  LogEntry EntryOf(const Statement& row);
  // Packs the frames that these commits are in again without their lines.
  void CutFromFrames(const std::vector<int64_t>& ids);
  void CutFromFrame(int64_t frame, const std::set<int64_t>& ids);

  Database& database_;
  std::unordered_map<model::Uuid, int64_t> ordinals_;
  std::unordered_map<int64_t, model::Uuid> ids_;
  std::unordered_map<std::string, int64_t> text_ordinals_;
  std::unordered_map<int64_t, std::string> texts_;
  int64_t unpacked_frame_ = 0;
  FrameLines unpacked_;
  std::string line_;
};

}  // namespace kruzhok::sync
