// SPDX-License-Identifier: MIT
// The categories of a child on its card, and giving them to one child or to many.
#include <algorithm>
#include <imgui.h>

#include "client/screens/parts.h"
#include "client/screens/privacy.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "model/entities/category.h"
#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

using model::category;

// Those that programmes and reports ask of everybody; the others are seldom asked of a club.
constexpr size_t kFirst = 5;

// The words wrap where there is little room. True: pressed.
bool DrawChip(std::string_view id, const CategoryChip& chip, float room) {
  const Theme& theme = ui::Colours();
  const float pad = ui::Px(10), inner = room - 2 * pad;
  const float wrap = ui::Width(chip.text) > inner ? inner : 0;
  const ImVec2 size{wrap > 0 ? room : ui::Width(chip.text) + 2 * pad,
                    ui::Height(chip.text, ui::Face::kText, wrap) + ui::Px(8)};
  const ui::Press press = ui::Pressable(id, size, chip.text);
  const ImU32 colour = chip.ended ? theme.muted : theme.accent;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(press.min, press.max, chip.ended ? theme.hover : theme.accent_soft,
                     ui::Px(12));
  if (press.hovered) draw.AddRect(press.min, press.max, colour, ui::Px(12));
  ui::DrawText({press.min.x + pad, press.min.y + ui::Px(4)}, chip.text, colour, ui::Face::kText,
               wrap);
  if (press.focused) ui::Ring(press.min, press.max);
  return press.pressed;
}

std::string_view ProblemOf(const CategoryAdding& adding, const model::FieldInfo& field) {
  const auto found = adding.problems.find(field.name());
  return found == adding.problems.end() ? std::string_view() : std::string_view(found->second);
}

void DrawTicks(const Frame& frame, CategoryAdding& adding) {
  const auto& codes = category.category.options().choices;
  const size_t shown = adding.all ? codes.size() : std::min(kFirst, codes.size());
  for (size_t i = 0; i < shown; ++i)
    ui::Checkbox(codes[i], frame.texts.ChoiceLabel(category, category.category, codes[i]),
                 adding.chosen[std::string(codes[i])]);
  if (!adding.all && ui::Link("more", frame.Text("privacy.categories.more"))) adding.all = true;
  if (const auto problem = ProblemOf(adding, category.category); !problem.empty())
    ui::Wrapped(problem, ui::Face::kSmall, ui::Colours().bad);
}

void DrawPeriod(const Frame& frame, CategoryAdding& adding) {
  const auto problem = [&](const model::FieldInfo& field) { return ProblemOf(adding, field); };
  const auto label = [&](const model::FieldInfo& field) {
    return frame.texts.FieldLabel(category, field.name());
  };
  const std::string start = label(category.start_date), end = label(category.end_date),
                    basis = label(category.basis), kinds = label(category.ovz_types),
                    hint = frame.Text("enrolment.date.hint");
  if (adding.chosen["ovz"])
    ui::PickMany("ovz_types", adding.ovz_types, ChoicesOf(frame, category, category.ovz_types),
                 {.label = kinds});
  ui::Flow flow(12);
  const float width = std::max((ImGui::GetContentRegionAvail().x - ui::Px(14)) / 2, ui::Px(150));
  DateField("start", adding.start_date,
            {.label = start,
             .hint = hint,
             .error = problem(category.start_date),
             .width = flow.Next(width)});
  const float next = flow.Next(width);
  DateField("end", adding.end_date,
            {.label = end, .hint = hint, .error = problem(category.end_date), .width = next});
  ui::Input("basis", adding.basis,
            {.label = basis,
             .hint = frame.Text("privacy.categories.basis"),
             .error = problem(category.basis),
             .max_length = 500});
}

}  // namespace

void DrawMasked(const Frame& frame, const OpenedRecord& record) {
  const FormState& form = record.form;
  if (form.type == &model::child && form.Find(model::child.last_name.name()) == nullptr)
    ui::Strip(frame.Text("privacy.masked"), icon::kLock, ui::Colours().warn,
              ui::Colours().warn_soft);
}

void DrawCategoriesOf(const Frame& frame, const OpenedRecord& record) {
  if (record.form.type != &model::child || record.form.is_new || record.erased) return;
  const ui::Scope scope("categories");
  if (RoleOf(frame.state) == PersonRole::kRestricted)
    return ui::Wrapped(frame.Text("privacy.categories.hidden"), ui::Face::kSmall,
                       ui::Colours().muted);
  const float room = ImGui::GetContentRegionAvail().x;
  for (const CategoryChip& chip : record.categories) {
    if (DrawChip("chip-" + chip.id.Text(), chip, room)) frame.Ask(OpenRecord{&category, chip.id});
    if (chip.about.empty()) continue;
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui::Px(4));
    ui::Wrapped(chip.about, ui::Face::kSmall, ui::Colours().muted);
  }
  if (!record.form.deleted &&
      ui::Link("add", frame.Text(record.categories.empty() ? "privacy.categories.first"
                                                           : "privacy.categories.add")))
    frame.Ask(StartCategories{{record.form.id}});
  ui::Gap(4);
}

void DrawCategoryAdding(const Frame& frame) {
  CategoryAdding& adding = frame.state.privacy.adding;
  if (!adding.open) return;
  ui::Dialog dialog("categories", frame.Text("privacy.categories.title"), 560, adding.open);
  if (!dialog) return;
  const std::string whom =
      adding.title.empty() ? frame.texts.Count("privacy.categories.of", std::ssize(adding.children))
                           : adding.title;
  ui::Wrapped(whom, ui::Face::kText, ui::Colours().muted);
  ui::Gap(6);
  DrawTicks(frame, adding);
  ui::Gap(6);
  DrawPeriod(frame, adding);
  ui::Gap(14);
  const std::string save = frame.Text("privacy.categories.save"),
                    cancel = frame.Text("enrolment.change.cancel");
  const ui::ButtonOptions primary{.look = ui::Look::kPrimary,
                                  .icon = icon::kCheck,
                                  .enabled = adding.any(),
                                  .keys = "Ctrl+Enter"};
  ui::Flow flow;
  flow.Next(ui::ButtonWidth(save, primary));
  const bool asked = adding.any() && ui::Shortcut(Key::kEnter, kControl);
  if (ui::Button("save", save, primary) || asked) frame.Ask(SaveCategories{});
  flow.Next(ui::ButtonWidth(cancel));
  if (ui::Button("cancel", cancel)) adding.open = false;
}

}  // namespace kruzhok::client
