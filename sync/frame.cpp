// SPDX-License-Identifier: MIT
#include "sync/frame.h"

#include <memory>
#include <zstd.h>

#include "model/assert.h"
#include "sync/commit.h"
#include "sync/dictionary.h"

namespace kruzhok::sync {
namespace {

constexpr size_t kSmallFrame = size_t{64} << 10;  // A day's work.
constexpr int kSmallFrameLevel = 9;               // 19 saves 2 % for a hundred times the time.
constexpr int kFrameLevel = 3;
constexpr int kShortLevel = 3;  // More saves nothing here.

// Contexts are large and costly to make, so each thread keeps its own.
struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

std::string Pack(std::string_view text, int level) {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  const size_t size = ZSTD_compressCCtx(context.get(), packed.data(), packed.size(), text.data(),
                                        text.size(), level);
  ASSERT(!ZSTD_isError(size));
  packed.resize(size);
  return packed;
}

std::string PackShort(std::string_view text) {
  static const ZSTD_CDict* const dictionary =
      ZSTD_createCDict(Dictionary().data(), Dictionary().size(), kShortLevel);
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  const size_t size = ZSTD_compress_usingCDict(context.get(), packed.data(), packed.size(),
                                               text.data(), text.size(), dictionary);
  ASSERT(!ZSTD_isError(size));
  packed.resize(size);
  return packed;
}

bool IsPackedShort(std::string_view packed) {
  return ZSTD_getDictID_fromFrame(packed.data(), packed.size()) == kDictionaryId;
}

std::optional<std::string> Unpack(std::string_view packed, size_t most) {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  const auto declared = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (declared == ZSTD_CONTENTSIZE_ERROR || declared == ZSTD_CONTENTSIZE_UNKNOWN || declared > most)
    return std::nullopt;
  std::string text(declared, '\0');
  static const ZSTD_DDict* const dictionary =
      ZSTD_createDDict(Dictionary().data(), Dictionary().size());
  const size_t size =
      ZSTD_decompress_usingDDict(context.get(), text.data(), text.size(), packed.data(),
                                 packed.size(), IsPackedShort(packed) ? dictionary : nullptr);
  if (ZSTD_isError(size) || size != declared) return std::nullopt;
  return text;
}

std::string PackFrame(std::string_view lines) {
  return Pack(lines, lines.size() <= kSmallFrame ? kSmallFrameLevel : kFrameLevel);
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
  auto lines = Unpack(frame, kMaxFrameLines);
  if (!lines) return model::Error{"bad_frame", "not a whole zstd frame of lines", ""};
  if (lines->empty() || lines->back() != '\n')
    return model::Error{"bad_frame", "a frame without a last line", ""};
  return FrameLines(std::move(*lines));
}

}  // namespace kruzhok::sync
