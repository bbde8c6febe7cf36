// SPDX-License-Identifier: MIT
// Closing a school year, and what is said of one that is closed.
#include "client/screens/coverage_worklist.h"
#include "client/screens/district_parts.h"
#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/year_closing.h"

namespace kruzhok::client {
namespace {

// Days before the end that are worth a word, and those that hurry.
constexpr int64_t kSoon = 75, kHurry = 14;

WorklistState& State(const Frame& frame) {
  return frame.state.coverage.worklist;
}

// Needed where reasons are missing.
void DrawNeeded(const Frame& frame, std::string_view id, const model::FieldInfo& field,
                std::string& text, float lines) {
  const YearClosingForm& form = State(frame).closing;
  const std::string label = frame.texts.FieldLabel(model::year_closing, field.name());
  const std::string error =
      form.asked && IsBlank(text) ? frame.Text("window.form.required") : std::string();
  ui::Input(
      id, text,
      {.label = label, .required = true, .error = error, .height = lines, .max_length = 1000});
}

}  // namespace

DeadlineWords WordsOfDeadline(const Frame& frame) {
  const WorklistState& state = State(frame);
  const Theme& theme = ui::Colours();
  if (state.count.missing() == 0 || state.count.is_closed()) return {};
  const model::Date due = DueDate(state.wanted.year);
  const int64_t days = DaysUntil(state.today, due);
  const std::string day = due.Russian();
  if (days > kSoon) return {};
  if (days == 0) return {frame.Text("worklist.due.today"), theme.warn};
  if (days < 0) return {frame.texts.Count("worklist.overdue", -days, {{"day", day}}), theme.bad};
  return {frame.texts.Count("worklist.due", days, {{"day", day}}),
          days <= kHurry ? theme.warn : theme.muted};
}

void DrawClosedYear(const Frame& frame) {
  const WorklistState& state = State(frame);
  if (!state.count.is_closed()) return;
  const YearClosing& closing = *state.count.closing;
  const Theme& theme = ui::Colours();
  std::string text = frame.Text("worklist.closed",
                                {{"year", model::SchoolYearText(state.wanted.year)},
                                 {"day", closing.closed_on ? closing.closed_on->Russian() : "—"},
                                 {"who", closing.closed_by.empty() ? "—" : closing.closed_by}});
  if (closing.without_reason > 0)
    text += ' ' + frame.texts.Count("worklist.closed.without", closing.without_reason,
                                    {{"why", closing.why}});
  if (state.changed_later > 0)
    text += ' ' + frame.texts.Count("worklist.closed.changed", state.changed_later);
  if (state.count.missing() != closing.without_reason)
    text += ' ' + frame.Text("worklist.closed.now", {{"now", Count(state.count.missing())}});
  const bool is_old = state.changed_later > 0 || state.count.missing() != closing.without_reason;
  ui::Strip(text, icon::kLock, is_old ? theme.warn : theme.ok,
            is_old ? theme.warn_soft : theme.ok_soft);
  ui::Gap(4);
}

void DrawYearClosing(const Frame& frame) {
  WorklistState& state = State(frame);
  YearClosingForm& form = state.closing;
  const bool was_open = ui::Now().modal;
  const std::string year = model::SchoolYearText(state.wanted.year);
  ui::Dialog dialog("close-year", frame.Text("worklist.close.title", {{"year", year}}), 520,
                    form.open);
  if (!dialog) return;
  const int64_t missing = state.count.missing();
  if (!was_open) ui::FocusPath(missing > 0 ? "close-year/why" : "close-year/go");
  if (form.early) {
    ui::Wrapped(frame.Text("worklist.close.early", {{"year", year}}));
    ui::Gap(6);
  }
  if (missing > 0) {
    ui::Wrapped(frame.texts.Count("worklist.close.missing", missing));
    ui::Gap(6);
    DrawNeeded(frame, "name", model::year_closing.closed_by, form.name, 0);
    DrawNeeded(frame, "why", model::year_closing.why, form.why, 3);
  }
  ui::Gap(12);
  ui::Flow flow;
  const std::string go = frame.Text("worklist.close"), no = frame.Text("transfer.close");
  const ui::ButtonOptions primary{
      .look = ui::Look::kPrimary, .icon = icon::kLock, .keys = "Ctrl+Enter"};
  flow.Next(ui::ButtonWidth(go, primary));
  if (ui::Button("go", go, primary) || ui::Shortcut(Key::kEnter, kControl))
    frame.Ask(CloseYear{true});
  flow.Next(ui::ButtonWidth(no, {.keys = "Esc"}));
  if (ui::Button("no", no, {.keys = "Esc"})) form.open = false;
}

}  // namespace kruzhok::client
