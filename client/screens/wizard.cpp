// SPDX-License-Identifier: MIT
// The first run: what works here, and who.
#include <algorithm>
#include <cmath>

#include "client/screens/district_parts.h"
#include "client/screens/joining.h"
#include "client/widgets/full_page.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kWidest = 1080, kForm = 560, kLowestForm = 300, kNarrowestChoice = 300;

using Step = WizardState::Step;
using enum WizardState::Step;

void GoToStep(const Frame& frame, Step step, bool by_passport = false) {
  JoinState& join = frame.state.join;
  frame.state.wizard.step = step;
  join.error.reset();
  join.by_passport = by_passport;
  if (by_passport) frame.Ask(LookForCarried{});
  static constexpr const char* kFirst[] = {"wizard/name", "wizard/form/school",
                                           "wizard/form/server"};
  ui::FocusPath(by_passport ? "wizard/form/file" : kFirst[step]);
}

struct Choice {
  const char* id;
  const char* icon;
  std::string title;
  std::string detail;
};

float ChoiceHeight(const Choice& choice, float width) {
  const float room = width - ui::Px(40);
  return ui::Px(20 + 52 + 14 + 8 + 24) + ui::Height(choice.title, ui::Face::kBold, room) +
         ui::Height(choice.detail, ui::Face::kText, room);
}

bool DrawChoice(const Choice& choice, ImVec2 size) {
  const Theme& theme = ui::Colours();
  const ui::Press press = ui::Pressable(choice.id, size, choice.title);
  const ImVec2 next = ImGui::GetCursorPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(press.min, press.max, press.hovered ? theme.hover : theme.panel, ui::Px(8));
  draw.AddRect(press.min, press.max, press.hovered ? theme.accent : theme.border, ui::Px(8));
  const float side = ui::Px(52), room = size.x - ui::Px(40);
  const ImVec2 low{press.min.x + ui::Px(20), press.min.y + ui::Px(20)};
  draw.AddRectFilled(low, {low.x + side, low.y + side}, theme.accent_soft, ui::Px(8));
  ui::DrawText({low.x + std::round((side - ui::Width(choice.icon, ui::Face::kTitle)) / 2),
                low.y + std::round((side - ui::LineHeight(ui::Face::kTitle)) / 2)},
               choice.icon, theme.accent, ui::Face::kTitle);
  const float title = low.y + side + ui::Px(14);
  ui::DrawText({low.x, title}, choice.title, theme.text, ui::Face::kBold, room);
  ui::DrawText({low.x, title + ui::Height(choice.title, ui::Face::kBold, room) + ui::Px(8)},
               choice.detail, theme.muted, ui::Face::kText, room);
  if (press.focused && ui::Now().by_keyboard) ui::Ring(press.min, press.max);
  ImGui::SetCursorPos(next);
  return press.pressed;
}

void DrawChoices(const Frame& frame, float left, float width) {
  ui::Wrapped(frame.Text("wizard.welcome"), ui::Face::kTitle, 0, width);
  ImGui::SetCursorPosX(left);
  ui::Wrapped(frame.Text("wizard.about"), ui::Face::kText, ui::Colours().muted, width);
  ui::Gap(20);
  const Choice choices[] = {
      {"name", icon::kOrganisation, frame.Text("wizard.name"), frame.Text("wizard.name.detail")},
      {"join", icon::kExchange, frame.Text("wizard.join"), frame.Text("wizard.join.detail")},
      {"passport", icon::kStick, frame.Text("wizard.passport"),
       frame.Text("wizard.passport.detail")}};
  constexpr Step kSteps[] = {kName, kJoin, kJoin};
  const int columns = ui::ColumnsIn(width, ui::Px(kNarrowestChoice), 3);
  const float wide = ui::ColumnWidth(width, columns);
  ImVec2 size{wide, 0};
  for (const Choice& choice : choices) size.y = std::max(size.y, ChoiceHeight(choice, wide));
  for (int i = 0; i < 3; ++i) {
    if (i % columns > 0) {
      ImGui::SameLine(0, ui::Px(14));
    } else {
      if (i > 0) ui::Gap(14);
      ImGui::SetCursorPosX(left);
    }
    if (DrawChoice(choices[i], size)) GoToStep(frame, kSteps[i], i == 2);
  }
}

