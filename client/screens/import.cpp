// SPDX-License-Identifier: MIT
// A list from a file: the file, its columns, what it would do, namesakes, and what was done.
#include "client/screens/import.h"

#include <algorithm>
#include <imgui.h>
#include <tuple>

#include "client/screens/district_parts.h"
#include "client/screens/file_choice.h"
#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/steps.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kWidestCard = 720, kLow = 500;

std::string Titled(const Frame& frame) {
  const ImportState& import = frame.state.import;
  return frame.Text(import.type ? "transfer.title." + std::string(import.type->name())
                                : "transfer.title");
}

void GoToStep(ImportState& import, ImportStep step) {
  import.step = step;
}

void GoToPreview(const Frame& frame) {
  ImportState& import = frame.state.import;
  GoToStep(import, ImportStep::kPreview);
  if (import.stale) frame.Ask(PlanList{});
}

void Leave(const Frame& frame) {
  const model::EntityType* type = frame.state.import.type;
  frame.Ask(GoTo{type ? ScreenOf(*type) : Screen::kOverview});
}

// --- The head: where one is, back, and on ---

struct Action {
  std::string label;
  const char* icon = nullptr;
  bool enabled = true;
  std::string_view keys{};
};

Action BackAction(const Frame& frame) {
  switch (frame.state.import.step) {
    case ImportStep::kFile:
      return {frame.Text("transfer.leave"), nullptr, true, "Esc"};
    case ImportStep::kPreview:
      return {frame.Text("transfer.back.columns"), icon::kBack};
    case ImportStep::kNamesakes:
      return {frame.Text("transfer.back.preview"), icon::kBack};
    case ImportStep::kKind:
    case ImportStep::kColumns:
    case ImportStep::kDone:
      break;
  }
  return {frame.Text("transfer.back.file"), icon::kFile};
}

void GoBack(const Frame& frame) {
  ImportState& import = frame.state.import;
  switch (import.step) {
    case ImportStep::kFile:
      return Leave(frame);
    case ImportStep::kPreview:
      return GoToStep(import, ImportStep::kColumns);
    case ImportStep::kNamesakes:
      return GoToPreview(frame);
    case ImportStep::kKind:
    case ImportStep::kColumns:
    case ImportStep::kDone:
      break;
  }
  frame.Ask(ForgetList{});
  if (import.type) frame.Ask(StartImport{import.type});
}

bool HasQuestions(const ImportState& import) {
  return import.plan && !import.plan->plan.questions.empty();
}

Action LoadAction(const Frame& frame) {
  const ImportState& import = frame.state.import;
  if (import.run_then || import.planning) return {frame.Text("transfer.counting"), nullptr, false};
  if (!import.plan) return {frame.Text("transfer.load.nothing"), icon::kCheck, false};
  const ImportCounts& counts = import.plan->plan.counts;
  const int64_t writes = counts.created + counts.changed;
  // What was answered since is counted when it is loaded.
  const bool any = writes > 0 || import.stale;
  return {any ? frame.Text(writes > 0 && !import.stale ? "transfer.load.count" : "transfer.load",
                           {{"count", Count(writes)}})
              : frame.Text("transfer.load.nothing"),
          icon::kCheck, any, "Ctrl+Enter"};
}

Action NextAction(const Frame& frame) {
  const ImportState& import = frame.state.import;
  switch (import.step) {
    case ImportStep::kFile:
      return {frame.Text(import.reading ? "transfer.file.opening" : "transfer.file.open"), nullptr,
              !import.reading && !ChosenPath(import.choice).empty(), "Enter"};
    case ImportStep::kKind:
      return {};
    case ImportStep::kColumns:
      return {frame.Text("transfer.next.preview"), nullptr,
              MissingFields(*import.type, import.options.columns).empty(), "Ctrl+Enter"};
    case ImportStep::kPreview:
      if (HasQuestions(import) && !import.planning)
        return {
            frame.texts.Count("transfer.next.namesakes", std::ssize(import.plan->plan.questions)),
            nullptr, true, "Ctrl+Enter"};
      return LoadAction(frame);
    case ImportStep::kNamesakes:
      return LoadAction(frame);
    case ImportStep::kDone:
      return {frame.Text("transfer.done.list." + std::string(import.type->name())), nullptr, true,
              "Ctrl+Enter"};
  }
  return {};
}

