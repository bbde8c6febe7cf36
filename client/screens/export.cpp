// SPDX-License-Identifier: MIT
// What is asked before a list goes into a file, and before a paper is printed.
#include <algorithm>
#include <imgui.h>

#include "client/screens/district_parts.h"
#include "client/screens/file_choice.h"
#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/group.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

void Above(const std::string& label) {
  ui::Muted(label);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui::Px(4));
}

// A choice of a few that are all seen, with its label; those that make no sense are not offered.
template <typename Value>
void Choose(const Frame& frame, std::string_view id, Value& value,
            const std::vector<std::pair<Value, std::string>>& all) {
  Above(frame.Text("transfer.export." + std::string(id)));
  std::vector<std::string> labels;
  size_t here = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    labels.push_back(all[i].second);
    if (all[i].first == value) here = i;
  }
  if (const auto chosen = ui::Segments(id, labels, here)) value = all[*chosen].first;
  ui::Gap(8);
}

void DrawRows(const Frame& frame, ExportOfList& list) {
  using Rows = ExportOfList::Rows;
  std::vector<std::pair<Rows, std::string>> all;
  const auto offer = [&](Rows rows, std::string_view key, size_t count) {
    all.emplace_back(rows, frame.Text("transfer.export.rows." + std::string(key),
                                      {{"count", Count(static_cast<int64_t>(count))}}));
  };
  if (list.chosen > 0) offer(Rows::kChosen, "chosen", list.chosen);
  if (list.shown != list.all) offer(Rows::kShown, "shown", list.shown);
  offer(Rows::kAll, "all", list.all);
  Choose(frame, "rows", list.rows, all);
}

// The beginning of the keys of its words.
struct ExportWords {
  std::string_view operator()(const ExportOfList&) const { return "transfer.export"; }
  std::string_view operator()(const ExportOfSurvey&) const { return "survey.export"; }
  std::string_view operator()(const ExportOfReport&) const { return "coverage.report.export"; }
  std::string_view operator()(const ExportOfAccess&) const { return "privacy.export"; }
  std::string_view operator()(const ExportOfIndicators&) const { return "indicators.export"; }
  std::string_view operator()(const ExportOfWorklist&) const { return "worklist.export"; }
};

// What of it can be chosen.
struct DrawWhat {
  const Frame& frame;

  void operator()(ExportOfList& list) const {
    DrawRows(frame, list);
    Choose<bool>(frame, "columns", frame.state.export_rows.all_columns,
                 {{false, frame.Text("transfer.export.columns.shown")},
                  {true, frame.Text("transfer.export.columns.all")}});
  }
  void operator()(ExportOfSurvey& survey) const {
    Choose<SurveyTable>(frame, "table", survey.table,
                        {{SurveyTable::kFigures, frame.Text("survey.export.figures")},
                         {SurveyTable::kBlanks, frame.Text("survey.export.blanks")}});
  }
  void operator()(ExportOfIndicators& indicators) const {
    Choose<bool>(frame, "table", indicators.parts,
                 {{false, frame.Text("indicators.export.table")},
                  {true, frame.Text("indicators.export.parts")}});
  }
  void operator()(const auto&) const {}
};

// True: it is to be written.
bool DrawName(const Frame& frame) {
  ExportState& state = frame.state.export_rows;
  const bool blank = IsBlank(state.name);
  const auto input = ui::Input("name", state.name,
                               {.label = frame.Text("transfer.export.name"),
                                .error = blank ? frame.Text("window.form.required") : "",
                                .max_length = 120});
  ui::Checkbox("replace", frame.Text("transfer.export.replace"), state.replace);
  return input.entered && !blank;
}

std::vector<ui::Option> OrdersOf(const Frame& frame) {
  std::vector<ui::Option> options;
  for (const std::string& number : frame.state.print.orders)
    options.push_back({number, number.empty() ? frame.Text("transfer.print.no_number") : number});
  return options;
}

std::optional<DocumentRequest> WantedPaper(const PrintState& print) {
  DocumentRequest request;
  const bool of_year = print.ask == PrintState::Ask::kOccupations;
  if (of_year || print.ask == PrintState::Ask::kClass) {
    if (print.school_class.empty()) return std::nullopt;
    request.what =
        of_year ? DocumentRequest::What::kOccupationList : DocumentRequest::What::kClassRoster;
    request.school_class = print.school_class;
    if (of_year) request.year = print.year;
    request.owner = print.organisation;
    return request;
  }
  if (print.order && print.orders.empty()) return std::nullopt;
  request.what =
      print.order ? DocumentRequest::What::kEnrolmentOrder : DocumentRequest::What::kGroupRoster;
  request.id = print.group;
  request.order_number = print.order ? print.order_number : std::string();
  return request;
}

