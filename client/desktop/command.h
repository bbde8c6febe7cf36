// SPDX-License-Identifier: MIT
// What a person can ask of the window. Screens put these into a queue while they draw; the desk does
// them between frames.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/desktop/settings.h"
#include "sync/store/store.h"

namespace kruzhok::client {

enum class Screen {
  kOverview,
  kChildren,
  kRoster,
  kProgrammes,
  kGroups,
  kEnrolment,
  kEnrolments,
  kOrganisations,
  kExchange,
  kReview,
  kSettings,
  kHelp,
};

struct GoTo {
  Screen screen;
};
// Opens the list of the entity with the record beside it; `field`: the keyboard goes there.
struct OpenRecord {
  const model::EntityType* type;
  model::Uuid id;
  std::string field{};
};
struct NewRecord {
  const model::EntityType* type;
  std::vector<std::pair<const model::FieldInfo*, std::string>> preset{};
};
struct CloseRecord {};  // What was typed stays as a draft.
struct SaveRecord {
  bool then_new = false;  // And begin the next one.
};
struct LeaveField {};    // The draft is stored.
struct DiscardDraft {};  // Of the open record.
struct DeleteRows {
  const model::EntityType* type;
  std::vector<model::Uuid> ids;
};
struct RestoreRow {
  sync::RowKey key;
};
struct UndoLast {};  // The last action of this window.
struct UndoAction {
  model::Uuid action;
};
struct SetField {  // In many rows at once, one action. Several fields for a group.
  const model::EntityType* type;
  std::vector<model::Uuid> ids;
  std::vector<std::pair<const model::FieldInfo*, std::string>> fields;
};
struct Enrol {
  model::Uuid group;
  std::vector<model::Uuid> children;
  std::string start_date, order_number, order_date, state;
};
struct SaveRoster {};
struct LeaveRosterCell {};  // The draft is stored, the row judged.
struct PasteRoster {
  std::string text;
};
struct ClearRoster {};
struct TakeValue {  // Decides a dispute for one of its values.
  sync::RowKey key;
  std::string cell;
  sync::Dot dot;
  std::string reason;
};
struct GiveValue {  // Decides a dispute for another value, as typed.
  sync::RowKey key;
  std::string cell;
  std::string text;
  std::string reason;
};
struct DecideOutside {
  enum class What { kRetry, kDiscard, kAccept };
  sync::Dot dot;
  What what;
};
struct SyncNow {};
struct StopSync {};
struct NameSchool {  // The first run: what works here and who.
  std::string school;
  std::string user;
};
struct JoinDistrict {
  std::string server;
  std::string code;
  std::string user;
};
struct SwitchUser {  // A name that is not known yet is added.
  std::string name;
};
struct ForgetUser {
  std::string name;
};
struct ChangeSettings {
  Settings settings;
};
struct SetProxy {
  std::string address;  // Empty: that of the system.
};
struct ShowNew {  // Rows that an exchange has brought.
  const model::EntityType* type;
};
struct Dismiss {};  // The notice at the bottom.
struct CopyText {
  std::string text;
};

using Command =
    std::variant<GoTo, OpenRecord, NewRecord, CloseRecord, SaveRecord, LeaveField, DiscardDraft,
                 DeleteRows, RestoreRow, UndoLast, UndoAction, SetField, Enrol, SaveRoster,
                 LeaveRosterCell, PasteRoster, ClearRoster, TakeValue, GiveValue, DecideOutside,
                 SyncNow, StopSync, NameSchool, JoinDistrict, SwitchUser, ForgetUser, ChangeSettings,
                 SetProxy, ShowNew, Dismiss, CopyText>;

using Commands = std::vector<Command>;

}  // namespace kruzhok::client
