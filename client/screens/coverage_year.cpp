// SPDX-License-Identifier: MIT
// The turn of a school year: which year, which step, and the step itself.
#include "client/screens/coverage_year.h"

#include "client/screens/coverage_views.h"
#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/week.h"

namespace kruzhok::client {
namespace {

using Step = SchoolYearState::Step;

constexpr std::pair<Step, const char*> kSteps[] = {{Step::kClasses, "classes"},
                                                   {Step::kEnding, "ending"},
                                                   {Step::kCopying, "copying"},
                                                   {Step::kLeaving, "leaving"}};
constexpr float kDate = 150;
// Before that many days are left of a year nobody turns it.
constexpr int64_t kEarly = 150;

// A group that begins where a labelled field beside it has its frame.
class Below {
 public:
  explicit Below(bool below) {
    ImGui::BeginGroup();
    if (below) ImGui::Dummy({1, ui::BelowLabel() - ImGui::GetStyle().ItemSpacing.y});
  }
  ~Below() { ImGui::EndGroup(); }
  Below(const Below&) = delete;
  Below& operator=(const Below&) = delete;
};

void DrawChoices(const Frame& frame) {
  SchoolYearState& state = frame.state.coverage.school_year;
  std::vector<std::string> labels;
  size_t here = 0;
  for (size_t i = 0; i < std::size(kSteps); ++i) {
    labels.push_back(frame.Text("school_year.step." + std::string(kSteps[i].second)));
    if (kSteps[i].first == state.step) here = i;
  }
  if (const auto chosen = ui::Segments("step", labels, here)) state.step = kSteps[*chosen].first;
  // A year has no part in that children leave.
  if (state.step == Step::kLeaving) return;
  const int64_t present = model::SchoolYearOf(frame.data.coverage.on);
  ui::SameLine(24);
  const float width = 2 * ui::ButtonWidth(model::SchoolYearText(present)) + ui::Px(8);
  if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
  const auto year =
      ui::Segments("of", {model::SchoolYearText(present - 1), model::SchoolYearText(present)},
                   state.rows->year == present ? 1 : 0);
  if (year) state.year = present - 1 + static_cast<int64_t>(*year);
}

void DrawWarning(const Frame& frame) {
  const SchoolYearState& state = frame.state.coverage.school_year;
  const model::Date last = model::LastDayOf(state.rows->year);
  const int64_t left = model::DayNumber(last) - model::DayNumber(frame.data.coverage.on);
  if (state.step == Step::kLeaving || left < kEarly) return;
  ui::Strip(frame.Text("school_year.early", {{"year", model::SchoolYearText(state.rows->year)}}),
            icon::kRefused, ui::Colours().warn, ui::Colours().warn_soft);
}

}  // namespace

void DrawStepDate(const Frame& frame, ui::Flow& flow, const char* key, std::string& text) {
  const std::string label = frame.Text(key);
  const float width = flow.Next(ui::Px(kDate));
  DateField(std::string_view(key).substr(std::string_view("school_year.").size()), text,
            {.label = label, .width = width});
}

void DrawStepTick(ui::Flow& flow, const char* id, const std::string& label, bool& value,
                  bool below) {
  flow.Next(ui::Px(30) + ui::Width(label));
  const Below group(below);
  ui::Checkbox(id, label, value);
}

bool DrawStepButton(const Frame& frame, ui::Flow& flow, const char* key, size_t count, bool below) {
  const bool ready = count > 0;
  const std::string label = ready ? frame.texts.Count(key, static_cast<int64_t>(count))
                                  : frame.Text("school_year.nothing");
  const ui::ButtonOptions options{
      .look = ui::Look::kPrimary, .icon = icon::kCheck, .enabled = ready, .keys = "Ctrl+Enter"};
  flow.Next(ui::ButtonWidth(label, options));
  const Below group(below);
  const bool pressed = ui::Button("do", label, options);
  return ready && (pressed || ui::Shortcut(Key::kEnter, kControl));
}

void DrawSchoolYear(const Frame& frame) {
  const ui::Scope scope("year");
  const SchoolYearState& state = frame.state.coverage.school_year;
  if (frame.data.coverage_book.facts.sees_all)
    return ui::Wrapped(frame.Text("school_year.of_schools"), ui::Face::kText, ui::Colours().muted);
  if (state.rows == nullptr) return;
  DrawChoices(frame);
  ui::Gap(4);
  DrawWarning(frame);
  switch (state.step) {
    case Step::kClasses:
      return DrawClassStep(frame);
    case Step::kEnding:
      return DrawEndingStep(frame);
    case Step::kCopying:
      return DrawCopyingStep(frame);
    case Step::kLeaving:
      return DrawLeavingStep(frame);
  }
}

}  // namespace kruzhok::client
