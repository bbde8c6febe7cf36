// SPDX-License-Identifier: MIT
// A frame: commit lines, one after the other, each with its newline, as one zstd stream (`zstdcat`
// reads it). Frames are what is sent, taken and kept as a whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "sync/crypto.h"
#include "sync/namespace.h"

namespace kruzhok::sync {

inline constexpr size_t kFrameTarget = size_t{256} << 10;  // Bytes of lines that a writer aims at.
// The most that a reader unpacks: one commit of the largest size and a frame's worth before it.
inline constexpr size_t kMaxFrameLines = kFrameTarget + (size_t{1} << 20) + 1;

// zstd at that level, with the size of the contents declared.
std::string Pack(std::string_view text, int level);
// Nothing: not zstd, cut off, or more than `most` bytes.
std::optional<std::string> Unpack(std::string_view packed, size_t most);

// With the dictionary (dictionary.h), whose id stands in the bytes: for short texts that travel.
// What is kept is to be readable without it. Unpack reads both.
std::string PackShort(std::string_view text);
bool IsPackedShort(std::string_view packed);

// Small frames are packed harder: their bytes count more than their time.
std::string PackFrame(std::string_view lines);

// The lines of a frame, with CommitReader::kPadding readable bytes after them.
class FrameLines {
 public:
  FrameLines() = default;
  explicit FrameLines(std::string lines);

  std::string_view text() const { return std::string_view(buffer_).substr(0, size_); }
  // The line that begins at that byte, without its newline; empty past the end.
  std::string_view LineAt(size_t position) const;

 private:
  std::string buffer_;
  size_t size_ = 0;
};

// bad_frame: not zstd, cut off, larger than allowed, or not ending with a newline.
model::Result<FrameLines> UnpackFrame(std::string_view frame);

}  // namespace kruzhok::sync
