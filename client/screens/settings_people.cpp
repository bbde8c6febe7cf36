// SPDX-License-Identifier: MIT
// Who works at this computer, and what each of them sees.
#include <algorithm>
#include <imgui.h>

#include "client/screens/settings.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

// One who was named elsewhere, on the command line, stands first.
std::vector<std::string> PeopleOf(const DeskState& state) {
  std::vector<std::string> people = state.settings.users;
  const bool listed = std::ranges::find(people, state.user) != people.end();
  if (!listed && !state.user.empty()) people.insert(people.begin(), state.user);
  return people;
}

std::string RoleText(const Frame& frame, PersonRole role) {
  return frame.Text(role == PersonRole::kFull ? "privacy.role.full" : "privacy.role.restricted");
}

// What the person sees; only who sees everything can choose it.
void DrawRole(const Frame& frame, const std::string& person) {
  const auto& restricted = frame.state.privacy.restricted;
  const PersonRole now = restricted.contains(person) ? PersonRole::kRestricted : PersonRole::kFull;
  if (RoleOf(frame.state) == PersonRole::kRestricted)
    return ui::Wrapped(RoleText(frame, now), ui::Face::kSmall, ui::Colours().muted);
  const std::string full = RoleText(frame, PersonRole::kFull),
                    less = RoleText(frame, PersonRole::kRestricted);
  const auto chosen = ui::Segments("role", {full, less}, now == PersonRole::kFull ? 0 : 1);
  if (chosen)
    frame.Ask(SetPersonRole{person, *chosen == 0 ? PersonRole::kFull : PersonRole::kRestricted});
}

void DrawPerson(const Frame& frame, const std::string& person) {
  const bool here = person == frame.state.user;
  const float forget = ui::Px(44), room = ImGui::GetContentRegionAvail().x - forget - ui::Px(10);
  const ui::ButtonOptions options{.look = here ? ui::Look::kChosen : ui::Look::kPlain,
                                  .icon = icon::kPerson};
  // A long name takes the whole line, the mark to forget it the next.
  const bool wide = ui::ButtonWidth(person, options) > room;
  if (ui::Button("choose", person, options)) frame.Ask(SwitchUser{person});
  if (!wide) ui::SameLine();
  if (ui::Button("forget", "",
                 {.look = ui::Look::kQuiet,
                  .icon = icon::kClose,
                  .enabled = !here && RoleOf(frame.state) == PersonRole::kFull,
                  .tooltip = frame.Text("window.user.forget"),
                  .width = forget}))
    frame.Ask(ForgetUser{person});
  DrawRole(frame, person);
}

void DrawNew(const Frame& frame) {
  const std::string label = frame.Text("settings.users.new");
  const std::string add = frame.Text("settings.users.add");
  const bool ready = frame.state.new_user.find_first_not_of(' ') != std::string::npos;
  const ui::ButtonOptions button{.icon = icon::kPlus, .enabled = ready};
  const float least = ui::Px(150);
  const float rest = ImGui::GetContentRegionAvail().x - ui::ButtonWidth(add, button) - ui::Px(10);
  const auto input = ui::Input("new", frame.state.new_user,
                               {.hint = label, .width = rest > least ? rest : 0, .max_length = 80});
  if (rest > least) ui::SameLine();
  const bool pressed = ui::Button("add", add, button);
  if (ready && (pressed || input.entered)) frame.Ask(SwitchUser{frame.state.new_user});
}

}  // namespace

void DrawPeople(const Frame& frame) {
  const Theme& theme = ui::Colours();
  ui::Text(frame.Text("settings.users"), ui::Face::kBold);
  ui::Gap(4);
  ui::Wrapped(frame.Text("settings.users.why"), ui::Face::kSmall, theme.muted);
  ui::Gap(4);
  {
    const ui::Scope scope("user");
    const std::vector<std::string> people = PeopleOf(frame.state);
    for (size_t i = 0; i < people.size(); ++i) {
      const ui::Scope one(std::to_string(i));
      DrawPerson(frame, people[i]);
      ui::Gap(4);
    }
    DrawNew(frame);
  }
  ui::Gap(4);
  ui::Wrapped(frame.Text("privacy.role.why"), ui::Face::kSmall, theme.muted);
  if (RoleOf(frame.state) == PersonRole::kRestricted) return;
  ui::Gap(4);
  if (ui::Button("access-log", frame.Text("privacy.title"), {.icon = icon::kHistory}))
    frame.Ask(ShowAccessLog{});
}

}  // namespace kruzhok::client
