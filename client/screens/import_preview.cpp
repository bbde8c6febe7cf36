// SPDX-License-Identifier: MIT
// What the list would do, row by row, before it does it.
#include <algorithm>
#include <imgui.h>

#include "client/app/plain_words.h"
#include "client/screens/district_parts.h"
#include "client/screens/import.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/rows.h"
#include "client/widgets/ui.h"
#include "model/catalog.h"

namespace kruzhok::client {
namespace {

constexpr float kWide = 900, kLeastHigh = 330, kRowsHigh = 300;

struct Look {
  const char* icon;
  ImU32 colour, soft;
};
Look LookOf(Fate fate) {
  const Theme& theme = ui::Colours();
  switch (fate) {
    case Fate::kNew:
      return {icon::kPlus, theme.ok, theme.ok_soft};
    case Fate::kChanged:
      return {icon::kPencil, theme.accent, theme.accent_soft};
    case Fate::kSame:
      return {icon::kSame, theme.muted, theme.hover};
    case Fate::kRepeated:
      return {icon::kTwice, theme.muted, theme.hover};
    case Fate::kRejected:
      return {icon::kRefused, theme.bad, theme.bad_soft};
    case Fate::kAsked:
      return {icon::kQuestion, theme.warn, theme.warn_soft};
  }
  return {icon::kSame, theme.muted, theme.hover};
}

constexpr Fate kFates[] = {Fate::kNew,      Fate::kChanged,  Fate::kSame,
                           Fate::kRepeated, Fate::kRejected, Fate::kAsked};

std::string FateWord(const Frame& frame, Fate fate) {
  return frame.Text("transfer.fate." + std::string(Name(fate)));
}

// Looks at the rows of one fate; pressed again, at all of them.
void DrawChip(const Frame& frame, ui::Flow& flow, std::optional<Fate> fate, int64_t count) {
  ImportState& import = frame.state.import;
  const Theme& theme = ui::Colours();
  const Look look = fate ? LookOf(*fate) : Look{icon::kTable, theme.text, theme.hover};
  const std::string label = fate ? FateWord(frame, *fate) : frame.Text("transfer.fate.all");
  const std::string number = import.planning ? "…" : Count(count);
  const float width =
      ui::Px(30) + ui::Width(look.icon) + ui::Px(18) + ui::Width(label) + ui::Width(number);
  flow.Next(width);
  const bool on = import.shown_fate == fate;
  const bool usable = !import.planning && (count > 0 || !fate);
  const std::string id = "fate-" + (fate ? std::string(Name(*fate)) : std::string("all"));
  const ui::Press press = ui::Pressable(id, {width, ui::Px(34)}, label + ' ' + number, usable);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImU32 ink = usable ? look.colour : theme.muted;
  draw.AddRectFilled(press.min, press.max,
                     on              ? look.soft
                     : press.hovered ? theme.hover
                                     : theme.panel,
                     ui::Px(17));
  draw.AddRect(press.min, press.max, on ? ink : theme.border, ui::Px(17), 0, on ? ui::Px(2) : 1.0F);
  float x = press.min.x + ui::Px(14);
  const float y = press.min.y + (ui::Px(34) - ui::LineHeight()) / 2;
  ui::DrawText({x, y}, look.icon, ink);
  x += ui::Width(look.icon) + ui::Px(8);
  ui::DrawText({x, y}, label, usable ? theme.text : theme.muted);
  ui::DrawText({x + ui::Width(label) + ui::Px(8), y}, number, ink);
  if (press.focused && ui::Now().by_keyboard) ui::Ring(press.min, press.max);
  if (!press.pressed) return;
  import.shown_fate = on ? std::nullopt : fate;
  import.row_cursor = 0;
}

void DrawChips(const Frame& frame) {
  const ImportState& import = frame.state.import;
  const ImportCounts counts = import.plan ? import.plan->plan.counts : ImportCounts{};
  const int64_t by_fate[] = {counts.created,  counts.changed,  counts.same,
                             counts.repeated, counts.rejected, counts.asked};
  ui::Flow flow(8);
  DrawChip(frame, flow, std::nullopt, counts.rows);
  for (const Fate fate : kFates) DrawChip(frame, flow, fate, by_fate[static_cast<size_t>(fate)]);
}

// «организаций — 164, программ — 2»
std::string MissingWords(const Frame& frame, const ImportPlan& plan) {
  std::string words;
  for (const model::EntityType* type : model::Catalog()) {
    const auto count =
        std::ranges::count_if(plan.missing, [&](const auto& one) { return one.first == type; });
    if (count == 0) continue;
    words += (words.empty() ? "" : ", ") +
             frame.texts.Count("transfer.missing." + std::string(type->name()), count);
  }
  return words;
}

void DrawMissing(const Frame& frame, const ImportPlan& plan) {
  ImportState& import = frame.state.import;
  if (plan.missing.empty() && !import.options.create_missing) return;
  const std::string words = MissingWords(frame, plan);
  const std::string label = words.empty() ? frame.Text("transfer.missing.none")
                                          : frame.Text("transfer.missing", {{"what", words}});
  if (!ui::Checkbox("create-missing", label, import.options.create_missing, !import.planning))
    return;
  import.stale = true;
  frame.Ask(PlanList{});
}

void DrawStrips(const Frame& frame) {
  const ImportState& import = frame.state.import;
  const Theme& theme = ui::Colours();
  if (import.plan_problem) {
    const std::string field =
        import.type ? frame.texts.FieldLabel(*import.type, import.plan_problem->field) : "";
    const ErrorText text = PlainWords(frame.texts, *import.plan_problem, field);
    DrawProblem(text.message, text.hint);
    ui::Gap(6);
  }
  if (!import.plan) return;
  const ImportPlan& plan = import.plan->plan;
  DrawMissing(frame, plan);
  if (plan.cleared > 0)
    ui::Strip(frame.texts.Count("transfer.cleared", plan.cleared), icon::kRefused, theme.warn,
              theme.warn_soft);
}

std::vector<const model::FieldInfo*> ChangedFields(const PlannedRow& row) {
  std::vector<const model::FieldInfo*> fields;
  for (const auto& [field, value] : row.before) fields.push_back(field);
  for (const auto& [field, value] : row.after)
    if (std::ranges::find(fields, field) == fields.end()) fields.push_back(field);
  return fields;
}

std::string FirstNote(const Frame& frame, const ShownPlan& shown, size_t line) {
  const auto notes = shown.notes_of_row.find(line);
  if (notes == shown.notes_of_row.end()) return {};
  return NoteText(frame.texts, *shown.plan.type, shown.plan.notes[notes->second.front()]);
}

// What is to be said of a row in one line.
std::string WhatHappens(const Frame& frame, const ShownPlan& shown, const PlannedRow& row) {
  std::string note = FirstNote(frame, shown, row.line);
  if (row.fate == Fate::kRepeated)
    return frame.Text("transfer.row.repeats", {{"line", std::to_string(row.first_line)}});
  if (row.fate == Fate::kAsked) return frame.Text("transfer.row.asked");
  if (row.fate != Fate::kChanged) return note;
  std::string fields;
  for (const model::FieldInfo* field : ChangedFields(row))
    fields +=
        (fields.empty() ? "" : ", ") + frame.texts.FieldLabel(*shown.plan.type, field->name());
  return note.empty() ? fields : fields + " · " + note;
}

// What the row is called; of one that cannot be read, what stands in it.
std::string TitleOf(const Frame& frame, const PlannedRow& row) {
  if (!row.title.empty()) return row.title;
  const ImportState& import = frame.state.import;
  const Sheet& sheet = import.list->book.sheets[import.options.sheet];
  std::string title;
  if (row.line > 0 && row.line <= sheet.rows.size())
    for (const std::string& cell : sheet.rows[row.line - 1])
      if (!cell.empty() && title.size() < 80) title += (title.empty() ? "" : " · ") + cell;
  return title.empty() ? frame.Text("window.form.nothing") : title;
}

const PlannedRow* RowAt(const ImportState& import, size_t place) {
  if (!import.plan) return nullptr;
  const ImportPlan& plan = import.plan->plan;
  if (!import.shown_fate) return place < plan.rows.size() ? &plan.rows[place] : nullptr;
  const auto& rows = import.plan->by_fate[static_cast<size_t>(*import.shown_fate)];
  return place < rows.size() ? &plan.rows[rows[place]] : nullptr;
}

size_t CountShown(const ImportState& import) {
  if (!import.plan) return 0;
  return import.shown_fate ? import.plan->by_fate[static_cast<size_t>(*import.shown_fate)].size()
                           : import.plan->plan.rows.size();
}

void DrawRows(const Frame& frame, float height) {
  ImportState& import = frame.state.import;
  const auto cell = [&](size_t place, size_t column) -> ui::RowsCell {
    const PlannedRow& row = *RowAt(import, place);
    const Look look = LookOf(row.fate);
    if (column == 0) return {std::to_string(row.line), nullptr, 0, ui::Colours().muted, true};
    const bool written = row.fate == Fate::kNew || row.fate == Fate::kChanged;
    if (column == 1)
      return {TitleOf(frame, row), look.icon, look.colour, written ? 0 : ui::Colours().muted};
    return {WhatHappens(frame, *import.plan, row), nullptr, 0,
            row.fate == Fate::kRejected ? ui::Colours().bad : ui::Colours().muted, true};
  };
  const std::string empty = frame.Text(import.planning ? "transfer.counting.long"
                                       : import.plan   ? "transfer.preview.empty"
                                                       : "transfer.preview.none");
  ui::Rows("rows", CountShown(import), import.row_cursor, cell,
           {.columns = {{frame.Text("transfer.row.line"), 66, true},
                        {frame.Text("transfer.row.title")},
                        {frame.Text("transfer.row.what")}},
            .size = {0, height},
            .empty = empty});
}

using Values = std::vector<std::pair<const model::FieldInfo*, model::Value>>;

std::string Words(const Frame& frame, const ShownPlan& shown, const model::FieldInfo& field,
                  const Values& values) {
  for (const auto& [one, value] : values) {
    if (one != &field || model::IsEmpty(value)) continue;
    if (const auto* id = std::get_if<model::Uuid>(&value))
      if (const auto title = shown.new_titles.find(*id); title != shown.new_titles.end())
        return frame.Text("transfer.value.new", {{"title", title->second}});
    return ValueWords(frame, *shown.plan.type, field, value);
  }
  return frame.Text("window.form.nothing");
}

void DrawValue(const std::string& text, ImU32 colour, float left) {
  ImGui::SetCursorPosX(left);
  ui::Wrapped(text, ui::Face::kText, colour, ImGui::GetContentRegionAvail().x);
}

// What goes, and below it what comes.
void DrawChange(const Frame& frame, const ShownPlan& shown, const PlannedRow& row,
                const model::FieldInfo& field) {
  const Theme& theme = ui::Colours();
  const float left = ImGui::GetCursorPosX();
  ui::Muted(frame.texts.FieldLabel(*shown.plan.type, field.name()));
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui::Px(5));
  const float top = ImGui::GetCursorPosY();
  ui::Text("−", ui::Face::kText, theme.muted);
  ImGui::SetCursorPosY(top);
  DrawValue(Words(frame, shown, field, row.before), theme.muted, left + ui::Px(18));
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui::Px(5));
  const float next = ImGui::GetCursorPosY();
  ui::Text("+", ui::Face::kText, theme.ok);
  ImGui::SetCursorPosY(next);
  DrawValue(Words(frame, shown, field, row.after), 0, left + ui::Px(18));
}