void GoOn(const Frame& frame) {
  ImportState& import = frame.state.import;
  switch (import.step) {
    case ImportStep::kFile:
      return OpenChosen(frame, import.choice);
    case ImportStep::kKind:
      return;
    case ImportStep::kColumns:
      return GoToPreview(frame);
    case ImportStep::kPreview:
      if (HasQuestions(import) && !import.planning) return GoToStep(import, ImportStep::kNamesakes);
      return frame.Ask(RunList{});
    case ImportStep::kNamesakes:
      return frame.Ask(RunList{});
    case ImportStep::kDone:
      return Leave(frame);
  }
}

std::string Summary(const Frame& frame) {
  const ImportState& import = frame.state.import;
  if (!import.list) return frame.Text("transfer.summary");
  std::string text = import.list->name;
  if (import.plan) text += " · " + RowsText(frame, import.plan->plan.counts.rows);
  return text;
}

void DrawHead(const Frame& frame) {
  const ImportState& import = frame.state.import;
  const Action back = BackAction(frame), next = NextAction(frame);
  const ui::ButtonOptions plain{.icon = back.icon, .keys = back.keys};
  const ui::ButtonOptions primary{
      .look = ui::Look::kPrimary, .icon = next.icon, .enabled = next.enabled, .keys = next.keys};
  float width = ui::ButtonWidth(back.label, plain);
  if (!next.label.empty()) width += ui::ButtonWidth(next.label, primary) + ui::Px(10);
  BeginActions(Titled(frame), Summary(frame), import.running ? 0 : width);
  if (import.running) return ImGui::NewLine();
  const bool back_asked = ui::Button("back", back.label, plain);
  bool next_asked = false;
  if (!next.label.empty()) {
    ui::SameLine();
    next_asked = ui::Button("next", next.label, primary);
  }
  const bool typing = import.step == ImportStep::kFile;
  if (next.enabled && !next.label.empty() && !typing && ui::Shortcut(Key::kEnter, kControl))
    next_asked = true;
  if (next_asked)
    GoOn(frame);
  else if (back_asked)
    GoBack(frame);
}

void DrawPath(const Frame& frame) {
  ImportState& import = frame.state.import;
  using Step = ImportStep;
  std::vector<std::pair<Step, const char*>> steps = {
      {Step::kFile, "file"}, {Step::kColumns, "columns"}, {Step::kPreview, "preview"}};
  if (HasQuestions(import) || import.step == Step::kNamesakes)
    steps.emplace_back(Step::kNamesakes, "namesakes");
  const Step at = import.step == Step::kKind ? Step::kFile : import.step;
  const bool still = !import.running && import.step != Step::kDone;
  const bool whole =
      import.type && import.list && MissingFields(*import.type, import.options.columns).empty();
  std::vector<ui::PathStep> shown;
  size_t here = steps.size();
  for (size_t i = 0; i < steps.size(); ++i) {
    const Step step = steps[i].first;
    if (step == at) here = i;
    const bool known =
        step == Step::kFile || (import.list && import.type && (step == Step::kColumns || whole));
    shown.push_back({frame.Text("transfer.step." + std::string(steps[i].second)), still && known,
                     step < at || import.step == Step::kDone});
  }
  const auto chosen = ui::Steps("path", shown, here);
  if (!chosen) return;
  const Step step = steps[*chosen].first;
  if (step == Step::kFile) {
    frame.Ask(ForgetList{});
    if (import.type) frame.Ask(StartImport{import.type});
  } else if (step == Step::kPreview) {
    GoToPreview(frame);
  } else {
    GoToStep(import, step);
  }
}

// --- What a dropped file is of ---

