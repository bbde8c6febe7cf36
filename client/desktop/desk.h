// SPDX-License-Identifier: MIT
// The program behind the window: it owns the data, does what people ask, and prepares what the
// screens show. Knows neither ImGui nor a window, so that a test can be its user. One thread.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/desktop/background.h"
#include "client/desktop/desk_state.h"
#include "client/desktop/pending.h"
#include "client/desktop/sync_worker.h"

namespace kruzhok::client {

struct DeskOptions {
  sync::Environment* environment = nullptr;
  Background* background = nullptr;
  // For what waits for a network and must not delay what is shown; nullptr: `background`.
  Background* network = nullptr;
  SyncWorker* worker = nullptr;
  std::function<void(const std::string&)> copy_text;  // To the clipboard; may be empty.
  // Shows a file or a folder in the system's program for it, and does not wait. False: there is
  // none. May be empty.
  std::function<bool(const std::string&)> open_file{};
  PlaceRoots roots = UsualRoots();  // Where people keep their files.
  bool backs_up = false;            // By itself.
};

class Desk {
 public:
  // Everything in `options` and the store outlive the desk. Throws StorageError.
  Desk(sync::Store& store, const DeskOptions& options);
  // What was typed and is not saved is a draft.
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // Between frames: takes what has become known, refreshes what is old. True: something changed.
  bool Pump();
  // Does what was asked. What fails becomes a notice; nothing typed is lost by it.
  void Run(const Commands& commands);

  const Translator& texts() const { return *texts_; }
  const Snapshot& data() const { return *data_; }
  DeskState& state() { return state_; }
  // Nothing is being prepared in the background.
  bool settled() const { return building_ == 0 && built_for_ == wanted_; }
  model::Date today() const;

 private:
  void Do(const GoTo& command);
  void Do(const OpenRecord& command);
  void Do(const NewRecord& command);
  void Do(const CloseRecord& command);
  void Do(const SaveRecord& command);
  void Do(const LeaveField& command);
  void Do(const DiscardDraft& command);
  void Do(const DeleteRows& command);
  void Do(const RestoreRow& command);
  void Do(const StartErasing& command);
  void Do(const RunErasing& command);
  void Do(const UndoLast& command);
  void Do(const UndoAction& command);
  void Do(const SetField& command);
  void Do(const Enrol& command);
  void Do(const SaveRoster& command);
  void Do(const LeaveRosterCell& command);
  void Do(const PasteRoster& command);
  void Do(const ClearRoster& command);
  void Do(const TakeValue& command);
  void Do(const GiveValue& command);
  void Do(const DecideOutside& command);
  void Do(const SyncNow& command);
  void Do(const StopSync& command);
  void Do(const NameSchool& command);
  void Do(const JoinDistrict& command);
  void Do(const JoinWithPassport& command);
  void Do(const LookForCarried& command);
  void Do(const WriteCarried& command);
  void Do(const ReadCarried& command);
  void Do(const SwitchUser& command);
  void Do(const ForgetUser& command);
  void Do(const ChangeSettings& command);
  void Do(const SetProxy& command);
  void Do(const BackUpNow& command);
  void Do(const BackUpAfresh& command);
  void Do(const ChooseBackupFolder& command);
  void Do(const SetBackupFolder& command);
  void Do(const RestoreFrom& command);
  void Do(const ShowNew& command);
  void Do(const Dismiss& command);
  void Do(const CopyText& command);
  void Do(const StartImport& command);
  void Do(const LookInFolder& command);
  void Do(const ReadList& command);
  void Do(const DropFiles& command);
  void Do(const TakeListAs& command);
  void Do(const TakeSheet& command);
  void Do(const PlanList& command);
  void Do(const RunList& command);
  void Do(const ForgetList& command);
  void Do(const StartExport& command);
  void Do(const RunExport& command);
  void Do(const StartPrint& command);
  void Do(const PrintDocument& command);
  void Do(const OpenFile& command);
  void Do(const ShowFolderOf& command);
  void Do(const ShowSurveys& command);
  void Do(const HoldTemplate& command);
  void Do(const NewWave& command);
  void Do(const EditWave& command);
  void Do(const SaveWave& command);
  void Do(const LeaveWave& command);
  void Do(const CloseWave& command);
  void Do(const DeleteWave& command);
  void Do(const BuildSurvey& command);
  void Do(const SaveSurvey& command);
  void Do(const LeaveSurvey& command);
  void Do(const ArchiveSurvey& command);
  void Do(const TagText& command);
  void Do(const StartSurveyExport& command);
  void Do(const KeepBlank& command);
  void Do(const SaveBlank& command);
  void Do(const SpoilBlank& command);
  void Do(const CorrectBlank& command);
  void Do(const DropCorrection& command);
  void Do(const LeaveKeying& command);
  void Do(const CheckBlanks& command);
  void Do(const FindBlank& command);
  void Do(const CompareBlank& command);
  void Do(const SaveChecked& command);
  void Do(const ShowCoverage& command);
  void Do(const ShowSchedule& command);
  void Do(const StartLesson& command);
  void Do(const AddLessons& command);
  void Do(const MoveLesson& command);
  void Do(const MoveClasses& command);
  void Do(const EndGroups& command);
  void Do(const CopyGroups& command);
  void Do(const LetChildrenGo& command);
  void Do(const SayOneChild& command);
  void Do(const SayDifferentChildren& command);
  void Do(const UnlinkChild& command);
  void Do(const ShowReport& command);
  void Do(const HandInReport& command);
  void Do(const WithdrawReport& command);
  void Do(const DecideReport& command);
  void Do(const AddRemark& command);
  void Do(const AnswerRemark& command);
  void Do(const SettleRemark& command);
  void Do(const StartReportExport& command);
  void Do(const StartCategories& command);
  void Do(const SaveCategories& command);
  void Do(const SetPersonRole& command);
  void Do(const ShowAccessLog& command);
  void Do(const FilterAccessLog& command);
  void Do(const MoreOfAccessLog& command);
  void Do(const StartAccessExport& command);
  void Do(const OpenRows& command);
  void Do(const OpenIndicatorRows& command);
  void Do(const EditIndicatorSettings& command);
  void Do(const SaveIndicatorSettings& command);
  void Do(const LeaveIndicatorSettings& command);
  void Do(const StartIndicatorsExport& command);
  void Do(const ShowWorklist& command);
  void Do(const OpenOccupation& command);
  void Do(const SetOccupations& command);
  void Do(const CloseYear& command);
  void Do(const StartOccupationPrint& command);
  void Do(const StartWorklistExport& command);

