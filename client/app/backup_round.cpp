// SPDX-License-Identifier: MIT
#include "client/app/backup_round.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "client/app/data_folder.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kStarts = "backup.starts", kCopies = "backup.copies",
                           kProblem = "backup.problem", kClean = "backup.clean";
constexpr std::string_view kNoRoom = "backup_no_room";  // The only reason that a backup gives.
constexpr size_t kMostCopies = 5;
constexpr uint64_t kLeftOnStick = uint64_t{1} << 20;

// What this installation has written into the folder: nothing else there is ever removed.
struct Copies {
  int64_t number = 0;  // Of the backup that the last one is of.
  int64_t made_ms = 0;
  std::vector<std::string> names;  // The last one last.
};

Copies ReadCopies(sync::Replica& replica) {
  Copies copies;
  const json value = json::parse(replica.Setting(kCopies), nullptr, false);
  if (!value.is_object()) return copies;
  const auto number = [&value](const char* key) {
    const auto found = value.find(key);
    return found != value.end() && found->is_number_integer() ? found->get<int64_t>() : 0;
  };
  copies.number = number("number");
  copies.made_ms = number("made_ms");
  if (const auto names = value.find("names"); names != value.end() && names->is_array())
    for (const json& name : *names)
      if (name.is_string()) copies.names.push_back(name.get<std::string>());
  return copies;
}

void Set(sync::Replica& replica, std::string_view key, std::string_view value) {
  sync::Replica::Change change(replica);
  replica.SetSetting(key, value);
  change.Commit();
}

void KeepCopies(sync::Replica& replica, const Copies& copies) {
  Set(replica, kCopies,
      json{{"number", copies.number}, {"made_ms", copies.made_ms}, {"names", copies.names}}.dump());
}

// A name that is free or our own.
std::string NameFor(const Copies& copies, const fs::path& folder, const std::string& wanted) {
  std::error_code ignored;
  for (int number = 1;; ++number) {
    std::string name = wanted + (number == 1 ? "" : " (" + std::to_string(number) + ")") + ".db";
    if (std::ranges::find(copies.names, name) != copies.names.end() ||
        !fs::exists(folder / PathOf(name), ignored))
      return name;
  }
}

model::Result<void> Copy(const BackupFile& backup, const fs::path& target, const Room& room) {
  if (room(target.parent_path()) < backup.bytes + kLeftOnStick)
    return model::Error{"storage_full", TextOf(target.parent_path()), {}, kNoRoom};
  const fs::path part = fs::path(target) += ".part";
  std::error_code failed;
  fs::remove(part, failed);
  sync::OpenOptions options;
  options.create = false;
  options.read_only = true;
  options.path = TextOf(backup.file);
  try {
    sync::Database::Open(options)->Backup(TextOf(part));
    options.path = TextOf(part);
    const bool sound = sync::Database::Open(options)->IntegrityCheck().empty();
    if (sound) fs::rename(part, target, failed);
    if (sound && !failed) return {};
  } catch (const model::StorageError& error) {
    fs::remove(part, failed);
    return model::Error{error.code(), error.what()};
  }
  fs::remove(part, failed);
  return model::Error{"storage_failed", TextOf(target)};
}

void CopyOut(sync::Replica& replica, const BackupRound& round, BackupReport& report) {
  const BackupFile* last = LastUsual(report);
  const fs::path folder = PathOf(report.folder);
  Copies copies = ReadCopies(replica);
  std::error_code ignored;
  const bool there = last != nullptr && copies.number == last->number && !copies.names.empty() &&
                     fs::exists(folder / PathOf(copies.names.back()), ignored);
  if (there || last == nullptr) return;
  const std::string name = NameFor(copies, folder, round.name);
  if (const auto copied = Copy(*last, folder / PathOf(name), round.room); !copied) {
    report.copy_problem = copied.error();
    return;
  }
  std::erase(copies.names, name);
  copies.names.push_back(name);
  copies.number = last->number;
  copies.made_ms = round.now_ms;
  std::vector<std::string> old;
  while (copies.names.size() > kMostCopies) {
    old.push_back(copies.names.front());
    copies.names.erase(copies.names.begin());
  }
  // A name that is forgotten first is at worst a file too many.
  KeepCopies(replica, copies);
  for (const std::string& one : old) fs::remove(folder / PathOf(one), ignored);
}

void ListCopies(sync::Replica& replica, BackupReport& report) {
  const Copies copies = ReadCopies(replica);
  report.copied_ms = copies.made_ms;
  std::error_code ignored;
  for (auto name = copies.names.rbegin(); name != copies.names.rend(); ++name) {
    const fs::path file = PathOf(report.folder) / PathOf(*name);
    const auto bytes = fs::file_size(file, ignored);
    const int64_t number = name == copies.names.rbegin() ? copies.number : 0;
    if (!ignored) report.copies.push_back({file, BackupFile::Kind::kUsual, number, 0, bytes});
  }
}

