// SPDX-License-Identifier: MIT
// Fields whose value is chosen from a list below them.
#include <algorithm>
#include <array>
#include <cmath>
#include <imgui_internal.h>

#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/text_fold.h"

namespace kruzhok::client::ui {
namespace {

constexpr size_t kSeen = 9;  // Lines of a list without scrolling.

struct Shown {
  std::optional<size_t> chosen;
  bool hovered = false;
};

// Below the field, or above it where there is no room; over everything else.
Shown DrawList(std::string_view id, ImVec2 min, ImVec2 max, const std::vector<Option>& options,
               size_t cursor, const std::function<bool(size_t)>& ticked) {
  const Theme& theme = Colours();
  const float line = Px(34);
  const float height =
      line * static_cast<float>(std::clamp<size_t>(options.size(), 1, kSeen)) + Px(8);
  float width = max.x - min.x;
  for (size_t i = 0; i < std::min<size_t>(options.size(), 200); ++i) {
    const float detail =
        options[i].detail.empty() ? 0 : Px(12) + Width(options[i].detail, Face::kSmall);
    width = std::max(width, Width(options[i].label) + detail + Px(ticked ? 60 : 36));
  }
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  width = std::min(width, screen.x - Px(16));
  const float x = std::min(min.x, screen.x - width - Px(8));
  const float y = max.y + height + Px(4) > screen.y ? min.y - height - Px(2) : max.y + Px(2);
  ImGui::SetNextWindowPos({x, std::max(y, 0.0F)});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(Px(4), Px(4)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, Px(8));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.panel);
  const std::string name = "##list-of-" + Now().path + std::string(id);
  ImGui::Begin(name.c_str(), nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_Tooltip);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  Shown shown;
  shown.hovered = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (size_t i = 0; i < options.size(); ++i) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 high{low.x + ImGui::GetContentRegionAvail().x, low.y + line};
    const bool over = ImGui::IsMouseHoveringRect(low, high) && shown.hovered;
    if (i == cursor || over)
      draw.AddRectFilled(low, high, i == cursor ? theme.accent_soft : theme.hover, Px(5));
    if (i == cursor && ImGui::GetScrollMaxY() > 0 &&
        (low.y < ImGui::GetWindowPos().y || high.y > ImGui::GetWindowPos().y + height))
      ImGui::SetScrollFromPosY(low.y - ImGui::GetWindowPos().y + line / 2, 0.5F);
    float left = low.x + Px(10);
    const float top = low.y + (line - LineHeight()) / 2;
    if (ticked) {
      if (ticked(i)) DrawText({left, top}, icon::kCheck, theme.accent);
      left += Px(24);
    }
    DrawText({left, top}, options[i].label, theme.text);
    if (!options[i].detail.empty())
      DrawText(
          {left + Width(options[i].label) + Px(12), low.y + (line - LineHeight(Face::kSmall)) / 2},
          options[i].detail, theme.muted, Face::kSmall);
    Register(std::string(id) + "/" + std::to_string(i), 1 + static_cast<ImGuiID>(i), low, high,
             options[i].label, options[i].value, true, false, false);
    if (over && ImGui::IsMouseClicked(0)) shown.chosen = i;
    ImGui::Dummy({high.x - low.x, line});
  }
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(4);
  return shown;
}

void OpenList(const std::string& path) {
  auto& list = Now().list;
  if (list.path == path) return;
  list = {};
  list.path = path;
}

// Over the end of a text that is too long.
void DrawArrow(ImVec2 min, ImVec2 max) {
  ImGui::GetWindowDrawList()->AddRectFilled({max.x - Px(30), min.y + Px(2)},
                                            {max.x - Px(2), max.y - Px(2)}, Colours().panel, Px(5));
  DrawText({max.x - Px(24), min.y + (max.y - min.y - LineHeight()) / 2}, icon::kDown,
           Colours().muted);
}

// The very same first, then what begins so, then what contains it.
std::vector<Option> Suiting(const std::vector<Option>& all, std::string_view typed) {
  const std::string folded = model::Fold(typed);
  std::array<std::vector<Option>, 3> found;
  for (const Option& option : all) {
    const std::string label = model::Fold(option.label);
    const size_t at = label.find(folded);
    if (at != label.npos) found[label == folded ? 0 : at == 0 ? 1 : 2].push_back(option);
  }
  for (const size_t then : {1, 2})
    found[0].insert(found[0].end(), found[then].begin(), found[then].end());
  return found[0];
}

