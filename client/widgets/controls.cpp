// SPDX-License-Identifier: MIT
// Buttons, fields, ticks.
#include <algorithm>
#include <cmath>
#include <imgui_internal.h>

#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

constexpr float kHeight = 32, kPadding = 12;

// Vertically in the middle of a control.
float MiddleY(const Press& press, const ImFont* font) {
  return std::round((press.min.y + press.max.y - font->FontSize) / 2);
}

struct Paint {
  ImU32 ground = 0, border = 0, text = 0;
};

Paint PaintOf(Look look, const Press& press, bool enabled) {
  const Theme& theme = Colours();
  Paint paint;
  switch (look) {
    case Look::kPrimary:
    case Look::kChosen:
      paint = {theme.accent, theme.accent, theme.on_accent};
      break;
    case Look::kDanger:
      paint = {press.hovered ? theme.bad_soft : theme.panel, theme.border, theme.bad};
      break;
    case Look::kPlain:
      paint = {press.hovered ? theme.hover : theme.panel, theme.border, theme.text};
      break;
    case Look::kLink:
      paint = {0, 0, theme.accent};
      break;
    case Look::kQuiet:
      paint = {press.hovered ? theme.hover : 0, 0, theme.muted};
      break;
  }
  if (!enabled) {
    paint.text = theme.muted;
    if (look == Look::kPrimary || look == Look::kChosen) {
      paint.ground = theme.hover;
      paint.border = theme.border;
    }
  }
  return paint;
}

bool HasWideCharacters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c & 0xF8) == 0xF0; });
}

// Beyond U+FFFF the field of ImGui 1.86 would spoil the text by merely being looked at.
InputResult Untouchable(std::string_view id, const std::string& text, float width) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 max{min.x + width, min.y + Px(kHeight)};
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, Colours().hover, Px(6));
  DrawText({min.x + Px(10), min.y + Px(7)}, text, Colours().muted);
  Register(id, ImGui::GetID(("##" + std::string(id)).c_str()), min, max, {}, text, false, true);
  ImGui::Dummy({width, Px(kHeight)});
  return {};
}

int LimitLength(ImGuiInputTextCallbackData* data) {
  const size_t limit = *static_cast<size_t*>(data->UserData);
  size_t characters = 0;
  for (int i = 0; i < data->BufTextLen; ++i) {
    if ((data->Buf[i] & 0xC0) == 0x80) continue;
    if (characters++ < limit) continue;
    data->DeleteChars(i, data->BufTextLen - i);
    break;
  }
  return 0;
}

struct CallbackChain {
  std::string* text;
  size_t limit;
  bool to_end;  // Whoever comes to the field by keyboard goes on where the text ends.
};

int OnInput(ImGuiInputTextCallbackData* data) {
  auto* chain = static_cast<CallbackChain*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    chain->text->resize(static_cast<size_t>(data->BufTextLen));
    data->Buf = chain->text->data();
    return 0;
  }
  if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways) {
    if (chain->to_end)
      data->CursorPos = data->SelectionStart = data->SelectionEnd = data->BufTextLen;
    return 0;
  }
  data->UserData = &chain->limit;
  LimitLength(data);
  data->UserData = chain;
  return 0;
}

