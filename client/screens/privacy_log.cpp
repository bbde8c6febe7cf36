// SPDX-License-Identifier: MIT
// The log of who looked at, printed or wrote into files what is kept about persons.
#include <imgui.h>

#include "client/screens/parts.h"
#include "client/screens/privacy.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/rows.h"
#include "model/catalog.h"
#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

std::string WhatText(const Frame& frame, Access what) {
  return frame.Text("privacy.what." + std::string(Name(what)));
}

const char* IconOf(Access what) {
  switch (what) {
    case Access::kViewed:
    case Access::kListed:
      return icon::kPerson;
    case Access::kSearched:
      return icon::kSearch;
    case Access::kPrinted:
      return icon::kPrint;
    case Access::kExported:
      return icon::kExport;
    case Access::kErased:
      return icon::kDelete;
  }
  return icon::kPerson;
}

// «Все» is the first choice of each filter.
void DrawWho(const Frame& frame, AccessFilter& filter, float width) {
  const std::string all = frame.Text("privacy.everybody");
  std::vector<ui::Option> options = {{"", all}};
  for (const std::string& person : frame.state.privacy.log.people)
    options.push_back({person, person});
  const std::string label = frame.Text("privacy.column.who");
  const auto chosen = ui::PickFrom("who", filter.who.value_or(""), options,
                                   {.label = label, .hint = all, .width = width});
  if (!chosen) return;
  filter.who = chosen->empty() ? std::nullopt : std::optional(*chosen);
  frame.Ask(FilterAccessLog{});
}

void DrawWhat(const Frame& frame, AccessFilter& filter, float width) {
  const std::string all = frame.Text("privacy.everything");
  std::vector<ui::Option> options = {{"", all}};
  for (const Access what : kAllAccess)
    options.push_back({std::string(Name(what)), WhatText(frame, what)});
  const std::string label = frame.Text("privacy.column.what");
  const auto chosen = ui::PickFrom("what", filter.what ? Name(*filter.what) : "", options,
                                   {.label = label, .hint = all, .width = width});
  if (!chosen) return;
  filter.what.reset();
  for (const Access what : kAllAccess)
    if (Name(what) == *chosen) filter.what = what;
  frame.Ask(FilterAccessLog{});
}

void DrawWhose(const Frame& frame, AccessLogState& log, float width) {
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> options;
    if (!frame.data.search) return options;
    for (const SearchHit& hit : frame.data.search->Find(typed, 30, &model::child))
      options.push_back({hit.id.Text(), hit.title, hit.subtitle});
    return options;
  };
  const std::string id = log.filter.child ? log.filter.child->Text() : std::string();
  const std::string label = frame.texts.EntityLabel(model::child),
                    hint = frame.Text("privacy.everybody");
  const auto chosen =
      ui::Pick("child", id, log.child, find, {.label = label, .hint = hint, .width = width});
  if (!chosen) return;
  const auto child = model::Uuid::FromText(*chosen);
  if (!child && !chosen->empty()) return;
  log.filter.child = child;
  log.child =
      child && frame.data.search ? frame.data.search->TitleOf(model::child, *child) : std::string();
  frame.Ask(FilterAccessLog{});
}

ui::RowsCell CellOf(const Frame& frame, const AccessLogState::Line& line, size_t column) {
  ui::RowsCell cell;
  switch (column) {
    case 0:
      cell.text = Moment(line.line.at_ms);
      break;
    case 1:
      cell.text = line.line.who.empty() ? frame.Text("window.user.nobody") : line.line.who;
      break;
    case 2:
      cell.text = WhatText(frame, line.line.what);
      cell.icon = IconOf(line.line.what);
      break;
    case 3:
      cell.text = line.whom;
      break;
    default:
      cell.text = line.line.file;
      cell.small = true;
  }
  return cell;
}

void DrawLines(const Frame& frame, AccessLogState& log) {
  const auto heading = [&](std::string_view column) {
    return frame.Text("privacy.column." + std::string(column));
  };
  ui::RowsOptions options;
  options.columns = {{heading("when"), 150},
                     {heading("who"), 190},
                     {heading("what"), 170},
                     {heading("whom"), 0},
                     {heading("file"), 0}};
  const std::string empty = frame.Text("privacy.empty");
  options.empty = empty;
  options.size = {0, ImGui::GetContentRegionAvail().y - (log.more ? ui::Px(44) : 0)};
  const auto result = ui::Rows(
      "lines", log.lines.size(), log.cursor,
      [&](size_t row, size_t column) { return CellOf(frame, log.lines[row], column); }, options);
  if (result.opened && log.cursor < log.lines.size()) {
    const AccessLine& line = log.lines[log.cursor].line;
    const model::EntityType* type = model::FindEntity(line.entity);
    if (type != nullptr && !line.row.is_nil() && ScreenOf(*type) != Screen::kOverview)
      frame.Ask(OpenRecord{type, line.row});
  }
  if (log.more && ui::Button("more", frame.Text("privacy.more"), {.icon = icon::kDown}))
    frame.Ask(MoreOfAccessLog{});
}

}  // namespace

void DrawWayToAccessLog(const Frame& frame, const OpenedRecord& record) {
  if (record.form.type != &model::child || record.form.is_new ||
      RoleOf(frame.state) == PersonRole::kRestricted)
    return;
  if (ui::Link("who-looked", frame.Text("privacy.who_looked")))
    frame.Ask(ShowAccessLog{record.form.id});
}

void DrawAccessLog(const Frame& frame) {
  const ui::Scope scope("access-log");
  AccessLogState& log = frame.state.privacy.log;
  const std::string back = frame.Text("privacy.back"), save = frame.Text("transfer.export");
  BeginActions(frame.Text("privacy.title"), "",
               ui::ButtonWidth(back, {.icon = icon::kBack}) +
                   ui::ButtonWidth(save, {.icon = icon::kExport}) + ui::Px(10));
  if (ui::Button("back", back, {.icon = icon::kBack})) frame.Ask(GoTo{Screen::kSettings});
  ui::SameLine();
  if (ui::Button("export", save, {.icon = icon::kExport})) frame.Ask(StartAccessExport{});
  ui::Gap(2);
  ui::Wrapped(frame.Text("privacy.why"), ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(6);
  const ui::Card card("log-card", ImGui::GetContentRegionAvail());
  ui::Flow flow(12);
  DrawWho(frame, log.filter, flow.Next(ui::Px(230)));
  const float what = flow.Next(ui::Px(230));
  DrawWhat(frame, log.filter, what);
  const float whose = flow.Next(ui::Px(300));
  DrawWhose(frame, log, whose);
  ui::Gap(8);
  DrawLines(frame, log);
}

}  // namespace kruzhok::client
