// SPDX-License-Identifier: MIT
#include "client/screens/erasing.h"

#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kDialog = 640;

void DrawWhose(const Frame& frame, const EraseState& erase) {
  ui::Wrapped(erase.title, ui::Face::kBold);
  for (const EraseState::Card& card : erase.cards)
    ui::Wrapped(card.about, ui::Face::kSmall, ui::Colours().muted);
  if (erase.cards.size() > 1)
    ui::Wrapped(frame.texts.Count("erase.cards", std::ssize(erase.cards)), ui::Face::kSmall);
}

void DrawWhatHappens(const Frame& frame) {
  ui::Strip(frame.Text("erase.what"), icon::kDelete, ui::Colours().bad, ui::Colours().bad_soft);
  ui::Gap(2);
  ui::Wrapped(frame.Text("erase.stays"), ui::Face::kSmall, ui::Colours().muted);
  ui::Wrapped(frame.Text("erase.backups"), ui::Face::kSmall, ui::Colours().muted);
}

// True: Enter in the last field.
bool DrawAsked(const Frame& frame, EraseState& erase) {
  const std::string name = GroundTellsName(erase) ? frame.Text("erase.ground.name") : std::string();
  ui::Input("ground", erase.ground,
            {.label = frame.Text("erase.ground"),
             .hint = frame.Text("erase.ground.hint"),
             .required = true,
             .error = name,
             .note = name.empty() ? frame.Text("erase.ground.note", {{"user", frame.state.user}})
                                  : std::string(),
             .max_length = 300});
  return ui::Input("surname", erase.typed,
                   {.label = frame.Text("erase.surname", {{"surname", erase.surname}}),
                    .required = true,
                    .max_length = 200})
      .entered;
}

}  // namespace

void DrawWayToErasing(const Frame& frame, const OpenedRecord& record) {
  const FormState& form = record.form;
  const sync::Membership& membership = frame.data.status.membership;
  const bool possible = membership.joined && IsAboutPerson(*form.type) && !form.is_new;
  if (!possible || record.erasing) return;
  ui::Line();
  ui::Gap(4);
  if (membership.role != sync::Role::kCoordinator)
    return ui::Wrapped(frame.Text("erase.ask_coordinator"), ui::Face::kSmall, ui::Colours().muted);
  if (ui::Link("erase", frame.Text("erase.open"))) frame.Ask(StartErasing{form.type, form.id});
  ui::Gap(8);
}

void DrawErasureState(const Frame& frame, const OpenedRecord& record) {
  const Theme& theme = ui::Colours();
  if (record.erased)
    return ui::Strip(frame.Text("erase.done"), icon::kDelete, theme.muted, theme.hover);
  if (!record.erasing) return;
  ui::Strip(frame.Text("erase.waits"), icon::kWaiting, theme.warn, theme.warn_soft);
  const bool running = frame.state.exchange.running;
  if (ui::Button("erase-now", frame.Text(running ? "exchange.running" : "exchange.now"),
                 {.icon = icon::kExchange, .enabled = !running}))
    frame.Ask(SyncNow{});
}

void DrawErasing(const Frame& frame) {
  if (!frame.state.erase) return;
  EraseState& erase = *frame.state.erase;
  bool open = true;
  {
    const bool was_open = ui::Now().modal;
    ui::Dialog dialog("erase", frame.Text("erase.title"), kDialog, open);
    if (!was_open) ui::FocusPath("erase/ground");
    DrawWhose(frame, erase);
    ui::Gap(6);
    DrawWhatHappens(frame);
    ui::Gap(6);
    const bool entered = DrawAsked(frame, erase);
    ui::Gap(10);
    const bool ready = MayErase(erase);
    const std::string yes = frame.Text("erase.yes"), no = frame.Text("erase.no");
    const ui::ButtonOptions danger{
        .look = ui::Look::kDanger, .icon = icon::kDelete, .enabled = ready};
    ui::Flow flow;
    flow.Next(ui::ButtonWidth(yes, danger));
    if (ui::Button("yes", yes, danger) || (ready && entered)) frame.Ask(RunErasing{});
    flow.Next(ui::ButtonWidth(no, {.keys = "Esc"}));
    if (ui::Button("no", no, {.keys = "Esc"})) open = false;
  }
  if (!open) frame.state.erase.reset();
}

}  // namespace kruzhok::client
