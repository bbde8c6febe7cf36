// SPDX-License-Identifier: MIT
#include "sync/frame.h"

#include <zstd.h>

#include <memory>

#include "model/assert.h"
#include "sync/commit.h"

namespace kruzhok::sync {
namespace {

constexpr size_t kSmallFrame = size_t{32} << 10;
constexpr int kSmallFrameLevel = 19;
constexpr int kFrameLevel = 3;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

std::string PackFrame(std::string_view lines) {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  std::string frame(ZSTD_compressBound(lines.size()), '\0');
  const int level = lines.size() <= kSmallFrame ? kSmallFrameLevel : kFrameLevel;
  const size_t size = ZSTD_compressCCtx(context.get(), frame.data(), frame.size(), lines.data(),
                                        lines.size(), level);
  ASSERT(!ZSTD_isError(size));
  frame.resize(size);
  return frame;
}

FrameLines::FrameLines(std::string lines) : buffer_(std::move(lines)), size_(buffer_.size()) {
  buffer_.resize(size_ + CommitReader::kPadding, '\0');
}

std::string_view FrameLines::LineAt(size_t position) const {
  if (position >= size_) return {};
  const auto rest = text().substr(position);
  return rest.substr(0, rest.find('\n'));
}

model::Result<FrameLines> UnpackFrame(std::string_view frame) {
  const auto declared = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (declared == ZSTD_CONTENTSIZE_ERROR || declared == ZSTD_CONTENTSIZE_UNKNOWN)
    return model::Error{"bad_frame", "not a zstd frame", ""};
  if (declared == 0 || declared > kMaxFrameLines)
    return model::Error{"bad_frame", "a frame of " + std::to_string(declared) + " bytes", ""};
  std::string lines(declared, '\0');
  const size_t size = ZSTD_decompress(lines.data(), lines.size(), frame.data(), frame.size());
  if (ZSTD_isError(size)) return model::Error{"bad_frame", ZSTD_getErrorName(size), ""};
  if (size != declared || lines.back() != '\n')
    return model::Error{"bad_frame", "a frame that is cut off", ""};
  return FrameLines(std::move(lines));
}

}  // namespace kruzhok::sync
