// SPDX-License-Identifier: MIT
// A disputed field: the values side by side, and the decision.
#include <algorithm>
#include <cmath>

#include "client/screens/district_parts.h"
#include "client/screens/review.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kNarrowestValue = 260, kWidestField = 420;

// One of the values, in the words of its card.
struct ValueWords {
  std::string state;
  std::string value;
  std::string who;
  std::string written;
  std::string when;
  std::string note;
  std::string verb;
  std::string keys;
};

std::string ValueOr(const std::string& text) {
  return text.empty() ? "—" : text;
}

ValueWords WordsOf(const Frame& frame, const DisputeItem& item, size_t place, bool chosen) {
  ValueWords words;
  const bool official = place == 0;
  const DisputeValue& value = official ? item.official : item.proposals[place - 1];
  const bool before = !official && item.official_before == place - 1;
  words.state = frame.Text(official ? "review.official"
                           : before ? "review.official_before"
                                    : "review.proposal");
  words.value = ValueOr(value.text);
  words.who = value.by;
  if (!value.where.empty()) words.who += (words.who.empty() ? "" : " · ") + value.where;
  if (value.at_ms > 0)
    words.written = frame.Text("review.written", {{"moment", Moment(value.at_ms)}});
  words.when = value.received_at_s > 0
                   ? frame.Text("review.received", {{"moment", Moment(value.received_at_s * 1000)}})
                   : frame.Text("review.not_received");
  if (!value.note.empty()) words.note = frame.Text("review.note", {{"note", value.note}});
  words.verb = frame.Text(chosen ? "review.chosen" : official ? "review.keep" : "review.take");
  if (place < 9 && !chosen) words.keys = std::to_string(place + 1);
  return words;
}

float ValueHeight(const ValueWords& words, bool may_decide, float width) {
  const float room = width - ui::Px(36);
  const auto small = [&](const std::string& text) {
    return text.empty() ? 0 : ui::Height(text, ui::Face::kSmall, room) + ui::Px(6);
  };
  return ui::Px(16 + 28 + 10) + ui::Height(words.value, ui::Face::kTitle, room) + ui::Px(8) +
         small(words.who) + small(words.written) + small(words.when) + small(words.note) +
         ui::Px(may_decide ? 8 + 32 + 16 : 16);
}

// True: it was chosen.
bool DrawValue(const ValueWords& words, size_t place, bool chosen, bool may_decide, ImVec2 size) {
  const ui::Scope scope("value-" + std::to_string(place + 1));
  const Theme& theme = ui::Colours();
  const bool official = place == 0;
  bool pressed = false;
  ImVec2 low, high;
  {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0));
    const ui::GrowingCard card("card", size.x, size.y);
    low = ImGui::GetWindowPos();
    high = {low.x + size.x, low.y + size.y};
    ui::Chip(words.state, official ? icon::kCheck : icon::kDisputed,
             official ? theme.ok : theme.disputed, official ? theme.ok_soft : theme.disputed_soft);
    ImGui::Dummy({0, ui::Px(10)});
    ui::Wrapped(words.value, ui::Face::kTitle);
    ImGui::Dummy({0, ui::Px(8)});
    for (const std::string* text : {&words.who, &words.written, &words.when, &words.note}) {
      if (text->empty()) continue;
      ui::Wrapped(*text, ui::Face::kSmall, theme.muted);
      ImGui::Dummy({0, ui::Px(6)});
    }
    if (may_decide) {
      ImGui::SetCursorPosY(size.y - ui::Px(16 + 32));
      pressed = ui::Button(official ? "keep" : "take", words.verb,
                           {.look = chosen ? ui::Look::kChosen : ui::Look::kPlain,
                            .icon = chosen ? icon::kCheck : nullptr,
                            .keys = words.keys});
    }
    ImGui::PopStyleVar();
  }
  if (chosen) ImGui::GetWindowDrawList()->AddRect(low, high, theme.accent, ui::Px(8), 0, ui::Px(2));
  return pressed;
}

