// SPDX-License-Identifier: MIT
// Colours by what they mean, in two themes, and the measures that every control keeps.
#pragma once

#include <cstdint>
#include <imgui.h>

#include "client/desktop/settings.h"

namespace kruzhok::client {

struct Theme {
  ImU32 bg, panel, text, muted, border, accent, accent_soft, ok, ok_soft, warn, warn_soft, bad,
      bad_soft, disputed, disputed_soft, nav, nav_text, hover, zebra, on_accent, badge, badge_text,
      focus, track;
};

const Theme& ThemeOf(ThemeChoice choice);

// Makes ImGui's own style match; `scale` multiplies every measure.
void ApplyTheme(const Theme& theme, float scale);

// 0xRRGGBB, for what is behind everything.
uint32_t GroundOf(const Theme& theme);

}  // namespace kruzhok::client
