// SPDX-License-Identifier: MIT
// A file that is there whole or not at all: written under another name beside it, then renamed.
#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

#include "model/result.h"

namespace kruzhok::client {

class PartFile {
 public:
  explicit PartFile(std::filesystem::path file);
  // Removes what was not committed.
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  // Makes the part, empty. file_unwritable; storage_full.
  model::Result<void> Create();
  // Appends. The first failure is kept for Commit.
  void Write(std::string_view bytes);
  // Puts the part in the file's place. The same errors.
  model::Result<void> Commit();

  // For a library that writes by a name of its own, in place of Write.
  const std::filesystem::path& part() const { return part_; }
  // Keeps a failure of such a library; `error_number` is an errno or 0.
  void Fail(int error_number);

 private:
  model::Error ErrorOf(int error_number) const;

  const std::filesystem::path file_;
  const std::filesystem::path part_;
  std::ofstream stream_;
  bool created_ = false;
  bool failed_ = false;
  int error_number_ = 0;
};

}  // namespace kruzhok::client
