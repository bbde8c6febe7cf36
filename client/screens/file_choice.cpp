// SPDX-License-Identifier: MIT
#include "client/screens/file_choice.h"

#include <imgui.h>

#include "client/screens/district_parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/rows.h"
#include "client/widgets/ui.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

constexpr float kPlaces = 232, kWide = 700, kLeastList = 200;

bool LooksLikePath(std::string_view typed) {
  return typed.find('/') != typed.npos || typed.find('\\') != typed.npos || typed.starts_with('~');
}

std::string_view LastName(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == path.npos || slash + 1 == path.size() ? path : path.substr(slash + 1);
}

// A line of the list of places; as wide as it is allowed.
void DrawPlace(const Frame& frame, size_t number, const FilePlace& place, bool here, float width) {
  const std::string label = PlaceLabel(frame, place);
  const ui::Press press =
      ui::Pressable("place-" + std::to_string(number), {width, ui::Px(36)}, label);
  const Theme& theme = ui::Colours();
  const ImVec2 next = ImGui::GetCursorPos();
  if (here || press.hovered)
    ImGui::GetWindowDrawList()->AddRectFilled(press.min, press.max,
                                              here ? theme.accent_soft : theme.hover, ui::Px(6));
  const float y = press.min.y + (ui::Px(36) - ui::LineHeight()) / 2;
  const ImU32 colour = here ? theme.accent : theme.text;
  ui::DrawText({press.min.x + ui::Px(12), y}, PlaceIcon(place.kind),
               here ? theme.accent : theme.muted);
  ImGui::SetCursorScreenPos({press.min.x + ui::Px(40), y});
  ui::Fit(label, width - ui::Px(48), ui::Face::kText, colour);
  if (press.focused && ui::Now().by_keyboard) ui::Ring(press.min, press.max);
  ImGui::SetCursorPos(next);
  if (press.pressed) frame.Ask(LookInFolder{place.path});
}

void DrawPlaces(const Frame& frame, const FileChoice& choice, bool beside) {
  if (!beside) {
    ui::Flow flow(8);
    for (size_t i = 0; i < choice.places.size(); ++i) {
      const FilePlace& place = choice.places[i];
      const std::string label = PlaceLabel(frame, place);
      const ui::ButtonOptions options{.icon = PlaceIcon(place.kind)};
      flow.Next(ui::ButtonWidth(label, options));
      if (ui::Button("place-" + std::to_string(i), label, options))
        frame.Ask(LookInFolder{place.path});
    }
    return;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui::Px(10), ui::Px(2)));
  const float width = ImGui::GetContentRegionAvail().x;
  for (size_t i = 0; i < choice.places.size(); ++i)
    DrawPlace(frame, i, choice.places[i], choice.places[i].path == choice.folder.path, width);
  ImGui::PopStyleVar();
}

// Where one is, and the way up.
void DrawHere(const Frame& frame, const FileChoice& choice) {
  if (ui::Button("up", "",
                 {.icon = icon::kUpwards,
                  .enabled = !choice.folder.parent.empty(),
                  .tooltip = frame.Text("transfer.file.up")}))
    frame.Ask(LookInFolder{choice.folder.parent});
  ui::SameLine(12);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui::Px(6));
  ui::Fit(choice.folder.path, ImGui::GetContentRegionAvail().x, ui::Face::kText,
          ui::Colours().muted);
}

// True: the keyboard is in it.
bool DrawFilter(const Frame& frame, FileChoice& choice) {
  const bool was_empty = choice.typed.empty();
  const auto input = ui::Input("filter", choice.typed,
                               {.hint = frame.Text("transfer.file.filter"), .icon = icon::kSearch});
  if (input.changed) Narrow(choice);
  if (input.entered) OpenChosen(frame, choice);
  if (input.focused && was_empty && ui::Pressed(Key::kBackspace) && !choice.folder.parent.empty())
    frame.Ask(LookInFolder{choice.folder.parent});
  return input.focused;
}