void DrawGroupPaper(const Frame& frame) {
  PrintState& print = frame.state.print;
  ui::Wrapped(frame.data.search->TitleOf(model::group, *print.group), ui::Face::kText,
              ui::Colours().muted);
  ui::Gap(8);
  const auto chosen =
      ui::Segments("paper", {frame.Text("transfer.print.list"), frame.Text("transfer.print.order")},
                   print.order ? 1 : 0);
  if (chosen) print.order = *chosen == 1;
  ui::Gap(8);
  if (!print.order) return ui::Wrapped(frame.Text("transfer.print.list.why"));
  if (print.orders.empty())
    return ui::Wrapped(frame.Text("transfer.print.no_orders"), ui::Face::kText,
                       ui::Colours().muted);
  ui::Wrapped(frame.Text("transfer.print.order.why"));
  ui::Gap(4);
  const auto options = OrdersOf(frame);
  const auto number = ui::PickFrom("number", print.order_number, options,
                                   {.label = frame.Text("transfer.print.number")});
  if (number && std::ranges::find(print.orders, *number) != print.orders.end())
    print.order_number = *number;
}

void DrawClassPaper(const Frame& frame) {
  PrintState& print = frame.state.print;
  if (print.classes.empty())
    return ui::Wrapped(frame.Text("transfer.print.no_classes"), ui::Face::kText,
                       ui::Colours().muted);
  ui::Wrapped(frame.Text(print.ask == PrintState::Ask::kOccupations ? "worklist.print.why"
                                                                    : "transfer.print.class.why"));
  ui::Gap(4);
  std::vector<ui::Option> options;
  for (const std::string& name : print.classes) options.push_back({name, name});
  const auto chosen = ui::PickFrom("class", print.school_class, options,
                                   {.label = frame.Text("transfer.print.class")});
  if (chosen && std::ranges::find(print.classes, *chosen) != print.classes.end())
    print.school_class = *chosen;
}

}  // namespace

void DrawExport(const Frame& frame) {
  ExportState& state = frame.state.export_rows;
  if (!state.subject) return;
  const bool was_open = ui::Now().modal;
  const std::string words(std::visit(ExportWords(), *state.subject));
  ui::Dialog dialog("export", frame.Text(words + ".title"), 620, state.open);
  if (!dialog) return;
  if (!was_open) ui::FocusPath("export/go");
  std::visit(DrawWhat{frame}, *state.subject);
  Choose<bool>(frame, "format", state.csv, {{false, "Excel (XLSX)"}, {true, "CSV"}});
  PickFolder(frame, state.places, state.folder);
  ui::Gap(4);
  const bool entered = DrawName(frame);
  if (state.problem) {
    ui::Gap(6);
    DrawProblem(frame, *state.problem);
  }
  ui::Gap(4);
  ui::Wrapped(frame.Text(words + ".why"), ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(10);
  const bool ready = !state.running && !IsBlank(state.name);
  ui::Flow flow;
  const std::string go = frame.Text(state.running ? "transfer.export.running"
                                                  : "transfer.export.go"),
                    close = frame.Text("transfer.close");
  const ui::ButtonOptions primary{
      .look = ui::Look::kPrimary, .icon = icon::kExport, .enabled = ready, .keys = "Ctrl+Enter"};
  flow.Next(ui::ButtonWidth(go, primary));
  const bool asked = ui::Button("go", go, primary);
  flow.Next(ui::ButtonWidth(close, {.keys = "Esc"}));
  if (ui::Button("close", close, {.keys = "Esc"})) state.open = false;
  if (ready && (asked || entered || ui::Shortcut(Key::kEnter, kControl))) frame.Ask(RunExport{});
}

void DrawPrint(const Frame& frame) {
  PrintState& print = frame.state.print;
  const bool was_open = ui::Now().modal;
  ui::Dialog dialog("print", frame.Text("transfer.print.title"), 520, print.open);
  if (!dialog) return;
  if (!was_open) ui::FocusPath("print/go");
  if (print.ask == PrintState::Ask::kGroup)
    DrawGroupPaper(frame);
  else
    DrawClassPaper(frame);
  ui::Gap(14);
  const auto paper = WantedPaper(print);
  const bool ready = !print.running && paper;
  ui::Flow flow;
  const std::string go = frame.Text(print.running ? "transfer.print.running" : "transfer.print.go"),
                    close = frame.Text("transfer.close");
  const ui::ButtonOptions primary{
      .look = ui::Look::kPrimary, .icon = icon::kPrint, .enabled = ready, .keys = "Ctrl+Enter"};
  flow.Next(ui::ButtonWidth(go, primary));
  const bool asked = ui::Button("go", go, primary);
  flow.Next(ui::ButtonWidth(close, {.keys = "Esc"}));
  if (ui::Button("close", close, {.keys = "Esc"})) print.open = false;
  if (ready && (asked || ui::Shortcut(Key::kEnter, kControl))) frame.Ask(PrintDocument{*paper});
}

}  // namespace kruzhok::client