bool Edit(const char* name, std::string& text, const InputOptions& options, ImVec2 size,
          bool is_new) {
  const bool by_keyboard = is_new && !ImGui::GetIO().MouseDown[0];
  CallbackChain chain{&text, options.max_length, by_keyboard};
  ImGuiInputTextFlags flags = ImGuiInputTextFlags_CallbackResize;
  // Of the field that was the last one, ImGui selects nothing when the keyboard comes back to it.
  if (by_keyboard && options.height <= 0) flags |= ImGuiInputTextFlags_AutoSelectAll;
  if (options.max_length > 0) flags |= ImGuiInputTextFlags_CallbackEdit;
  const std::string hint(options.hint);
  if (options.enter_leaves)
    flags |= ImGuiInputTextFlags_CtrlEnterForNewLine | ImGuiInputTextFlags_CallbackAlways;
  const std::string typed = text;
  const bool changed = options.height > 0
                           ? ImGui::InputTextMultiline(name, text.data(), text.capacity() + 1, size,
                                                       flags, OnInput, &chain)
                           : ImGui::InputTextWithHint(name, hint.c_str(), text.data(),
                                                      text.capacity() + 1, flags, OnInput, &chain);
  // Escape leaves a field as it has been typed; ImGui puts back what it began with.
  if (!changed || !Pressed(Key::kEscape)) return changed;
  text = typed;
  return false;
}

void Below(const InputOptions& options, float width) {
  if (!options.error.empty())
    Wrapped(options.error, Face::kSmall, Colours().bad, width);
  else if (!options.note.empty())
    Wrapped(options.note, Face::kSmall, Colours().muted, width);
}

void Above(const InputOptions& options, float width) {
  if (options.label.empty()) return;
  const std::string label = std::string(options.label) + (options.required ? " *" : "");
  Fit(label, width, Face::kSmall, Colours().muted);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - Px(4));
}

// Keeps the context's idea of where the keyboard is, and tells whether an edit has ended.
InputResult Follow(ImGuiID item, const std::string& path, bool changed) {
  Context& context = Now();
  InputResult result;
  result.changed = changed;
  result.focused = ImGui::IsItemActive();
  if (context.left_path == path) {
    result.left = true;
    context.left_path.clear();
  }
  if (result.focused) {
    if (context.edited_path != path) {
      // Another field still believes that it has the keyboard; it hears of it at the next frame.
      if (context.edited) context.left_path = context.edited_path;
      context.edited_path = path;
      context.edited = false;
    }
    if (context.wanted == 0) context.focus = item;
    context.edited = context.edited || changed;
  } else if (context.edited_path == path) {
    result.left = result.left || context.edited;
    context.edited_path.clear();
    context.edited = false;
    if (context.focus == item && ImGui::GetIO().MouseClicked[0]) context.focus = 0;
  }
  return result;
}

}  // namespace

float ButtonWidth(std::string_view label, const ButtonOptions& options) {
  if (options.width > 0) return options.width;
  float width = Width(label);
  if (options.icon != nullptr) width += Width(options.icon) + (label.empty() ? 0 : Px(8));
  if (!options.keys.empty()) width += Px(10) + Width(options.keys, Face::kSmall);
  return width + 2 * Px(options.look == Look::kLink ? 2 : kPadding);
}

bool Button(std::string_view id, std::string_view label, const ButtonOptions& options) {
  const float wanted = ButtonWidth(label, {.icon = options.icon, .keys = options.keys});
  const float width = ButtonWidth(label, options);
  const Press press = Pressable(id, {width, Px(kHeight)}, label, options.enabled);
  const Paint paint = PaintOf(options.look, press, options.enabled);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (paint.ground != 0) draw.AddRectFilled(press.min, press.max, paint.ground, Px(6));
  if (press.held && paint.ground != 0)
    draw.AddRectFilled(press.min, press.max, IM_COL32(0, 0, 0, 30), Px(6));
  if (paint.border != 0) draw.AddRect(press.min, press.max, paint.border, Px(6));
  float content = wanted - 2 * Px(kPadding);
  if (content > width) content = width;
  float x = std::round(press.min.x + (width - content) / 2);
  const float y = MiddleY(press, Now().fonts.text);
  if (options.icon != nullptr) {
    DrawText({x, y}, options.icon, paint.text);
    x += Width(options.icon) + Px(8);
  }
  DrawText({x, y}, label, paint.text);
  if (!options.keys.empty())
    DrawText({x + Width(label) + Px(10), MiddleY(press, Now().fonts.small)}, options.keys,
             paint.ground == Colours().accent ? paint.text : Colours().muted, Face::kSmall);
  if (options.look == Look::kLink && press.hovered)
    draw.AddLine({press.min.x + Px(2), press.max.y - Px(6)},
                 {press.max.x - Px(2), press.max.y - Px(6)}, paint.text);
  if (press.focused && Now().by_keyboard) Ring(press.min, press.max);
  if (Now().recorder && options.width > 0 && wanted > width + 1)
    Now().recorder->cut.push_back(Now().path + std::string(id) + ": " + std::string(label));
  Tooltip(options.tooltip);
  return press.pressed;
}