  // --- desk.cpp ---
  void Guard(const std::function<void()>& what);  // A failing machine becomes a notice.
  void InBackground(Background& where, Background::Work work, Background::Failed failed);
  void NoticeOthers();
  void BuildData();
  void TakeData(std::shared_ptr<const Snapshot> data, Pending pending, int64_t version);
  void KeepChoices();
  void Say(std::string text, bool can_undo, std::string hint = {});
  void Complain(const model::Error& error, const model::EntityType* type = nullptr);
  sync::WriteOptions Options(std::string note = {}) const;
  // Remembers what was written, for undo and for the lists.
  void Remember(const model::Uuid& action, const std::vector<sync::Written>& rows);
  void SetSetting(std::string_view key, std::string_view value);
  std::string TitleOf(const model::EntityType& type, const model::Uuid& id);
  // A coordinator's new rows belong to whom the rows that they name belong to.
  void SetOwners(std::vector<sync::RowWrite>& writes);
  // The sentence of a count; its singular and plurals are in the texts.
  std::string Counted(std::string_view key, size_t count, assets::Filling filling = {}) const;

  // --- desk_records.cpp, desk_drafts.cpp ---
  void RefreshRecord();
  void Show(OpenedRecord& record);
  void ReadHistory();
  struct Decision {
    std::string cell;
    sync::HeldValue value;
  };
  std::vector<Decision> SplitDisputed(sync::RowWrite& write);
  model::Result<void> Save(sync::RowWrite write, std::vector<std::string>& undecided);
  void AfterSave(const std::vector<std::string>& undecided);
  void LoadDrafts();
  bool KeepDraft();  // Of the open record. True: there is one.
  bool KeepDraftOf(FormState& form, std::string& kept);
  void DropDraft(const model::EntityType& type, const model::Uuid& id);
  void ForgetDraft(const model::Uuid& id);
  void KeepRoster();
  std::string TitleOfDraft(const Draft& draft);
  bool HasSeen(std::string_view base);

  // --- desk_surveys.cpp, desk_survey_building.cpp ---
  bool OpenSurveyOf(const OpenRecord& command);  // False: it is none of theirs.
  void OpenWaveForm(FormState form);
  const Draft* DraftOf(const model::Uuid& id) const;  // nullptr: nothing is kept of it.
  model::Result<std::vector<sync::RowWrite>> WritesOfWave(WaveForm& wave);
  void AddInvitations(const WaveForm& wave, std::vector<sync::RowWrite>& writes);
  std::vector<sync::RowView> RowsOfWave(const model::EntityType& type, const model::Uuid& wave);
  bool IsAnswered(const Survey& survey);
  std::vector<sync::RowWrite> NewVersion(const Survey& before, const FormState& form);
  model::Questions TakenBy(model::Uuid survey);
  std::optional<model::Uuid> OwnerOfNew() const;  // A coordinator's are the district's.

