// SPDX-License-Identifier: MIT
#include "tests/support/memory_vfs.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <new>
#include <sqlite3.h>
#include <utility>

#include "model/assert.h"
#include "tests/support/disk_state.h"

namespace tests {
namespace {

// A morning in 2025, in SQLite's milliseconds since noon of 24 November 4714 BC.
constexpr sqlite3_int64 kNow = 212612299200000;

// What SQLite holds for an open file, in memory that it gives.
struct Handle {
  sqlite3_file base;
  DiskState* disk;
  std::shared_ptr<DiskFile> file;
  std::string delete_on_close;  // The name of a temporary file.
  int lock;
};

Handle& From(sqlite3_file* file) {
  return *reinterpret_cast<Handle*>(file);
}
DiskState& From(sqlite3_vfs* vfs) {
  return *static_cast<DiskState*>(vfs->pAppData);
}

int Unlock(sqlite3_file* base, int level) {
  Handle& handle = From(base);
  DiskFile& file = *handle.file;
  if (handle.lock >= SQLITE_LOCK_PENDING) file.exclusive = false;
  if (handle.lock >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED) --file.reserved_locks;
  if (handle.lock >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED) --file.shared_locks;
  handle.lock = std::min(handle.lock, level);
  return SQLITE_OK;
}

int Lock(sqlite3_file* base, int level) {
  Handle& handle = From(base);
  DiskFile& file = *handle.file;
  if (handle.disk->killed) return SQLITE_IOERR_LOCK;
  if (handle.lock >= level) return SQLITE_OK;
  if (handle.lock < SQLITE_LOCK_SHARED) {
    if (file.exclusive) return SQLITE_BUSY;
    ++file.shared_locks;
    handle.lock = SQLITE_LOCK_SHARED;
  }
  if (level >= SQLITE_LOCK_RESERVED && handle.lock < SQLITE_LOCK_RESERVED) {
    if (file.reserved_locks > 0) return SQLITE_BUSY;
    ++file.reserved_locks;
    handle.lock = SQLITE_LOCK_RESERVED;
  }
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    if (file.shared_locks > 1) return SQLITE_BUSY;
    file.exclusive = true;
    handle.lock = SQLITE_LOCK_EXCLUSIVE;
  }
  return SQLITE_OK;
}

int CheckReservedLock(sqlite3_file* base, int* held) {
  *held = From(base).file->reserved_locks > 0 ? 1 : 0;
  return SQLITE_OK;
}

int Close(sqlite3_file* base) {
  Handle& handle = From(base);
  DiskState& disk = *handle.disk;
  Unlock(base, SQLITE_LOCK_NONE);
  if (!handle.delete_on_close.empty()) {
    const auto found = disk.files.find(handle.delete_on_close);
    if (found != disk.files.end()) disk.Erase(found);
  }
  --disk.open_files;
  handle.~Handle();
  return SQLITE_OK;
}

int Read(sqlite3_file* base, void* to, int count, sqlite3_int64 offset) {
  const Handle& handle = From(base);
  if (handle.disk->killed) return SQLITE_IOERR_READ;
  const std::string& contents = handle.file->contents;
  const auto start = static_cast<std::size_t>(offset);
  const auto wanted = static_cast<std::size_t>(count);
  const std::size_t there = start < contents.size() ? std::min(wanted, contents.size() - start) : 0;
  std::memcpy(to, contents.data() + start * (there > 0), there);
  if (there == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(to) + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

int Write(sqlite3_file* base, const void* from, int count, sqlite3_int64 offset) {
  const Handle& handle = From(base);
  DiskState& disk = *handle.disk;
  DiskFile& file = *handle.file;
  const bool was_killed = disk.killed;
  const auto bytes = static_cast<std::size_t>(count);
  const auto start = static_cast<std::size_t>(offset);
  if (!disk.CountWrite()) {
    if (!was_killed) disk.Write(file, static_cast<const char*>(from), bytes / 2, start);
    return SQLITE_IOERR_WRITE;
  }
  const auto growth =
      static_cast<std::int64_t>(start + bytes) - static_cast<std::int64_t>(file.contents.size());
  if (growth > 0 && disk.size + growth > disk.size_limit) return SQLITE_FULL;
  disk.Write(file, static_cast<const char*>(from), bytes, start);
  return SQLITE_OK;
}

int Truncate(sqlite3_file* base, sqlite3_int64 size) {
  const Handle& handle = From(base);
  if (!handle.disk->CountWrite()) return SQLITE_IOERR_TRUNCATE;
  handle.disk->Shorten(*handle.file, static_cast<std::size_t>(size));
  return SQLITE_OK;
}

int Sync(sqlite3_file* base, int) {
  const Handle& handle = From(base);
  if (!handle.disk->CountWrite()) return SQLITE_IOERR_FSYNC;
  handle.file->unsynced.clear();
  return SQLITE_OK;
}

int FileSize(sqlite3_file* base, sqlite3_int64* size) {
  const Handle& handle = From(base);
  if (handle.disk->killed) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(handle.file->contents.size());
  return SQLITE_OK;
}

int FileControl(sqlite3_file*, int, void*) {
  return SQLITE_NOTFOUND;
}
int SectorSize(sqlite3_file*) {
  return 4096;
}
int Characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

// Version 1: no shared memory and no mapping.
sqlite3_io_methods Methods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = Close;
  methods.xRead = Read;
  methods.xWrite = Write;
  methods.xTruncate = Truncate;
  methods.xSync = Sync;
  methods.xFileSize = FileSize;
  methods.xLock = Lock;
  methods.xUnlock = Unlock;
  methods.xCheckReservedLock = CheckReservedLock;
  methods.xFileControl = FileControl;
  methods.xSectorSize = SectorSize;
  methods.xDeviceCharacteristics = Characteristics;
  return methods;
}

int Open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* base, int flags, int* out_flags) {
  static const sqlite3_io_methods methods = Methods();
  DiskState& disk = From(vfs);
  base->pMethods = nullptr;
  if (disk.killed) return SQLITE_IOERR;
  std::string name = path != nullptr ? path : "temporary-" + std::to_string(++disk.temporary_files);
  auto found = disk.files.find(name);
  if (found == disk.files.end()) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    found = disk.files.emplace(name, std::make_shared<DiskFile>()).first;
  }
  const bool temporary = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  new (base) Handle{{&methods}, &disk, found->second, temporary ? std::move(name) : "", 0};
  ++disk.open_files;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs* vfs, const char* path, int) {
  DiskState& disk = From(vfs);
  if (!disk.CountWrite()) return SQLITE_IOERR_DELETE;
  const auto found = disk.files.find(std::string_view(path));
  if (found == disk.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  disk.Erase(found);
  return SQLITE_OK;
}

int Access(sqlite3_vfs* vfs, const char* path, int, int* answer) {
  const DiskState& disk = From(vfs);
  if (disk.killed) return SQLITE_IOERR_ACCESS;
  *answer = disk.files.contains(std::string_view(path)) ? 1 : 0;
  return SQLITE_OK;
}

int FullPathname(sqlite3_vfs*, const char* path, int capacity, char* out) {
  const std::size_t length = std::strlen(path);
  if (length >= static_cast<std::size_t>(capacity)) return SQLITE_CANTOPEN;
  std::memcpy(out, path, length + 1);
  return SQLITE_OK;
}

int Randomness(sqlite3_vfs* vfs, int count, char* out) {
  std::uint64_t& state = From(vfs).random;
  for (int i = 0; i < count; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    out[i] = static_cast<char>(state >> 56);
  }
  return count;
}

int Sleep(sqlite3_vfs*, int microseconds) {
  return microseconds;
}

int CurrentTime(sqlite3_vfs*, double* days) {
  *days = static_cast<double>(kNow) / 86400000.0;
  return SQLITE_OK;
}

int CurrentTimeInt64(sqlite3_vfs*, sqlite3_int64* milliseconds) {
  *milliseconds = kNow;
  return SQLITE_OK;
}

}  // namespace

