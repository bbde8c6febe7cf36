// SPDX-License-Identifier: MIT
// The record that is open: its form, what is disputed or not accepted, the rows that name it, its
// history.
#include <algorithm>

#include "client/screens/coverage_persons.h"
#include "client/screens/erasing.h"
#include "client/screens/field_editor.h"
#include "client/screens/frame.h"
#include "client/screens/parts.h"
#include "client/screens/privacy.h"
#include "client/widgets/icons.h"
#include "client/widgets/record_table.h"
#include "client/widgets/ui.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"

namespace kruzhok::client {
namespace {

// Two columns of fields from this width on (at scale 1).
constexpr float kTwoColumns = 380;

std::string Shown(const Frame& frame, const std::string& text) {
  return text.empty() ? frame.Text("window.form.nothing") : text;
}

// The card of a child, the papers of a group.
void DrawPrintButton(const Frame& frame, const FormState& form) {
  if (!ui::Button("print", "",
                  {.look = ui::Look::kQuiet,
                   .icon = icon::kPrint,
                   .enabled = !frame.state.print.running,
                   .tooltip = frame.Text("transfer.print")}))
    return;
  if (form.type == &model::group) return frame.Ask(StartPrint{form.id});
  DocumentRequest request;
  request.what = DocumentRequest::What::kChildCard;
  request.id = form.id;
  frame.Ask(PrintDocument{request});
}

void DrawHead(const Frame& frame, const OpenedRecord& record) {
  const bool printed = !record.form.is_new && !record.form.deleted && !record.erased &&
                       (record.form.type == &model::child || record.form.type == &model::group);
  const float room = ImGui::GetContentRegionAvail().x - ui::Px(printed ? 90 : 44);
  const FormState& form = record.form;
  const std::string title = form.is_new && record.title.empty()
                                ? frame.Text("window." + std::string(form.type->name()) + ".new")
                                : record.title;
  const float top = ImGui::GetCursorPosY();
  ui::Fit(title, room, ui::Face::kBold);
  const float below = ImGui::GetCursorPosY();
  ImGui::SetCursorPos({ImGui::GetCursorPosX() + room + ui::Px(10), top - ui::Px(6)});
  if (printed) {
    DrawPrintButton(frame, form);
    ui::SameLine(6);
  }
  if (ui::Button("close", "",
                 {.look = ui::Look::kQuiet,
                  .icon = icon::kClose,
                  .tooltip = frame.Text("window.record.close")}))
    frame.Ask(CloseRecord{});
  ImGui::SetCursorPosY(below);
  std::string about = record.subtitle;
  if (record.changed_at_ms > 0) {
    if (!about.empty()) about += " · ";
    about += frame.Text("window.record.changed",
                        {{"when", Moment(record.changed_at_ms)}, {"who", record.changed_by}});
  }
  if (!about.empty()) ui::Fit(about, room + ui::Px(40), ui::Face::kSmall, ui::Colours().muted);
  if (!form.is_new && !record.erased)
    ui::Condition(record.condition, ConditionWord(frame.texts, record.condition));
}

void DrawDispute(const Frame& frame, const DisputeItem& dispute) {
  const ui::Scope scope("dispute-" + dispute.cell);
  const Theme& theme = ui::Colours();
  std::string text =
      frame.Text("window.record.disputed", {{"field", dispute.label},
                                            {"value", Shown(frame, dispute.official.text)},
                                            {"who", dispute.official.by}});
  if (dispute.official_before) {
    const DisputeValue& before = dispute.proposals[*dispute.official_before];
    text +=
        ' ' + frame.Text("window.record.official_before", {{"value", Shown(frame, before.text)}});
  }
  ui::Strip(text, icon::kDisputed, theme.disputed, theme.disputed_soft);
  if (dispute.hidden) return ui::Wrapped(frame.Text("review.school_decides"));
  if (ui::Link("keep",
               frame.Text("window.record.keep", {{"value", Shown(frame, dispute.official.text)}})))
    frame.Ask(TakeValue{dispute.key, dispute.cell, dispute.official.dot, ""});
  for (size_t i = 0; i < dispute.proposals.size(); ++i) {
    const DisputeValue& proposal = dispute.proposals[i];
    const std::string label = frame.Text(
        "window.record.take", {{"value", Shown(frame, proposal.text)}, {"who", proposal.by}});
    if (ui::Link("take-" + std::to_string(i), label))
      frame.Ask(TakeValue{dispute.key, dispute.cell, proposal.dot, ""});
  }
}

void DrawOutside(const Frame& frame, const OutsideItem& item) {
  const Theme& theme = ui::Colours();
  std::string text = item.reason;
  for (const auto& [label, value] : item.values) text += "\n" + label + ": " + Shown(frame, value);
  ui::Strip(text, icon::kRefused, theme.bad, theme.bad_soft);
  const ui::Scope scope("outside-" + sync::FormatDot(item.commit.dot));
  if (ui::Link("sort-out", frame.Text("window.record.sort_out"))) {
    frame.state.review.tab = ReviewState::Tab::kOutside;
    frame.Ask(GoTo{Screen::kReview});
  }
}

void DrawStrips(const Frame& frame, const OpenedRecord& record) {
  const Theme& theme = ui::Colours();
  DrawErasureState(frame, record);
  DrawMasked(frame, record);
  for (const OutsideItem& item : record.outside) DrawOutside(frame, item);
  for (const DisputeItem& dispute : record.disputes) DrawDispute(frame, dispute);
  if (record.form.locked)
    ui::Strip(frame.Text("worklist.locked"), icon::kLock, theme.warn, theme.warn_soft);
  if (record.form.deleted) {
    ui::Strip(frame.Text("window.record.deleted"), icon::kDelete, theme.bad, theme.bad_soft);
    if (ui::Button("restore", frame.Text("window.record.restore"),
                   {.look = ui::Look::kPrimary, .icon = icon::kUndo}))
      frame.Ask(RestoreRow{{std::string(record.form.type->name()), record.form.id}});
  } else if (record.form.overtaken) {
    ui::Strip(frame.Text("window.record.overtaken"), icon::kExchange, theme.warn, theme.warn_soft);
  }
}

std::vector<std::pair<std::string, std::string>> TabsOf(const Frame& frame,
                                                        const OpenedRecord& record) {
  std::vector<std::pair<std::string, std::string>> tabs;
  if (!record.erased) tabs.emplace_back("form", frame.Text("window.tab.form"));
  if (record.form.is_new) return tabs;
  for (const RelatedRows& related : record.related) {
    const std::string key = "window.tab." + std::string(record.form.type->name()) + '.' +
                            std::string(related.type->name());
    std::string label =
        frame.texts.Has(key) ? frame.Text(key) : frame.texts.EntityLabel(*related.type);
    if (!related.rows.empty()) label += " " + std::to_string(related.rows.size());
    tabs.emplace_back(related.type->name(), std::move(label));
  }
  tabs.emplace_back("history", frame.Text("window.tab.history"));
  return tabs;
}

std::string SectionLabel(const Frame& frame, std::string_view section) {
  return frame.Text("section." + std::string(section));
}

void DrawForm(const Frame& frame, OpenedRecord& record) {
  const ui::Scope scope("form");
  FormState& form = record.form;
  if (!form.focus.empty()) {
    ui::FocusPath(ui::Now().path + form.focus);
    form.focus.clear();
  }
  DrawCategoriesOf(frame, record);
  const float room = ImGui::GetContentRegionAvail().x;
  const float gap = ui::Px(12);
  const bool two = room / ui::Now().scale >= kTwoColumns;
  const float half = two ? (room - gap) / 2 : room;
  std::string_view section;
  bool left = true;
  for (FormField& field : form.fields) {
    // Linking cards is said of two of them, not typed into one.
    if (field.info == &model::child.person) continue;
    // The class of a year is told when the class moves on, by nobody's typing.
    if (form.IsFixed(field) || field.info == &model::occupation.school_class) continue;
    if (field.info->options().section != section) {
      section = field.info->options().section;
      ui::Gap(10);
      ui::Text(SectionLabel(frame, section), ui::Face::kBold);
      left = true;
    }
    const bool wide = !two || IsWide(*field.info);
    if (!wide && !left) ImGui::SameLine(0, gap);
    if (DrawField(frame, form, field, wide ? room : half)) {
      CheckField(field);
      frame.Ask(LeaveField{});
    }
    left = wide ? true : !left;
  }
  ui::Gap(8);
  DrawWayToAccessLog(frame, record);
  DrawWayToErasing(frame, record);
}

// There is one of each school year: that of this one is opened, or begun.
void DrawWayToOccupation(const Frame& frame, const OpenedRecord& record) {
  const int64_t year = model::SchoolYearOf(frame.data.coverage.on);
  if (ui::Button("add", frame.Text("worklist.card", {{"year", model::SchoolYearText(year)}}),
                 {.icon = icon::kPencil}))
    frame.Ask(OpenOccupation{record.form.id, year, "reason"});
}

void DrawRelated(const Frame& frame, const OpenedRecord& record, const RelatedRows& related) {
  const ui::Scope scope("related");
  const std::string entity(related.type->name());
  const ListData& data = frame.data.List(*related.type);
  if (related.rows.empty())
    ui::Wrapped(frame.Text("window." + entity + ".none_here"), ui::Face::kText,
                ui::Colours().muted);
  std::vector<std::string> columns;
  for (const ListColumn& column : data.columns()) {
    const bool own = column.key == related.by->name() || column.key == "where" || column.hidden;
    // A child says the class, too; the group its programme.
    if (!own && columns.size() < 4) columns.push_back(column.key);
  }
  if (related.type == &model::enrolment)
    columns = record.form.type == &model::group
                  ? std::vector<std::string>{"child", "class", "state", "start_date"}
                  : std::vector<std::string>{"group", "programme", "state", "start_date"};
  if (related.type == &model::occupation) columns = {"year", "reason", "elsewhere", "outcome"};
  if (const auto opened = ui::RowsTable("rows", data, related.rows, columns))
    frame.Ask(OpenRecord{related.type, *opened});
  if (record.erased) return;
  ui::Gap(10);
  if (related.by == &model::occupation.child) return DrawWayToOccupation(frame, record);
  if (related.type == &model::occupation) return;  // It is begun by its child.
  if (ui::Button("add", frame.Text("window." + entity + ".new"), {.icon = icon::kPlus}))
    frame.Ask(NewRecord{related.type, {{related.by, record.form.id.Text()}}});
  if (record.form.type == &model::group && related.type == &model::enrolment) {
    ui::SameLine();
    if (ui::Button("enrol", frame.Text("window.record.enrol_class"), {.icon = icon::kEnrolment})) {
      frame.state.enrol.group = record.form.id.Text();
      frame.Ask(GoTo{Screen::kEnrolment});
    }
  }
}

// What several fields hold together names each of them, the first one perhaps like the line itself.
std::string WithoutLabel(const std::string& text, const std::string& label) {
  return text.starts_with(label + ": ") ? text.substr(label.size() + 2) : text;
}

std::string HistorySentence(const Frame& frame, const HistoryLine& line, bool erased) {
  if (erased && !line.label.empty())
    return frame.Text("window.history.changed_erased", {{"field", line.label}});
  switch (line.what) {
    case sync::HistoryItem::What::kCreated:
      if (line.label.empty()) return frame.Text("window.history.created");
      break;
    case sync::HistoryItem::What::kDeleted:
      return frame.Text("window.history.deleted");
    case sync::HistoryItem::What::kRestored:
      return frame.Text("window.history.restored");
    case sync::HistoryItem::What::kWritten:
      break;
  }
  const std::string before = WithoutLabel(line.before, line.label);
  const std::string after = Shown(frame, WithoutLabel(line.after, line.label));
  if (before.empty())
    return frame.Text("window.history.filled", {{"field", line.label}, {"after", after}});
  return frame.Text("window.history.changed",
                    {{"field", line.label}, {"before", before}, {"after", after}});
}

std::string HistoryPlace(const Frame& frame, const HistoryLine& line) {
  switch (line.state) {
    case sync::CommitState::kRefused:
      return frame.Text("list.condition.refused");
    case sync::CommitState::kWaiting:
      return frame.Text("list.condition.waiting");
    case sync::CommitState::kDiscarded:
      return frame.Text("window.history.discarded");
    case sync::CommitState::kInside:
      break;
  }
  return line.received_at_s > 0
             ? frame.Text("window.history.received", {{"when", Moment(line.received_at_s * 1000)}})
             : frame.Text("list.condition.local");
}

void DrawHistory(const Frame& frame, const OpenedRecord& record) {
  const ui::Scope scope("history");
  for (size_t i = 0; i < record.history.size();) {
    const HistoryLine& first = record.history[i];
    const ui::Scope action(std::to_string(i));
    const float room = ImGui::GetContentRegionAvail().x;
    const std::string undo = frame.Text("window.history.undo");
    ui::Fit(Moment(first.at_ms) + " · " + first.by,
            room - ui::ButtonWidth(undo, {.look = ui::Look::kLink}) - ui::Px(20));
    if (!record.erased) {
      ImGui::SameLine();
      ui::AlignRight(ui::ButtonWidth(undo, {.look = ui::Look::kLink}));
      ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui::Px(6));
      if (ui::Link("undo", undo)) frame.Ask(UndoAction{first.action});
    }
    size_t end = i;
    while (end < record.history.size() && record.history[end].action == first.action) ++end;
    // The newest action first, its fields in the order of the form.
    for (size_t line = end; line > i; --line)
      ui::Wrapped(HistorySentence(frame, record.history[line - 1], record.erased),
                  ui::Face::kSmall);
    i = end;
    ui::Wrapped(HistoryPlace(frame, first), ui::Face::kSmall, ui::Colours().muted);
    if (!first.note.empty())
      ui::Wrapped(frame.Text("window.history.note", {{"note", first.note}}), ui::Face::kSmall,
                  ui::Colours().muted);
    ui::Line();
    ui::Gap(6);
  }
}

// One line under what scrolls, so that saving is never out of sight.
void DrawFoot(const Frame& frame, const OpenedRecord& record) {
  const FormState& form = record.form;
  const bool dirty = form.dirty();
  const std::string save = frame.Text("window.form.save"),
                    next = frame.Text("window.form.save_next");
  if (ui::Button("save", save,
                 {.look = ui::Look::kPrimary,
                  .icon = icon::kCheck,
                  .enabled = dirty && !form.deleted && !form.locked,
                  .keys = "Ctrl+Enter"}))
    frame.Ask(SaveRecord{});
  if (form.is_new) {
    ui::SameLine();
    if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(next)) ImGui::NewLine();
    if (ui::Button("save-next", next, {.enabled = dirty, .tooltip = "Ctrl+Shift+Enter"}))
      frame.Ask(SaveRecord{.then_new = true});
  }
  if (dirty && form.drafted_at_ms > 0) {
    ui::SameLine();
    const std::string drop = frame.Text("window.form.discard");
    if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(drop)) ImGui::NewLine();
    if (ui::Link("discard", drop)) frame.Ask(DiscardDraft{});
    ui::Tooltip(frame.Text("window.form.drafted", {{"when", Moment(form.drafted_at_ms)}}));
  }
  if (!form.is_new && !form.deleted && !form.locked) {
    ui::SameLine();
    const std::string tooltip = frame.Text("window.record.delete");
    const ui::ButtonOptions options{
        .look = ui::Look::kQuiet, .icon = icon::kDelete, .tooltip = tooltip};
    ui::AlignRight(ui::ButtonWidth("", options));
    if (ui::Button("delete", "", options)) frame.Ask(DeleteRows{form.type, {form.id}});
  }
}