  // --- desk_erasing.cpp ---
  std::string AboutCard(const sync::RowView& row);
  void NoticeErased(const Snapshot& before);
  void BlankErased(OpenedRecord& record);  // Of a row that was erased while it was open.

  // --- desk_batch.cpp ---
  void Undo(const model::Uuid& action);
  void TakeUndone(const model::Uuid& action, const model::Result<sync::UndoResult>& undone);
  std::set<model::Uuid> ActiveIn(const model::Uuid& group);
  std::string EnrolWarnings(const Enrol& command, size_t children);

  // --- desk_keying.cpp, desk_second_keying.cpp ---
  bool IsKeying() const;  // On the screen.
  void LoadHalfKeyed();
  void StartKeying(const model::Uuid& wave);
  void KeepKeying();
  void CountBlanks();                 // Which number is next, and which were the last.
  model::Uuid OwnerOfBlanks() const;  // Nil: a coordinator has not told it yet.
  void ReadAfresh();                  // The wave; its survey, when no blank is begun.
  void WriteBlank(bool spoiled, const std::string& reason);
  void AfterBlank(KeyingState& keying, const KeyedBlank& keyed);
  static void EndCorrection(KeyingState& keying);

  // --- desk_exchange.cpp ---
  bool NoticeExchange();
  void Decided(const model::Result<sync::WriteResult>& result, const sync::RowKey& key);
  void KeepSettings();
  void SetUser(const std::string& name);
  void JoinInBackground(std::function<model::Result<void>(sync::Store&)> join,
                        const std::string& user);

  // --- desk_carrying.cpp ---
  void Remember(const SyncHistoryLine& line);  // Among the past exchanges.
  void RememberCarried(const std::string& what);
  void KeepCarriedFolder(const std::filesystem::path& folder);
  void TakeDroppedFile(const std::string& path);

  // --- desk_backup.cpp ---
  void LookAfterBackups(BackupRound::What what);
  void TakeBackups(const BackupReport& report, bool asked);
  void PumpBackups();
  void TellOfFormatCopy();
  void TellOfNewSite();

  // --- desk_import.cpp: in the thread of what takes long ---
  void TakeList(std::shared_ptr<const OpenedList> list, ColumnMap columns);
  void TakePlan(const model::Result<std::shared_ptr<const ShownPlan>>& plan);
  void TakeImport(const ImportResult& result, ImportDone done);
  void MakePlan();
  void Import();
  void FailImport(const model::Error& error);

  // --- desk_results.cpp ---
  void RefreshResults();  // Reads and finds again what is old of them, while they are shown.
  void TakeResults(const ResultsRequest& request, model::Result<ResultsReading> reading);
  model::Result<sync::WriteResult> WriteTags(const sync::RowView& row, const TagText& command,
                                             model::Json& tags);