// What a new record will hold.
void DrawNew(const Frame& frame, const ShownPlan& shown, const PlannedRow& row) {
  const auto write = row.id ? shown.write_of_row.find(*row.id) : shown.write_of_row.end();
  if (write == shown.write_of_row.end()) return;
  const Values& values = shown.plan.writes[write->second].fields;
  for (const auto& [field, value] : values) {
    if (model::IsEmpty(value)) continue;
    const float left = ImGui::GetCursorPosX();
    ui::Muted(frame.texts.FieldLabel(*shown.plan.type, field->name()));
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui::Px(5));
    DrawValue(Words(frame, shown, *field, values), 0, left);
  }
}

void DrawNotes(const Frame& frame, const ShownPlan& shown, const PlannedRow& row) {
  const Theme& theme = ui::Colours();
  const auto notes = shown.notes_of_row.find(row.line);
  if (notes == shown.notes_of_row.end()) return;
  const auto& headings = frame.state.import.options.columns.headings;
  for (const uint32_t place : notes->second) {
    const ImportNote& note = shown.plan.notes[place];
    std::string text = NoteText(frame.texts, *shown.plan.type, note);
    if (note.column && *note.column < headings.size() && !headings[*note.column].empty())
      text += '\n' + frame.Text("transfer.note.column", {{"column", headings[*note.column]}});
    ui::Strip(text, icon::kRefused, note.rejects ? theme.bad : theme.warn,
              note.rejects ? theme.bad_soft : theme.warn_soft);
  }
}

