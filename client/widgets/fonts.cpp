// SPDX-License-Identifier: MIT
#include "client/widgets/fonts.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <imgui_freetype.h>
#include <imgui_internal.h>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "client/widgets/icons.h"

namespace kruzhok::client {
namespace {

// Pairs of first and last, ended by zero; ImGui keeps pointers to them.
constexpr ImWchar kTextRanges[] = {0x0020, 0x00FF, 0x0400, 0x052F, 0x2009, 0x205E, 0x20AC, 0x20BF,
                                   0x2116, 0x2116, 0x2212, 0x2212, 0x2248, 0x2248, 0};
// What the text's face has is not taken from here: these are also the letters that it may lack.
constexpr ImWchar kSignRanges[] = {0x0400, 0x052F, 0x2009, 0x205E, 0x20AC, 0x20BF,
                                   0x2116, 0x2116, 0x2190, 0x21FF, 0x2212, 0x2212,
                                   0x2248, 0x2248, 0x2500, 0x27BF, 0};
// Of the signs, those that are met outside running text; drawing them all takes longer than the
// letters.
constexpr ImWchar kFewSignRanges[] = {
    0x0400, 0x052F, 0x2009, 0x205E, 0x20AC, 0x20BF, 0x2116, 0x2116, 0x2190, 0x2199, 0x2212, 0x2212,
    0x2248, 0x2248, 0x25A0, 0x25FF, 0x2605, 0x2606, 0x2610, 0x2612, 0x2713, 0x2718, 0};
constexpr float kIconSize = 0.86F;   // Of the text's.
constexpr float kIconDrop = 0.037F;  // Of the text's size: the icons' middle onto that of capitals.

// The signs of icons.h alone: drawing the hundreds of others would take as long as all letters.
const ImWchar* IconRanges() {
  static const std::vector<ImWchar> ranges = [] {
    std::vector<ImWchar> made;
    for (const char* sign : icon::kAll) {
      unsigned int character = 0;
      ImTextCharFromUtf8(&character, sign, nullptr);
      made.insert(made.end(), 2, static_cast<ImWchar>(character));
    }
    made.push_back(0);
    return made;
  }();
  return ranges.data();
}

std::string ReadFont(const std::string& path) {
  if (path.empty()) return {};
  std::ifstream file(std::filesystem::u8path(path), std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  for (const std::string_view magic : {std::string_view("\0\1\0\0", 4), std::string_view("OTTO"),
                                       std::string_view("true"), std::string_view("ttcf")})
    if (bytes.starts_with(magic)) return bytes;
  return {};
}

struct FontBytes {
  std::string text, bold, signs, icons;
};

void Add(ImFontAtlas& atlas, std::string& bytes, float size, const ImWchar* ranges,
         ImFontConfig config) {
  config.FontDataOwnedByAtlas = false;
  atlas.AddFontFromMemoryTTF(bytes.data(), static_cast<int>(bytes.size()), size, &config, ranges);
}

ImFont* AddFace(ImFontAtlas& atlas, std::string& letters, FontBytes& bytes, float size,
                const ImWchar* sign_ranges = kFewSignRanges) {
  if (letters.empty()) {
    ImFontConfig own;
    own.SizePixels = size;
    atlas.AddFontDefault(&own);
  } else {
    Add(atlas, letters, size, kTextRanges, {});
  }
  ImFontConfig merged;
  merged.MergeMode = true;
  if (!bytes.signs.empty()) Add(atlas, bytes.signs, size, sign_ranges, merged);
  merged.GlyphOffset.y = std::round(size * kIconDrop);
  if (!bytes.icons.empty())
    Add(atlas, bytes.icons, std::round(size * kIconSize), IconRanges(), merged);
  return atlas.Fonts.back();
}

Fonts AddFaces(ImFontAtlas& atlas, FontBytes& bytes, float scale) {
  const auto pixels = [&](float size) { return std::round(size * scale); };
  atlas.Clear();
  Fonts fonts;
  fonts.text = AddFace(atlas, bytes.text, bytes, pixels(18), kSignRanges);
  fonts.small = AddFace(atlas, bytes.text, bytes, pixels(15));
  fonts.bold = AddFace(atlas, bytes.bold, bytes, pixels(20));
  fonts.title = AddFace(atlas, bytes.bold, bytes, pixels(26));
  return fonts;
}

}  // namespace

Fonts BuildFonts(ImFontAtlas& atlas, const FontFiles& files, float scale) {
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  FontBytes bytes{ReadFont(files.text), ReadFont(files.bold), ReadFont(files.signs),
                  ReadFont(files.icons)};
  Fonts fonts = AddFaces(atlas, bytes, scale);
  if (!atlas.Build()) {  // One of the files begins like a font and is none.
    bytes = {};
    fonts = AddFaces(atlas, bytes, scale);
    atlas.Build();
  }
  // The bytes end here, and nothing may look for them again.
  for (ImFontConfig& config : atlas.ConfigData)
    if (!config.FontDataOwnedByAtlas) {
      config.FontData = nullptr;
      config.FontDataSize = 0;
    }
  return fonts;
}

}  // namespace kruzhok::client
