// SPDX-License-Identifier: MIT
// One server at a time on a data folder. The system takes the lock back when its holder dies,
// however that happens.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

namespace kruzhok::server {

class DataLock {
 public:
  // Nothing when somebody holds it. Makes the file where there is none; it stays, and holds the
  // number of the process. Throws StorageError when the file cannot be opened.
  static std::optional<DataLock> Try(const std::filesystem::path& file);
  // Looks without taking: a server that starts at this moment is not in the way.
  static bool IsHeld(const std::filesystem::path& file);

  DataLock(DataLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  DataLock& operator=(DataLock&&) = delete;
  ~DataLock();

 private:
  explicit DataLock(int handle) : handle_(handle) {}
  int handle_;
};

}  // namespace kruzhok::server
