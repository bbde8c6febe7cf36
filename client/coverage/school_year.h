// SPDX-License-Identifier: MIT
// The turn of a school year in an organisation: what there is to be done at its end, found from its
// rows, and the writes that do what a person has chosen of it. Each step leaves alone what it has
// done already, on this computer or on another one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/coverage.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct YearChild {
  model::Uuid id;
  std::string name;
  std::string school_class;
  std::optional<model::Date> birth_date;
  bool attends = false;
  bool moved = false;       // The card of the year tells its class: the year's turn was written.
  bool came_later = false;  // It has arrived when the year was over.
  bool disputed = false;    // Its class or its state: a person decides that first.
};
struct YearEnrolment {
  model::Uuid id, child, group;
  model::Record record;
  bool active = false;
  bool disputed = false;  // Its state or its period.
};
struct YearGroup {
  model::Uuid id;
  model::Record record;
  std::string programme;  // Its title.
  bool archived = false;  // The programme.
  bool disputed = false;  // Its period.
  bool copied = false;    // There is one of the next year.
  std::vector<uint32_t> enrolments, lessons;
  size_t active = 0;  // Of the enrolments.
};
struct YearLesson {
  model::Uuid id;
  model::Record record;
};
// Of the own organisation; a coordinator's organisation may be nobody's.
struct YearRows {
  int64_t year = 0;
  model::Uuid organisation;
  std::vector<YearChild> children;  // By name.
  std::vector<YearGroup> groups;    // Of that year, by programme and name.
  std::vector<YearEnrolment> enrolments;
  std::vector<YearLesson> lessons;

  const YearChild* FindChild(const model::Uuid& id) const;
};
// REQUIRES: in one read transaction, or between two writes. Throws StorageError.
YearRows ReadYear(sync::Store& store, const model::Uuid& organisation, int64_t year);

// --- Classes move on ---

enum class ClassFate {
  kUndecided,  // Of the 9th class; a person says. Nothing is done.
  kStays,      // Nothing is done: not chosen, or nobody knows what comes after it.
  kMoves,      // All of it.
  kByList,     // The chosen children move.
  kLeaves,     // All of it has finished school.
};
struct YearClass {
  std::string name;
  std::optional<int> grade;         // Nothing: no class of a school.
  std::optional<std::string> next;  // What it is called a year later.
  std::vector<uint32_t> children;   // Who attend and were not moved; of the year's children.
};
// In order. Children without a class are in none.
std::vector<YearClass> ClassesOf(const YearRows& rows);
struct ClassChoice {
  ClassFate fate = ClassFate::kStays;
  std::set<model::Uuid> moving;  // Of kByList.
  bool rest_leaves = false;      // Of kByList: the others have finished school; else they repeat.
  friend bool operator==(const ClassChoice&, const ClassChoice&) = default;
};
// What is proposed: all move, the last class leaves, the 9th waits for a person. Nothing, where the
// turn has been done: who is left over has come later.
ClassChoice ProposedFor(const YearClass& one, bool turned);
bool IsTurned(const YearRows& rows);

struct ClassCounts {
  size_t move = 0, repeat = 0, leave = 0, disputed = 0;
  size_t all() const { return move + repeat + leave; }
};
ClassCounts CountsOf(const YearRows& rows, const YearClass& one, const ClassChoice& choice);

struct LeavingOptions {
  model::Date on;
  bool end_enrolments = true;
};
// Also the card of the year with the class that the child was in, so that figures of that year stay
// true.
std::vector<sync::RowWrite> MoveWrites(const YearRows& rows,
                                       const std::map<std::string, ClassChoice>& choices,
                                       const LeavingOptions& leaving);

// --- Groups end, and go on ---

// Of groups that end with the year: those without an end, or with children after it.
bool HasToEnd(const YearGroup& group, const model::Date& last_day);
std::vector<sync::RowWrite> EndWrites(const YearRows& rows, const std::set<model::Uuid>& groups,
                                      const model::Date& on);

struct CopyOptions {
  bool next_study_year = true;
  bool older = false;  // The ages go up by one.
  bool lessons = true;
  bool children = true;  // Who was in the group on its last day goes on.
};
// Who would go on in the copy, and who would not.
struct CopyCounts {
  size_t children = 0, left = 0, out_of_age = 0;
};
CopyCounts CountsOf(const YearRows& rows, const YearGroup& group, const CopyOptions& options);
struct CopyWrites {
  std::vector<sync::RowWrite> writes;
  size_t groups = 0, lessons = 0, children = 0;
};
CopyWrites CopiesOf(const YearRows& rows, const std::set<model::Uuid>& groups,
                    const CopyOptions& options);
// One and the same on whatever computer the copy is made.
model::Uuid IdOfCopy(const model::Uuid& group, int64_t year);
// The name of the copy: a school year in it is the next one, «Хор (2025/26)» is «Хор (2026/27)».
std::string NameOfCopy(const std::string& name, int64_t year);
// The same of groups that are one and the same in different years; folded, without a school year.
std::string NameWithoutYear(const std::string& name);
// The first day of the copy; of the year where the group has none.
model::Date StartOfCopy(const YearRows& rows, const YearGroup& group);

// --- Children leave ---

// `state`: graduated, transferred, left. Those who do not attend are passed over.
std::vector<sync::RowWrite> LeaveWrites(const YearRows& rows, const std::set<model::Uuid>& children,
                                        const std::string& state, const LeavingOptions& leaving);

}  // namespace kruzhok::client