size_t Moved(size_t cursor, size_t count) {
  if (count == 0) return 0;
  if (Pressed(Key::kDown)) return std::min(cursor + 1, count - 1);
  if (Pressed(Key::kUp)) return cursor > 0 ? cursor - 1 : 0;
  if (Pressed(Key::kPageDown)) return std::min(cursor + kSeen, count - 1);
  if (Pressed(Key::kPageUp)) return cursor > kSeen ? cursor - kSeen : 0;
  return std::min(cursor, count - 1);
}

}  // namespace

std::optional<std::string> Pick(std::string_view id, std::string_view value, std::string_view shown,
                                const std::function<std::vector<Option>(std::string_view)>& find,
                                const InputOptions& options) {
  Context& context = Now();
  const std::string path = context.path + std::string(id);
  const bool mine = context.list.path == path;
  // While something is typed it is the field's text; else what is chosen.
  std::string text(mine && context.list.edited ? std::string_view(context.list.typed) : shown);
  const InputResult input = Input(id, text, options);
  const ImVec2 max = ImGui::GetItemRectMax();
  ImVec2 min = ImGui::GetItemRectMin();
  // The group holds the label and what is below, too: the field itself is what was registered.
  const float below =
      !options.error.empty() || !options.note.empty() ? LineHeight(Face::kSmall) + Px(8) : 0;
  const ImVec2 low{min.x, options.label.empty() ? min.y : min.y + LineHeight(Face::kSmall) + Px(4)};
  const ImVec2 high{max.x, std::max(low.y + Px(32), max.y - below)};
  if (options.icon == nullptr) DrawArrow(low, {high.x, low.y + Px(32)});
  if (!options.enabled) return std::nullopt;

  const bool clicked =
      input.focused && ImGui::IsMouseClicked(0) && ImGui::IsMouseHoveringRect(low, high);
  if (input.focused && (input.changed || clicked || (!mine && Pressed(Key::kDown)))) OpenList(path);
  if (context.list.path != path) return std::nullopt;
  auto& list = context.list;
  if (input.changed) {
    list.typed = text;
    list.edited = true;
    list.cursor = 0;
  }
  // Never empty, so that a list that was just opened is looked for, and one without a hit only
  // once.
  const std::string wanted = (list.edited ? "=" : "*") + list.typed;
  if (list.found_for != wanted) {
    list.found = find(list.edited ? list.typed : std::string_view());
    list.found_for = wanted;
    if (!list.edited)
      for (size_t i = 0; i < list.found.size(); ++i)
        if (list.found[i].value == value) list.cursor = i;
  }
  std::optional<std::string> result;
  const auto choose = [&](size_t place) { result = list.found[place].value; };
  if (input.focused || list.hovered) {
    list.cursor = clicked || input.changed ? list.cursor : Moved(list.cursor, list.found.size());
    const Shown drawn =
        DrawList(id, low, {high.x, low.y + Px(32)}, list.found, list.cursor, nullptr);
    list.hovered = drawn.hovered;
    if (drawn.chosen) choose(*drawn.chosen);
    if (input.focused && Pressed(Key::kEnter) && !list.found.empty()) choose(list.cursor);
    if (Pressed(Key::kEscape)) {
      list = {};
      return std::nullopt;
    }
  } else {
    // The keyboard went on: what was typed chooses.
    if (list.edited) {
      if (model::Fold(list.typed).empty())
        result = std::string();
      else if (!list.found.empty())
        choose(list.cursor);
      else
        result = list.typed;
    }
    list = {};
    return result;
  }
  if (result) list = {};
  return result;
}

std::optional<std::string> PickFrom(std::string_view id, std::string_view value,
                                    const std::vector<Option>& all, const InputOptions& options) {
  std::string shown(value);
  for (const Option& option : all)
    if (option.value == value) shown = option.label;
  return Pick(
      id, value, shown, [&](std::string_view typed) { return Suiting(all, typed); }, options);
}

