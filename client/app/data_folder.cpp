// SPDX-License-Identifier: MIT
#include "client/app/data_folder.h"

#include <cstdlib>

#include "sync/store/format_copy.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

fs::path Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? fs::path() : PathOf(value);
}

sync::OpenOptions OptionsFor(const fs::path& file) {
  sync::OpenOptions options;
  options.path = TextOf(file);
  return options;
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

fs::path BackupFolder(const fs::path& folder) {
  return folder / "backups";
}

model::Result<std::unique_ptr<sync::Store>> OpenStore(const fs::path& folder,
                                                      sync::Environment& environment) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw model::StorageError("storage_failed", TextOf(folder) + ": " + failed.message());
  const sync::OpenOptions options = OptionsFor(DatabaseFile(folder));
  const auto older = sync::Replica::FormatToMigrate(options);
  if (!older) return older.error();
  const std::string copy = *older ? sync::KeepFormat(options, **older) : std::string();
  auto store = sync::Store::Open(options, environment);
  if (!store || copy.empty()) return store;
  sync::Replica& replica = (*store)->replica();
  sync::Replica::Change change(replica);
  replica.SetSetting(kFormatCopySetting, copy);
  change.Commit();
  return store;
}

std::optional<FileLock> LockWindow(const fs::path& folder) {
  return FileLock::Try(folder / "window.lock");
}

}  // namespace kruzhok::client
