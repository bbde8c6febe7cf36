// SPDX-License-Identifier: MIT
#include "sync/store/format_copy.h"

#include <filesystem>
#include <fstream>

#include "model/error.h"

namespace kruzhok::sync {
namespace {

namespace fs = std::filesystem;

fs::path PathOf(const std::string& utf8) {
  return std::u8string(utf8.begin(), utf8.end());
}

bool IsSound(const std::string& path, int format) {
  std::error_code ignored;
  if (!fs::exists(PathOf(path), ignored)) return false;
  try {
    OpenOptions options;
    options.path = path;
    options.create = false;
    options.read_only = true;
    const auto copy = Database::Open(options);
    return copy->user_version() == format && copy->IntegrityCheck().empty();
  } catch (const model::StorageError&) {
    return false;
  }
}

}  // namespace

std::string FormatCopyName(const std::string& path, int format) {
  const size_t name = path.rfind('/') == path.npos ? 0 : path.rfind('/') + 1;
  const size_t dot = path.rfind('.');
  const size_t end = dot == path.npos || dot <= name ? path.size() : dot;
  return path.substr(0, end) + ".format" + std::to_string(format) + path.substr(end);
}

std::string KeepFormat(const OpenOptions& options, int format) {
  std::string copy = FormatCopyName(options.path, format);
  if (IsSound(copy, format)) return copy;
  const std::string part = copy + ".part";
  std::error_code failed;
  // As private as the file itself, from the beginning: a hub's holds its key.
  std::ofstream(PathOf(part), std::ios::trunc).close();
  fs::permissions(PathOf(part), fs::status(PathOf(options.path)).permissions(), failed);
  {
    OpenOptions source = options;
    source.read_only = true;
    source.create = false;
    Database::Open(source)->Backup(part);
  }
  // Another program may have migrated the file meanwhile, and has then kept a copy itself.
  if (IsSound(part, format))
    fs::rename(PathOf(part), PathOf(copy), failed);
  else if (!IsSound(copy, format))
    throw model::StorageError("storage_failed", part);
  if (failed) throw model::StorageError("storage_failed", copy + ": " + failed.message());
  fs::remove(PathOf(part), failed);
  return copy;
}

}  // namespace kruzhok::sync