MemoryDisk::MemoryDisk(std::uint64_t seed) : state_(std::make_unique<DiskState>()) {
  static std::atomic<int> made = 0;
  DiskState& disk = *state_;
  disk.name = "memory-" + std::to_string(++made);
  disk.random = seed;
  disk.vfs.iVersion = 2;
  disk.vfs.szOsFile = sizeof(Handle);
  disk.vfs.mxPathname = 512;
  disk.vfs.zName = disk.name.c_str();
  disk.vfs.pAppData = &disk;
  disk.vfs.xOpen = Open;
  disk.vfs.xDelete = Delete;
  disk.vfs.xAccess = Access;
  disk.vfs.xFullPathname = FullPathname;
  disk.vfs.xRandomness = Randomness;
  disk.vfs.xSleep = Sleep;
  disk.vfs.xCurrentTime = CurrentTime;
  disk.vfs.xCurrentTimeInt64 = CurrentTimeInt64;
  ASSERT(sqlite3_vfs_register(&disk.vfs, 0) == SQLITE_OK);
  // SQLite asks the system's VFS, not this one, for the salts of write-ahead logs.
  sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(seed % 0x7fffffff) + 1, nullptr);
}

MemoryDisk::~MemoryDisk() {
  ASSERT(state_->open_files == 0);
  sqlite3_vfs_unregister(&state_->vfs);
}

