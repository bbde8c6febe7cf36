// SPDX-License-Identifier: MIT
// What people choose for the window; everything takes effect at once.
#include "client/screens/settings.h"

#include <algorithm>
#include <imgui.h>

#include "client/screens/parts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "sync/version.h"

namespace kruzhok::client {
namespace {

constexpr float kWide = 820;
constexpr int kLeastText = 80, kMostText = 200, kTextStep = 10;

void Heading(const Frame& frame, std::string_view key) {
  ui::Text(frame.Text(key), ui::Face::kBold);
  ui::Gap(4);
}

void Label(const std::string& text) {
  ui::Text(text, ui::Face::kSmall, ui::Colours().muted);
}

// A line of something that is known and not chosen here.
void Fact(const std::string& label, const std::string& value) {
  if (value.empty()) return;
  Label(label);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui::Px(5));
  ui::Wrapped(value);
}

void Change(const Frame& frame, const Settings& settings) {
  frame.Ask(ChangeSettings{settings});
}

void DrawTextSize(const Frame& frame) {
  const Settings& now = frame.state.settings;
  Label(frame.Text("settings.text"));
  const ui::ButtonOptions less{.enabled = now.text_percent > kLeastText, .width = ui::Px(44)};
  const ui::ButtonOptions more{.enabled = now.text_percent < kMostText, .width = ui::Px(44)};
  const auto change = [&](int by) {
    Settings settings = now;
    settings.text_percent = std::clamp(now.text_percent + by, kLeastText, kMostText);
    Change(frame, settings);
  };
  if (ui::Button("text-less", "–", less)) change(-kTextStep);
  ui::Tooltip(frame.Text("settings.text.less"));
  ui::SameLine(12);
  const ImVec2 at = ImGui::GetCursorPos();
  ImGui::SetCursorPosY(at.y + ui::Px(6));
  ui::Text(frame.Text("settings.text.percent", {{"percent", std::to_string(now.text_percent)}}),
           ui::Face::kBold);
  ui::SameLine(12);
  ImGui::SetCursorPosY(at.y);
  if (ui::Button("text-more", "+", more)) change(kTextStep);
  ui::Tooltip(frame.Text("settings.text.more"));
  if (now.text_percent != 100) {
    ui::SameLine(12);
    if (ui::Link("text-usual", frame.Text("settings.text.usual"))) change(100 - now.text_percent);
  }
  ui::Wrapped(frame.Text("settings.text.sample"));
}

void DrawLook(const Frame& frame) {
  const Settings& now = frame.state.settings;
  Heading(frame, "settings.look");
  Label(frame.Text("settings.language"));
  // Each language in its own words, so that it is found by those who read no other.
  if (const auto chosen = ui::Segments("language", {"Русский", "English"},
                                       now.language == Language::kRussian ? 0 : 1)) {
    Settings settings = now;
    settings.language = *chosen == 0 ? Language::kRussian : Language::kEnglish;
    Change(frame, settings);
  }
  ui::Gap(10);
  Label(frame.Text("settings.theme"));
  if (const auto chosen = ui::Segments(
          "theme", {frame.Text("settings.theme.light"), frame.Text("settings.theme.dark")},
          now.theme == ThemeChoice::kLight ? 0 : 1)) {
    Settings settings = now;
    settings.theme = *chosen == 0 ? ThemeChoice::kLight : ThemeChoice::kDark;
    Change(frame, settings);
  }
  ui::Gap(10);
  DrawTextSize(frame);
}

void DrawDistrict(const Frame& frame) {
  const sync::Status& status = frame.data.status;
  const sync::Membership& membership = status.membership;
  Heading(frame, "settings.district");
  if (membership.joined) {
    Fact(frame.Text("settings.district.name"), membership.district);
    Fact(frame.Text("settings.district.server"), membership.server);
    Fact(frame.Text("settings.district.role"),
         frame.Text(membership.role == sync::Role::kCoordinator ? "settings.district.coordinator"
                                                                : "settings.district.school"));
  } else {
    ui::Wrapped(frame.Text("settings.district.none"), ui::Face::kText, ui::Colours().muted);
  }
  ui::Gap(4);
  if (ui::Button(
          "exchange",
          frame.Text(membership.joined ? "settings.district.exchange" : "settings.district.join"),
          {.look = membership.joined ? ui::Look::kPlain : ui::Look::kPrimary,
           .icon = icon::kExchange}))
    frame.Ask(GoTo{Screen::kExchange});
  ui::Gap(10);
  Settings settings = frame.state.settings;
  // The words wrap beside the tick where there is little room.
  if (ui::Checkbox("by-itself", "", settings.sync_by_itself)) Change(frame, settings);
  ui::SameLine(10);
  ImGui::BeginGroup();
  ImGui::Dummy({1, ui::Px(3) - ImGui::GetStyle().ItemSpacing.y});
  ui::Wrapped(frame.Text("settings.by_itself"));
  ImGui::EndGroup();
  ui::Gap(8);
  const std::string proxy = frame.Text("settings.proxy"), hint = frame.Text("settings.proxy.hint"),
                    note = frame.Text("settings.proxy.note");
  const auto input =
      ui::Input("proxy", frame.state.proxy, {.label = proxy, .hint = hint, .note = note});
  if (input.left || input.entered) frame.Ask(SetProxy{frame.state.proxy});
}

void DrawAbout(const Frame& frame) {
  Heading(frame, "settings.about");
  Fact(frame.Text("settings.version"), std::string(sync::kVersion));
  Fact(frame.Text("settings.folder"), frame.state.data_folder);
  if (!frame.state.data_folder.empty() &&
      ui::Link("copy-folder", frame.Text("settings.folder.copy")))
    frame.Ask(CopyText{frame.state.data_folder});
  ui::Wrapped(frame.Text("settings.folder.note"), ui::Face::kSmall, ui::Colours().muted);
}

void DrawParts(const Frame& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool two = room.x >= ui::Px(kWide) && room.y >= ui::Px(500);
  const float width = two ? (room.x - ui::Px(14)) / 2 : room.x;
  const auto left = [&] {
    DrawLook(frame);
    ui::Gap(18);
    ui::Line();
    ui::Gap(10);
    DrawPeople(frame);
    ui::Gap(18);
    ui::Line();
    ui::Gap(10);
    DrawBackups(frame);
  };
  const auto right = [&] {
    DrawDistrict(frame);
    ui::Gap(18);
    ui::Line();
    ui::Gap(10);
    DrawAbout(frame);
  };
  if (two) {
    {
      const ui::Card card("left", {width, room.y});
      left();
    }
    ui::SameLine(14);
    const ui::Card card("right", {width, room.y});
    return right();
  }
  // One below the other: the screen scrolls, not its parts.
  {
    const ui::GrowingCard card("left", room.x);
    left();
  }
  ui::CardGap();
  const ui::GrowingCard card("right", room.x);
  right();
}

}  // namespace

void DrawSettings(const Frame& frame) {
  const ui::Scope scope("settings");
  DrawHeading(frame.Text("settings.title"), frame.Text("settings.summary"));
  DrawParts(frame);
  DrawRestoring(frame);
  DrawAfresh(frame);
}

}  // namespace kruzhok::client
