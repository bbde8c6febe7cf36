// SPDX-License-Identifier: MIT
// What nobody should see on a screen, found in what the recorder of the controls was told.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "client/widgets/ui.h"
#include "sync/namespace.h"

namespace tests {

inline std::string PlaceText(const ImVec2& at) {
  return " at " + std::to_string(static_cast<int>(at.x)) + "," +
         std::to_string(static_cast<int>(at.y));
}

// "overview.title": what a translator gives where there is no text.
inline bool IsTextKey(std::string_view text) {
  const size_t dot = text.find('.');
  if (dot == text.npos || dot == 0 || dot + 1 >= text.size()) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) {
                       return (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '#' ||
                              (c >= '0' && c <= '9');
                     }) &&
         (text[0] >= 'a' && text[0] <= 'z');
}

inline bool LieOverEachOther(const client::ui::RecordedText& a, const client::ui::RecordedText& b) {
  const float wide = std::min(a.seen_max.x, b.seen_max.x) - std::max(a.seen_min.x, b.seen_min.x);
  const float high = std::min(a.seen_max.y, b.seen_max.y) - std::max(a.seen_min.y, b.seen_min.y);
  const float line = std::min(a.max.y - a.min.y, b.max.y - b.min.y);
  return wide > 3 && high > 0.35F * line;
}

// A character that the faces lack is drawn as a question mark.
inline std::string LackingSign(std::string_view utf8) {
  const ImFont& face = *ImGui::GetIO().Fonts->Fonts[0];
  for (size_t i = 0; i < utf8.size();) {
    const size_t begin = i;
    const auto lead = static_cast<unsigned char>(utf8[i++]);
    unsigned character = lead < 0x80 ? lead : lead < 0xE0 ? lead & 0x1F : lead & 0x0F;
    while (i < utf8.size() && (utf8[i] & 0xC0) == 0x80)
      character = (character << 6) | (static_cast<unsigned char>(utf8[i++]) & 0x3F);
    if (character >= 0x20 && face.FindGlyphNoFallback(static_cast<ImWchar>(character)) == nullptr)
      return std::string(utf8.substr(begin, i - begin));
  }
  return {};
}

// Two controls of one path, texts that are cut or lie over each other, controls that reach beyond
// the window, keys of translations instead of words, signs that the faces lack. `width` of the
// window in pixels.
inline std::vector<std::string> ScreenProblems(const client::ui::Recorder& recorder, float width) {
  std::vector<std::string> problems;
  for (const std::string& path : recorder.repeated) problems.push_back("drawn twice: " + path);
  for (const std::string& text : recorder.cut) problems.push_back("does not fit: " + text);
  for (const auto& [path, item] : recorder.items)
    if (item.max.x > width + 1 || item.min.x < -1) problems.push_back("beyond the window: " + path);
  const auto& texts = recorder.texts;
  for (size_t i = 0; i < texts.size(); ++i) {
    const client::ui::RecordedText& text = texts[i];
    if (const std::string sign = LackingSign(text.text); !sign.empty())
      problems.push_back("no letter for " + sign + " in " + text.text);
    if (IsTextKey(text.text)) problems.push_back("no words for " + text.text);
    const bool seen = text.seen_max.y > text.seen_min.y && text.seen_max.x > text.seen_min.x;
    if (!seen) continue;
    if (text.seen_max.x + 1.5F < text.max.x || text.seen_min.x - 1.5F > text.min.x)
      problems.push_back("cut: " + text.text + PlaceText(text.min));
    for (size_t j = 0; j < i; ++j)
      if (texts[j].window == text.window && LieOverEachOther(texts[j], text))
        problems.push_back("over each other: " + texts[j].text + " | " + text.text +
                           PlaceText(text.min));
  }
  return problems;
}

}  // namespace tests
