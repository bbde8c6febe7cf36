// SPDX-License-Identifier: MIT
#include "sync/platform/whole_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace kruzhok::sync {
namespace {

constexpr size_t kChunk = size_t{1} << 20;

class Handle {
 public:
  Handle(const std::string& path, int flags) : handle_(::open(path.c_str(), flags, 0666)) {}
  ~Handle() { Close(); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  bool is_open() const { return handle_ >= 0; }
  int get() const { return handle_; }
  bool Close() { return handle_ < 0 || ::close(std::exchange(handle_, -1)) == 0; }

 private:
  int handle_;
};

// Up to `size` bytes; fewer at the end of the file. Negative: failed.
ssize_t ReadFully(int handle, char* bytes, size_t size) {
  size_t done = 0;
  while (done < size) {
    const ssize_t read = ::read(handle, bytes + done, size - done);
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) return read;
    if (read == 0) break;
    done += static_cast<size_t>(read);
  }
  return static_cast<ssize_t>(done);
}

bool WriteFully(int handle, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(handle, bytes.data(), std::min(bytes.size(), kChunk));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

// From the medium, not from memory, as far as the system lets one ask for that.
bool HoldsOnDisk(const std::string& path, std::string_view bytes) {
  Handle file(path, O_RDONLY | O_CLOEXEC);
  if (!file.is_open()) return false;
  (void)::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  std::string chunk(kChunk, '\0');
  while (!bytes.empty()) {
    const size_t size = std::min(bytes.size(), chunk.size());
    if (ReadFully(file.get(), chunk.data(), size) != static_cast<ssize_t>(size)) return false;
    if (bytes.substr(0, size) != std::string_view(chunk).substr(0, size)) return false;
    bytes.remove_prefix(size);
  }
  return ReadFully(file.get(), chunk.data(), 1) == 0;
}

bool WritePart(const std::string& part, std::string_view bytes) {
  Handle file(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
  return file.is_open() && WriteFully(file.get(), bytes) && ::fsync(file.get()) == 0 &&
         file.Close();
}

// So that the name, too, is on the disk. Not every file system lets one ask for it.
void SyncFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == path.npos ? "." : path.substr(0, slash + 1);
  Handle handle(folder, O_RDONLY | O_CLOEXEC);
  if (handle.is_open()) (void)::fsync(handle.get());
}

}  // namespace

model::Result<std::string> ReadWholeFile(const std::string& path, size_t max_bytes) {
  Handle file(path, O_RDONLY | O_CLOEXEC);
  struct stat about {};
  if (!file.is_open() || ::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode))
    return model::Error{"file_unreadable", path};
  const auto size = static_cast<size_t>(about.st_size);
  if (size > max_bytes) return model::Error{"too_large", path};
  std::string bytes(size, '\0');
  if (ReadFully(file.get(), bytes.data(), size) != about.st_size)
    return model::Error{"file_unreadable", path};
  return bytes;
}

model::Result<void> WriteWholeFile(const std::string& path, std::string_view bytes) {
  const std::string part = path + ".part";
  errno = 0;
  if (WritePart(part, bytes) && HoldsOnDisk(part, bytes) &&
      std::rename(part.c_str(), path.c_str()) == 0) {
    SyncFolderOf(path);
    return {};
  }
  const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
  (void)::unlink(part.c_str());
  return full ? model::Error{"storage_full", path} : model::Error{"file_unwritable", path};
}

}  // namespace kruzhok::sync