void DrawKind(const Frame& frame) {
  const ImportState& import = frame.state.import;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ui::GrowingCard card("kind", std::min(room.x, ui::Px(kWidestCard)));
  const ui::Scope scope("kind");
  ui::Wrapped(frame.Text("transfer.kind.question", {{"name", import.list->name}}), ui::Face::kBold);
  ui::Wrapped(frame.Text("transfer.kind.why"), ui::Face::kText, ui::Colours().muted);
  ui::Gap(10);
  const float width = ImGui::GetContentRegionAvail().x;
  for (size_t i = 0; i < import.list->suits.size(); ++i) {
    const auto& [type, filled] = import.list->suits[i];
    const std::string name(type->name());
    const std::string label = frame.Text("entity." + name + ".plural");
    const bool best = i == 0 && filled > 0;
    const ui::Press press = ui::Pressable(name, {width, ui::Px(46)}, label);
    const Theme& theme = ui::Colours();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ground = press.hovered ? theme.hover : best ? theme.accent_soft : theme.panel;
    draw.AddRectFilled(press.min, press.max, ground, ui::Px(6));
    draw.AddRect(press.min, press.max, best ? theme.accent : theme.border, ui::Px(6));
    const float y = press.min.y + (ui::Px(46) - ui::LineHeight()) / 2;
    ui::DrawText({press.min.x + ui::Px(14), y}, label, best ? theme.accent : theme.text);
    const std::string known = frame.texts.Count("transfer.kind.columns", filled);
    ui::DrawText({press.max.x - ui::Width(known, ui::Face::kSmall) - ui::Px(14), y + ui::Px(2)},
                 known, theme.muted, ui::Face::kSmall);
    if (press.focused && ui::Now().by_keyboard) ui::Ring(press.min, press.max);
    if (press.pressed) frame.Ask(TakeListAs{type});
  }
}

// --- While it runs, and after it ---

void DrawRunning(const Frame& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ui::GrowingCard card("running", std::min(room.x, ui::Px(kWidestCard)));
  const ImportState& import = frame.state.import;
  const int64_t rows = import.plan ? import.plan->plan.counts.rows : 0;
  ui::Wrapped(frame.texts.Count("transfer.running", rows), ui::Face::kBold);
  ui::Wrapped(frame.Text("transfer.running.why"), ui::Face::kText, ui::Colours().muted);
}

void DrawCounts(const Frame& frame, const ImportCounts& counts) {
  const Theme& theme = ui::Colours();
  const std::tuple<const char*, int64_t, ImU32> all[] = {
      {"created", counts.created, theme.ok},    {"changed", counts.changed, theme.accent},
      {"same", counts.same, theme.muted},       {"repeated", counts.repeated, theme.muted},
      {"rejected", counts.rejected, theme.bad}, {"asked", counts.asked, theme.warn}};
  const float left = ImGui::GetCursorPosX() + ui::Px(40);
  float column = 0;
  for (const auto& [key, count, colour] : all)
    if (count > 0) column = std::max(column, ui::Width(Count(count), ui::Face::kBold));
  for (const auto& [key, count, colour] : all) {
    if (count == 0) continue;
    const float top = ImGui::GetCursorPosY();
    const std::string number = Count(count);
    ImGui::SetCursorPosX(left + column - ui::Width(number, ui::Face::kBold));
    ui::Text(number, ui::Face::kBold, colour);
    ImGui::SetCursorPos({left + column + ui::Px(12), top + ui::Px(1)});
    ui::Wrapped(frame.texts.Count("transfer.done." + std::string(key), count));
  }
}

