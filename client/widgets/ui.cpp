// SPDX-License-Identifier: MIT
// The frame and the place of the keyboard.
#include "client/widgets/ui.h"

#include <algorithm>
#include <cmath>
#include <imgui_internal.h>

#include "model/assert.h"

namespace kruzhok::client::ui {
namespace {

Context* g_context = nullptr;

// Of the present window and those that it lies in, the lowest.
float ViewHeight() {
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  float height = window->InnerRect.GetHeight();
  while ((window->Flags & ImGuiWindowFlags_ChildWindow) != 0) {
    window = window->ParentWindow;
    height = std::min(height, window->InnerRect.GetHeight());
  }
  return height;
}

void MoveFocus(Context& context, int by) {
  const auto& stops = context.stops;
  if (stops.empty()) return;
  const auto here = std::find_if(stops.begin(), stops.end(),
                                 [&](const auto& stop) { return stop.id == context.focus; });
  const auto count = std::ssize(stops);
  ptrdiff_t place = by > 0 ? 0 : count - 1;
  if (here != stops.end()) place = (here - stops.begin() + by + count) % count;
  context.wanted = stops[static_cast<size_t>(place)].id;
  context.wanted_frames = 0;
  context.wanted_path.clear();
  context.by_keyboard = true;
  ImGui::ClearActiveID();  // The field that is left hears of it at the next frame.
}

}  // namespace

void Prepare() {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = true;
  io.KeyMap[ImGuiKey_Tab] = -1;  // The order of the controls is ours.
}

Context& Now() {
  ASSERT(g_context != nullptr);
  return *g_context;
}

const Theme& Colours() {
  return *Now().theme;
}

float Px(float measure) {
  return std::round(measure * Now().scale);
}

void Begin(Context& context) {
  g_context = &context;
  context.stops.clear();
  context.path.clear();
  if (context.settling > 0) --context.settling;
  // What is wanted may be about to appear, or to scroll into view; not for ever.
  constexpr int kFramesWaited = 4;
  if (++context.wanted_frames > kFramesWaited) {
    context.wanted = 0;
    context.wanted_path.clear();
  }
  if (!context.asked_path.empty()) {
    context.wanted_path = std::move(context.asked_path);
    context.asked_path.clear();
    context.wanted_frames = 0;
  }
  context.modal = context.modal_now;
  context.modal_now = false;
  context.in_dialog = false;
  if (context.recorder) *context.recorder = Recorder();
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseClicked[0]) context.by_keyboard = false;
  ImGui::PushFont(context.fonts.text);
}

void End() {
  Context& context = Now();
  ImGui::PopFont();
  if (!ImGui::GetIO().KeyCtrl && !ImGui::GetIO().KeyAlt &&
      ImGui::IsKeyPressed(static_cast<int>(Key::kTab)))
    context.move = ImGui::GetIO().KeyShift ? -1 : 1;
  if (context.move != 0) MoveFocus(context, context.move);
  context.move = 0;
  g_context = nullptr;
}

Scope::Scope(std::string_view name) {
  Now().path += std::string(name) + '/';
  ImGui::PushID(name.data(), name.data() + name.size());
}

Scope::~Scope() {
  ImGui::PopID();
  std::string& path = Now().path;
  path.resize(path.size() - 1);
  const size_t slash = path.rfind('/');
  path.resize(slash == path.npos ? 0 : slash + 1);
}

void FocusPath(std::string_view path) {
  Context& context = Now();
  // With the next frame, so that what is drawn later in this one does not act on the same key.
  context.asked_path = path;
  context.wanted = 0;
  context.by_keyboard = true;
}

bool HasFocus(std::string_view id) {
  const std::string name = "##" + std::string(id);
  return Now().focus != 0 && Now().focus == ImGui::GetID(name.c_str());
}

void ClearFocus() {
  Now().focus = 0;
  ImGui::ClearActiveID();
}

void FocusNext() {
  Now().move = 1;
}

bool Shortcut(Key key, int modifiers) {
  if (Now().modal && !Now().in_dialog) return false;
  const ImGuiIO& io = ImGui::GetIO();
  const int held =
      (io.KeyCtrl ? kControl : 0) | (io.KeyShift ? kShift : 0) | (io.KeyAlt ? kAlt : 0);
  if (held != modifiers) return false;
  if (key == Key::kEnter && ImGui::IsKeyPressed(static_cast<int>(Key::kKeypadEnter), false))
    return true;
  return ImGui::IsKeyPressed(static_cast<int>(key), false);
}

