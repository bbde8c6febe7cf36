// SPDX-License-Identifier: MIT
#include "client/app/backup_restore.h"

#include <fstream>

#include "client/app/data_folder.h"
#include "client/app/sync_runner.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSuffixes[] = {"", "-journal", "-wal", "-shm"};

void RemoveDatabase(const fs::path& file) {
  std::error_code ignored;
  for (const char* suffix : kSuffixes) fs::remove(fs::path(file) += suffix, ignored);
}

sync::OpenOptions OptionsFor(const fs::path& file) {
  sync::OpenOptions options;
  options.path = TextOf(file);
  options.create = false;
  return options;
}

// A copy of the backup under another name, as it is to be in the folder.
model::Result<void> Stage(const fs::path& file, const fs::path& staged,
                          sync::Environment& environment) {
  {
    sync::OpenOptions options = OptionsFor(file);
    options.read_only = true;
    const auto backup = sync::Database::Open(options);
    if (!backup->HasTable("setting") || !backup->HasTable("log"))
      return model::Error{"not_a_database", TextOf(file)};
    if (!backup->IntegrityCheck().empty()) return model::Error{"storage_corrupt", TextOf(file)};
    backup->Backup(TextOf(staged));
  }
  auto store = sync::Store::Open(OptionsFor(staged), environment);
  if (!store) return model::Error{store.error().code, TextOf(file)};
  if (!(*store)->Verify(false).empty()) return model::Error{"storage_corrupt", TextOf(file)};
  sync::Replica& replica = (*store)->replica();
  sync::Replica::Change change(replica);
  sync::Membership membership = replica.membership();
  membership.new_site = "restored";
  replica.SetMembership(membership);
  replica.SetSetting("file_identity", {});  // Found anew where it will lie.
  change.Commit();
  replica.database().Execute("PRAGMA journal_mode=DELETE");
  return {};
}

// Of data that cannot be read any more: its files, as they are.
model::Result<fs::path> KeepFiles(const fs::path& target, const fs::path& folder) {
  const std::string copy = TextOf(BackupFolder(folder) / "damaged");
  fs::path kept = PathOf(copy + ".db");
  for (int number = 2; fs::exists(kept); ++number)
    kept = PathOf(copy + '-' + std::to_string(number) + ".db");
  std::error_code failed;
  fs::create_directories(BackupFolder(folder), failed);
  for (const char* suffix : {"-wal", "-journal", ""})
    if (const fs::path from = fs::path(target) += suffix; fs::exists(from))
      fs::copy_file(from, fs::path(kept) += suffix, failed);
  if (failed) return model::Error{"storage_full", TextOf(kept)};
  return kept;
}

struct Present {
  fs::path kept;
  bool readable = true;
};

// Keeps what is there. already_running.
model::Result<Present> Keep(const fs::path& target, const fs::path& folder,
                            sync::Environment& environment, const Room& room) {
  try {
    sync::OpenOptions options = OptionsFor(target);
    options.exclusive = true;  // So that it is known that nobody else has it open.
    options.busy_timeout_ms = 0;
    const auto present = sync::Database::Open(options);
    const auto made =
        MakeBackup(*present, folder, BackupFile::Kind::kBeforeRestore, environment.NowMs(), room);
    if (made) return Present{made->file};
    if (made.error().code != model::ErrorCode("storage_corrupt")) return made.error();
  } catch (const model::StorageError& error) {
    if (error.code() == model::ErrorCode("storage_busy"))
      return model::Error{"already_running", TextOf(folder)};
    if (error.code() != model::ErrorCode("storage_corrupt") &&
        error.code() != model::ErrorCode("not_a_database"))
      throw;
  }
  const auto kept = KeepFiles(target, folder);
  if (!kept) return kept.error();
  return Present{*kept, false};
}

void Rename(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::rename(from, to, failed);
  if (failed) throw model::StorageError("storage_failed", TextOf(to) + ": " + failed.message());
}

model::Result<Restored> Replace(const fs::path& staged, const fs::path& target,
                                const fs::path& folder, sync::Environment& environment,
                                const Room& room) {
  if (!fs::exists(target)) {
    RemoveDatabase(target);  // What may be left beside a file that somebody has deleted.
    Rename(staged, target);
    return Restored{};
  }
  const auto present = Keep(target, folder, environment, room);
  if (!present) return present.error();
  if (present->readable) {
    // One transaction in the file itself: a log beside it can never belong to another file.
    sync::OpenOptions options = OptionsFor(staged);
    options.read_only = true;
    sync::Database::Open(options)->Backup(TextOf(target));
  } else {
    std::error_code ignored;
    for (const char* suffix : {"-journal", "-wal", "-shm"})
      fs::remove(fs::path(target) += suffix, ignored);
    Rename(staged, target);
  }
  return Restored{present->kept};
}

}  // namespace

model::Result<Restored> RestoreBackup(const fs::path& file, const fs::path& folder,
                                      sync::Environment& environment, const Room& room) {
  const fs::path target = DatabaseFile(folder);
  std::error_code unknown;
  std::ifstream readable(file, std::ios::binary);
  if (!readable.is_open() || !fs::is_regular_file(file))
    return model::Error{"file_unreadable", TextOf(file)};
  if (fs::equivalent(file, target, unknown) || !HasDatabaseHeader(file))
    return model::Error{"not_a_database", TextOf(file)};
  const auto exchange = LockExchange(folder);
  if (!exchange) return model::Error{"already_running", TextOf(folder)};
  // The copy that takes the place, and that of what is there.
  if (const uint64_t needed = fs::file_size(file, unknown); room(folder) / 2 < needed)
    return model::Error{"storage_full", TextOf(folder), {}, "backup_no_room"};

  const fs::path staged = fs::path(target) += ".part";
  RemoveDatabase(staged);
  auto restored = [&]() -> model::Result<Restored> {
    try {
      if (const auto good = Stage(file, staged, environment); !good) return good.error();
    } catch (const model::StorageError& error) {
      if (error.code() == model::ErrorCode("storage_corrupt"))
        return model::Error{error.code(), TextOf(file)};
      throw;
    }
    return Replace(staged, target, folder, environment, room);
  }();
  RemoveDatabase(staged);
  return restored;
}

}  // namespace kruzhok::client
