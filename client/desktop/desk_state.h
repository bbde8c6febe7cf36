// SPDX-License-Identifier: MIT
// The state of every screen: what a person has typed, chosen and opened. Plain data; screens change
// their own part of it while they draw, the desk the rest between frames.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/app/sync_runner.h"
#include "client/desktop/backup_state.h"
#include "client/desktop/carrying_state.h"
#include "client/desktop/command.h"
#include "client/desktop/coverage_state.h"
#include "client/desktop/erase_state.h"
#include "client/desktop/form_state.h"
#include "client/desktop/list_state.h"
#include "client/desktop/privacy_state.h"
#include "client/desktop/roster_state.h"
#include "client/desktop/schedule_state.h"
#include "client/desktop/snapshot.h"
#include "client/desktop/survey_state.h"
#include "client/desktop/transfer_state.h"

namespace kruzhok::client {

// One line of a record's history, in words.
struct HistoryLine {
  sync::HistoryItem::What what;
  std::string label;   // Of the field; empty for the whole record.
  std::string before;
  std::string after;
  std::string by;
  int64_t at_ms = 0;
  int64_t received_at_s = 0;  // 0: not at the district yet.
  sync::CommitState state = sync::CommitState::kInside;
  model::Uuid action;
  std::string note;
  bool own = false;  // Written on this PC.
};

// Rows of another entity that name the open record.
struct RelatedRows {
  const model::EntityType* type = nullptr;
  const model::FieldInfo* by = nullptr;
  std::vector<uint32_t> rows;  // Of the snapshot's list.
};

struct OpenedRecord {
  FormState form;
  std::string title;
  std::string subtitle;  // «6А · 12 лет».
  sync::RowCondition condition = sync::RowCondition::kLocal;
  int64_t changed_at_ms = 0;
  std::string changed_by;
  std::vector<DisputeItem> disputes;
  std::vector<OutsideItem> outside;
  std::vector<HistoryLine> history;  // The newest first.
  std::vector<RelatedRows> related;
  PersonOfRecord person;  // Of a child.
  std::vector<CategoryChip> categories;  // Of a child; those that have ended come last.
  std::string tab;  // "form", "history", or the entity of related rows.
  bool erased = false;   // Its values are gone for good; the form is empty and not shown.
  bool erasing = false;  // It was asked here, and the district has not answered yet.
};

struct EnrolState {
  std::string group;       // Id, or empty.
  std::set<std::string> classes;
  bool only_free = false;  // Only children without a programme.
  std::string filter;
  std::set<model::Uuid> chosen;
  std::string start_date, order_number, order_date;
  std::string state = "enrolled";
  std::map<std::string, std::string> problems;  // Field of the enrolment → sentence.
  std::string result;  // A sentence about what was done; empty: nothing yet.
  std::optional<DocumentRequest> order;  // Of what was done: it can be printed.

  // --- What comes of it, found when something of it or of the data changes ---
  std::string made_for;  // What the following was found for.
  ListState children;    // Those to choose from, as the list shows them.
  std::vector<std::pair<std::string, int64_t>> school_classes;  // And how many are in each.
  std::string counted_for;  // What the following was counted for.
  int64_t out_of_age = 0;   // Of the chosen.
};

// One batch change of enrolments: state with its date, reason, order.
struct EnrolmentChange {
  bool open = false;
  std::string state = "dismissed", date, reason, order_number, order_date;
  std::map<std::string, std::string> problems;
};

struct ReviewState {
  enum class Tab { kDisputes, kOutside, kFindings };
  Tab tab = Tab::kDisputes;
  bool only_changed = false;  // Only disputes where a restored hub made another value official.
  size_t cursor = 0;
  std::optional<size_t> chosen;  // Of a dispute: 0 the official value, then the proposals.
  std::string other_value;
  std::string reason;
  std::string shown;    // Which item the choice and the typed texts belong to.
  bool asking = false;  // Whether to give up values that were not accepted.
};

struct SyncHistoryLine {
  int64_t at_ms = 0;
  SyncTotals totals;
  std::optional<model::Error> error;
  bool stopped = false;    // By the person.
  std::string carried{};   // What a file brought or took away, in words; empty: over the network.
};

struct ExchangeState {
  bool running = false;
  SyncTotals totals;  // Of the exchange that is going on, or of the last one.
  std::optional<model::Error> error;   // Of the last one.
  std::vector<SyncHistoryLine> history;  // The newest first; the last hundred.
  int64_t pending_rows = 0;   // Row changes that wait, and their size on the wire, estimated.
  int64_t pending_bytes = 0;
  std::vector<std::pair<std::string, std::string>> pending;  // What waits: title, what was done.
};

struct JoinState {
  bool by_passport = false;  // With a file, not with a code.
  std::string server, code;
  std::string passport, pin;  // The path of the file.
  bool running = false;
  std::optional<model::Error> error;  // Of the last try.
  bool again = false;                 // One who has joined is asked how to join again.
};

struct WizardState {
  enum Step { kChoose, kName, kJoin };
  bool open = false;
  int step = kChoose;
  std::string school, user;
};

// What the window says at its bottom after something was done, with the way back.
struct Notice {
  enum class Kind { kDone, kProblem };
  Kind kind = Kind::kDone;
  std::string text;
  std::string hint;
  bool can_undo = false;
  int64_t at_ms = 0;
  std::string file;     // That was written: it can be opened, and its folder shown.
  bool report = false;  // It tells what was not loaded.
};

// The list of an entity; of an occupation card the worklist.
Screen ScreenOf(const model::EntityType& type);

struct DeskState {
  Screen screen = Screen::kOverview;
  Screen drawn_screen = Screen::kOverview;  // In the last frame.
  std::map<std::string, ListState, std::less<>> lists;  // By entity.
  std::optional<OpenedRecord> record;
  RosterState roster;
  EnrolState enrol;
  EnrolmentChange enrolment_change;
  ReviewState review;
  ExchangeState exchange;
  JoinState join;
  CarryingState carrying;
  WizardState wizard;
  ImportState import;
  ExportState export_rows;
  PrintState print;
  SurveysState surveys;
  CoverageState coverage;
  ScheduleState schedule;
  PrivacyState privacy;
  BackupState backup;
  std::optional<EraseState> erase;  // While it is being asked.
  Settings settings;
  std::string user;   // Who works.
  std::string proxy;  // As typed.
  std::string new_user;
  bool users_open = false;
  bool keys_open = false;  // The page of keys.
  std::optional<Notice> notice;
  std::vector<std::pair<Draft, std::string>> drafts;  // And their titles.
  bool roster_drafted = false;
  bool roster_clear_open = false;  // Whether to clear the roster is being asked.
  std::string data_folder;         // Where the data of this installation lie.
  std::string help_topic;  // Empty: that of the screen before.
  Screen before_help = Screen::kOverview;
  std::string folder;  // Where the data lie.
  int64_t now_ms = 0;     // When the frame began.
  int64_t steady_ms = 0;  // The same by a clock that nobody sets.
};

// What whoever works may see.
inline PersonRole RoleOf(const DeskState& state) {
  return state.privacy.restricted.contains(state.user) ? PersonRole::kRestricted
                                                       : PersonRole::kFull;
}

}  // namespace kruzhok::client
