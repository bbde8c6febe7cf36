// SPDX-License-Identifier: MIT
#include "client/platform/window_icon.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace kruzhok::client {

std::vector<unsigned char> DrawWindowIcon(int size) {
  constexpr float kAccent[] = {0x25, 0x63, 0xC9}, kWhite = 0xFF;
  const float half = static_cast<float>(size) / 2;
  const float disc = half - 0.5F, ring = half * 0.62F, thickness = half * 0.26F;
  std::vector<unsigned char> pixels(static_cast<size_t>(size) * static_cast<size_t>(size) * 4);
  // How much of a pixel lies inside an edge that is that far away.
  const auto covered = [](float inside) { return std::clamp(inside + 0.5F, 0.0F, 1.0F); };
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const float distance =
          std::hypot(static_cast<float>(x) + 0.5F - half, static_cast<float>(y) + 0.5F - half);
      const float blue = covered(thickness / 2 - std::abs(distance - ring));
      unsigned char* pixel =
          &pixels[(static_cast<size_t>(y) * static_cast<size_t>(size) + static_cast<size_t>(x)) *
                  4];
      for (int i = 0; i < 3; ++i)
        pixel[i] = static_cast<unsigned char>(std::lround(kWhite + (kAccent[i] - kWhite) * blue));
      pixel[3] = static_cast<unsigned char>(std::lround(255 * covered(disc - distance)));
    }
  return pixels;
}

}  // namespace kruzhok::client
