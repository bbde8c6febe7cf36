// SPDX-License-Identifier: MIT
#include "client/app/backup_round.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "client/app/data_folder.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kStarts = "backup.starts", kCopies = "backup.copies";
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
    return model::Error{"storage_full", TextOf(target.parent_path()), {}, "backup_no_room"};
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
  const auto last = std::ranges::find(report.files, BackupFile::Kind::kUsual, &BackupFile::kind);
  const fs::path folder = PathOf(report.folder);
  Copies copies = ReadCopies(replica);
  std::error_code ignored;
  const bool there = last != report.files.end() && copies.number == last->number &&
                     !copies.names.empty() &&
                     fs::exists(folder / PathOf(copies.names.back()), ignored);
  if (there || last == report.files.end()) return;
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
    if (!ignored) report.copies.push_back({file, BackupFile::Kind::kUsual, 0, 0, bytes});
  }
}

void MakeOne(sync::Replica& replica, const fs::path& data_folder, const BackupRound& round,
             BackupReport& report) {
  if (const auto made = MakeBackup(replica.database(), data_folder, BackupFile::Kind::kUsual,
                                   round.now_ms, round.room)) {
    report.made = true;
    Set(replica, kStarts, {});
  } else {
    report.problem = made.error();
  }
  report.files = ListBackups(data_folder);
}

}  // namespace

void CountStart(sync::Replica& replica) {
  const std::string before = replica.Setting(kStarts);
  Set(replica, kStarts, before + '|');
}

BackupReport RunBackupRound(sync::Store& store, const BackupRound& round) {
  sync::Replica& replica = store.replica();
  const fs::path data_folder = PathOf(replica.database().path()).parent_path();
  BackupReport report;
  try {
    report.files = ListBackups(data_folder);
    const auto starts = static_cast<int64_t>(replica.Setting(kStarts).size());
    if (round.what == BackupRound::What::kNow || (round.what == BackupRound::What::kIfDue &&
                                                  IsBackupDue(report.files, round.now_ms, starts)))
      MakeOne(replica, data_folder, round, report);
  } catch (const model::StorageError& error) {
    report.problem = model::Error{error.code(), error.what()};
  }
  try {
    report.folder = replica.Setting(kBackupFolderSetting);
    std::error_code ignored;
    report.folder_there =
        !report.folder.empty() && fs::is_directory(PathOf(report.folder), ignored);
    if (report.folder_there && round.what != BackupRound::What::kLook)
      CopyOut(replica, round, report);
    ListCopies(replica, report);
  } catch (const model::StorageError& error) {
    report.copy_problem = model::Error{error.code(), error.what()};
  }
  return report;
}

}  // namespace kruzhok::client