void DrawDetails(const Frame& frame) {
  const ImportState& import = frame.state.import;
  const PlannedRow* row = RowAt(import, import.row_cursor);
  if (row == nullptr)
    return ui::Wrapped(
        frame.Text(import.planning ? "transfer.counting.long" : "transfer.preview.details"),
        ui::Face::kText, ui::Colours().muted);
  const ShownPlan& shown = *import.plan;
  const Look look = LookOf(row->fate);
  ui::Wrapped(TitleOf(frame, *row), ui::Face::kBold);
  ui::Chip(frame.Text("transfer.fate.one." + std::string(Name(row->fate))), look.icon, look.colour,
           look.soft);
  ui::SameLine(10);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui::Px(6));
  ui::Muted(frame.Text("transfer.row.number", {{"line", std::to_string(row->line)}}));
  ui::Gap(4);
  DrawNotes(frame, shown, *row);
  if (row->fate == Fate::kRepeated || row->fate == Fate::kAsked)
    ui::Wrapped(WhatHappens(frame, shown, *row));
  const auto is_row = [&](const sync::RowWrite& write) { return row->id && write.id == row->id; };
  if (std::ranges::any_of(shown.plan.restores, is_row))
    ui::Wrapped(frame.Text("transfer.row.restored"));
  if (row->fate == Fate::kNew) return DrawNew(frame, shown, *row);
  for (const model::FieldInfo* field : ChangedFields(*row)) DrawChange(frame, shown, *row, *field);
  if (row->fate == Fate::kSame) ui::Wrapped(frame.Text("transfer.row.same"));
}

}  // namespace

