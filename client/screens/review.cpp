// SPDX-License-Identifier: MIT
// What has to be decided, in three queues: disputed values, what the district has not accepted, and
// what in the data should be looked at.
#include "client/screens/review.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/queue.h"
#include "client/widgets/ui.h"
#include "model/catalog.h"

namespace kruzhok::client {
namespace {

using Tab = ReviewState::Tab;

constexpr float kQueue = 330, kNarrow = 820, kShortQueue = 126;

std::string IdentityOf(const DisputeItem& item) {
  return item.key.entity + '/' + item.key.id.Text() + '/' + item.cell;
}
std::string IdentityOf(const OutsideItem& item) {
  return sync::FormatDot(item.commit.dot);
}
std::string IdentityOf(const Finding& finding) {
  return std::string(Name(finding.what)) + '/' + finding.key.entity + '/' + finding.key.id.Text();
}

// An exchange may bring others while a person types: they stay with what they had before them.
// Nothing typed goes over to another item.
template <typename Items>
void Follow(const Items& items, ReviewState& review) {
  const auto is_shown = [&](const auto& item) { return IdentityOf(item) == review.shown; };
  if (review.cursor < items.size() && is_shown(items[review.cursor])) return;
  const auto found = std::ranges::find_if(items, is_shown);
  if (found != items.end()) {
    review.cursor = static_cast<size_t>(found - items.begin());
    return;
  }
  review.cursor = std::min(review.cursor, items.empty() ? 0 : items.size() - 1);
  review.shown = items.empty() ? std::string() : IdentityOf(items[review.cursor]);
  review.chosen.reset();
  review.other_value.clear();
  review.reason.clear();
  review.asking = false;
}

ui::QueueRow RowOf(const Frame& frame, const DisputeItem& item) {
  if (item.official_before)
    return {RowWords(frame, item.type, item.title),
            frame.Text("review.changed.row", {{"field", item.label}}), icon::kReturned,
            ui::Colours().warn};
  return {RowWords(frame, item.type, item.title), item.label, icon::kDisputed,
          ui::Colours().disputed};
}
ui::QueueRow RowOf(const Frame& frame, const OutsideItem& item) {
  const model::EntityType* type = item.key ? model::FindEntity(item.key->entity) : nullptr;
  const bool waits = item.commit.state == sync::Verdict::State::kWaiting;
  return {RowWords(frame, type, item.title), item.reason, waits ? icon::kWaiting : icon::kRefused,
          waits ? ui::Colours().warn : ui::Colours().bad};
}
ui::QueueRow RowOf(const Frame& frame, const Finding& finding) {
  return {RowWords(frame, finding.type, finding.title),
          frame.Text("finding." + std::string(Name(finding.what))), icon::kFlag,
          ui::Colours().warn};
}

void DrawItem(const Frame& frame, const DisputeItem& item) {
  DrawDispute(frame, item);
}
void DrawItem(const Frame& frame, const OutsideItem& item) {
  DrawOutside(frame, item);
}
void DrawItem(const Frame& frame, const Finding& finding) {
  DrawFinding(frame, finding);
}

void DrawNothing(const Frame& frame, std::string_view key) {
  const ui::GrowingCard card("nothing", 0);
  const float left = ImGui::GetCursorPosX();
  ui::Text(icon::kCheck, ui::Face::kText, ui::Colours().ok);
  ImGui::SameLine(left + ui::Px(32));
  ui::Wrapped(frame.Text(key));
}

template <typename Items>
void DrawQueue(const Frame& frame, const Items& items, ImVec2 size) {
  ReviewState& review = frame.state.review;
  const bool moved = ui::Queue(
      "queue", items.size(), review.cursor,
      [&](size_t place) { return RowOf(frame, items[place]); }, size);
  if (!moved) return;
  review.shown.clear();
  Follow(items, review);
}

template <typename Items>
void DrawItems(const Frame& frame, const Items& items, std::string_view nothing) {
  ReviewState& review = frame.state.review;
  Follow(items, review);
  if (items.empty()) return DrawNothing(frame, nothing);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool beside = room.x >= ui::Px(kNarrow);
  {
    const float rows = ui::Px(kShortQueue);
    const ui::Card card("queue-card",
                        beside ? ImVec2(ui::Px(kQueue), room.y) : ImVec2(room.x, rows), false);
    const ImVec2 inside = ImGui::GetContentRegionAvail();
    DrawQueue(frame, items, inside);
  }
  if (!beside) {
    ui::CardGap();
    const ui::GrowingCard card("item-card", 0);
    return DrawItem(frame, items[review.cursor]);
  }
  ImGui::SameLine(0, ui::Px(14));
  const ui::Card card("item-card", {0, room.y});
  DrawItem(frame, items[review.cursor]);
}

using Disputes = std::vector<std::reference_wrapper<const DisputeItem>>;

// All of them, or those that the person wants to see.
Disputes ShownDisputes(const Frame& frame) {
  ReviewState& review = frame.state.review;
  if (frame.data.status.reviews == 0) review.only_changed = false;
  Disputes shown;
  for (const DisputeItem& item : frame.data.disputes)
    if (!review.only_changed || item.official_before) shown.push_back(item);
  return shown;
}

void DrawDisputes(const Frame& frame) {
  ReviewState& review = frame.state.review;
  const int64_t changed = frame.data.status.reviews;
  if (changed > 0) {
    const std::string label =
        frame.Text("review.changed.only", {{"count", std::to_string(changed)}});
    if (ui::Checkbox("only-changed", label, review.only_changed)) review.shown.clear();
    ui::CardGap();
  }
  DrawItems(frame, ShownDisputes(frame), "review.none.disputes");
}

void DrawTabs(const Frame& frame) {
  const Snapshot& data = frame.data;
  const auto label = [&](std::string_view key, ptrdiff_t count) {
    return frame.Text("review.tab." + std::string(key)) + "  " + Count(count);
  };
  const auto chosen = ui::Segments(
      "tab",
      {label("disputes", std::ssize(data.disputes)), label("outside", std::ssize(data.outside)),
       label("findings", std::ssize(data.findings))},
      static_cast<size_t>(frame.state.review.tab));
  if (!chosen) return;
  frame.state.review.tab = static_cast<Tab>(*chosen);
  frame.state.review.cursor = 0;
  frame.state.review.shown.clear();
}

}  // namespace

std::string RowWords(const Frame& frame, const model::EntityType* type, std::string_view title) {
  if (!title.empty()) return std::string(title);
  return type ? frame.texts.EntityLabel(*type) : frame.Text("review.newer");
}

void DrawOpenRow(const Frame& frame, const sync::RowKey& key, std::string_view cell, bool primary) {
  const model::EntityType* type = model::FindEntity(key.entity);
  if (type == nullptr || !frame.data.List(*type).Find(key.id)) return;
  const model::Cell* fields = cell.empty() ? nullptr : type->FindCell(cell);
  const bool pressed = ui::Button("open", frame.Text("review.open"),
                                  {.look = primary ? ui::Look::kPrimary : ui::Look::kPlain,
                                   .icon = icon::kArrow,
                                   .keys = primary ? "Ctrl+Enter" : ""});
  if (pressed || (primary && ui::Shortcut(Key::kEnter, kControl)))
    frame.Ask(OpenRecord{type, key.id, fields ? std::string(fields->fields[0]->name()) : ""});
}

void DrawReview(const Frame& frame) {
  const Snapshot& data = frame.data;
  ReviewState& review = frame.state.review;
  if (data.version == 0) return;
  {
    const ui::Scope scope("review");
    const ImVec2 start = ImGui::GetCursorPos();
    DrawTitle(frame.Text("review.title"), frame.Text("review.summary"), 0);
    ImGui::SetCursorPos({start.x, start.y + ui::Px(42)});
    DrawTabs(frame);
    ui::CardGap();
    switch (review.tab) {
      case Tab::kDisputes:
        DrawDisputes(frame);
        break;
      case Tab::kOutside:
        DrawItems(frame, data.outside, "review.none.outside");
        break;
      case Tab::kFindings:
        DrawItems(frame, data.findings, "review.none.findings");
        break;
    }
  }
  if (review.tab == Tab::kOutside && review.cursor < data.outside.size())
    DrawGivingUp(frame, data.outside[review.cursor]);
}

}  // namespace kruzhok::client
