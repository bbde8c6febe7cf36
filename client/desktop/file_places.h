// SPDX-License-Identifier: MIT
// Where people keep their files: the usual folders, what is plugged in, and what lies in a folder.
// Reads the disk, so it is called between frames or in the background, never while drawing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "model/result.h"

namespace kruzhok::client {

struct FilePlace {
  enum class Kind { kDocuments, kDownloads, kDesktop, kHome, kRemovable };
  Kind kind = Kind::kHome;
  std::string path;  // UTF-8
};

struct PlaceRoots {
  std::filesystem::path home;
  std::filesystem::path config;              // Where user-dirs.dirs lies.
  std::vector<std::filesystem::path> media;  // Folders whose folders are what is plugged in.
};
// By the environment of the program.
PlaceRoots UsualRoots();
// Those that are there, in the order of Kind; a folder once.
std::vector<FilePlace> FindPlaces(const PlaceRoots& roots);

struct FolderEntry {
  std::string name;
  bool is_folder = false;
  int64_t bytes = 0;
  int64_t changed_ms = 0;  // Since 1970 UTC.
};
struct Folder {
  std::string path;
  std::string parent;                // Empty: there is none above.
  std::vector<FolderEntry> entries;  // Folders by their names, then tables, the newest first.
};
// Without what is hidden, and of files only those that may be tables. file_unreadable.
model::Result<Folder> ReadFolder(const std::filesystem::path& folder);

// "~/Документы/дети.xlsx" and "file:///…" as paths; what is no path at all stays as it is.
std::filesystem::path TypedPath(std::string_view typed, const std::filesystem::path& home);
// The file, or «имя (2).xlsx» and so on where there is one already.
std::filesystem::path FreeName(const std::filesystem::path& file);
// Without the signs that a file system refuses.
std::string FileNameOf(std::string_view words);

}  // namespace kruzhok::client