std::string ValueWords(const Frame& frame, const model::EntityType& type,
                       const model::FieldInfo& field, const model::Value& value) {
  if (const auto* id = std::get_if<model::Uuid>(&value)) {
    const model::EntityType* target = model::FindEntity(field.options().target);
    std::string title = target ? frame.data.search->TitleOf(*target, *id) : std::string();
    return title.empty() ? frame.Text("list.missing") : title;
  }
  if (const auto* yes = std::get_if<bool>(&value))
    return frame.Text(*yes ? "window.yes" : "window.no");
  if (const auto* choices = std::get_if<model::Choices>(&value)) {
    std::string text;
    for (const std::string& choice : *choices)
      text += (text.empty() ? "" : ", ") + frame.texts.ChoiceLabel(type, field, choice);
    return text;
  }
  const std::string text = model::FormatValue(value);
  if (field.kind() == model::Kind::kChoice) return frame.texts.ChoiceLabel(type, field, text);
  const auto date = field.kind() == model::Kind::kDate ? model::Date::FromIso(text) : std::nullopt;
  return date ? date->Russian() : text;
}

void DrawImportPreview(const Frame& frame) {
  const ui::Scope scope("preview");
  DrawChips(frame);
  ui::Gap(4);
  DrawStrips(frame);
  ui::Gap(2);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x >= ui::Px(kWide) && room.y >= ui::Px(kLeastHigh)) {
    const float side = std::clamp(room.x * 0.34F, ui::Px(320), ui::Px(560));
    {
      const ui::Card card("rows-card", {room.x - side - ui::Px(14), room.y});
      DrawRows(frame, 0);
    }
    ui::SameLine(14);
    const ui::Card card("details-card", {0, room.y});
    return DrawDetails(frame);
  }
  {
    const ui::Card card("rows-card", {room.x, ui::Px(kRowsHigh)});
    DrawRows(frame, 0);
  }
  ui::CardGap();
  const ui::GrowingCard card("details-card", room.x);
  DrawDetails(frame);
}

}  // namespace kruzhok::client