// What went wrong last, until a backup is made: the next start has to know it, too.
void KeepProblem(sync::Replica& replica, const std::optional<model::Error>& problem) {
  std::string text;
  if (problem)
    text = json{{"code", problem->code.name()},
                {"detail", problem->detail},
                {"no_room", problem->reason == kNoRoom}}
               .dump(-1, ' ', false, json::error_handler_t::replace);
  if (replica.Setting(kProblem) != text) Set(replica, kProblem, text);
}

std::optional<model::Error> ReadProblem(sync::Replica& replica) {
  const json value = json::parse(replica.Setting(kProblem), nullptr, false);
  if (!value.is_object()) return std::nullopt;
  model::Error problem{model::ErrorCode::FromName(value.value("code", ""), "storage_failed"),
                       value.value("detail", "")};
  if (value.value("no_room", false)) problem.reason = kNoRoom;
  return problem;
}

// The first backup since the district had something erased last; the bytes must be gone from the
// file that it is a copy of.
void NoteClean(sync::Replica& replica, int64_t number) {
  const std::string erased = replica.Setting("erased_at");
  const std::string known = replica.Setting(kClean);
  if (erased.empty() || known.starts_with(erased + ' ') || !replica.Setting("sweep").empty())
    return;
  Set(replica, kClean, erased + ' ' + std::to_string(number));
}

int64_t CleanFrom(sync::Replica& replica) {
  const std::string erased = replica.Setting("erased_at");
  const std::string known = replica.Setting(kClean);
  if (erased.empty()) return 0;
  return known.starts_with(erased + ' ') ? std::stoll(known.substr(erased.size() + 1)) : INT64_MAX;
}

void DropErased(sync::Replica& replica, const fs::path& data_folder, BackupReport& report) {
  std::error_code ignored;
  Copies copies = ReadCopies(replica);
  for (const auto* files : {&report.files, &report.copies})
    for (const BackupFile& backup : *files) {
      if (!HoldsErased(report, backup)) continue;
      fs::remove(backup.file, ignored);
      if (files == &report.copies) std::erase(copies.names, TextOf(backup.file.filename()));
    }
  KeepCopies(replica, copies);
  report.files = ListBackups(data_folder);
  report.copies.clear();
  ListCopies(replica, report);
}

void MakeOne(sync::Replica& replica, const fs::path& data_folder, const BackupRound& round,
             BackupReport& report) {
  if (const auto made = MakeBackup(replica.database(), data_folder, BackupFile::Kind::kUsual,
                                   round.now_ms, round.room)) {
    report.made = true;
    report.problem.reset();
    Set(replica, kStarts, {});
    NoteClean(replica, made->number);
  } else {
    report.problem = made.error();
  }
  report.files = ListBackups(data_folder);
}

}  // namespace

const BackupFile* LastUsual(const BackupReport& report) {
  const auto last = std::ranges::find(report.files, BackupFile::Kind::kUsual, &BackupFile::kind);
  return last == report.files.end() ? nullptr : &*last;
}

bool HoldsErased(const BackupReport& report, const BackupFile& backup) {
  return backup.number < report.clean_from;
}

int64_t HoldingErased(const BackupReport& report) {
  const auto holds = [&](const BackupFile& backup) { return HoldsErased(report, backup); };
  return std::ranges::count_if(report.files, holds) + std::ranges::count_if(report.copies, holds);
}

void CountStart(sync::Replica& replica) {
  const std::string before = replica.Setting(kStarts);
  Set(replica, kStarts, before + '|');
}

BackupReport RunBackupRound(sync::Store& store, const BackupRound& round) {
  sync::Replica& replica = store.replica();
  const fs::path data_folder = PathOf(replica.database().path()).parent_path();
  BackupReport report;
  const bool asked =
      round.what == BackupRound::What::kNow || round.what == BackupRound::What::kAfresh;
  const auto is_due = [&] {
    const auto starts = static_cast<int64_t>(replica.Setting(kStarts).size());
    return IsBackupDue(report.files, round.now_ms, starts);
  };
  try {
    report.problem = ReadProblem(replica);
    report.files = ListBackups(data_folder);
    if (asked || (round.what == BackupRound::What::kIfDue && is_due()))
      MakeOne(replica, data_folder, round, report);
    report.due = is_due();
    report.clean_from = CleanFrom(replica);
  } catch (const model::StorageError& error) {
    report.problem = model::Error{error.code(), error.what()};
    report.due = true;
  }
  try {
    if (round.what != BackupRound::What::kLook) KeepProblem(replica, report.problem);
    report.folder = replica.Setting(kBackupFolderSetting);
    std::error_code ignored;
    report.folder_there =
        !report.folder.empty() && fs::is_directory(PathOf(report.folder), ignored);
    if (report.folder_there && round.what != BackupRound::What::kLook)
      CopyOut(replica, round, report);
    ListCopies(replica, report);
    if (round.what == BackupRound::What::kAfresh && report.made)
      DropErased(replica, data_folder, report);
  } catch (const model::StorageError& error) {
    report.copy_problem = model::Error{error.code(), error.what()};
  }
  return report;
}

}  // namespace kruzhok::client
