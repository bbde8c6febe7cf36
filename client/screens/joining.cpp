// SPDX-License-Identifier: MIT
#include "client/screens/joining.h"

#include "client/screens/district_parts.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// Who works is asked only where it is not known. True: Enter.
bool DrawUserField(const Frame& frame) {
  if (!frame.state.user.empty()) return false;
  return ui::Input("user", frame.state.wizard.user,
                   {.label = frame.Text("exchange.join.user"),
                    .hint = frame.Text("exchange.join.user.hint"),
                    .note = frame.Text("exchange.join.user.note"),
                    .enabled = !frame.state.join.running,
                    .max_length = 80})
      .entered;
}

std::string PassportLabel(const FoundCarried& file) {
  const std::string& organisation = file.passport->organisation;
  return file.passport->district + (organisation.empty() ? "" : " · " + organisation);
}

bool DrawCodeFields(const Frame& frame) {
  JoinState& join = frame.state.join;
  const bool enabled = !join.running;
  ui::Input("server", join.server,
            {.label = frame.Text("exchange.join.server"),
             .hint = frame.Text("exchange.join.server.hint"),
             .required = true,
             .note = frame.Text("exchange.join.server.note"),
             .enabled = enabled,
             .max_length = 200});
  return ui::Input("code", join.code,
                   {.label = frame.Text("exchange.join.code"),
                    .required = true,
                    .note = frame.Text("exchange.join.code.note"),
                    .enabled = enabled,
                    .max_length = 200})
      .entered;
}

bool DrawPassportFields(const Frame& frame) {
  JoinState& join = frame.state.join;
  const bool enabled = !join.running;
  const auto& passports = frame.state.carrying.passports;
  std::string shown = join.passport;
  for (const FoundCarried& one : passports)
    if (one.path == join.passport) shown = PassportLabel(one);
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> options;
    const bool path = typed.find('/') != typed.npos || typed.find('\\') != typed.npos;
    if (path) options.push_back({std::string(typed), std::string(typed)});
    for (const FoundCarried& one : passports)
      if (path ||
          model::Fold(PassportLabel(one) + one.path).find(model::Fold(typed)) != std::string::npos)
        options.push_back({one.path, PassportLabel(one), one.path});
    return options;
  };
  const auto chosen =
      ui::Pick("file", join.passport, shown, find,
               {.label = frame.Text("exchange.passport.file"),
                .hint = frame.Text("exchange.passport.file.hint"),
                .required = true,
                .note = frame.Text(passports.empty() ? "exchange.passport.file.none"
                                                     : "exchange.passport.file.note"),
                .enabled = enabled});
  if (chosen) join.passport = *chosen;
  return ui::Input("pin", join.pin,
                   {.label = frame.Text("exchange.passport.pin"),
                    .required = true,
                    .note = frame.Text("exchange.passport.pin.note"),
                    .enabled = enabled,
                    .max_length = 40})
      .entered;
}

}  // namespace

bool DrawJoiningFields(const Frame& frame) {
  const JoinState& join = frame.state.join;
  if (join.error) {
    DrawProblem(frame, *join.error);
    ui::Gap(12);
  }
  const bool entered = join.by_passport ? DrawPassportFields(frame) : DrawCodeFields(frame);
  return DrawUserField(frame) || entered;
}

bool CanJoin(const Frame& frame) {
  const JoinState& join = frame.state.join;
  if (join.running) return false;
  return join.by_passport ? !IsBlank(join.passport) && !IsBlank(join.pin)
                          : !IsBlank(join.server) && !IsBlank(join.code);
}

void AskToJoin(const Frame& frame) {
  const JoinState& join = frame.state.join;
  const std::string& user = frame.state.user.empty() ? frame.state.wizard.user : frame.state.user;
  if (join.by_passport)
    frame.Ask(JoinWithPassport{join.passport, join.pin, user});
  else
    frame.Ask(JoinDistrict{join.server, join.code, user});
}

void DrawJoining(const Frame& frame) {
  JoinState& join = frame.state.join;
  const auto how = ui::Segments(
      "how", {frame.Text("exchange.join.by_code"), frame.Text("exchange.join.by_passport")},
      join.by_passport ? 1 : 0);
  if (how && !join.running) {
    join.by_passport = *how == 1;
    join.error.reset();
    if (join.by_passport) frame.Ask(LookForCarried{});
  }
  ui::Gap(8);
  const bool entered = DrawJoiningFields(frame);
  if (!frame.state.user.empty()) {
    ui::Fit(frame.Text("exchange.join.works", {{"user", frame.state.user}}),
            ImGui::GetContentRegionAvail().x, ui::Face::kSmall, ui::Colours().muted);
    ui::Gap(4);
  }
  const bool ready = CanJoin(frame);
  const bool pressed =
      ui::Button("go", frame.Text(join.running ? "exchange.join.running" : "exchange.join.go"),
                 {.look = ui::Look::kPrimary,
                  .icon = icon::kExchange,
                  .enabled = ready,
                  .keys = "Ctrl+Enter"});
  if (ready && (pressed || entered || ui::Shortcut(Key::kEnter, kControl))) AskToJoin(frame);
}

void JoinAgain(const Frame& frame) {
  JoinState& join = frame.state.join;
  join.again = true;
  join.error.reset();
  join.by_passport = frame.data.status.membership.server.empty();
  join.server = frame.data.status.membership.server;
  ui::FocusPath(join.by_passport ? "join-again/file" : "join-again/code");
  if (join.by_passport) frame.Ask(LookForCarried{});
}

void DrawJoiningAgain(const Frame& frame) {
  JoinState& join = frame.state.join;
  const bool school = frame.data.status.membership.role == sync::Role::kSchool;
  ui::Dialog dialog("join-again", frame.Text(school ? "exchange.again.school" : "exchange.again"),
                    600, join.again);
  if (!dialog) return;
  ui::Wrapped(frame.Text(school ? "exchange.again.why" : "exchange.again.why.coordinator"),
              ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(6);
  DrawJoining(frame);
  ui::SameLine();
  const std::string cancel = frame.Text("exchange.again.no");
  if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(cancel, {.keys = "Esc"}))
    ImGui::NewLine();
  if (ui::Button("no", cancel, {.keys = "Esc"})) join.again = false;
}

}  // namespace kruzhok::client
