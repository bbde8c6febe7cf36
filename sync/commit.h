// SPDX-License-Identifier: MIT
// A commit: a list of row changes that happened together, in one stream. On the wire and in the log
// it is one line of JSON (see sync/README.md for the format); its hash is that of the line's bytes.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/result.h"
#include "model/uuid.h"
#include "sync/dot.h"
#include "sync/namespace.h"

namespace kruzhok::sync {

// What is pulled together: the district's stream (nil) or an organisation's. An owner is named
// alike.
using StreamId = model::Uuid;
inline constexpr StreamId kDistrict{};

std::string StreamName(const StreamId& stream);  // "district" or a UUID, for people and scripts.
std::optional<StreamId> ParseStreamName(std::string_view text);

// Limits of the protocol. A commit over them is refused, so writers keep below them.
inline constexpr size_t kMaxCommitBytes = size_t{1} << 20;
inline constexpr size_t kMaxCommitRows = 2000;
inline constexpr size_t kMaxRowCells = 1000;

// One JSON value as the log has it; text is not owned.
struct WireValue {
  enum class Type : uint8_t { kNull, kBoolean, kInteger, kText, kObject, kArray };
  Type type = Type::kNull;
  int64_t number = 0;         // Booleans and integers.
  std::string_view text{};    // kText: the text itself; kObject and kArray: JSON in normal form.
  uint32_t first_member = 0;  // kObject: range of Commit::members.
  uint32_t member_count = 0;

  // By their JSON bytes, the design's equality.
  friend bool operator==(const WireValue& a, const WireValue& b) {
    return a.type == b.type && a.number == b.number && a.text == b.text;
  }
};
void AppendJson(const WireValue& value, std::string& out);

struct Member {
  std::string_view name;
  WireValue value;
};

// Ranges of Commit::dots and Commit::cells.
struct Range {
  uint32_t first = 0;
  uint32_t count = 0;
};

struct CellWrite {
  std::string_view name;
  WireValue value;
  Range replaces;
};

struct RowChange {
  std::string_view entity;
  model::Uuid id;
  bool creates = false;  // The row's first write: its owner is the commit's.
  bool deletes = false;
  Range cells;
  Range born;      // The creating writes that the person saw, where no other dot names them.
  Range seen;      // Of a deletion: the heads that the person saw.
  Range restores;  // The tombstones that this change takes back.
};

// What only the hub says: a numbered commit with control is the hub's.
struct Control {
  enum class Type : uint8_t { kRefuse, kAccept, kDiscard, kDevice, kRevoke, kErase };
  Type type = Type::kRefuse;
  Range targets;            // The commits that it is about.
  std::string_view json{};  // The whole item in normal form, for what the engine need not know.
};

// What somebody asks the hub to do, with commits that are outside or with a row; the hub answers
// with a control.
struct Ask {
  enum class Type : uint8_t { kAccept, kDiscard, kErase };
  Type type = Type::kDiscard;
  Range targets;              // Not of kErase.
  std::string_view entity{};  // Of kErase.
  model::Uuid row{};          // Of kErase.
};

// Strings and ranges point into the reader's or the writer's memory; see there for how long.
struct Commit {
  Site site;
  int64_t seq = 0;
  model::Uuid action;
  int64_t at_ms = 0;  // The author's wall clock, for people only.
  std::string_view author;
  StreamId stream;
  model::Uuid owner;  // Of the rows that it creates.
  int schema = 0;     // model::SchemaVersion() of the writer.
  std::string_view note;
  std::vector<RowChange> rows;
  std::vector<Control> controls;
  std::vector<Ask> asks;

  std::vector<CellWrite> cells;
  std::vector<Dot> dots;
  std::vector<Member> members;
  Hash hash{};  // Of the line, or the one that a redacted line declares.
  bool redacted = false;

  Dot dot() const { return {site, seq, DotHash(hash)}; }
  std::span<const CellWrite> Cells(const RowChange& row) const {
    return std::span(cells).subspan(row.cells.first, row.cells.count);
  }
  std::span<const Dot> Dots(Range range) const {
    return std::span(dots).subspan(range.first, range.count);
  }
  std::span<const Member> Members(const WireValue& object) const {
    return std::span(members).subspan(object.first_member, object.member_count);
  }
  // Whether `holds` is true of every commit that a row of this one names. What controls and asks
  // are about is not named by them: they do not wait for it.
  template <typename Predicate>
  bool NamesOnly(Predicate holds) const {
    const auto all = [&](Range range) {
      for (const Dot& dot : Dots(range))
        if (!holds(dot)) return false;
      return true;
    };
    for (const RowChange& row : rows) {
      for (const CellWrite& cell : Cells(row))
        if (!all(cell.replaces)) return false;
      if (!all(row.born) || !all(row.seen) || !all(row.restores)) return false;
    }
    return true;
  }
  void Clear();
};

// Appends the line without its newline. `commit.hash` is read of a redacted commit only.
void AppendLine(const Commit& commit, std::string& out);

// The line that stands for the commit's once rows of it were erased: who wrote which cells when and
// what they replaced, without the values; it declares the hash that the commit had. `erased` says
// which rows.
std::string RedactedLine(
    const Commit& commit,
    const std::function<bool(std::string_view entity, const model::Uuid& id)>& erased);

// Rows that were erased: their entities by their ids.
using ErasedRows = std::unordered_map<model::Uuid, std::string>;
// Whether values of such a row stand in the commit's line: as a write, or in the words of a
// refusal.
bool TellsOf(const Commit& commit, const ErasedRows& rows);

// Reads lines. Keeps its buffers between lines, so one reader serves thousands of them. One thread.
class CommitReader {
 public:
  CommitReader();
  ~CommitReader();
  CommitReader(const CommitReader&) = delete;
  CommitReader& operator=(const CommitReader&) = delete;

  // REQUIRES: at least kPadding readable bytes after the line (see PaddedSize).
  // The commit and all that it points to live until the next Read. `malformed` says what is wrong
  // where; unknown members of the line are passed over.
  model::Result<const Commit*> Read(std::string_view line);
  static constexpr size_t kPadding = 64;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kruzhok::sync
