// SPDX-License-Identifier: MIT
#include "client/app/data_folder.h"

#include <array>
#include <cstdlib>
#include <fstream>

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

fs::path Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? fs::path() : PathOf(value);
}

bool HasDatabaseHeader(const fs::path& file) {
  std::array<char, 16> header{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(header.data(), header.size());
  return std::string_view(header.data(), header.size()) ==
         std::string_view("SQLite format 3\0", 16);
}

sync::OpenOptions OptionsFor(const fs::path& file) {
  sync::OpenOptions options;
  options.path = TextOf(file);
  return options;
}

// The copy becomes a site of its own before anybody can write to it.
model::Result<void> GiveNewSite(const fs::path& file, sync::Environment& environment) {
  auto store = sync::Store::Open(OptionsFor(file), environment);
  if (!store) return store.error();
  sync::Replica& replica = (*store)->replica();
  sync::Membership membership = replica.membership();
  membership.site = sync::RandomUuid(environment);
  sync::Replica::Change change(replica);
  replica.SetMembership(membership);
  change.Commit();
  replica.database().Checkpoint();
  return {};
}

}  // namespace

fs::path PathOf(std::string_view utf8) {
  return fs::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string TextOf(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

fs::path DefaultDataFolder() {
#if defined(_WIN32)
  return Variable("LOCALAPPDATA") / "Kruzhok";
#elif defined(__APPLE__)
  return Variable("HOME") / "Library/Application Support/Kruzhok";
#else
  const fs::path data = Variable("XDG_DATA_HOME");
  return (data.is_absolute() ? data : Variable("HOME") / ".local/share") / "kruzhok";
#endif
}

fs::path DatabaseFile(const fs::path& folder) {
  return folder / "kruzhok.db";
}

model::Result<std::unique_ptr<sync::Store>> OpenStore(const fs::path& folder,
                                                      sync::Environment& environment) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw model::StorageError("storage_failed", TextOf(folder) + ": " + failed.message());
  return sync::Store::Open(OptionsFor(DatabaseFile(folder)), environment);
}

model::Result<void> WriteBackup(sync::Store& store, const fs::path& file) {
  std::error_code ignored;
  if (fs::exists(file, ignored) && fs::file_size(file, ignored) > 0 && !HasDatabaseHeader(file))
    return model::Error{"already_exists", TextOf(file), {}};
  store.replica().database().Backup(TextOf(file));
  return {};
}

model::Result<void> RestoreBackup(const fs::path& file, const fs::path& folder,
                                  sync::Environment& environment) {
  const fs::path target = DatabaseFile(folder);
  if (fs::exists(target)) return model::Error{"already_exists", TextOf(target), {}};
  std::ifstream readable(file, std::ios::binary);
  if (!readable.is_open() || !fs::is_regular_file(file))
    return model::Error{"file_unreadable", TextOf(file), {}};
  if (!HasDatabaseHeader(file)) return model::Error{"not_a_database", TextOf(file), {}};
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw model::StorageError("storage_failed", TextOf(folder) + ": " + failed.message());

  // Under another name until it is whole and has its own site.
  const fs::path part = folder / "kruzhok.db.part";
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(fs::path(part) += suffix, failed);
  {
    sync::OpenOptions options = OptionsFor(file);
    options.create = false;
    options.read_only = true;
    const auto backup = sync::Database::Open(options);
    if (!backup->HasTable("setting") || !backup->HasTable("log"))
      return model::Error{"not_a_database", TextOf(file), {}};
    backup->Backup(TextOf(part));
  }
  if (const auto given = GiveNewSite(part, environment); !given) {
    fs::remove(part, failed);
    return given.error();
  }
  fs::rename(part, target, failed);
  if (failed) throw model::StorageError("storage_failed", TextOf(target) + ": " + failed.message());
  return {};
}

}  // namespace kruzhok::client
