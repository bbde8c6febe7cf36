// SPDX-License-Identifier: MIT
// What a person can ask of the window. Screens put these into a queue while they draw; the desk
// does them between frames.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/app/person_role.h"
#include "client/desktop/settings.h"
#include "client/print/documents.h"
#include "model/indicators.h"
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
  kSurveys,
  kCoverage,
  // Not in the navigation: groups, the coverage, settings and cards lead to them.
  kStaff,
  kSchedule,
  kAccessLog,
  kOrganisations,
  kExchange,
  kReview,
  kSettings,
  kHelp,
  kImport,  // Not in the navigation: lists lead to it.
};

// What stands on the screen of the surveys.
enum class SurveyView { kHome, kWave, kWaveForm, kBuilder, kKeying, kResults };

// What stands on the screen of the coverage.
enum class CoverageView { kIndicators, kWorklist, kReport, kPersons, kYear };

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
struct DiscardDraft {};  // Of the open record, else of the open settings of the indicators.
struct DeleteRows {
  const model::EntityType* type;
  std::vector<model::Uuid> ids;
};
struct RestoreRow {
  sync::RowKey key;
};
struct StartErasing {  // Asks before the values of a person are erased for good.
  const model::EntityType* type;
  model::Uuid id;
};
struct RunErasing {};  // As it was asked and typed.
struct UndoLast {};    // The last action of this window.
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
struct JoinWithPassport {  // As typed.
  std::string path;
  std::string pin;
  std::string user;
};
struct LookForCarried {};  // What sticks and folders hold for the exchange by files.
struct WriteCarried {};    // A bundle for the district, into the folder that is chosen.
struct ReadCarried {       // An answer; as typed.
  std::string path;
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
struct BackUpNow {};
struct BackUpAfresh {};        // And drops the backups that hold what the district has had erased.
struct ChooseBackupFolder {};  // Shows the places for second copies.
struct SetBackupFolder {       // As typed; empty: no second copies.
  std::string path;
};
struct RestoreFrom {  // Puts a backup in the place of the data.
  std::string path;
};
struct ShowNew {  // Rows that an exchange has brought.
  const model::EntityType* type;
};
struct Dismiss {};  // The notice at the bottom.
struct CopyText {
  std::string text;
};

// --- Lists from files ---
struct StartImport {  // Opens the screen; what was begun there for the same entity goes on.
  const model::EntityType* type;
};
struct LookInFolder {  // In the chooser of a file.
  std::string path;
};
struct ReadList {  // A file; a folder is looked into instead. As typed.
  std::string path;
};
struct DropFiles {  // From elsewhere onto the window.
  std::vector<std::string> paths;
};
struct TakeListAs {  // Says what a list is of.
  const model::EntityType* type;
};
struct TakeSheet {
  size_t sheet;
};
struct PlanList {};    // Finds what the list would do.
struct RunList {};     // Does it; first plans it where that is old.
struct ForgetList {};  // Another file.

// --- Lists into files, and papers ---
struct StartExport {  // Asks what and where.
  const model::EntityType* type;
};
struct RunExport {};
struct StartPrint {  // Asks which paper: of a group, else of a class.
  std::optional<model::Uuid> group{};
};
struct PrintDocument {
  DocumentRequest request;
};
struct OpenFile {  // In the program that the system has for it.
  std::string path;
};
struct ShowFolderOf {
  std::string path;
};

// --- Surveys ---
struct ShowSurveys {  // `wave`: of kWave, kKeying, kResults.
  SurveyView view = SurveyView::kHome;
  model::Uuid wave{};
};
struct HoldTemplate {  // Takes a survey that comes with the program, and makes a wave of it.
  std::string name;
};
struct NewWave {
  model::Uuid survey;
};
struct EditWave {
  model::Uuid wave;
};
struct SaveWave {};   // As it is typed.
struct LeaveWave {};  // What was typed is given up.
struct CloseWave {
  model::Uuid wave;
  bool closed = true;  // False: opens it again.
};
struct DeleteWave {  // REQUIRES: nothing was keyed; else it is refused.
  model::Uuid wave;
};
struct BuildSurvey {  // Opens the builder. Of nothing: an empty one.
  model::Uuid survey{};
  std::string from_template{};
  bool copy = false;
};
struct SaveSurvey {};   // A new version where it has answers.
struct LeaveSurvey {};  // What was built is given up.
struct ArchiveSurvey {
  model::Uuid survey;
  bool archived = true;
};

struct TagText {  // Puts a tag on a free text, or takes it off.
  model::Uuid answer;
  std::string question;
  std::string tag;
  bool on = true;
};
struct StartSurveyExport {  // Asks what and where; RunExport does it.
  model::Uuid wave;
};
// --- Keying of blanks, on the screen of the surveys ---
struct KeepBlank {};  // What is typed is stored as a draft.
struct SaveBlank {};  // And begins the next; or saves the correction.
struct SpoilBlank {   // Counts it as spoiled; the reason may be empty.
  std::string reason{};
};
struct CorrectBlank {  // Opens a saved one again; nil: the last one.
  model::Uuid id{};
};
struct DropCorrection {};
struct LeaveKeying {};  // What is half keyed is kept.
struct CheckBlanks {    // Begins or ends the second keying.
  bool on = true;
};
struct FindBlank {  // The one whose number is typed; of several, the one that is meant.
  model::Uuid id{};
};
struct CompareBlank {};  // It is keyed a second time.
struct SaveChecked {};   // With the values that were chosen.

// --- Coverage ---
struct ShowCoverage {
  CoverageView view = CoverageView::kIndicators;
};

struct ShowSchedule {  // Of a group; nil: as it was left.
  model::Uuid group{};
};
struct StartLesson {  // Asks for new ones: of that weekday (0: Monday) from that minute of the day.
  int weekday = 0;
  int minute = 0;
};
struct AddLessons {};  // As they are typed.
struct MoveLesson {    // As long as it was.
  model::Uuid lesson;
  int weekday = 0;
  int minute = 0;
};
// The turn of a school year, each as it is chosen and typed there.
struct MoveClasses {};
struct EndGroups {};
struct CopyGroups {};
struct LetChildrenGo {};

// --- Coverage: one child, several organisations ---
struct SayOneChild {  // These cards are one child.
  std::vector<model::Uuid> cards;
};
struct SayDifferentChildren {  // These cards are not; it is not asked again.
  std::vector<model::Uuid> cards;
};
struct UnlinkChild {  // These cards are no longer linked with others.
  std::vector<model::Uuid> cards;
};

struct ShowReport {          // Of the year that is chosen.
  model::Uuid submission{};  // One that was handed in; nil: as it is now.
};
struct HandInReport {};  // The own one of the year that is chosen, as it is now.
struct WithdrawReport {
  model::Uuid submission;
};
struct DecideReport {  // Of a coordinator.
  model::Uuid submission;
  bool accepted = true;  // False: it is returned.
  std::string note{};
};
struct AddRemark {
  model::Uuid submission;
  model::Uuid child{};  // Nil: to the whole report.
  std::string text;
};
struct AnswerRemark {  // Of the school: it is corrected.
  model::Uuid remark;
  std::string answer;
};
struct SettleRemark {  // Of a coordinator: nothing is left to do.
  model::Uuid remark;
};
struct StartReportExport {};  // Of the report that is open. Asks where; RunExport does it.

// --- Categories of children, roles, the log of personal data ---
struct StartCategories {  // Asks which categories to give to these children.
  std::vector<model::Uuid> children;
};
struct SaveCategories {};  // As they are chosen and typed; one action.
struct SetPersonRole {     // Only by who has the full role; the last one keeps it.
  std::string name;
  PersonRole role;
};
struct ShowAccessLog {  // All of it, or who looked at a child.
  std::optional<model::Uuid> child{};
};
struct FilterAccessLog {};  // As it is chosen.
struct MoreOfAccessLog {};  // Older lines, too.
struct StartAccessExport {};

struct OpenRows {  // The list of the entity, of these rows only.
  const model::EntityType* type;
  std::string what;  // Says what they are.
  std::vector<model::Uuid> ids;
  bool of_category = false;  // Of children: what they have in common is a special category.
};
struct OpenIndicatorRows {  // Of the indicator as it is looked at.
  model::Indicator indicator;
  bool reached = true;  // False: those that are counted and do not reach it.
};
// How indicators are counted, what they are to reach, and how many children live here.
enum class IndicatorSettings { kRules, kTargets, kResidents };
struct EditIndicatorSettings {
  IndicatorSettings what = IndicatorSettings::kRules;
};
struct SaveIndicatorSettings {};   // As they are typed.
struct LeaveIndicatorSettings {};  // What was begun stays as a draft.
struct StartIndicatorsExport {};   // Asks what and where; RunExport does it.

struct ShowWorklist {  // Of the not covered. Nothing: as it was looked at last.
  std::optional<int64_t> year{};
  std::optional<model::Uuid> organisation{};
};
struct OpenOccupation {  // The card of a child and a school year; begins one that is not there.
  model::Uuid child;
  int64_t year = 0;
  std::string field{};  // The keyboard goes there.
};
struct SetOccupations {  // In the cards of several children at once, one action.
  std::vector<model::Uuid> children;
  int64_t year = 0;
  std::vector<std::pair<const model::FieldInfo*, model::Value>> fields;
};
struct CloseYear {  // Of the worklist; asks first where there is something to say. False: opens it.
  bool closed = true;
};
struct StartOccupationPrint {};  // Asks of which class.
struct StartWorklistExport {};   // Asks where; RunExport does it.

using Command = std::variant<
    GoTo, OpenRecord, NewRecord, CloseRecord, SaveRecord, LeaveField, DiscardDraft, DeleteRows,
    RestoreRow, StartErasing, RunErasing, UndoLast, UndoAction, SetField, Enrol, SaveRoster,
    LeaveRosterCell, PasteRoster, ClearRoster, TakeValue, GiveValue, DecideOutside, SyncNow,
    StopSync, NameSchool, JoinDistrict, JoinWithPassport, LookForCarried, WriteCarried, ReadCarried,
    SwitchUser, ForgetUser, ChangeSettings, SetProxy, BackUpNow, BackUpAfresh, ChooseBackupFolder,
    SetBackupFolder, RestoreFrom, ShowNew, Dismiss, CopyText, StartImport, LookInFolder, ReadList,
    DropFiles, TakeListAs, TakeSheet, PlanList, RunList, ForgetList, StartExport, RunExport,
    StartPrint, PrintDocument, OpenFile, ShowFolderOf, ShowSurveys, HoldTemplate, NewWave, EditWave,
    SaveWave, LeaveWave, CloseWave, DeleteWave, BuildSurvey, SaveSurvey, LeaveSurvey, ArchiveSurvey,
    TagText, StartSurveyExport, KeepBlank, SaveBlank, SpoilBlank, CorrectBlank, DropCorrection,
    LeaveKeying, CheckBlanks, FindBlank, CompareBlank, SaveChecked, ShowCoverage, ShowSchedule,
    StartLesson, AddLessons, MoveLesson, MoveClasses, EndGroups, CopyGroups, LetChildrenGo,
    SayOneChild, SayDifferentChildren, UnlinkChild, ShowReport, HandInReport, WithdrawReport,
    DecideReport, AddRemark, AnswerRemark, SettleRemark, StartReportExport, StartCategories,
    SaveCategories, SetPersonRole, ShowAccessLog, FilterAccessLog, MoreOfAccessLog,
    StartAccessExport, OpenRows, OpenIndicatorRows, EditIndicatorSettings, SaveIndicatorSettings,
    LeaveIndicatorSettings, StartIndicatorsExport, ShowWorklist, OpenOccupation, SetOccupations,
    CloseYear, StartOccupationPrint, StartWorklistExport>;

using Commands = std::vector<Command>;

}  // namespace kruzhok::client
