// SPDX-License-Identifier: MIT
// Backups: looking after them beside the window, and what a person asks of them.
#include "client/app/backup_round.h"
#include "client/app/data_folder.h"
#include "client/app/row_reading.h"
#include "client/app/value_text.h"
#include "client/desktop/desk.h"
#include "model/entities/organisation.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

// How often a stick is looked for, and how long a disk is left alone that has failed.
constexpr int64_t kLookMs = 60'000, kAfterFailureMs = 60 * 60'000;

// Whose data these are, for a file's name; may be empty.
std::string SchoolOf(sync::Store& store) {
  sync::Replica& replica = store.replica();
  const sync::Membership& membership = replica.membership();
  if (membership.role == sync::Role::kCoordinator) return membership.district;
  std::string name = StoredTitle(store, model::organisation, membership.organisation);
  return name.empty() ? replica.Setting("desk.school") : name;
}

}  // namespace

void Desk::LookAfterBackups(BackupRound::What what) {
  if (looking_after_backups_ || !store_.replica().database().is_system_file()) return;
  looking_after_backups_ = true;
  backups_looked_ms_ = state_.now_ms;
  const bool asked = what == BackupRound::What::kNow || what == BackupRound::What::kAfresh;
  state_.backup.running = asked;
  BackupRound round;
  round.what = what;
  round.now_ms = options_.environment->NowMs();
  InBackground(
      *options_.network,
      [this, round, asked, texts = texts_, on = today()](sync::Store& store) -> Background::Then {
        BackupRound named = round;
        const std::string school = FileNameOf(SchoolOf(store));
        named.name = texts->Text(school.empty() ? "backup.file" : "backup.file.of",
                                 {{"school", school}, {"date", on.Iso()}});
        return [this, asked, report = RunBackupRound(store, named)] { TakeBackups(report, asked); };
      },
      [this](const model::Error& error) {
        looking_after_backups_ = false;
        state_.backup.running = false;
        Complain(error);
      });
}

void Desk::TakeBackups(const BackupReport& report, bool asked) {
  looking_after_backups_ = false;
  BackupState& backup = state_.backup;
  backup.running = false;
  const std::optional<model::Error>& problem =
      report.problem ? report.problem : report.copy_problem;
  const std::string code = problem ? std::string(problem->code.name()) : std::string();
  if (problem) backups_looked_ms_ = state_.now_ms + kAfterFailureMs;
  // What goes wrong by itself is said once.
  if (problem && (asked || code != backup_problem_)) Complain(*problem);
  backup_problem_ = code;
  backup.report = report;
  if (asked && report.made && !problem) Say(texts_->Text("desk.notice.backed_up"), false);
}

void Desk::PumpBackups() {
  if (options_.backs_up && state_.now_ms - backups_looked_ms_ >= kLookMs)
    LookAfterBackups(BackupRound::What::kIfDue);
}

void Desk::TellOfFormatCopy() {
  const std::string copy = store_.replica().Setting(kFormatCopySetting);
  if (copy.empty()) return;
  Say(texts_->Text("desk.notice.format_copy", {{"file", copy}}), false);
  SetSetting(kFormatCopySetting, {});
}

// Once; it stands until it is closed.
void Desk::TellOfNewSite() {
  const std::string& reason = data_->status.copy_notice;
  if (reason.empty() || store_.replica().Setting("copy_notice").empty()) return;
  const std::string key = reason == "restored" ? "desk.notice.went_back" : "desk.notice.new_site";
  state_.notice = Notice{Notice::Kind::kProblem,
                         texts_->Text(key),
                         texts_->Text(key + ".hint"),
                         false,
                         state_.now_ms,
                         {},
                         false};
  SetSetting("copy_notice", {});
}

void Desk::Do(const BackUpNow&) {
  LookAfterBackups(BackupRound::What::kNow);
}

void Desk::Do(const BackUpAfresh&) {
  state_.backup.asking_afresh = false;
  LookAfterBackups(BackupRound::What::kAfresh);
}

void Desk::Do(const ChooseBackupFolder&) {
  BackupState& backup = state_.backup;
  backup.choosing = true;
  backup.typed.clear();
  backup.typed_problem.reset();
  backup.places = FindPlaces(options_.roots);
}

void Desk::Do(const SetBackupFolder& command) {
  BackupState& backup = state_.backup;
  std::string folder;
  if (!model::Normalize(command.path).empty()) {
    const fs::path path = TypedPath(command.path, options_.roots.home);
    std::error_code ignored;
    if (!path.is_absolute() || !fs::is_directory(path, ignored)) {
      backup.typed_problem = model::Error{"file_unreadable", command.path};
      return;
    }
    folder = TextOf(path);
  }
  SetSetting(kBackupFolderSetting, folder);
  backup.choosing = false;
  LookAfterBackups(folder.empty() ? BackupRound::What::kLook : BackupRound::What::kNow);
}

void Desk::Do(const RestoreFrom& command) {
  state_.backup.asking.reset();
  state_.backup.restore = command.path;
}

}  // namespace kruzhok::client
