// SPDX-License-Identifier: MIT
#include "sync/platform/file_identity.h"

#if defined(__linux__)
#include <array>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sys/stat.h>
#include <sys/statfs.h>

#include "sync/crypto.h"
#endif

namespace kruzhok::sync {

#if defined(__linux__)
namespace {

namespace fs = std::filesystem;

// What of a file outlives a restart, by its file system (the numbers of statfs(2)).
enum class Lasting { kNothing, kVolume, kInode, kInodeAndVolume };

Lasting LastingOf(uint64_t file_system) {
  switch (file_system) {
    case 0xEF53:      // ext2, ext3, ext4: the volume's id is made from its UUID.
    case 0x9123683E:  // btrfs
    case 0x2FC12FC1:  // zfs
      return Lasting::kInodeAndVolume;
    case 0x58465342:  // xfs; its volume's id is the device's number, which another disk may get.
    case 0xF2F52010:  // f2fs
    case 0x7366746E:  // ntfs
    case 0x01021994:  // tmpfs
    case 0x794C7630:  // overlayfs
    case 0x6969:      // nfs
      return Lasting::kInode;
    case 0x4D44:      // FAT
    case 0x2011BAB0:  // exFAT
      return Lasting::kVolume;
    default:
      return Lasting::kNothing;
  }
}

std::string Number(uint64_t number) {
  return std::to_string(number) + '/';
}

std::string MachineId() {
  for (const char* file : {"/etc/machine-id", "/var/lib/dbus/machine-id"}) {
    std::ifstream stream(file);
    if (std::string id; std::getline(stream, id) && !id.empty()) return id + '/';
  }
  return {};
}

// The UUID of the volume, by the link that the system keeps to its device.
std::string VolumeOf(dev_t device) {
  std::error_code ignored;
  for (const auto& link : fs::directory_iterator("/dev/disk/by-uuid", ignored)) {
    struct stat target {};
    if (::stat(link.path().c_str(), &target) == 0 && target.st_rdev == device)
      return link.path().filename().string();
  }
  return {};
}

std::string InodeOf(const std::string& path) {
  struct statx file {};
  if (::statx(AT_FDCWD, path.c_str(), 0, STATX_INO | STATX_BTIME, &file) != 0) return {};
  // The number of a deleted file goes to the next one, which is younger.
  const bool born = (file.stx_mask & STATX_BTIME) != 0;
  return Number(file.stx_ino) + (born ? Number(static_cast<uint64_t>(file.stx_btime.tv_sec)) +
                                            Number(file.stx_btime.tv_nsec)
                                      : std::string());
}

std::string Spelt(const std::string& path) {
  struct stat file {};
  struct statfs volume {};
  if (::stat(path.c_str(), &file) != 0 || ::statfs(path.c_str(), &volume) != 0) return {};
  uint64_t id = 0;
  static_assert(sizeof volume.f_fsid == sizeof id);
  std::memcpy(&id, &volume.f_fsid, sizeof id);
  const Lasting lasting = LastingOf(static_cast<uint64_t>(volume.f_type));
  if (lasting == Lasting::kNothing) return {};
  if (lasting == Lasting::kVolume) return VolumeOf(file.st_dev);
  const std::string inode = InodeOf(path);
  if (inode.empty()) return {};
  return MachineId() + (lasting == Lasting::kInodeAndVolume ? Number(id) : std::string()) + inode;
}

}  // namespace

std::string FileIdentity(const std::string& path) {
  const std::string spelt = Spelt(path);
  if (spelt.empty()) return {};
  std::string text;
  for (const uint8_t byte : HashOf("file/" + spelt)) {
    if (text.size() == 32) break;
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}
#else
// Where nobody has tried it, a copy is noticed when it exchanges.
std::string FileIdentity(const std::string&) {
  return {};
}
#endif

}  // namespace kruzhok::sync