std::optional<std::string> PickOrType(std::string_view id, std::string_view value,
                                      const std::vector<Option>& all, const InputOptions& options) {
  const auto find = [&](std::string_view typed) {
    const std::string text = model::Normalize(typed);
    std::vector<Option> found = Suiting(all, text);
    if (text.empty())
      found.insert(found.begin(), {"", options.hint.empty() ? "—" : std::string(options.hint)});
    else if (found.empty() || model::Fold(found.front().label) != model::Fold(text))
      found.insert(found.begin(), {text, text});
    return found;
  };
  return Pick(id, value, value, find, options);
}

bool PickMany(std::string_view id, std::string& values, const std::vector<Option>& all,
              const InputOptions& options) {
  Context& context = Now();
  const std::string path = context.path + std::string(id);
  std::vector<std::string> chosen;
  for (size_t from = 0; from < values.size();) {
    const size_t comma = std::min(values.find(',', from), values.size());
    chosen.push_back(values.substr(from, comma - from));
    from = comma + 1;
  }
  const auto has = [&](const std::string& value) {
    return std::find(chosen.begin(), chosen.end(), value) != chosen.end();
  };
  std::string shown;
  for (const std::string& value : chosen) {
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const auto& o) { return o.value == value; });
    shown += (shown.empty() ? "" : ", ") + (known == all.end() ? value : known->label);
  }
  if (!options.standing.empty()) shown = options.standing;
  const float width = options.width > 0 ? options.width : ImGui::GetContentRegionAvail().x;
  ImGui::BeginGroup();
  if (!options.label.empty()) {
    Fit(std::string(options.label) + (options.required ? " *" : ""), width, Face::kSmall,
        Colours().muted);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - Px(4));
  }
  const Press press = Pressable(id, {width, Px(32)}, options.label, options.enabled);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(press.min, press.max, Colours().panel, Px(6));
  draw.AddRect(
      press.min, press.max,
      options.error.empty() ? options.mark ? options.mark : Colours().border : Colours().bad,
      Px(6));
  DrawArrow(press.min, press.max);
  const bool empty = shown.empty();
  // The text is in the box: what follows stands where it would without.
  ImGuiWindowTempData& place = ImGui::GetCurrentWindow()->DC;
  const ImVec2 next = place.CursorPos, end = place.CursorMaxPos;
  ImGui::SetCursorScreenPos(
      {press.min.x + Px(10), std::round(press.min.y + (Px(32) - LineHeight()) / 2)});
  Fit(empty ? options.hint : std::string_view(shown), press.max.x - press.min.x - Px(10 + 34),
      Face::kText, empty ? Colours().muted : 0);
  place.CursorPos = next;
  place.CursorMaxPos = end;
  if (press.focused) Ring(press.min, press.max);
  const bool open = context.list.path == path;
  if (press.pressed && !open) OpenList(path);
  if (press.focused && !open && Pressed(Key::kDown)) OpenList(path);
  bool changed = false;
  if (open) {
    auto& list = context.list;
    list.cursor = Moved(list.cursor, all.size());
    const Shown drawn = DrawList(id, press.min, press.max, all, list.cursor,
                                 [&](size_t i) { return has(all[i].value); });
    auto toggled = drawn.chosen;
    if (press.pressed && press.focused && !ImGui::IsMouseReleased(0)) toggled = list.cursor;
    if (toggled && *toggled < all.size()) {
      const std::string& value = all[*toggled].value;
      list.cursor = *toggled;
      if (has(value))
        chosen.erase(std::find(chosen.begin(), chosen.end(), value));
      else
        chosen.push_back(value);
      values.clear();
      for (const std::string& one : chosen) values += (values.empty() ? "" : ",") + one;
      changed = true;
    }
    const bool away = ImGui::IsMouseClicked(0) && !drawn.hovered && !press.hovered;
    if (away || Pressed(Key::kEscape) || (!press.focused && !drawn.hovered)) list = {};
  }
  if (!options.error.empty())
    Wrapped(options.error, Face::kSmall, Colours().bad, width);
  else if (!options.note.empty())
    Wrapped(options.note, Face::kSmall, Colours().muted, width);
  ImGui::EndGroup();
  return changed;
}

}  // namespace kruzhok::client::ui
