// SPDX-License-Identifier: MIT
// The exchange by files, as a part of the screen of the exchange.
#include <algorithm>
#include <imgui.h>

#include "client/screens/district_parts.h"
#include "client/screens/file_choice.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostAnswers = 3;

// What came of the last stick.
void DrawOutcome(const Frame& frame) {
  const CarryingState& carrying = frame.state.carrying;
  const Theme& theme = ui::Colours();
  if (carrying.busy) {
    ui::Strip(frame.Text("carrying.busy"), icon::kStick, theme.accent, theme.accent_soft);
    return;
  }
  if (carrying.problem) return DrawProblem(frame, *carrying.problem);
  if (carrying.written) {
    const CarriedOut& written = *carrying.written;
    const std::u8string name = written.file.filename().u8string();
    ui::Wrapped(frame.Text("carrying.written", {{"file", std::string(name.begin(), name.end())},
                                                {"size", Bytes(frame, written.bytes)}}),
                ui::Face::kText, theme.ok);
    ui::Wrapped(frame.Text("carrying.written.next"), ui::Face::kSmall, theme.muted);
  }
  if (!carrying.read) return;
  ui::Wrapped(carrying.read->what, ui::Face::kText, carrying.read->took ? theme.ok : theme.warn);
  if (!carrying.read->next.empty()) ui::Wrapped(carrying.read->next, ui::Face::kSmall);
}

void DrawAnswers(const Frame& frame) {
  const CarryingState& carrying = frame.state.carrying;
  if (carrying.answers.empty()) {
    ui::Wrapped(frame.Text(carrying.looking ? "carrying.looking" : "carrying.answers.none"),
                ui::Face::kSmall, ui::Colours().muted);
    return;
  }
  const size_t shown = std::min(carrying.answers.size(), kMostAnswers);
  for (size_t i = 0; i < shown; ++i) {
    const FoundCarried& file = carrying.answers[i];
    const std::string verb = frame.Text("carrying.read");
    const ui::ButtonOptions look{.icon = icon::kFile, .enabled = !carrying.busy};
    const float left = ImGui::GetCursorPosX(), top = ImGui::GetCursorPosY();
    const float room = ImGui::GetContentRegionAvail().x, button = ui::ButtonWidth(verb, look);
    ImGui::SetCursorPosY(top + ui::Px(6));
    ui::Fit(frame.Text("carrying.answer",
                       {{"moment", Moment(file.bundle->written_ms)}, {"file", file.name}}),
            room - button - ui::Px(12));
    ImGui::SetCursorPos({left + room - button, top});
    if (ui::Button("read-" + std::to_string(i), verb, look)) frame.Ask(ReadCarried{file.path});
  }
}

void DrawNotes(const Frame& frame) {
  const sync::CarriedNotes& notes = frame.state.carrying.notes;
  if (notes.written.empty()) return;
  const sync::CarriedRequestNote& last = notes.written.front();
  const std::string commits = frame.texts.Count("carrying.commits", last.commits);
  std::string line =
      frame.Text("carrying.last", {{"moment", Moment(last.at_ms)}, {"commits", commits}});
  if (last.answered_ms > 0)
    line += ' ' + frame.Text("carrying.last.answered", {{"moment", Moment(last.answered_ms)}});
  else
    line += ' ' + frame.Text("carrying.last.waits");
  ui::Wrapped(line, ui::Face::kSmall, ui::Colours().muted);
}

}  // namespace

void DrawCarrying(const Frame& frame) {
  const ui::Scope scope("carry");
  CarryingState& carrying = frame.state.carrying;
  ui::Text(frame.Text("carrying.title"), ui::Face::kBold);
  ui::Wrapped(frame.Text("carrying.why"), ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(6);
  if (PickFolder(frame, carrying.places, carrying.folder)) frame.Ask(LookForCarried{});
  ui::Gap(4);
  const bool ready = !carrying.busy && !IsBlank(carrying.folder);
  const std::string write = frame.Text("carrying.write"), look = frame.Text("carrying.look");
  const ui::ButtonOptions writing{
      .look = frame.data.status.membership.server.empty() ? ui::Look::kPrimary : ui::Look::kPlain,
      .icon = icon::kStick,
      .enabled = ready};
  ui::Flow flow;
  flow.Next(ui::ButtonWidth(write, writing));
  if (ui::Button("write", write, writing)) frame.Ask(WriteCarried{});
  flow.Next(ui::ButtonWidth(look));
  if (ui::Button("look", look, {.look = ui::Look::kQuiet, .enabled = !carrying.looking}))
    frame.Ask(LookForCarried{});
  ui::Gap(4);
  DrawOutcome(frame);
  DrawAnswers(frame);
  DrawNotes(frame);
}

}  // namespace kruzhok::client
