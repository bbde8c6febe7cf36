// SPDX-License-Identifier: MIT
// Which column of the file fills what.
#include <algorithm>
#include <imgui.h>

#include "client/screens/import.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/organisation.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

constexpr float kTall = 54, kTarget = 300, kWord = 150, kNarrow = 720;

std::string Letter(size_t column) {
  std::string letters;
  for (size_t number = column + 1; number > 0; number = (number - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (number - 1) % 26));
  return letters;
}

struct Standing {
  const char* icon;
  ImU32 colour;
  const char* key;
};
Standing StandingOf(const ImportState& import, size_t column) {
  const Theme& theme = ui::Colours();
  const ColumnMap& columns = import.options.columns;
  if (columns.targets[column].empty())
    return columns.running_number[column]
               ? Standing{icon::kMinus, theme.muted, "transfer.column.number"}
               : Standing{icon::kMinus, theme.muted, "transfer.column.skipped"};
  if (columns.targets[column] == import.guessed[column])
    return {icon::kCheck, theme.ok, "transfer.column.known"};
  return {icon::kPencil, theme.accent, "transfer.column.chosen"};
}

// Whoever had the target gives it up, unless several may fill it.
void SetTarget(ImportState& import, size_t column, const std::string& target) {
  ColumnMap& columns = import.options.columns;
  if (!target.empty() && !TakesSeveral(*import.type, target))
    for (std::string& other : columns.targets)
      if (other == target) other.clear();
  columns.targets[column] = target;
  import.options.answers.clear();
  import.stale = true;
}

void DrawTarget(const Frame& frame, size_t column, float width) {
  ImportState& import = frame.state.import;
  const ColumnMap& columns = import.options.columns;
  const std::string& target = columns.targets[column];
  const auto label = [&](std::string_view one) {
    if (one == kBase) return frame.Text("transfer.column.base");
    return TargetLabel(frame.texts, *import.type, one);
  };
  const std::string skip = frame.Text("transfer.column.skip");
  const auto find = [&](std::string_view typed) {
    const std::string folded = model::Fold(typed);
    // What begins with the letters comes before what only holds them.
    std::vector<ui::Option> options, others;
    const auto offer = [&](const std::string& value, const std::string& words) {
      const size_t at = model::Fold(words).find(folded);
      if (at == std::string::npos) return;
      ui::Option option{value, words};
      for (size_t i = 0; i < columns.targets.size() && !value.empty(); ++i)
        if (i != column && columns.targets[i] == value)
          option.detail = frame.Text("transfer.column.taken", {{"column", columns.headings[i]}});
      (at == 0 ? options : others).push_back(std::move(option));
    };
    if (folded.empty()) offer("", skip);
    for (const std::string& one : TargetsOf(*import.type)) offer(one, label(one));
    // «Фамилия» before «Фамилия, имя, отчество».
    if (!folded.empty())
      std::ranges::stable_sort(options, [](const ui::Option& a, const ui::Option& b) {
        return a.label.size() < b.label.size();
      });
    options.insert(options.end(), others.begin(), others.end());
    return options;
  };
  const auto chosen = ui::Pick("target-" + std::to_string(column), target,
                               target.empty() ? std::string() : label(target), find,
                               {.hint = skip, .width = width});
  if (!chosen || *chosen == target) return;
  const auto all = TargetsOf(*import.type);
  // What suits nothing was only looked for.
  if (chosen->empty() || std::ranges::find(all, *chosen) != all.end())
    SetTarget(import, column, *chosen);
}

void DrawKey(const Frame& frame, size_t column) {
  ImportState& import = frame.state.import;
  bool on = import.options.columns.key[column];
  if (!ui::Checkbox("key-" + std::to_string(column), frame.Text("transfer.column.key"), on)) return;
  import.options.columns.key[column] = on;
  import.stale = true;
}

// The heading and what stands below it.
void DrawHeading(const Frame& frame, size_t column, float width) {
  const ImportState& import = frame.state.import;
  const Standing standing = StandingOf(import, column);
  const std::string& heading = import.options.columns.headings[column];
  const ImVec2 at = ImGui::GetCursorPos();
  ui::DrawText({ImGui::GetCursorScreenPos().x, ImGui::GetCursorScreenPos().y + ui::Px(6)},
               standing.icon, standing.colour);
  const float left = at.x + ui::Px(30), room = width - ui::Px(34);
  ImGui::SetCursorPos({left, at.y + ui::Px(4)});
  ui::Fit(heading.empty() ? frame.Text("transfer.column.unnamed", {{"letter", Letter(column)}})
                          : heading,
          room, ui::Face::kText, standing.icon == icon::kMinus ? ui::Colours().muted : 0);
  ImGui::SetCursorPos({left, at.y + ui::Px(6) + ui::LineHeight()});
  const std::string& sample = import.samples[column];
  ui::Fit(sample.empty() ? frame.Text("transfer.column.empty") : sample, room, ui::Face::kSmall,
          ui::Colours().muted);
}

