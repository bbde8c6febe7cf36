// SPDX-License-Identifier: MIT
// What waits to be decided, one under the other, of any length: one place of the keyboard, in which
// the arrows go from one to the next.
#pragma once

#include <functional>
#include <imgui.h>
#include <string>
#include <string_view>

namespace kruzhok::client::ui {

struct QueueRow {
  std::string title;
  std::string detail;
  const char* icon = nullptr;
  ImU32 colour = 0;  // Of the icon.
};
// `row` is asked only for what is in view. Moves `cursor`, which is kept within the queue; true: it
// was moved. Arrows, Page and Home keys work wherever the keyboard is, but in a field: the queue is
// what such a screen is about. Size in pixels.
bool Queue(std::string_view id, size_t count, size_t& cursor,
           const std::function<QueueRow(size_t)>& row, ImVec2 size);

}  // namespace kruzhok::client::ui