void DrawReport(const Frame& frame, const ImportDone& done) {
  if (done.report_problem) {
    ui::Gap(10);
    DrawProblem(frame, *done.report_problem);
  }
  if (done.report.empty()) return;
  ui::Gap(10);
  ui::Strip(frame.Text("transfer.done.report", {{"file", done.report}}), icon::kTable,
            ui::Colours().warn, ui::Colours().warn_soft);
  ui::Gap(6);
  ui::Flow flow;
  const std::string open = frame.Text("transfer.open_report"),
                    folder = frame.Text("transfer.show_folder");
  flow.Next(ui::ButtonWidth(open, {.icon = icon::kTable}));
  if (ui::Button("open-report", open, {.icon = icon::kTable})) frame.Ask(OpenFile{done.report});
  flow.Next(ui::ButtonWidth(folder, {.icon = icon::kFolder}));
  if (ui::Button("show-folder", folder, {.icon = icon::kFolder}))
    frame.Ask(ShowFolderOf{done.report});
}

void DrawDone(const Frame& frame) {
  const ImportDone& done = *frame.state.import.done;
  const Theme& theme = ui::Colours();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ui::GrowingCard card("done", std::min(room.x, ui::Px(kWidestCard)));
  const ui::Scope scope("done");
  const bool undone = done.undone;
  const float left = ImGui::GetCursorPosX();
  ui::Text(undone ? icon::kUndo : icon::kCheck, ui::Face::kTitle, undone ? theme.muted : theme.ok);
  ImGui::SameLine(left + ui::Px(40));
  ui::Wrapped(frame.Text(undone                 ? "transfer.done.undone"
                         : done.action.is_nil() ? "transfer.done.nothing"
                                                : "transfer.done.title"),
              ui::Face::kTitle);
  ui::Gap(10);
  DrawCounts(frame, done.counts);
  DrawReport(frame, done);
  if (done.action.is_nil() || undone) return;
  ui::Gap(14);
  if (ui::Button("undo", frame.Text("transfer.done.undo"),
                 {.look = ui::Look::kDanger, .icon = icon::kUndo, .keys = "Ctrl+Z"}))
    frame.Ask(UndoAction{done.action});
}

void DrawFileStep(const Frame& frame) {
  ImportState& import = frame.state.import;
  if (import.problem) {
    DrawProblem(frame, *import.problem);
    ui::Gap(10);
  }
  DrawFileChoice(frame, import.choice);
}

// The keyboard begins where the step begins.
void FocusNewStep(const Frame& frame) {
  ImportState& import = frame.state.import;
  if (import.running || import.drawn_step == import.step) return;
  import.drawn_step = import.step;
  const bool low = ImGui::GetContentRegionAvail().y < ui::Px(kLow);
  switch (import.step) {
    case ImportStep::kFile:
      return ui::FocusPath("import/choice/filter");
    case ImportStep::kKind:
      return ui::FocusPath("import/kind/" + std::string(import.list->suits.front().first->name()));
    case ImportStep::kColumns:
    case ImportStep::kDone:
      return ui::FocusPath("import/next");
    // Where little is in view, the head stays there.
    case ImportStep::kPreview:
      return ui::FocusPath(low ? "import/back" : "import/preview/rows/rows");
    case ImportStep::kNamesakes:
      return ui::FocusPath(low ? "import/back" : "import/namesakes/queue/list");
  }
}

}  // namespace

std::string RowsText(const Frame& frame, int64_t rows) {
  return frame.texts.Count("transfer.rows", rows);
}

void DrawImport(const Frame& frame) {
  const ui::Scope scope("import");
  ImportState& import = frame.state.import;
  FocusNewStep(frame);
  DrawHead(frame);
  ui::Gap(8);
  DrawPath(frame);
  ui::CardGap();
  if (ui::Now().list.path.empty() && ui::Shortcut(Key::kEscape)) Leave(frame);
  if (import.running) return DrawRunning(frame);
  switch (import.step) {
    case ImportStep::kFile:
      return DrawFileStep(frame);
    case ImportStep::kKind:
      return DrawKind(frame);
    case ImportStep::kColumns:
      return DrawImportColumns(frame);
    case ImportStep::kPreview:
      return DrawImportPreview(frame);
    case ImportStep::kNamesakes:
      return DrawNamesakes(frame);
    case ImportStep::kDone:
      return DrawDone(frame);
  }
}

}  // namespace kruzhok::client