void DrawValues(const Frame& frame, const DisputeItem& item, bool may_decide) {
  ReviewState& review = frame.state.review;
  const size_t count = item.proposals.size() + 1;
  const float room = ImGui::GetContentRegionAvail().x, gap = ui::Px(14);
  const int columns = ui::ColumnsIn(room, ui::Px(kNarrowestValue), count < 3 ? 2 : 3);
  ImVec2 size{ui::ColumnWidth(room, columns), 0};
  std::vector<ValueWords> words;
  for (size_t i = 0; i < count; ++i) {
    words.push_back(WordsOf(frame, item, i, review.chosen == i));
    size.y = std::max(size.y, ValueHeight(words.back(), may_decide, size.x));
  }
  const ImVec2 start = ImGui::GetCursorPos();
  for (size_t i = 0; i < count; ++i) {
    const auto column = static_cast<float>(i % static_cast<size_t>(columns));
    const auto line = static_cast<float>(i / static_cast<size_t>(columns));
    ImGui::SetCursorPos({start.x + column * (size.x + gap), start.y + line * (size.y + gap)});
    bool chosen = DrawValue(words[i], i, review.chosen == i, may_decide, size);
    const auto key = static_cast<Key>(static_cast<int>(Key::k1) + static_cast<int>(i));
    if (may_decide && i < 9 && !ImGui::GetIO().WantTextInput && ui::Shortcut(key)) chosen = true;
    if (!chosen) continue;
    review.chosen = i;
    review.other_value.clear();
  }
}

// A school decides among its own values, of which a coordinator may not see all; where the
// district's is one of them, a coordinator does.
bool MayDecide(const Frame& frame, const DisputeItem& item) {
  const sync::Membership& membership = frame.data.status.membership;
  if (membership.district.empty()) return true;
  const auto is_theirs = [&](const DisputeValue& value) {
    return value.where == membership.district;
  };
  const bool of_district =
      is_theirs(item.official) || std::ranges::any_of(item.proposals, is_theirs);
  return membership.role == sync::Role::kCoordinator ? !item.hidden || of_district : !of_district;
}

void Decide(const Frame& frame, const DisputeItem& item) {
  ReviewState& review = frame.state.review;
  if (!review.chosen)
    return frame.Ask(GiveValue{item.key, item.cell, review.other_value, review.reason});
  const DisputeValue& value =
      *review.chosen == 0 ? item.official : item.proposals[*review.chosen - 1];
  frame.Ask(TakeValue{item.key, item.cell, value.dot, review.reason});
  review.chosen.reset();
}

void DrawDecision(const Frame& frame, const DisputeItem& item) {
  ReviewState& review = frame.state.review;
  const bool coordinator = frame.data.status.membership.role == sync::Role::kCoordinator;
  const float room = ImGui::GetContentRegionAvail().x;
  const auto other = ui::Input("other", review.other_value,
                               {.label = frame.Text("review.other"),
                                .hint = frame.Text("review.other.hint"),
                                .width = std::min(room, ui::Px(kWidestField))});
  if (other.changed && !IsBlank(review.other_value)) review.chosen.reset();
  ui::Input("reason", review.reason,
            {.label = frame.Text(coordinator ? "review.reason.school" : "review.reason"),
             .hint = frame.Text("review.reason.hint"),
             .max_length = 500});
  ui::Gap(14);
  const bool ready = review.chosen || !IsBlank(review.other_value);
  const ui::ButtonOptions look{.look = ui::Look::kPrimary, .enabled = ready, .keys = "Ctrl+Enter"};
  const std::string verb = frame.Text("review.decide");
  const bool pressed = ui::Button("decide", verb, look);
  if (ready && (pressed || ui::Shortcut(Key::kEnter, kControl))) Decide(frame, item);
}

}  // namespace

void DrawDispute(const Frame& frame, const DisputeItem& item) {
  const ui::Scope scope("dispute");
  ReviewState& review = frame.state.review;
  if (review.chosen && *review.chosen > item.proposals.size()) review.chosen.reset();
  ui::Wrapped(RowWords(frame, item.type, item.title), ui::Face::kBold);
  ui::Wrapped(frame.Text("review.dispute.about", {{"field", item.label}}), ui::Face::kSmall,
              ui::Colours().muted);
  ui::Gap(12);
  if (item.official_before) {
    const DisputeValue& before = item.proposals[*item.official_before];
    ui::Strip(frame.Text("review.changed",
                         {{"before", ValueOr(before.text)}, {"now", ValueOr(item.official.text)}}),
              icon::kReturned, ui::Colours().warn, ui::Colours().warn_soft);
    ui::Gap(12);
  }
  const bool may_decide = MayDecide(frame, item);
  DrawValues(frame, item, may_decide);
  ui::Gap(12);
  if (may_decide) {
    DrawDecision(frame, item);
    ui::SameLine(10);
    if (ImGui::GetContentRegionAvail().x <
        ui::ButtonWidth(frame.Text("review.open"), {.icon = icon::kArrow}))
      ImGui::NewLine();
  } else {
    ui::Strip(frame.Text(item.hidden ? "review.school_decides" : "review.coordinator_decides"),
              icon::kWaiting, ui::Colours().disputed, ui::Colours().disputed_soft);
    ui::Gap(8);
  }
  DrawOpenRow(frame, item.key, item.cell);
}

}  // namespace kruzhok::client
