// SPDX-License-Identifier: MIT
// Everything that the screens show of the data at one moment. Built in the background after every
// change, never changed, so that a frame asks nobody and nothing moves while it is drawn.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "client/app/person_role.h"
#include "client/app/search.h"
#include "client/app/translator.h"
#include "client/coverage/coverage_data.h"
#include "client/coverage/coverage_submissions.h"
#include "client/coverage/schedule_book.h"
#include "client/desktop/list_data.h"
#include "client/desktop/survey_book.h"
#include "model/date.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// A value that is not agreed on, in words.
struct DisputeValue {
  sync::Dot dot;
  std::string text;  // «—» stands for an empty one; the screen draws it.
  std::string by;
  std::string where;  // The organisation or the district, as far as it is known.
  int64_t at_ms = 0;
  int64_t received_at_s = 0;
  std::string note;
};
struct DisputeItem {
  sync::RowKey key;
  const model::EntityType* type = nullptr;  // nullptr: of a newer program.
  std::string cell;
  std::string title;  // Of the row.
  std::string label;  // Of the field.
  DisputeValue official;
  std::vector<DisputeValue> proposals;
  // Of the proposals: what was official before the district's server was restored.
  std::optional<size_t> official_before;
  bool hidden = false;  // Of a card that is shown by initials here: who keeps it decides.
};

// A commit that the district has not accepted, in words.
struct OutsideItem {
  sync::RefusedCommit commit;
  std::optional<sync::RowKey> key;
  std::string title;                                        // Of its row.
  std::string field;                                        // Label; may be empty.
  std::string reason;                                       // A sentence.
  std::string hint;                                         // What to do.
  std::vector<std::pair<std::string, std::string>> values;  // Label, value that it wanted to write.
};

// Something in the data that a person should look at.
struct Finding {
  enum class What {
    kRevived,          // Deleted by one, edited by another.
    kSecondEnrolment,  // Of one child in one group.
    kNamesake,         // Two children of one name and birth date.
    kOverfull,         // More children than places.
    kOutOfAge,         // A child that the group's ages exclude.
    kNoProgramme,      // A group whose programme is gone; an enrolment without its child or group.
    kNoConsent,        // A child of one's own without the consent of its parents.
    kMisfit,           // A value that its field cannot hold, of another program.
    kRoomClash,        // Two lessons in one room at a time.
    kTeacherClash,     // Two lessons of one teacher at a time.
    kChildClash,       // A child who should be in two lessons at a time.
    kLessonTwice,      // Two lessons of one group at a time.
    kGroupEnded,       // A group that has ended, and children are still in it.
    kLeftChild,        // An enrolment of a child who has left.
  };
  What what = What::kRevived;
  sync::RowKey key;
  const model::EntityType* type = nullptr;
  std::string title;
  std::string detail;  // Words of its own: the other row, the number of children.
};
// "revived", "second_enrolment", …: the text `finding.NAME` says what it is.
std::string_view Name(Finding::What what);

// How many children of a class or of an organisation there are, and how many of them are covered.
struct CoveragePart {
  std::string name;
  int64_t covered = 0;
  int64_t children = 0;
  friend bool operator==(const CoveragePart&, const CoveragePart&) = default;
};

// On a day, by the rules of the indicator (model/indicators.h).
struct Coverage {
  model::Date on;
  int64_t children = 0;
  int64_t covered = 0;
  int64_t technical = 0;  // Of the covered, in a technical or natural-science programme.
  // By what the parts are told apart: "class", and for a coordinator "organisation". So the column
  // is called by whose values a list of children shows those of a part.
  std::string_view column;
  std::vector<CoveragePart> parts;  // In order. Of an organisation a person counts once.
};

struct Snapshot {
  int64_t version = 0;  // Grows with each.
  Language language = Language::kRussian;
  // For whom it was built. Of the special categories there is nothing in it for the restricted
  // role: no row, no figure, no filter; whoever shows figures of them says that they are hidden.
  PersonRole role = PersonRole::kFull;
  sync::Status status;
  std::string organisation;  // Who works here, or the district of a coordinator; may be empty.
  // By entity; empty of those that have no list.
  std::map<std::string, std::shared_ptr<const ListData>, std::less<>> lists;
  std::shared_ptr<const SearchIndex> search;
  std::vector<DisputeItem> disputes;
  std::vector<OutsideItem> outside;
  std::vector<Finding> findings;
  Coverage coverage;  // Today.
  CoverageBook coverage_book;
  ScheduleBook schedule;
  std::vector<model::Clash> clashes;  // From today on; of `schedule`.
  SubmissionBook submissions;
  SurveyBook surveys;
  std::unordered_set<model::Uuid> erased;  // Rows whose values the district has had forgotten.
  std::set<sync::RowKey> erasing;          // Those that it was asked to, here and not answered yet.
  // Children with an active enrolment, of each group whose children are all here: a school does not
  // have those of others.
  std::unordered_map<model::Uuid, int64_t> group_sizes;
  std::unordered_map<model::Uuid, std::set<model::Uuid>> groups_of_child;  // Active enrolments.
  // Children of one's own whose categories are still told by the fields of older data.
  std::vector<model::Uuid> old_categories;

  const ListData& List(const model::EntityType& type) const {
    return *lists.at(std::string(type.name()));
  }
};

// `today`: for ages. Reads in one transaction, so everything fits together; throws StorageError.
std::shared_ptr<const Snapshot> BuildSnapshot(sync::Store& store, const Translator& texts,
                                              const model::Date& today, int64_t version,
                                              PersonRole role = PersonRole::kFull);
// What is shown before the first one is built: nothing, of every entity.
std::shared_ptr<const Snapshot> EmptySnapshot(const Translator& texts);

}  // namespace kruzhok::client