bool Link(std::string_view id, std::string_view label) {
  return Button(id, label, {.look = Look::kLink});
}

bool NavItem(std::string_view id, const char* icon, std::string_view label, int64_t count,
             bool here) {
  const Theme& theme = Colours();
  const float width = ImGui::GetContentRegionAvail().x;
  const Press press = Pressable(id, {width, ImGui::GetContentRegionAvail().y}, label);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (here || press.hovered)
    draw.AddRectFilled(press.min, press.max, IM_COL32(255, 255, 255, here ? 36 : 18), Px(6));
  if (here)
    draw.AddRectFilled({press.min.x, press.min.y + Px(6)},
                       {press.min.x + Px(3), press.max.y - Px(6)}, IM_COL32(0x6A, 0xA2, 0xF7, 255));
  const ImU32 colour = here ? IM_COL32_WHITE : theme.nav_text;
  const float y = MiddleY(press, Now().fonts.text);
  DrawText({press.min.x + Px(14), y}, icon, colour);
  DrawText({press.min.x + Px(44), y}, label, colour);
  float right = press.max.x - Px(10);
  if (count > 0) {
    const std::string number = count > 999 ? "999+" : std::to_string(count);
    const float wide = std::max(Px(24), Width(number) + Px(14));
    const ImVec2 low{right - wide, press.min.y + Px(8)}, high{right, press.max.y - Px(8)};
    draw.AddRectFilled(low, high, theme.badge, Px(11));
    DrawText({low.x + (wide - Width(number)) / 2, y}, number, theme.badge_text);
    right -= wide;
  }
  if (Now().recorder && !label.empty() && press.min.x + Px(44) + Width(label) > right)
    Now().recorder->cut.push_back(Now().path + std::string(id) + ": " + std::string(label));
  if (press.focused && Now().by_keyboard) Ring(press.min, press.max);
  return press.pressed;
}

std::optional<size_t> Tabs(std::string_view id, const std::vector<std::string>& labels,
                           size_t here) {
  const Scope scope(id);
  std::optional<size_t> chosen;
  const Theme& theme = Colours();
  for (size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) {
      SameLine(20);
      if (ImGui::GetContentRegionAvail().x < Width(labels[i])) ImGui::NewLine();
    }
    const Press press = Pressable(std::to_string(i), {Width(labels[i]), Px(34)}, labels[i]);
    DrawText({press.min.x, press.min.y + Px(5)}, labels[i],
             i == here       ? theme.accent
             : press.hovered ? theme.text
                             : theme.muted);
    if (i == here)
      ImGui::GetWindowDrawList()->AddRectFilled({press.min.x, press.max.y - Px(4)},
                                                {press.max.x, press.max.y - Px(1)}, theme.accent);
    if (press.focused && Now().by_keyboard)
      Ring({press.min.x - Px(4), press.min.y}, {press.max.x + Px(4), press.max.y});
    if (press.pressed && i != here) chosen = i;
  }
  return chosen;
}

std::optional<size_t> Segments(std::string_view id, const std::vector<std::string>& labels,
                               size_t here) {
  const Scope scope(id);
  std::optional<size_t> chosen;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) {
      SameLine(8);
      if (ImGui::GetContentRegionAvail().x < ButtonWidth(labels[i])) ImGui::NewLine();
    }
    if (Button(std::to_string(i), labels[i], {.look = i == here ? Look::kChosen : Look::kPlain}) &&
        i != here)
      chosen = i;
  }
  return chosen;
}