bool Pressed(Key key) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl || io.KeyAlt || io.KeyShift) return false;
  if (key == Key::kEnter && ImGui::IsKeyPressed(static_cast<int>(Key::kKeypadEnter))) return true;
  return ImGui::IsKeyPressed(static_cast<int>(key));
}

void Gap(float height) {
  ImGui::Dummy({0, Px(height) - ImGui::GetStyle().ItemSpacing.y});
}

void SameLine(float spacing) {
  ImGui::SameLine(0, spacing < 0 ? -1 : Px(spacing));
}

void AlignRight(float width_px) {
  const float left = ImGui::GetContentRegionAvail().x - width_px;
  if (left > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + left);
}

bool Register(std::string_view id, ImGuiID item, ImVec2 min, ImVec2 max, std::string_view label,
              std::string_view value, bool enabled, bool input, bool stop) {
  Context& context = Now();
  const bool inert = context.modal && !context.in_dialog;
  const std::string path = context.path + std::string(id);
  // Not ClipRect, which in a table is that of one column.
  const ImRect clip = ImGui::GetCurrentWindow()->InnerClipRect;
  if (enabled && stop && !inert) {
    context.stops.push_back({item, input});
    if (context.wanted == item || (!context.wanted_path.empty() && context.wanted_path == path)) {
      context.wanted = item;
      context.wanted_path.clear();
      const bool seen = min.y >= clip.Min.y && max.y <= clip.Max.y + 1;
      // What is higher than the windows around it can never be seen whole.
      const bool too_high =
          max.y - min.y > ViewHeight() && min.y < clip.Max.y && max.y > clip.Min.y;
      if (seen || too_high) {
        context.focus = item;
        context.granted = input ? item : 0;
        context.settling = 2;
        context.wanted = 0;
        if (!input) ImGui::ClearActiveID();
      } else {
        // Comes into view first, in every window around it, and gets the keyboard in the next
        // frame.
        ImGui::ScrollToRectEx(ImGui::GetCurrentWindow(), {min, max},
                              ImGuiScrollFlags_KeepVisibleCenterY);
      }
    }
  }
  const bool focused = context.focus == item && !inert;
  if (focused) context.focus_path = path;
  if (context.recorder) {
    Recorded recorded;
    recorded.min = min;
    recorded.max = max;
    recorded.seen_min = {std::max(min.x, clip.Min.x), std::max(min.y, clip.Min.y)};
    recorded.seen_max = {std::min(max.x, clip.Max.x), std::min(max.y, clip.Max.y)};
    recorded.label = label;
    recorded.value = value;
    recorded.enabled = enabled && !inert;
    recorded.focused = focused;
    if (!context.recorder->items.emplace(path, recorded).second)
      context.recorder->repeated.push_back(path);
  }
  return focused;
}

void Ring(ImVec2 min, ImVec2 max) {
  ImGui::GetWindowDrawList()->AddRect(min, max, Colours().focus, Px(6), 0, Px(2));
}

Press Pressable(std::string_view id, ImVec2 size, std::string_view label, bool enabled, bool stop) {
  Press press;
  const std::string name = "##" + std::string(id);
  const ImGuiID item = ImGui::GetID(name.c_str());
  press.min = ImGui::GetCursorScreenPos();
  press.max = {press.min.x + size.x, press.min.y + size.y};
  press.focused = Register(id, item, press.min, press.max, label, {}, enabled, false, stop);
  ImGui::BeginDisabled(!enabled);
  press.pressed = ImGui::InvisibleButton(name.c_str(), size);
  press.hovered = ImGui::IsItemHovered();
  press.held = ImGui::IsItemActive();
  ImGui::EndDisabled();
  if (press.pressed && stop) {
    Now().focus = item;
    press.focused = true;
  }
  if (press.focused && enabled && (Pressed(Key::kEnter) || Pressed(Key::kSpace)))
    press.pressed = true;
  return press;
}

}  // namespace kruzhok::client::ui
