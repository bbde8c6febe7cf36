// SPDX-License-Identifier: MIT
#include "client/desktop/file_places.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <system_error>

#include "client/app/data_folder.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

// Beyond that nobody looks for a file by eye.
constexpr size_t kMostEntries = 5'000;
constexpr std::array<std::string_view, 5> kTables = {".csv", ".tsv", ".txt", ".xlsx", ".ods"};

fs::path Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? fs::path() : PathOf(value);
}

bool IsFolder(const fs::path& path) {
  std::error_code ignored;
  return !path.empty() && fs::is_directory(path, ignored);
}

// XDG_DOCUMENTS_DIR="$HOME/Документы"
fs::path NamedFolder(const PlaceRoots& roots, const std::string& name) {
  std::ifstream stream(roots.config / "user-dirs.dirs");
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with(name + "=\"") || !line.ends_with('"')) continue;
    std::string value = line.substr(name.size() + 2, line.size() - name.size() - 3);
    constexpr std::string_view kHome = "$HOME/";
    if (value.starts_with(kHome)) return roots.home / PathOf(value.substr(kHome.size()));
    return PathOf(value);
  }
  return {};
}

void AddPlace(std::vector<FilePlace>& places, FilePlace::Kind kind, const fs::path& path) {
  if (!IsFolder(path)) return;
  const std::string text = TextOf(path);
  if (std::ranges::any_of(places, [&](const FilePlace& one) { return one.path == text; })) return;
  places.push_back({kind, text});
}

// A stick stands in /media, in /media/NAME or in /run/media/NAME.
void AddRemovable(std::vector<FilePlace>& places, const fs::path& root,
                  const std::vector<fs::path>& roots) {
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator at(root, error), end; !error && at != end; at.increment(error))
    if (IsFolder(at->path()) && std::ranges::find(roots, at->path()) == roots.end())
      found.push_back(at->path());
  std::ranges::sort(found);
  for (const fs::path& path : found) AddPlace(places, FilePlace::Kind::kRemovable, path);
}

int64_t ChangedMs(const fs::directory_entry& entry) {
  std::error_code error;
  const auto when = entry.last_write_time(error);
  if (error) return 0;
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             fs::file_time_type::clock::to_sys(when).time_since_epoch())
      .count();
}

bool IsTable(const fs::path& path) {
  const std::string ending = model::Fold(TextOf(path.extension()));
  return std::ranges::find(kTables, ending) != kTables.end();
}

// «%20» as a file manager writes a space into an address.
std::string Unescaped(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* digits = text.data() + i + 1;
    const bool escaped = text[i] == '%' && i + 2 < text.size() &&
                         std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
    plain += escaped ? static_cast<char>(byte) : text[i];
    i += escaped ? 2 : 0;
  }
  return plain;
}

std::optional<FolderEntry> EntryOf(const fs::directory_entry& entry) {
  std::error_code error;
  FolderEntry found;
  found.name = TextOf(entry.path().filename());
  // What is hidden, and what Excel and LibreOffice leave beside a file that is open.
  if (found.name.starts_with('.') || found.name.starts_with("~$")) return std::nullopt;
  found.is_folder = entry.is_directory(error);
  if (!found.is_folder && (!entry.is_regular_file(error) || !IsTable(entry.path())))
    return std::nullopt;
  if (!found.is_folder) found.bytes = static_cast<int64_t>(entry.file_size(error));
  found.changed_ms = ChangedMs(entry);
  return found;
}

}  // namespace

PlaceRoots UsualRoots() {
  PlaceRoots roots;
  roots.home = Variable("HOME");
  if (roots.home.empty()) roots.home = Variable("USERPROFILE");
  roots.config = Variable("XDG_CONFIG_HOME");
  if (roots.config.empty()) roots.config = roots.home / ".config";
  const fs::path user = Variable("USER");
  if (!user.empty()) roots.media = {fs::path("/run/media") / user, fs::path("/media") / user};
  roots.media.push_back("/media");
  return roots;
}

std::vector<FilePlace> FindPlaces(const PlaceRoots& roots) {
  using Kind = FilePlace::Kind;
  std::vector<FilePlace> places;
  const auto add = [&](Kind kind, const char* name, const char8_t* russian,
                       const char8_t* english) {
    AddPlace(places, kind, NamedFolder(roots, name));
    const bool named = !places.empty() && places.back().kind == kind;
    if (named || roots.home.empty()) return;
    AddPlace(places, kind, roots.home / russian);
    AddPlace(places, kind, roots.home / english);
  };
  add(Kind::kDocuments, "XDG_DOCUMENTS_DIR", u8"Документы", u8"Documents");
  add(Kind::kDownloads, "XDG_DOWNLOAD_DIR", u8"Загрузки", u8"Downloads");
  add(Kind::kDesktop, "XDG_DESKTOP_DIR", u8"Рабочий стол", u8"Desktop");
  AddPlace(places, Kind::kHome, roots.home);
  for (const fs::path& root : roots.media) AddRemovable(places, root, roots.media);
  return places;
}

model::Result<Folder> ReadFolder(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator at(folder, error);
  if (error) return model::Error{"file_unreadable", TextOf(folder)};
  Folder found;
  found.path = TextOf(folder);
  if (folder.has_relative_path()) found.parent = TextOf(folder.parent_path());
  for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
    if (auto entry = EntryOf(*at)) found.entries.push_back(std::move(*entry));
    if (found.entries.size() >= kMostEntries) break;
  }
  std::ranges::sort(found.entries, [](const FolderEntry& a, const FolderEntry& b) {
    if (a.is_folder != b.is_folder) return a.is_folder;
    if (!a.is_folder && a.changed_ms != b.changed_ms) return a.changed_ms > b.changed_ms;
    return model::Fold(a.name) < model::Fold(b.name);
  });
  return found;
}

fs::path TypedPath(std::string_view typed, const fs::path& home) {
  std::string text = model::Normalize(typed);
  if (text.size() > 1 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  constexpr std::string_view kScheme = "file://";
  if (text.starts_with(kScheme)) text = Unescaped(text.substr(kScheme.size()));
  fs::path path = PathOf(text);
  if (text == "~") path = home;
  if (text.starts_with("~/")) path = home / PathOf(text.substr(2));
  if (path.has_relative_path() && !path.has_filename()) path = path.parent_path();
  return path;
}

fs::path FreeName(const fs::path& file) {
  std::error_code ignored;
  fs::path free = file;
  for (int number = 2; fs::exists(free, ignored); ++number)
    free = file.parent_path() / PathOf(TextOf(file.stem()) + " (" + std::to_string(number) + ")" +
                                       TextOf(file.extension()));
  return free;
}

std::string FileNameOf(std::string_view words) {
  std::string name(words);
  for (char& sign : name)
    if (std::string_view("\\/:*?\"<>|\t\n\r").find(sign) != std::string_view::npos) sign = '-';
  while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
  while (!name.empty() && (name.front() == '.' || name.front() == ' ')) name.erase(0, 1);
  return name;
}

}  // namespace kruzhok::client