bool Checkbox(std::string_view id, std::string_view label, bool& value, bool enabled) {
  const float box = Px(20);
  const Press press =
      Pressable(id, {box + (label.empty() ? 0 : Px(10) + Width(label)), Px(30)}, label, enabled);
  const Theme& theme = Colours();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 low{press.min.x, press.min.y + Px(5)}, high{low.x + box, low.y + box};
  draw.AddRectFilled(low, high, value ? theme.accent : theme.panel, Px(4));
  draw.AddRect(low, high, value ? theme.accent : press.hovered ? theme.accent : theme.muted, Px(4));
  if (value)
    DrawText({low.x + Px(3), low.y + (box - Now().fonts.small->FontSize) / 2}, icon::kCheck,
             theme.on_accent, Face::kSmall);
  DrawText({high.x + Px(10), MiddleY(press, Now().fonts.text)}, label,
           enabled ? theme.text : theme.muted);
  if (press.focused && Now().by_keyboard)
    Ring({press.min.x - Px(3), press.min.y}, {press.max.x + Px(3), press.max.y});
  if (press.pressed) value = !value;
  return press.pressed;
}

InputResult Input(std::string_view id, std::string& text, const InputOptions& options) {
  Context& context = Now();
  const Theme& theme = Colours();
  const float width = options.width > 0 ? options.width : ImGui::GetContentRegionAvail().x;
  ImGui::BeginGroup();
  Above(options, width);
  if (HasWideCharacters(text)) {
    Untouchable(id, text, width);
    Below(options, width);
    ImGui::EndGroup();
    return {};
  }
  const std::string name = "##" + std::string(id);
  const ImGuiID item = ImGui::GetID(name.c_str());
  const float height = options.height > 0 ? LineHeight() * options.height + Px(14) : Px(kHeight);
  const ImVec2 min = ImGui::GetCursorScreenPos(), max{min.x + width, min.y + height};
  const bool had_focus = context.focus == item;
  Register(id, item, min, max, options.label.empty() ? options.hint : options.label, text,
           options.enabled, true);
  // What was asked for by Tab or by name becomes the field of ImGui, too.
  if (context.granted == item && options.enabled) {
    ImGui::SetKeyboardFocusHere();
    context.granted = 0;
  }
  ImU32 border = theme.border;
  if (!options.error.empty())
    border = theme.bad;
  else if (options.mark != 0)
    border = options.mark;
  ImGui::PushStyleColor(ImGuiCol_Border, border);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(options.icon ? Px(34) : Px(10), (Px(kHeight) - LineHeight()) / 2));
  ImGui::SetNextItemWidth(width);
  ImGui::BeginDisabled(!options.enabled);
  const std::string path = context.path + std::string(id);
  const bool changed =
      Edit(name.c_str(), text, options, {width, height}, context.edited_path != path);
  ImGui::EndDisabled();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  InputResult result = Follow(item, path, changed);
  if (options.icon != nullptr)
    DrawText({min.x + Px(10), std::round(min.y + (height - LineHeight()) / 2)}, options.icon,
             theme.muted);
  if (result.focused) Ring(min, max);
  const bool enters = options.height <= 0 || options.enter_leaves;
  result.entered = had_focus && context.focus == item && enters && Pressed(Key::kEnter);
  // ImGui lets go of the keyboard at Enter and Escape; the person has not gone anywhere.
  if (had_focus && context.focus == item && !result.focused && context.wanted == 0 &&
      context.wanted_path.empty() && context.asked_path.empty() && context.move == 0) {
    context.wanted = item;
    context.wanted_frames = 0;
  }
  Below(options, width);
  ImGui::EndGroup();
  return result;
}

}  // namespace kruzhok::client::ui
