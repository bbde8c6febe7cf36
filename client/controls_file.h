// SPDX-License-Identifier: MIT
// An aid for scripts that work with the real window: where its controls are and what it says, in a
// file. See KRUZHOK_CONTROLS in client/README.md.
#pragma once

#include <filesystem>
#include <string>

#include "client/widgets/ui.h"

namespace kruzhok::client {

class ControlsFile {
 public:
  explicit ControlsFile(std::filesystem::path path) : path_(std::move(path)) {}

  ui::Recorder& recorder() { return recorder_; }
  // After a frame: replaces the file, as one step, if something else was drawn than in the frame
  // before. `about`: the members of the first line, JSON. A file that cannot be written is passed
  // over.
  void Write(const std::string& about);

 private:
  std::filesystem::path path_;
  ui::Recorder recorder_;
  std::string written_;
};

}  // namespace kruzhok::client
