// SPDX-License-Identifier: MIT
// A commit that the district has not accepted, and a finding: what it is, why, and the way out.
#include <algorithm>

#include "client/screens/review.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/catalog.h"
#include "sync/exchange/message.h"

namespace kruzhok::client {
namespace {

constexpr float kLabels = 230, kNarrowestTable = 460;

// Label and value; one under the other where there is little room.
void DrawWanted(const OutsideItem& item) {
  for (const auto& [label, value] : item.values) {
    const float room = ImGui::GetContentRegionAvail().x;
    const bool beside = room >= ui::Px(kNarrowestTable);
    const ImVec2 at = ImGui::GetCursorPos();
    const std::string shown = value.empty() ? "—" : value;
    const float labels = beside ? ui::Px(kLabels) : room;
    const float text = beside ? room - labels - ui::Px(14) : room;
    const float first = ui::Height(label, ui::Face::kSmall, labels);
    const float second = ui::Height(shown, ui::Face::kText, text);
    ImGui::SetCursorPos({at.x, at.y + (beside ? ui::Px(2) : 0)});
    ui::Wrapped(label, ui::Face::kSmall, ui::Colours().muted, labels);
    ImGui::SetCursorPos(beside ? ImVec2(at.x + labels + ui::Px(14), at.y)
                               : ImVec2(at.x, at.y + first + ui::Px(2)));
    ui::Wrapped(shown, ui::Face::kText, 0, text);
    const float height = beside ? std::max(first + ui::Px(2), second) : first + second + ui::Px(2);
    ImGui::SetCursorPos({at.x, at.y + height + ui::Px(8)});
  }
}

// The next button, on a line of its own where there is no more room on this one.
void NextButton(std::string_view label, const ui::ButtonOptions& options = {}) {
  ui::SameLine(10);
  if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(label, options)) ImGui::NewLine();
}

void DrawWaysOut(const Frame& frame, const OutsideItem& item) {
  using What = DecideOutside::What;
  const bool coordinator = frame.data.status.membership.role == sync::Role::kCoordinator;
  const bool may_accept = coordinator && sync::CanBeAccepted(item.commit.code);
  bool first = true;
  const auto button = [&](const char* id, std::string_view key, const char* sign, bool main,
                          ui::Look look) {
    const std::string label = frame.Text(key);
    const ui::ButtonOptions options{.look = look, .icon = sign, .keys = main ? "Ctrl+Enter" : ""};
    if (!first) NextButton(label, options);
    first = false;
    const bool pressed = ui::Button(id, label, options);
    return pressed || (main && ui::Shortcut(Key::kEnter, kControl));
  };
  if (may_accept && button("accept", "review.accept", icon::kCheck, true, ui::Look::kPrimary))
    frame.Ask(DecideOutside{item.commit.dot, What::kAccept});
  if (item.commit.own && button("retry", "review.retry", icon::kExchange, !may_accept,
                                may_accept ? ui::Look::kPlain : ui::Look::kPrimary))
    frame.Ask(DecideOutside{item.commit.dot, What::kRetry});
  if ((item.commit.own || coordinator) &&
      button("discard", item.commit.own ? "review.discard" : "review.decline", nullptr, false,
             ui::Look::kDanger))
    frame.state.review.asking = true;
  if (!item.key) return;
  if (!first) NextButton(frame.Text("review.open"), {.icon = icon::kArrow});
  DrawOpenRow(frame, *item.key, item.commit.field);
}

}  // namespace

void DrawOutside(const Frame& frame, const OutsideItem& item) {
  const ui::Scope scope("outside");
  const Theme& theme = ui::Colours();
  const model::EntityType* type = item.key ? model::FindEntity(item.key->entity) : nullptr;
  const bool waits = item.commit.state == sync::Verdict::State::kWaiting;
  ui::Wrapped(RowWords(frame, type, item.title), ui::Face::kBold);
  std::string who = item.commit.by;
  if (item.commit.at_ms > 0) who += (who.empty() ? "" : " · ") + Moment(item.commit.at_ms);
  if (item.commit.own) who += (who.empty() ? "" : " · ") + frame.Text("review.own");
  ui::Wrapped(who, ui::Face::kSmall, theme.muted);
  ui::Gap(10);
  ui::Chip(frame.Text(waits ? "review.state.waits" : "review.state.refused"),
           waits ? icon::kWaiting : icon::kRefused, waits ? theme.warn : theme.bad,
           waits ? theme.warn_soft : theme.bad_soft);
  ui::Gap(10);
  ui::Wrapped(item.reason);
  ui::Wrapped(item.hint, ui::Face::kSmall, theme.muted);
  if (!item.values.empty()) {
    ui::Gap(12);
    ui::Text(frame.Text(item.commit.own ? "review.wanted.own" : "review.wanted"), ui::Face::kBold);
    ui::Gap(6);
    DrawWanted(item);
  }
  ui::Gap(12);
  DrawWaysOut(frame, item);
}

void DrawGivingUp(const Frame& frame, const OutsideItem& item) {
  ReviewState& review = frame.state.review;
  ui::Dialog dialog("give-up", frame.Text("review.discard.title"), 520, review.asking);
  if (!dialog) return;
  ui::Wrapped(frame.Text(item.commit.own ? "review.discard.own" : "review.discard.other"));
  ui::Gap(16);
  if (ui::Button("yes", frame.Text("review.discard.yes"), {.look = ui::Look::kDanger})) {
    frame.Ask(DecideOutside{item.commit.dot, DecideOutside::What::kDiscard});
    review.asking = false;
  }
  NextButton(frame.Text("review.discard.no"));
  if (ui::Button("no", frame.Text("review.discard.no"))) review.asking = false;
}

void DrawFinding(const Frame& frame, const Finding& finding) {
  const ui::Scope scope("finding");
  const std::string name(Name(finding.what));
  ui::Wrapped(RowWords(frame, finding.type, finding.title), ui::Face::kBold);
  if (finding.type != nullptr && !finding.title.empty())
    ui::Wrapped(frame.texts.EntityLabel(*finding.type), ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(10);
  ui::Strip(frame.Text("finding." + name), icon::kFlag, ui::Colours().warn,
            ui::Colours().warn_soft);
  ui::Gap(10);
  ui::Wrapped(finding.detail);
  ui::Wrapped(frame.Text("review.finding." + name), ui::Face::kText, ui::Colours().muted);
  ui::Gap(16);
  DrawOpenRow(frame, finding.key, {}, true);
}

}  // namespace kruzhok::client