const std::string& MemoryDisk::vfs_name() const {
  return state_->name;
}

sync::OpenOptions MemoryDisk::Options(std::string path) const {
  sync::OpenOptions options;
  options.path = std::move(path);
  options.vfs = state_->name;
  options.exclusive = true;
  options.busy_timeout_ms = 0;
  return options;
}

std::int64_t MemoryDisk::writes() const {
  return state_->writes;
}
std::int64_t MemoryDisk::bytes_written() const {
  return state_->bytes_written;
}
std::int64_t MemoryDisk::size() const {
  return state_->size;
}

void MemoryDisk::KillAfterWrites(std::int64_t n, Crash crash) {
  ASSERT(n > 0 && !state_->killed);
  state_->kill_at = state_->writes + n;
  state_->crash = crash;
}

void MemoryDisk::Kill(Crash crash) {
  state_->killed = true;
  state_->crash = crash;
}

bool MemoryDisk::killed() const {
  return state_->killed;
}

void MemoryDisk::Revive() {
  DiskState& disk = *state_;
  ASSERT(!disk.killed || disk.open_files == 0);
  if (disk.killed && disk.crash == Crash::kPower)
    for (auto& [name, file] : disk.files) disk.ForgetUnsynced(*file);
  disk.killed = false;
  disk.kill_at = kNever;
}

void MemoryDisk::FullAfterBytes(std::int64_t bytes) {
  state_->size_limit = state_->size + bytes;
}
void MemoryDisk::NoLongerFull() {
  state_->size_limit = kNever;
}

void MemoryDisk::CopyFrom(const MemoryDisk& other) {
  DiskState& disk = *state_;
  ASSERT(disk.open_files == 0 && this != &other);
  disk.files.clear();
  disk.size = 0;
  for (const auto& [name, file] : other.state_->files) Put(name, file->contents);
}

std::vector<std::string> MemoryDisk::Files() const {
  std::vector<std::string> names;
  for (const auto& [name, file] : state_->files) names.push_back(name);
  return names;
}

bool MemoryDisk::Exists(std::string_view file) const {
  return state_->files.contains(file);
}

const std::string& MemoryDisk::Contents(std::string_view file) const {
  return state_->Get(file).contents;
}

void MemoryDisk::FlipByte(std::string_view file, std::size_t offset) {
  std::string& contents = state_->Get(file).contents;
  ASSERT(offset < contents.size());
  contents[offset] = static_cast<char>(~contents[offset]);
}

void MemoryDisk::Truncate(std::string_view file, std::size_t size) {
  DiskFile& found = state_->Get(file);
  state_->Resize(found, size);
  found.unsynced.clear();
}

void MemoryDisk::Remove(std::string_view file) {
  const auto found = state_->files.find(file);
  ASSERT(found != state_->files.end() && found->second.use_count() == 1);
  state_->Erase(found);
}

void MemoryDisk::Put(std::string_view file, std::string contents) {
  const auto made = state_->files.emplace(file, std::make_shared<DiskFile>()).first;
  DiskFile& found = *made->second;
  state_->Resize(found, 0);
  found.unsynced.clear();
  state_->size += static_cast<std::int64_t>(contents.size());
  found.contents = std::move(contents);
}

}  // namespace tests
