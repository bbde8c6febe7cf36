// SPDX-License-Identifier: MIT
#include "server-stub/platform/data_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>

#include "model/error.h"

namespace kruzhok::server {
namespace {

// Of the whole file. Locks of open file descriptions, because those of processes vanish when any
// handle to the file is closed, and are blind within one process.
struct flock WholeFile() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

[[noreturn]] void Fail(const std::filesystem::path& file) {
  throw model::StorageError("storage_failed", file.string() + ": " + std::strerror(errno));
}

}  // namespace

std::optional<DataLock> DataLock::Try(const std::filesystem::path& file) {
  const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (handle < 0) Fail(file);
  DataLock lock(handle);
  struct flock whole = WholeFile();
  if (::fcntl(handle, F_OFD_SETLK, &whole) != 0) {
    if (errno == EAGAIN || errno == EACCES) return std::nullopt;
    Fail(file);
  }
  const std::string process = std::to_string(::getpid()) + '\n';
  if (::ftruncate(handle, 0) != 0 || ::write(handle, process.data(), process.size()) < 0)
    Fail(file);
  return lock;
}

bool DataLock::IsHeld(const std::filesystem::path& file) {
  const int handle = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (handle < 0) {
    if (errno == ENOENT) return false;
    Fail(file);
  }
  const DataLock looking(handle);  // Holds nothing, closes the file.
  struct flock whole = WholeFile();
  if (::fcntl(handle, F_OFD_GETLK, &whole) != 0) Fail(file);
  return whole.l_type != F_UNLCK;
}

DataLock::~DataLock() {
  if (handle_ >= 0) ::close(handle_);
}

}  // namespace kruzhok::server
