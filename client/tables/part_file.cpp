// SPDX-License-Identifier: MIT
#include "client/tables/part_file.h"

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace kruzhok::client {
namespace {

std::filesystem::path WithPart(std::filesystem::path file) {
  return file += ".part";
}

}  // namespace

PartFile::PartFile(std::filesystem::path file) : file_(std::move(file)), part_(WithPart(file_)) {}

PartFile::~PartFile() {
  stream_.close();
  std::error_code ignored;
  if (created_) std::filesystem::remove(part_, ignored);
}

model::Result<void> PartFile::Create() {
  errno = 0;
  stream_.open(part_, std::ios::binary | std::ios::trunc);
  if (!stream_) return ErrorOf(errno);
  created_ = true;
  return {};
}

void PartFile::Write(std::string_view bytes) {
  errno = 0;
  if (failed_ || stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return;
  Fail(errno);
}

model::Result<void> PartFile::Commit() {
  errno = 0;
  stream_.close();
  if (!stream_) Fail(errno);
  if (failed_) return ErrorOf(error_number_);
  std::error_code failure;
  std::filesystem::rename(part_, file_, failure);
  if (failure) return ErrorOf(failure.value());
  created_ = false;
  return {};
}

void PartFile::Fail(int error_number) {
  if (!failed_) error_number_ = error_number;
  failed_ = true;
}

model::Error PartFile::ErrorOf(int error_number) const {
  const std::u8string name = file_.u8string();
  const std::string detail(name.begin(), name.end());
  const bool full = error_number == ENOSPC || error_number == EFBIG;
  return full ? model::Error{"storage_full", detail} : model::Error{"file_unwritable", detail};
}

}  // namespace kruzhok::client
