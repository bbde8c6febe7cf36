// SPDX-License-Identifier: MIT
// The faces that everything is written in: PT Sans, the signs that it lacks from DejaVu Sans, icons
// from Font Awesome.
#pragma once

#include <string>

#include <imgui.h>

namespace kruzhok::client {

// Paths of font files, UTF-8.
struct FontFiles {
  std::string text;
  std::string bold;
  std::string signs;  // Arrows, check marks; merged into the others. Empty: none.
  std::string icons;  // The private range F000 … F2E0. Empty: none.
};

// Owned by the atlas that they were built in.
struct Fonts {
  ImFont* text = nullptr;   // 18 px at scale 1
  ImFont* small = nullptr;  // 15 px
  ImFont* bold = nullptr;   // 20 px
  ImFont* title = nullptr;  // 26 px, bold
};

// Empties the atlas and builds all faces. `scale`: of the monitor times what the person chose. A
// file that cannot be read is replaced by ImGui's own face, which has no Cyrillic. Not within a
// frame; the texture of the atlas must be made anew afterwards.
Fonts BuildFonts(ImFontAtlas& atlas, const FontFiles& files, float scale);

}  // namespace kruzhok::client
