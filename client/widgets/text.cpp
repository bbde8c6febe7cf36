// SPDX-License-Identifier: MIT
// Texts: in lines, in one line, anywhere.
#include <algorithm>
#include <cfloat>
#include <imgui_internal.h>

#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

ImFont* FontOf(Face face) {
  const Fonts& fonts = Now().fonts;
  switch (face) {
    case Face::kSmall:
      return fonts.small;
    case Face::kBold:
      return fonts.bold;
    case Face::kTitle:
      return fonts.title;
    case Face::kText:
      break;
  }
  return fonts.text;
}

const char* EndOf(std::string_view text) {
  return text.data() + text.size();
}

// The longest beginning that fits, on a border of characters, with … at its end.
std::string Shortened(std::string_view text, float width, Face face) {
  size_t low = 0, high = text.size();
  const auto whole = [&](size_t length) {
    while (length > 0 && length < text.size() && (text[length] & 0xC0) == 0x80) --length;
    return length;
  };
  while (low < high) {
    const size_t middle = (low + high + 1) / 2;
    const std::string tried = std::string(text.substr(0, whole(middle))) + "…";
    if (Width(tried, face) <= width)
      low = middle;
    else
      high = middle - 1;
  }
  return std::string(text.substr(0, whole(low))) + "…";
}

// With a line end at each space where it has to break. ImGui would also break a date or a number
// behind its points and commas; it still does where a word alone is too wide.
std::string Broken(std::string_view text, float width, const ImFont& font) {
  std::string broken(text);
  size_t line = 0, space = broken.npos;
  for (size_t at = 0; at <= broken.size(); ++at) {
    const bool ends = at == broken.size() || broken[at] == '\n';
    if (!ends && broken[at] != ' ') continue;
    const char *begin = broken.data() + line, *end = broken.data() + at;
    if (space != broken.npos &&
        font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, begin, end).x > width) {
      broken[space] = '\n';
      line = space + 1;
    }
    space = ends ? broken.npos : at;
    if (ends) line = at + 1;
  }
  return broken;
}

// A text as it is drawn. `wrap` 0: in one line.
class Layout {
 public:
  Layout(std::string_view text, Face face, float wrap)
      : font_(*FontOf(face)),
        // So that what just fits is not broken once more.
        wrap_(wrap > 0 ? wrap + 1 : 0),
        broken_(wrap > 0 ? Broken(text, wrap, font_) : std::string()),
        shown_(wrap > 0 ? std::string_view(broken_) : text) {}
  Layout(const Layout&) = delete;
  Layout& operator=(const Layout&) = delete;

  // An empty text is a line: ImGui would look for its end.
  ImVec2 Size() const {
    if (shown_.empty()) return {0, font_.FontSize};
    return font_.CalcTextSizeA(font_.FontSize, FLT_MAX, wrap_, shown_.data(), EndOf(shown_));
  }
  // As ImGui draws it, which breaks once more what is too wide.
  std::string Lines() const {
    std::string lines;
    for (const char *at = shown_.data(), *end = EndOf(shown_); at < end;) {
      const char* const line = std::find(at, end, '\n');
      const char* stop = wrap_ > 0 ? font_.CalcWordWrapPositionA(1, at, line, wrap_) : line;
      if (stop == at && at < line) ++stop;
      lines.append(at, stop).append(stop < end ? "\n" : "");
      at = stop == line && line < end ? stop + 1 : stop;
    }
    return lines;
  }
  void Draw(ImVec2 at, ImU32 colour) const {
    if (shown_.empty()) return;
    ImGui::GetWindowDrawList()->AddText(&font_, font_.FontSize, at, colour, shown_.data(),
                                        EndOf(shown_), wrap_);
  }

 private:
  const ImFont& font_;
  float wrap_;
  std::string broken_;
  std::string_view shown_;
};

}  // namespace

void DrawText(ImVec2 at, std::string_view text, ImU32 colour, Face face, float wrap) {
  const Layout layout(text, face, wrap);
  layout.Draw(at, colour);
  Recorder* recorder = Now().recorder;
  if (recorder == nullptr || text.empty()) return;
  const ImVec2 size = layout.Size();
  const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
  RecordedText drawn{std::string(text),
                     layout.Lines(),
                     at,
                     {at.x + size.x, at.y + size.y},
                     {},
                     {},
                     ImGui::GetCurrentWindow()->ID};
  drawn.seen_min = {std::max(drawn.min.x, clip.Min.x), std::max(drawn.min.y, clip.Min.y)};
  drawn.seen_max = {std::min(drawn.max.x, clip.Max.x), std::min(drawn.max.y, clip.Max.y)};
  recorder->texts.push_back(std::move(drawn));
}

float Height(std::string_view text, Face face, float wrap) {
  return text.empty() ? 0 : Layout(text, face, wrap).Size().y;
}

void Text(std::string_view text, Face face, ImU32 colour) {
  Wrapped(text, face, colour, FLT_MAX);
}

void Muted(std::string_view text) {
  Text(text, Face::kSmall, Colours().muted);
}

void Wrapped(std::string_view text, Face face, ImU32 colour, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float wrap = width == FLT_MAX ? 0 : width > 0 ? width : ImGui::GetContentRegionAvail().x;
  DrawText(at, text, colour == 0 ? Colours().text : colour, face, wrap);
  const ImVec2 size = Layout(text, face, wrap).Size();
  ImGui::ItemSize(size);
  ImGui::ItemAdd({at, {at.x + size.x, at.y + size.y}}, 0);
}

void Fit(std::string_view text, float width, Face face, ImU32 colour) {
  // One line, whatever is in the text.
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  if (Width(line, face) <= width) return Text(line, face, colour);
  Text(Shortened(line, width, face), face, colour);
  Tooltip(text);
}

float Width(std::string_view text, Face face) {
  if (text.empty()) return 0;
  const ImFont* font = FontOf(face);
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.data(), EndOf(text)).x;
}

float LineHeight(Face face) {
  return FontOf(face)->FontSize;
}

void Tooltip(std::string_view text) {
  if (text.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(Px(12), Px(8)));
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(Px(480));
  const std::string broken = Broken(text, Px(450), *FontOf(Face::kText));
  ImGui::TextUnformatted(broken.data(), EndOf(broken));
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

}  // namespace kruzhok::client::ui
