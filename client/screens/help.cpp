// SPDX-License-Identifier: MIT
// The help: pages that the program carries inside it.
#include <imgui.h>

#include "assets/assets.h"
#include "client/screens/parts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/prose.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kWide = 760, kTopics = 300, kPage = 720;

constexpr std::string_view kPages[] = {"start",    "children", "programmes", "enrolment",
                                       "surveys",  "coverage", "transfer", "exchange",   "disputes",
                                       "refused",  "drafts",   "keys",       "trouble"};

std::string_view TopicOf(Screen screen) {
  switch (screen) {
    case Screen::kChildren:
    case Screen::kRoster:
      return "children";
    case Screen::kProgrammes:
    case Screen::kGroups:
      return "programmes";
    case Screen::kEnrolment:
    case Screen::kEnrolments:
      return "enrolment";
    case Screen::kSurveys:
      return "surveys";
    case Screen::kCoverage:
    case Screen::kStaff:
    case Screen::kSchedule:
      return "coverage";
    case Screen::kImport:
      return "transfer";
    case Screen::kExchange:
      return "exchange";
    case Screen::kReview:
      return "disputes";
    case Screen::kOverview:
    case Screen::kOrganisations:
    case Screen::kSettings:
    case Screen::kAccessLog:
    case Screen::kHelp:
      break;
  }
  return "start";
}

std::string_view PageOf(const Frame& frame, std::string_view topic) {
  const bool russian = frame.texts.language() == Language::kRussian;
  return assets::Find("help/" + std::string(topic) + (russian ? ".ru.md" : ".en.md"));
}

std::string_view Here(const Frame& frame) {
  for (const std::string_view page : kPages)
    if (page == frame.state.help_topic) return page;
  return TopicOf(frame.state.before_help);
}

void DrawTopics(const Frame& frame, std::string_view here) {
  const ui::Scope scope("topic");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui::Px(10), ui::Px(2)));
  const float width = ImGui::GetContentRegionAvail().x;
  for (const std::string_view topic : kPages) {
    const std::string title(ui::HeadingOf(PageOf(frame, topic)));
    const float lines = ui::Height(title, ui::Face::kText, width - ui::Px(24)) + ui::Px(16);
    const ui::Press press = ui::Pressable(topic, {width, lines}, title);
    const Theme& theme = ui::Colours();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (topic == here || press.hovered)
      draw.AddRectFilled(press.min, press.max, topic == here ? theme.accent_soft : theme.hover,
                         ui::Px(6));
    ui::DrawText({press.min.x + ui::Px(12), press.min.y + ui::Px(8)}, title,
                 topic == here ? theme.accent : theme.text, ui::Face::kText, width - ui::Px(24));
    if (press.focused && ui::Now().by_keyboard) ui::Ring(press.min, press.max);
    if (press.pressed) frame.state.help_topic = topic;
  }
  ImGui::PopStyleVar();
}

// The same in one line.
void PickTopic(const Frame& frame, std::string_view here) {
  std::vector<ui::Option> options;
  for (const std::string_view topic : kPages)
    options.push_back({std::string(topic), std::string(ui::HeadingOf(PageOf(frame, topic)))});
  const std::string label = frame.Text("help.topic");
  const auto chosen = ui::PickFrom("topics", here, options, {.label = label});
  if (chosen && !chosen->empty()) frame.state.help_topic = *chosen;
}

// Arrows and Page keys move the page when nothing else wants them.
void Scroll() {
  if (ImGui::GetIO().WantTextInput) return;
  const float line = ui::LineHeight() * 2, page = ImGui::GetWindowHeight() * 0.85F;
  float by = 0;
  if (ui::Pressed(Key::kDown)) by += line;
  if (ui::Pressed(Key::kUp)) by -= line;
  if (ui::Pressed(Key::kPageDown)) by += page;
  if (ui::Pressed(Key::kPageUp)) by -= page;
  if (by != 0) ImGui::SetScrollY(ImGui::GetScrollY() + by);
}

void DrawPage(const Frame& frame, std::string_view here) {
  Scroll();
  ui::Prose(PageOf(frame, here), kPage);
}

}  // namespace

void DrawHelp(const Frame& frame) {
  const ui::Scope scope("help");
  const std::string back = frame.Text("help.back"), keys = frame.Text("help.keys");
  const ui::ButtonOptions quiet{.icon = icon::kKeyboard, .keys = "?"};
  const ui::ButtonOptions plain{.keys = "Esc"};
  const float width = ui::ButtonWidth(back, plain) + ui::Px(10) + ui::ButtonWidth(keys, quiet);
  BeginActions(frame.Text("help.title"), "", width);
  if (ui::Button("keys", keys, quiet)) frame.state.keys_open = true;
  ui::SameLine();
  const bool away = !frame.state.keys_open && ui::Shortcut(Key::kEscape);
  if (ui::Button("back", back, plain) || away) frame.Ask(GoTo{frame.state.before_help});
  ui::Gap(8);
  const std::string_view here = Here(frame);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x >= ui::Px(kWide)) {
    {
      const ui::Card topics("topics", {ui::Px(kTopics), room.y});
      DrawTopics(frame, here);
    }
    ui::SameLine(14);
    // Each page begins at its top.
    const ui::Card page("page-" + std::string(here), {0, room.y});
    return DrawPage(frame, here);
  }
  Scroll();
  PickTopic(frame, here);
  ui::Gap(10);
  const ui::GrowingCard page("page-" + std::string(here), room.x);
  ui::Prose(PageOf(frame, here), kPage);
}

}  // namespace kruzhok::client