  // --- desk_school_year.cpp ---
  void RefreshSchoolYear();  // Reads again what is old of it, while it is shown.
  void TakeSchoolYear(std::shared_ptr<const YearRows> rows, int64_t version);
  YearRows ReadYearNow();  // As of this moment.
  // Of one action; what was deleted comes back first. False: it has failed, and that was told.
  bool WriteYear(std::vector<sync::RowWrite> writes, std::string_view told, size_t count,
                 std::string hint);
  std::optional<model::Date> DateTyped(const std::string& text, std::string_view key);
  // --- desk_persons.cpp ---
  void RefreshPersons();  // Reads again what is old, while it is shown.
  void DecidePersons(const std::vector<model::Uuid>& cards,
                     const model::Result<sync::WriteResult>& written, std::string_view notice);
  void LookAfterOutside();  // Writes into the schools' data where their children are elsewhere.
  PersonOfRecord PersonOf(const FormState& form);
  // --- desk_coverage_report.cpp ---
  ReportSource ShownReport() const;
  void KeepReportTexts();
  void RefreshReport();  // Reads again what is old of it, while it is shown.
  void TakeReport(const ReportRequest& request, model::Result<ReportReading> reading);
  bool WriteDecision(const model::Uuid& submission, std::string_view state, const std::string& note,
                     model::Value district_lines = {});
  // --- desk_privacy.cpp ---
  // Whether who works may ask for this at all; says so where not.
  template <typename C>
  bool Allows(const C& command) {
    if constexpr (requires { command.type->name(); }) {
      return command.type == nullptr || Allows(command.type->name());
    } else if constexpr (requires { command.key.entity; }) {
      return Allows(std::string_view(command.key.entity));
    } else {
      return true;
    }
  }
  bool Allows(std::string_view entity);
  bool AllowsAll();  // What is only for the full role.
  // Once it is done. Never stops it: what cannot be written is said once.
  void Note(AccessLine line);
  void NoteView(const sync::RowView& row);
  void KeepAccess();
  void NotePaper(const DocumentRequest& request);
  void ReadAccessLog();
  void ReadCategories(OpenedRecord& record);
  void MaskForm(const sync::RowView& row, FormState& form);
  void ShowToAnother();  // Somebody else works now, or may see something else.
  void MoveOldCategories();
  // --- desk_indicators.cpp ---
  void RefreshIndicators();  // Counts again what is old of them, while they are shown.
  std::vector<sync::RowWrite> WritesOfSettings(const IndicatorsForm& form);
  void LoadIndicatorDrafts();
  bool KeepIndicatorDraft();     // Of the open settings. True: there is one.
  void DiscardIndicatorDraft();  // They stay open, as they are stored.
  void ForgetIndicatorDraft(IndicatorSettings what);
  // --- desk_worklist.cpp ---
  void RefreshWorklist();  // Finds what is old of it, while it is shown, and what waits of it.
  void FindWorklist();
  std::optional<sync::RowWrite> WriteOfOccupation(
      const model::Uuid& child_id, int64_t year,
      const std::vector<std::pair<const model::FieldInfo*, model::Value>>& wanted,
      size_t& disputed);
  int64_t CountLaterChanges() const;  // Cards of a closed year that were changed after it.
  model::Uuid OwnerOfChild(const model::Uuid& child_id);  // Nil: it is not here.
  bool IsYearClosed(const model::Uuid& organisation, int64_t year) const;
  void ShowInWorklist();  // The list beside the card that is open.
  void OpenNextOccupation();
  // What the head of an occupation card says, and its lock.
  void DescribeOccupation(OpenedRecord& record);

  // --- desk_papers.cpp ---
  // Opens the question where it is to be written, unless a file is being written.
  void AskExport(ExportSubject subject, std::string name);
  void TakeExport(const model::Result<int64_t>& rows, const std::filesystem::path& file);
  void TakePaper(const model::Result<void>& written, const DocumentRequest& request,
                 const std::string& file);
  void ClearPapers();

  sync::Store& store_;
  DeskOptions options_;
  std::shared_ptr<const Translator> texts_;
  std::shared_ptr<const Snapshot> data_;
  DeskState state_;
  int64_t wanted_ = 1;     // Counts what makes the snapshot old.
  int64_t built_for_ = 0;  // The `wanted_` that data_ was built for.
  int building_ = 0;
  bool building_data_ = false;
  std::unordered_map<model::Uuid, int64_t>
      own_;                           // Rows written here: the first `wanted_` with them.
  std::vector<model::Uuid> actions_;  // That UndoLast takes back, the last one last.
  int64_t data_version_ = -1;
  bool others_changed_ = false;
  int64_t built_at_ms_ = 0;
  int64_t kept_at_ms_ = 0;       // When what is typed was looked at last.
  std::string kept_draft_;       // Of the open record, as it is stored.
  std::string kept_survey_;      // The draft of the one that is being built, as it is stored.
  std::string kept_wave_;        // The same of a wave's form.
  std::string kept_indicators_;  // The same of the open settings of the indicators.
  std::string kept_roster_;
  std::string kept_report_texts_;  // As they are stored.
  std::string kept_blank_;
  std::map<std::string, std::string, std::less<>> kept_choices_;  // Of the lists.
  bool looking_after_backups_ = false;
  int64_t backups_looked_ms_ = 0;           // Or how long they are left alone.
  std::string backup_problem_;              // The code of what was complained of last.
  std::vector<AccessLine> access_waiting_;  // To be written.
  bool access_failed_ = false;
  bool sync_asked_ = false;
  int64_t syncs_finished_ = 0;
  std::shared_ptr<std::atomic<int64_t>> history_wanted_;  // Older readings need not begin.
  std::shared_ptr<std::atomic<int64_t>> plan_wanted_;     // Older plans need not be made.
  bool settling_outside_ = false;
  int64_t outside_for_ = 0;        // The version of the data that it was last done for.
  std::set<model::Uuid> imports_;  // Actions of many rows: taking them back takes long, too.
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace kruzhok::client
