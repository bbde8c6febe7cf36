// SPDX-License-Identifier: MIT
#include "client/tables/zip_package.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <minizip/unzip.h>

namespace kruzhok::client {
namespace {

constexpr size_t kMaxParts = 65'536;

struct Memory {
  std::string_view bytes;
  size_t at = 0;
};

Memory& AsMemory(voidpf stream) {
  return *static_cast<Memory*>(stream);
}

// minizip's way to a file, led to memory. It opens once, by the opaque pointer.
zlib_filefunc64_def MemoryFunctions(Memory& memory) {
  zlib_filefunc64_def functions{};
  functions.opaque = &memory;
  functions.zopen64_file = [](voidpf opaque, const void*, int) -> voidpf { return opaque; };
  functions.zread_file = [](voidpf, voidpf stream, void* to, uLong size) -> uLong {
    Memory& from = AsMemory(stream);
    const size_t count = std::min<size_t>(size, from.bytes.size() - from.at);
    if (count > 0) std::memcpy(to, from.bytes.data() + from.at, count);
    from.at += count;
    return static_cast<uLong>(count);
  };
  functions.ztell64_file = [](voidpf, voidpf stream) -> ZPOS64_T { return AsMemory(stream).at; };
  functions.zseek64_file = [](voidpf, voidpf stream, ZPOS64_T offset, int origin) -> long {
    Memory& in = AsMemory(stream);
    const ZPOS64_T base = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                          : origin == ZLIB_FILEFUNC_SEEK_CUR ? in.at
                                                             : in.bytes.size();
    const ZPOS64_T place = base + offset;  // Wraps where a hostile offset is huge, and is refused.
    if (place > in.bytes.size()) return -1;
    in.at = static_cast<size_t>(place);
    return 0;
  };
  functions.zclose_file = [](voidpf, voidpf) -> int { return 0; };
  functions.zerror_file = [](voidpf, voidpf) -> int { return 0; };
  return functions;
}

std::string Plain(std::string_view name) {
  std::string plain(name);
  for (char& c : plain) {
    if (c == '\\') c = '/';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  plain.erase(0, std::min(plain.find_first_not_of('/'), plain.size()));
  return plain;
}

}  // namespace

struct ZipPackage::Zip {
  Memory memory;
  unzFile file = nullptr;
  std::map<std::string, unz64_file_pos> parts;
  std::string open;   // The part that is being read, or nothing.
  uint64_t left = 0;  // Of it, as the directory has it.
};

ZipPackage::ZipPackage(std::string_view bytes, TableBudget& budget)
    : budget_(budget), zip_(std::make_unique<Zip>()) {
  zip_->memory.bytes = bytes;
  zlib_filefunc64_def functions = MemoryFunctions(zip_->memory);
  zip_->file = unzOpen2_64("", &functions);
  int state = zip_->file ? unzGoToFirstFile(zip_->file) : UNZ_BADZIPFILE;
  for (size_t count = 0; state == UNZ_OK && count < kMaxParts; ++count) {
    std::array<char, 512> name{};
    unz_file_info64 entry{};
    unz64_file_pos place{};
    state = unzGetCurrentFileInfo64(zip_->file, &entry, name.data(), name.size() - 1, nullptr, 0,
                                    nullptr, 0);
    if (state != UNZ_OK || unzGetFilePos64(zip_->file, &place) != UNZ_OK) break;
    zip_->parts.emplace(Plain(name.data()), place);
    state = unzGoToNextFile(zip_->file);
  }
  if (state != UNZ_END_OF_LIST_OF_FILE) budget_.FailDamaged("zip");
}

ZipPackage::~ZipPackage() {
  if (zip_->file) unzClose(zip_->file);
}

bool ZipPackage::Has(std::string_view part) const {
  return zip_->parts.count(Plain(part)) > 0;
}

XmlReader ZipPackage::Xml(const std::string& part) {
  Open(part);
  return XmlReader(
      [this, part](char* to, size_t size) { return zip_->open == part ? Read(to, size) : 0; }, part,
      budget_);
}

std::string ZipPackage::Start(const std::string& part, size_t bytes) {
  std::string start(bytes, '\0');
  if (!Open(part)) return {};
  start.resize(Read(start.data(), bytes));
  return start;
}

bool ZipPackage::Open(const std::string& part) {
  unzCloseCurrentFile(zip_->file);
  zip_->open.clear();
  const auto found = zip_->parts.find(Plain(part));
  unz_file_info64 entry{};
  if (found == zip_->parts.end() || unzGoToFilePos64(zip_->file, &found->second) != UNZ_OK ||
      unzGetCurrentFileInfo64(zip_->file, &entry, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK) {
    budget_.FailDamaged(part);
    return false;
  }
  if ((entry.flag & 1) != 0) {
    budget_.Fail({"bad_table", "", "", "table_locked"});
    return false;
  }
  if (unzOpenCurrentFile(zip_->file) != UNZ_OK) {
    budget_.FailDamaged(part);
    return false;
  }
  zip_->open = part;
  zip_->left = entry.uncompressed_size;
  return true;
}

size_t ZipPackage::Read(char* to, size_t size) {
  if (budget_.failed()) return 0;
  const int got = unzReadCurrentFile(zip_->file, to, static_cast<unsigned>(size));
  const bool sound = got >= 0 && static_cast<uint64_t>(got) <= zip_->left;
  if (got > 0 && sound && budget_.TakeUnpacked(static_cast<size_t>(got))) {
    zip_->left -= static_cast<uint64_t>(got);
    return static_cast<size_t>(got);
  }
  // Closing is what compares the checksum.
  if (!sound || zip_->left > 0 || unzCloseCurrentFile(zip_->file) != UNZ_OK)
    budget_.FailDamaged(zip_->open);
  zip_->open.clear();
  return 0;
}

}  // namespace kruzhok::client
