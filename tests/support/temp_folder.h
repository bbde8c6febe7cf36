// SPDX-License-Identifier: MIT
// A folder of a test's own under the system's folder for temporary files; gone, with all that is in
// it, when the object dies.
#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <system_error>

#include "model/assert.h"

namespace tests {

class TempFolder {
 public:
  TempFolder() {
    std::random_device random;
    // create_directory says whether it was this call that made the folder: a name in use is not
    // ours.
    for (int tries = 0; tries < 100; ++tries) {
      path_ = std::filesystem::temp_directory_path() / ("kruzhok-test-" + std::to_string(random()));
      if (std::filesystem::create_directory(path_)) return;
    }
    ASSERT(!"no free name for a temporary folder");
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  // The path, in UTF-8, of a file in the folder; the file need not exist.
  std::string File(std::string_view name) const {
    const std::u8string text = (path_ / std::u8string(name.begin(), name.end())).u8string();
    return {text.begin(), text.end()};
  }

 private:
  std::filesystem::path path_;
};

}  // namespace tests