void Keys(const Frame& frame) {
  if (ui::Shortcut(Key::kEnter, kControl) || ui::Shortcut(Key::kS, kControl))
    frame.Ask(SaveRecord{});
  if (ui::Shortcut(Key::kEnter, kControl | kShift)) frame.Ask(SaveRecord{.then_new = true});
  if (ui::Now().list.path.empty() && ui::Shortcut(Key::kEscape)) {
    const model::EntityType& type = *frame.state.record->form.type;
    // A category is open beside the list of children.
    const model::EntityType& list = &type == &model::category ? model::child : type;
    ui::FocusPath(ListPath(list));
    frame.Ask(CloseRecord{});
  }
}

}  // namespace

void DrawRecordPanel(const Frame& frame) {
  OpenedRecord& record = *frame.state.record;
  const ui::Scope scope("record");
  Keys(frame);
  const ui::Card card("record-card", ImGui::GetContentRegionAvail());
  DrawHead(frame, record);
  ui::Gap(4);
  DrawStrips(frame, record);
  DrawPersonOfRecord(frame, record);
  const auto tabs = TabsOf(frame, record);
  std::vector<std::string> labels;
  size_t here = 0;
  for (size_t i = 0; i < tabs.size(); ++i) {
    labels.push_back(tabs[i].second);
    if (tabs[i].first == record.tab) here = i;
  }
  if (tabs.size() > 1)
    if (const auto chosen = ui::Tabs("tabs", labels, here)) record.tab = tabs[*chosen].first;
  ui::Gap(4);
  const bool form = tabs[here].first == "form";
  // As high as the last frame has measured it: buttons that do not fit beside each other stack.
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  const ImGuiID key = ImGui::GetID("foot");
  const float foot = form ? storage.GetFloat(key, ui::Px(44)) : 0;
  ImGui::BeginChild("##body", {0, ImGui::GetContentRegionAvail().y - foot}, false,
                    ImGuiWindowFlags_NoNav);
  if (form) {
    DrawForm(frame, record);
  } else if (tabs[here].first == "history") {
    DrawHistory(frame, record);
  } else {
    for (const RelatedRows& related : record.related)
      if (related.type->name() == tabs[here].first) DrawRelated(frame, record, related);
  }
  ImGui::EndChild();
  if (!form) return;
  const float top = ImGui::GetCursorPosY();
  DrawFoot(frame, record);
  storage.SetFloat(key, std::max(ImGui::GetCursorPosY() - top, ui::Px(44)));
}

}  // namespace kruzhok::client
