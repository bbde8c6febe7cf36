// SPDX-License-Identifier: MIT
#include "client/platform/file_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "model/error.h"

namespace kruzhok::client {

std::optional<FileLock> FileLock::Try(const std::filesystem::path& file) {
  const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (handle < 0)
    throw model::StorageError("storage_failed", file.string() + ": " + std::strerror(errno));
  FileLock lock(handle);
  int locked = -1;
  do {
    locked = ::flock(handle, LOCK_EX | LOCK_NB);
  } while (locked != 0 && errno == EINTR);
  if (locked == 0) return lock;
  if (errno == EWOULDBLOCK) return std::nullopt;
  throw model::StorageError("storage_failed", file.string() + ": " + std::strerror(errno));
}

FileLock::~FileLock() {
  if (handle_ >= 0) ::close(handle_);
}

}  // namespace kruzhok::client