void DrawEntries(const Frame& frame, FileChoice& choice, bool typing, float height) {
  const auto cell = [&](size_t row, size_t column) -> ui::RowsCell {
    const FolderEntry& entry = choice.folder.entries[choice.shown[row]];
    if (column == 0)
      return {entry.name, entry.is_folder ? icon::kFolder : icon::kTable,
              entry.is_folder ? ui::Colours().warn : ui::Colours().ok};
    if (column == 1) return {Moment(entry.changed_ms), nullptr, 0, ui::Colours().muted, true};
    return {entry.is_folder ? std::string() : Bytes(frame, entry.bytes), nullptr, 0,
            ui::Colours().muted, true};
  };
  const std::string empty = frame.Text(choice.reading         ? "transfer.file.reading"
                                       : choice.typed.empty() ? "transfer.file.empty"
                                                              : "transfer.file.nothing");
  const ui::RowsOptions options{.columns = {{frame.Text("transfer.file.name")},
                                            {frame.Text("transfer.file.changed"), 158},
                                            {frame.Text("transfer.file.size"), 96, true}},
                                .size = {0, height},
                                .empty = empty,
                                .keys_anywhere = typing};
  if (ui::Rows("files", choice.shown.size(), choice.cursor, cell, options).opened)
    OpenChosen(frame, choice);
}

void DrawFolder(const Frame& frame, FileChoice& choice, bool beside) {
  DrawHere(frame, choice);
  ui::Gap(4);
  const bool typing = DrawFilter(frame, choice);
  if (choice.problem) {
    ui::Gap(4);
    DrawProblem(frame, *choice.problem);
  }
  ui::Gap(4);
  const float foot = ui::LineHeight(ui::Face::kSmall) + ui::Px(26);
  const float room = ImGui::GetContentRegionAvail().y - foot;
  DrawEntries(frame, choice, typing, beside ? room : ui::Px(kLeastList));
  ui::Gap(6);
  ui::Fit(frame.Text("transfer.file.kinds"), ImGui::GetContentRegionAvail().x, ui::Face::kSmall,
          ui::Colours().muted);
}

}  // namespace

bool PickFolder(const Frame& frame, const std::vector<FilePlace>& places, std::string& folder) {
  const auto find = [&](std::string_view typed) {
    const std::string folded = model::Fold(typed);
    std::vector<ui::Option> options;
    // A path that is typed stands for itself.
    if (LooksLikePath(typed)) options.push_back({std::string(typed), std::string(typed)});
    for (const FilePlace& place : places) {
      const std::string label = PlaceLabel(frame, place);
      if (model::Fold(label + ' ' + place.path).find(folded) != std::string::npos)
        options.push_back({place.path, label, place.path});
    }
    return options;
  };
  std::string shown = folder;
  for (const FilePlace& place : places)
    if (place.path == folder) shown = PlaceLabel(frame, place);
  const auto chosen = ui::Pick("folder", folder, shown, find,
                               {.label = frame.Text("transfer.export.folder"),
                                .hint = frame.Text("transfer.export.folder.hint")});
  if (!chosen || chosen->empty() || *chosen == folder) return false;
  folder = *chosen;
  return true;
}

std::string PlaceLabel(const Frame& frame, const FilePlace& place) {
  switch (place.kind) {
    case FilePlace::Kind::kDocuments:
      return frame.Text("transfer.place.documents");
    case FilePlace::Kind::kDownloads:
      return frame.Text("transfer.place.downloads");
    case FilePlace::Kind::kDesktop:
      return frame.Text("transfer.place.desktop");
    case FilePlace::Kind::kHome:
      return frame.Text("transfer.place.home");
    case FilePlace::Kind::kRemovable:
      break;
  }
  return std::string(LastName(place.path));
}

const char* PlaceIcon(FilePlace::Kind kind) {
  switch (kind) {
    case FilePlace::Kind::kDocuments:
      return icon::kDocuments;
    case FilePlace::Kind::kDownloads:
      return icon::kDownloads;
    case FilePlace::Kind::kDesktop:
      return icon::kDesktop;
    case FilePlace::Kind::kHome:
      return icon::kHome;
    case FilePlace::Kind::kRemovable:
      break;
  }
  return icon::kStick;
}

std::string ChosenPath(const FileChoice& choice) {
  return LooksLikePath(choice.typed) ? choice.typed : PathUnderCursor(choice);
}

void OpenChosen(const Frame& frame, const FileChoice& choice) {
  const std::string path = ChosenPath(choice);
  if (!path.empty()) frame.Ask(ReadList{path});
}

void DrawFileChoice(const Frame& frame, FileChoice& choice) {
  const ui::Scope scope("choice");
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool beside = room.x >= ui::Px(kWide) && room.y >= ui::Px(320);
  if (!beside) {
    const ui::GrowingCard card("folder", room.x);
    DrawPlaces(frame, choice, false);
    ui::Gap(4);
    return DrawFolder(frame, choice, false);
  }
  {
    const ui::Card card("places", {ui::Px(kPlaces), room.y});
    DrawPlaces(frame, choice, true);
  }
  ui::SameLine(14);
  const ui::Card card("folder", {0, room.y});
  DrawFolder(frame, choice, true);
}

}  // namespace kruzhok::client
