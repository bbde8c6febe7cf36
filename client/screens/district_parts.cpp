// SPDX-License-Identifier: MIT
#include "client/screens/district_parts.h"

#include "client/app/plain_words.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
void DrawProblem(std::string_view message, std::string_view hint) {
  const Theme& theme = ui::Colours();
  const float width = ImGui::GetContentRegionAvail().x;
  const float left = ui::Px(42), room = width - left - ui::Px(16);
  const float first = ui::Height(message, ui::Face::kText, room);
  const float second = hint.empty() ? 0 : ui::Height(hint, ui::Face::kSmall, room) + ui::Px(4);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const ImVec2 high{low.x + width, low.y + first + second + ui::Px(24)};
  ImGui::GetWindowDrawList()->AddRectFilled(low, high, theme.bad_soft, ui::Px(8));
  ui::DrawText({low.x + ui::Px(14), low.y + ui::Px(12)}, icon::kRefused, theme.bad);
  ui::DrawText({low.x + left, low.y + ui::Px(12)}, message, theme.bad, ui::Face::kText, room);
  if (!hint.empty())
    ui::DrawText({low.x + left, low.y + ui::Px(16) + first}, hint, theme.text, ui::Face::kSmall,
                 room);
  ImGui::Dummy({width, high.y - low.y});
}

void DrawProblem(const Frame& frame, const model::Error& error) {
  const ErrorText text = PlainWords(frame.texts, error, error.field);
  DrawProblem(text.message, text.hint);
  ui::Tooltip(error.detail);
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

std::string Percent(const Frame& frame, int64_t part, int64_t whole) {
  const int64_t tenths = whole == 0 ? 0 : (part * 2000 + whole) / (2 * whole);
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0)
    text +=
        (frame.texts.language() == Language::kRussian ? "," : ".") + std::to_string(tenths % 10);
  return text + " %";
}

}  // namespace kruzhok::client