void DrawColumn(const Frame& frame, size_t column, bool stacked) {
  const ImportState& import = frame.state.import;
  const Standing standing = StandingOf(import, column);
  const ImVec2 at = ImGui::GetCursorPos();
  const float room = ImGui::GetContentRegionAvail().x;
  float y = at.y + ui::Px(11);
  if (stacked) {
    DrawHeading(frame, column, room);
    ImGui::SetCursorPos({at.x + ui::Px(30), at.y + ui::Px(kTall)});
    DrawTarget(frame, column, std::min(room - ui::Px(30), ui::Px(kTarget)));
    y = ImGui::GetCursorPosY();
    if (import.advanced) {
      ImGui::SetCursorPosX(at.x + ui::Px(30));
      DrawKey(frame, column);
      y = ImGui::GetCursorPosY();
    }
    ImGui::SetCursorPos({at.x, y + ui::Px(2)});
    return ui::Line();
  }
  const float target = at.x + room - ui::Px(kTarget + kWord);
  DrawHeading(frame, column, target - at.x - ui::Px(30));
  ui::DrawText({ImGui::GetWindowPos().x + target - ui::Px(24) - ImGui::GetScrollX(),
                ImGui::GetWindowPos().y + y + ui::Px(6) - ImGui::GetScrollY()},
               icon::kArrow, ui::Colours().border);
  ImGui::SetCursorPos({target, y});
  DrawTarget(frame, column, ui::Px(kTarget));
  ImGui::SetCursorPos({target + ui::Px(kTarget + 12), y});
  if (import.advanced) {
    DrawKey(frame, column);
  } else {
    ImGui::SetCursorPosY(y + ui::Px(8));
    ui::Fit(frame.Text(standing.key), ui::Px(kWord - 12), ui::Face::kSmall, standing.colour);
  }
  ImGui::SetCursorPos({at.x, at.y + ui::Px(kTall)});
  ui::Line();
}

void DrawSheets(const Frame& frame, ui::Flow& flow) {
  const ImportState& import = frame.state.import;
  std::vector<ui::Option> sheets;
  for (size_t i = 0; i < import.list->book.sheets.size(); ++i) {
    const Sheet& sheet = import.list->book.sheets[i];
    if (!sheet.rows.empty())
      sheets.push_back({std::to_string(i), sheet.name, RowsText(frame, std::ssize(sheet.rows))});
  }
  if (sheets.size() < 2) return;
  const float width = flow.Next(ui::Px(280));
  const std::string label = frame.Text("transfer.sheet");
  const auto chosen = ui::PickFrom("sheet", std::to_string(import.options.sheet), sheets,
                                   {.label = label, .width = width});
  if (!chosen) return;
  for (const ui::Option& sheet : sheets)
    if (sheet.value == *chosen) frame.Ask(TakeSheet{std::stoul(*chosen)});
}

// A coordinator says whose the new rows are.
void DrawOwner(const Frame& frame, ui::Flow& flow) {
  ImportState& import = frame.state.import;
  if (frame.data.status.membership.role != sync::Role::kCoordinator) return;
  const float width = flow.Next(ui::Px(340));
  const std::string label = frame.Text("transfer.owner"), hint = frame.Text("transfer.owner.hint");
  std::string value, shown;
  if (import.options.owner) {
    value = import.options.owner->Text();
    shown = frame.data.search->TitleOf(model::organisation, *import.options.owner);
  }
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> found;
    for (const SearchHit& hit : frame.data.search->Find(typed, 40, &model::organisation))
      found.push_back({hit.id.Text(), hit.title, hit.subtitle});
    return found;
  };
  const auto chosen =
      ui::Pick("owner", value, shown, find, {.label = label, .hint = hint, .width = width});
  if (!chosen || *chosen == value) return;
  import.options.owner = model::Uuid::FromText(*chosen);
  import.stale = true;
}

void DrawNeeded(const Frame& frame) {
  const ImportState& import = frame.state.import;
  const Theme& theme = ui::Colours();
  const auto missing = MissingFields(*import.type, import.options.columns);
  std::string fields;
  for (const model::FieldInfo* field : missing)
    fields +=
        (fields.empty() ? "«" : ", «") + frame.texts.FieldLabel(*import.type, field->name()) + "»";
  if (!missing.empty())
    return ui::Strip(frame.Text("transfer.columns.missing", {{"fields", fields}}), icon::kRefused,
                     theme.warn, theme.warn_soft);
  const auto loaded = std::ranges::count_if(import.options.columns.targets,
                                            [](const std::string& one) { return !one.empty(); });
  const int64_t all = std::ssize(import.options.columns.targets);
  ui::Strip(frame.Text("transfer.columns.ready",
                       {{"loaded", std::to_string(loaded)}, {"all", std::to_string(all)}}),
            icon::kCheck, theme.ok, theme.ok_soft);
}

void DrawTools(const Frame& frame) {
  ImportState& import = frame.state.import;
  DrawNeeded(frame);
  ui::Gap(4);
  {
    ui::Flow flow(14);
    DrawSheets(frame, flow);
    DrawOwner(frame, flow);
  }
  ui::Checkbox("advanced", frame.Text("transfer.advanced"), import.advanced);
  if (import.advanced)
    ui::Wrapped(frame.Text("transfer.advanced.why"), ui::Face::kSmall, ui::Colours().muted);
}

void DrawAll(const Frame& frame) {
  const ImportState& import = frame.state.import;
  const bool stacked = ImGui::GetContentRegionAvail().x < ui::Px(kNarrow);
  const ui::Scope scope("columns");
  for (size_t i = 0; i < import.options.columns.headings.size(); ++i) {
    // A column without a word in it is an accident of the file.
    const bool blank = import.options.columns.headings[i].empty() && import.samples[i].empty();
    if (!blank && import.options.columns.targets[i] != kBase) DrawColumn(frame, i, stacked);
  }
}

}  // namespace

void DrawImportColumns(const Frame& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.y < ui::Px(360)) {
    const ui::GrowingCard card("columns-card", room.x);
    DrawTools(frame);
    return DrawAll(frame);
  }
  const ui::Card card("columns-card", room);
  DrawTools(frame);
  ui::Gap(4);
  ui::Line();
  ImGui::BeginChild("##columns", ImGui::GetContentRegionAvail(), false, ImGuiWindowFlags_NoNav);
  DrawAll(frame);
  ImGui::EndChild();
}

}  // namespace kruzhok::client