// Below every form: what it leads to, and the way back. True: do it.
bool DrawActions(const Frame& frame, std::string_view label, bool ready) {
  ui::Gap(16);
  const bool pressed =
      ui::Button("go", label, {.look = ui::Look::kPrimary, .enabled = ready, .keys = "Ctrl+Enter"});
  ui::SameLine(10);
  const bool back = ui::Button("back", frame.Text("wizard.back"),
                               {.enabled = !frame.state.join.running, .keys = "Esc"});
  if (!frame.state.join.running && (back || ui::Pressed(Key::kEscape))) GoToStep(frame, kChoose);
  return ready && (pressed || ui::Shortcut(Key::kEnter, kControl));
}

void DrawNaming(const Frame& frame) {
  WizardState& wizard = frame.state.wizard;
  ui::Wrapped(frame.Text("wizard.name"), ui::Face::kTitle);
  ui::Wrapped(frame.Text("wizard.name.why"), ui::Face::kText, ui::Colours().muted);
  ui::Gap(8);
  const auto school = ui::Input("school", wizard.school,
                                {.label = frame.Text("wizard.school"),
                                 .hint = frame.Text("wizard.school.hint"),
                                 .required = true,
                                 .note = frame.Text("wizard.school.note"),
                                 .max_length = 200});
  if (school.entered) ui::FocusPath("wizard/form/user");
  const auto user = ui::Input("user", wizard.user,
                              {.label = frame.Text("wizard.user"),
                               .hint = frame.Text("wizard.user.hint"),
                               .note = frame.Text("wizard.user.note"),
                               .max_length = 80});
  const bool ready = !IsBlank(wizard.school);
  const bool go = DrawActions(frame, frame.Text("wizard.start"), ready);
  if (go || (ready && user.entered)) frame.Ask(NameSchool{wizard.school, wizard.user});
}

void DrawJoiningStep(const Frame& frame) {
  const JoinState& join = frame.state.join;
  const std::string key = join.by_passport ? "wizard.passport" : "wizard.join";
  ui::Wrapped(frame.Text(key), ui::Face::kTitle);
  ui::Wrapped(frame.Text(key + ".why"), ui::Face::kText, ui::Colours().muted);
  ui::Gap(8);
  const bool entered = DrawJoiningFields(frame);
  const bool ready = CanJoin(frame);
  const bool go = DrawActions(
      frame, frame.Text(join.running ? "exchange.join.running" : "exchange.join.go"), ready);
  if (go || (ready && entered)) AskToJoin(frame);
}

// The last in the order of Tab, the first at the top: one who cannot read the page looks there.
void DrawLanguages(const Frame& frame, ImVec2 start, float room) {
  const std::vector<std::string> names = {"Русский", "English"};
  const float width = ui::ButtonWidth(names[0]) + ui::Px(8) + ui::ButtonWidth(names[1]);
  ImGui::SetCursorPos({start.x + room - width, start.y});
  const size_t here = frame.texts.language() == Language::kRussian ? 0 : 1;
  const auto chosen = ui::Segments("language", names, here);
  if (!chosen) return;
  Settings settings = frame.state.settings;
  settings.language = *chosen == 0 ? Language::kRussian : Language::kEnglish;
  frame.Ask(ChangeSettings{settings});
}

void DrawKept(const Frame& frame, float left, float width) {
  ui::Gap(20);
  ImGui::SetCursorPosX(left);
  ui::Text(icon::kHere, ui::Face::kText, ui::Colours().muted);
  ImGui::SameLine(left + ui::Px(32));
  ui::Wrapped(frame.Text("wizard.kept"), ui::Face::kSmall, ui::Colours().muted, width - ui::Px(32));
}

}  // namespace

void DrawWizard(const Frame& frame) {
  if (!frame.state.wizard.open) return;
  const ui::FullPage page("wizard");
  if (page.is_new()) GoToStep(frame, kChoose);
  const ImVec2 start = ImGui::GetCursorPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const Step step = static_cast<Step>(frame.state.wizard.step);
  const float width = std::min(room.x, ui::Px(step == kChoose ? kWidest : kForm));
  const float left = start.x + std::round((room.x - width) / 2);
  const float top = std::round(start.y + ui::Px(32) + std::max(ui::Px(24), room.y * 0.1F));
  ui::Text(frame.Text("window.name"), ui::Face::kBold, ui::Colours().accent);
  ImGui::SetCursorPos({left, top});
  if (step == kChoose) {
    DrawChoices(frame, left, width);
  } else {
    // High enough for its first field to take the keyboard in its first frame.
    const ui::GrowingCard card("form-card", width, ui::Px(kLowestForm));
    const ui::Scope scope("form");
    if (step == kName)
      DrawNaming(frame);
    else
      DrawJoiningStep(frame);
  }
  DrawKept(frame, left, width);
  DrawLanguages(frame, start, room.x);
}

}  // namespace kruzhok::client
