// SPDX-License-Identifier: MIT
// A lock between programs: whoever holds it does what only one may do at a time. The system takes
// it back when its holder dies, however that happens.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

namespace kruzhok::client {

class FileLock {
 public:
  // Nothing when somebody else holds it. Makes the file where there is none; it stays. Throws
  // StorageError when the file cannot be opened.
  static std::optional<FileLock> Try(const std::filesystem::path& file);

  FileLock(FileLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int handle) : handle_(handle) {}
  int handle_;
};

}  // namespace kruzhok::client
