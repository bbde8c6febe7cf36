// SPDX-License-Identifier: MIT
// One change of many enrolments: dismissed by one order, completed on one day.
#include <algorithm>
#include <imgui.h>

#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "model/entities/enrolment.h"

namespace kruzhok::client {
namespace {

using model::enrolment;

bool EndsIt(std::string_view state) {
  return state == "dismissed" || state == "completed" || state == "transferred";
}

bool WantsReason(std::string_view state) {
  return state == "dismissed" || state == "rejected" || state == "suspended" ||
         state == "transferred";
}

SetField CommandOf(const EnrolmentChange& change, std::vector<model::Uuid> ids) {
  SetField command{&enrolment, std::move(ids), {{&enrolment.state, change.state}}};
  // The reason of the state that was is none of the new one.
  command.fields.emplace_back(&enrolment.reason, WantsReason(change.state) ? change.reason : "");
  const auto add = [&](const model::FieldInfo& field, const std::string& text) {
    if (text.find_first_not_of(' ') != text.npos) command.fields.emplace_back(&field, text);
  };
  if (EndsIt(change.state))
    add(enrolment.end_date, change.date);
  else
    add(enrolment.start_date, change.date);
  add(enrolment.order_number, change.order_number);
  add(enrolment.order_date, change.order_date);
  return command;
}

void DrawFields(const Frame& frame) {
  EnrolmentChange& change = frame.state.enrolment_change;
  const auto problem = [&](std::string_view field) {
    const auto found = change.problems.find(std::string(field));
    return found == change.problems.end() ? std::string_view() : std::string_view(found->second);
  };
  const auto label = [&](std::string_view field) {
    return frame.texts.FieldLabel(enrolment, field);
  };
  const std::string_view day = EndsIt(change.state) ? "end_date" : "start_date";
  const std::string state = label("state"), date = label(day), reason = label("reason"),
                    number = label("order_number"), ordered = label("order_date"),
                    hint = frame.Text("enrolment.date.hint"),
                    why = frame.Text("enrolment.change.reason.note");
  if (const auto chosen =
          ui::PickFrom("state", change.state, ChoicesOf(frame, enrolment, enrolment.state),
                       {.label = state, .error = problem("state")}))
    if (!chosen->empty()) change.state = *chosen;
  if (WantsReason(change.state))
    ui::Input("reason", change.reason,
              {.label = reason, .error = problem("reason"), .note = why, .max_length = 500});
  ui::Flow flow(12);
  const float third = (ImGui::GetContentRegionAvail().x - ui::Px(26)) / 3;
  const float width = std::max(third, ui::Px(150));
  DateField("date", change.date,
            {.label = date, .hint = hint, .error = problem(day), .width = flow.Next(width)});
  const float next = flow.Next(width);
  ui::Input("order_number", change.order_number,
            {.label = number, .error = problem("order_number"), .width = next});
  const float last = flow.Next(width);
  DateField("order_date", change.order_date,
            {.label = ordered, .hint = hint, .error = problem("order_date"), .width = last});
}

}  // namespace

void DrawEnrolmentChange(const Frame& frame) {
  EnrolmentChange& change = frame.state.enrolment_change;
  if (!change.open) return;
  const std::vector<model::Uuid> ids = Chosen(frame.state.lists[std::string(enrolment.name())]);
  ui::Dialog dialog("enrolment-change", frame.Text("enrolment.change.title"), 600, change.open);
  if (!dialog) return;
  ui::Wrapped(frame.texts.Count("enrolment.change.of", std::ssize(ids)), ui::Face::kText,
              ui::Colours().muted);
  ui::Gap(6);
  DrawFields(frame);
  ui::Gap(14);
  const std::string save = frame.texts.Count("enrolment.change.save", std::ssize(ids)),
                    cancel = frame.Text("enrolment.change.cancel");
  const ui::ButtonOptions primary{.look = ui::Look::kPrimary,
                                  .icon = icon::kCheck,
                                  .enabled = !ids.empty(),
                                  .keys = "Ctrl+Enter"};
  ui::Flow flow;
  flow.Next(ui::ButtonWidth(save, primary));
  const bool asked = !ids.empty() && ui::Shortcut(Key::kEnter, kControl);
  if (ui::Button("save", save, primary) || asked) frame.Ask(CommandOf(change, ids));
  flow.Next(ui::ButtonWidth(cancel));
  if (ui::Button("cancel", cancel)) change.open = false;
}

}  // namespace kruzhok::client
