// SPDX-License-Identifier: MIT
#include "client/screens/coverage_persons.h"

#include <algorithm>

#include "client/screens/coverage_views.h"
#include "client/screens/district_parts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/queue.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

using model::MatchStrength;
using Tab = PersonsState::Tab;

constexpr float kQueue = 300, kNarrow = 820, kShortQueue = 126;
constexpr size_t kDigits = 9;
constexpr std::string_view kList = "coverage/persons/queue/list";

ImU32 ColourOf(MatchStrength strength) {
  const Theme& theme = ui::Colours();
  return strength == MatchStrength::kSure     ? theme.ok
         : strength == MatchStrength::kLikely ? theme.warn
                                              : theme.muted;
}

std::string StrengthText(const Frame& frame, MatchStrength strength) {
  return frame.Text("persons.strength." + std::string(Name(strength)));
}

std::string ReasonsOf(const Frame& frame, const model::PersonMatch& match) {
  std::string text;
  for (const model::MatchReason reason : match.reasons)
    text += (text.empty() ? "" : " · ") + frame.Text("persons.reason." + std::string(Name(reason)));
  return text;
}

void DrawNothing(const Frame& frame) {
  const ui::GrowingCard card("nothing", 0);
  const float left = ImGui::GetCursorPosX();
  ui::Text(icon::kCheck, ui::Face::kText, ui::Colours().ok);
  ImGui::SameLine(left + ui::Px(32));
  ui::Wrapped(frame.Text("persons.none"));
}

void DrawQueue(const Frame& frame, ImVec2 size) {
  PersonsState& state = frame.state.coverage.persons;
  const PersonsReading& read = *state.read;
  const auto row = [&](size_t place) -> ui::QueueRow {
    const model::PersonCluster& cluster = read.clusters[state.open[place]];
    return {NameOf(read.cards[cluster.cards.front()]), OrganisationsOf(frame, read, cluster.cards),
            cluster.strength == MatchStrength::kDoubtful ? icon::kQuestion : icon::kLink,
            ColourOf(cluster.strength)};
  };
  if (ui::Queue("queue", state.open.size(), state.cursor, row, size)) {
    state.left_out.clear();
    state.shown = IdentityOf(read, *CurrentCluster(state));
  }
}

void DrawReasons(const Frame& frame, const PersonsReading& read,
                 const model::PersonCluster& cluster) {
  const bool pair = cluster.cards.size() == 2;
  for (const model::PersonMatch& match : cluster.matches) {
    const std::string reasons = ReasonsOf(frame, match);
    if (pair) {
      ui::Wrapped(reasons);
      continue;
    }
    ui::Wrapped(
        frame.Text("persons.between", {{"one", OrganisationOf(frame, read.cards[match.first])},
                                       {"other", OrganisationOf(frame, read.cards[match.second])},
                                       {"reasons", reasons}}),
        ui::Face::kSmall);
  }
}

// Whether the decision is about the card.
void DrawChosen(const Frame& frame, size_t place, const model::PersonCard& card) {
  PersonsState& state = frame.state.coverage.persons;
  bool chosen = !state.left_out.contains(card.id);
  const std::string digit = place < kDigits ? "  " + std::to_string(place + 1) : std::string();
  bool changed = ui::Checkbox("chosen", frame.Text("persons.chosen") + digit, chosen);
  const auto key = static_cast<Key>(static_cast<int>(Key::k1) + static_cast<int>(place));
  if (place < kDigits && !ImGui::GetIO().WantTextInput && ui::Shortcut(key)) {
    chosen = !chosen;
    changed = true;
  }
  if (!changed) return;
  if (chosen)
    state.left_out.erase(card.id);
  else
    state.left_out.insert(card.id);
}

void DrawDecision(const Frame& frame) {
  const PersonsState& state = frame.state.coverage.persons;
  const std::vector<model::Uuid> chosen = ChosenCards(state);
  const bool may = chosen.size() >= 2;
  const bool typing = ImGui::GetIO().WantTextInput;
  const bool on_list = ui::Now().focus_path == kList;
  const auto pressed = [&](Key letter, Key key) {
    return may && !typing && (ui::Shortcut(letter) || (on_list && ui::Shortcut(key)));
  };
  const bool one = pressed(Key::kY, Key::kEnter), different = pressed(Key::kN, Key::kDelete);
  if (ui::Button("one", frame.Text("persons.one"),
                 {.look = ui::Look::kPrimary, .icon = icon::kLink, .enabled = may, .keys = "Y"}) ||
      one)
    frame.Ask(SayOneChild{chosen});
  const ui::ButtonOptions options{.icon = icon::kUnlink, .enabled = may, .keys = "N"};
  const std::string label = frame.Text("persons.different");
  ui::SameLine();
  if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(label, options)) ImGui::NewLine();
  if (ui::Button("different", label, options) || (different && !one))
    frame.Ask(SayDifferentChildren{chosen});
  ui::Wrapped(frame.Text("persons.keys"), ui::Face::kSmall, ui::Colours().muted);
}

void DrawCluster(const Frame& frame) {
  const PersonsState& state = frame.state.coverage.persons;
  const PersonsReading& read = *state.read;
  const model::PersonCluster& cluster = *CurrentCluster(state);
  ui::Text(NameOf(read.cards[cluster.cards.front()]), ui::Face::kBold);
  ui::Text(StrengthText(frame, cluster.strength), ui::Face::kSmall, ColourOf(cluster.strength));
  DrawReasons(frame, read, cluster);
  ui::Gap(8);
  DrawPersonCards(frame, read, cluster.cards, [&](size_t place, const model::PersonCard& card) {
    if (cluster.cards.size() > 2) DrawChosen(frame, place, card);
  });
  ui::Gap(6);
  DrawDecision(frame);
}

void DrawTabs(const Frame& frame) {
  PersonsState& state = frame.state.coverage.persons;
  const auto label = [&](std::string_view key, ptrdiff_t count) {
    return frame.Text(key) + "  " + Count(count);
  };
  if (const auto chosen =
          ui::Segments("tab",
                       {label("persons.tab.candidates", std::ssize(state.open)),
                        label("persons.tab.linked", std::ssize(state.read->linked))},
                       static_cast<size_t>(state.tab)))
    state.tab = static_cast<Tab>(*chosen);
  ui::Gap(6);
  const std::string left =
      state.tab == Tab::kLinked ? frame.Text("persons.about.linked")
      : state.open.empty()
          ? frame.Text("persons.about.none")
          : frame.texts.Count("persons.left", static_cast<int64_t>(state.open.size()));
  ui::Wrapped(left, ui::Face::kSmall, ui::Colours().muted);
}

}  // namespace

void DrawPersonCandidates(const Frame& frame) {
  PersonsState& state = frame.state.coverage.persons;
  if (state.open.empty()) return DrawNothing(frame);
  state.cursor = std::min(state.cursor, state.open.size() - 1);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool beside = room.x >= ui::Px(kNarrow);
  {
    const ui::Card card(
        "queue-card", beside ? ImVec2(ui::Px(kQueue), room.y) : ImVec2(room.x, ui::Px(kShortQueue)),
        false);
    const ImVec2 inside = ImGui::GetContentRegionAvail();
    DrawQueue(frame, inside);
  }
  if (!beside) {
    ui::CardGap();
    const ui::GrowingCard card("cluster-card", 0);
    return DrawCluster(frame);
  }
  ImGui::SameLine(0, ui::Px(14));
  const ui::Card card("cluster-card", {0, room.y});
  DrawCluster(frame);
}

void DrawPersons(const Frame& frame) {
  const ui::Scope scope("persons");
  const PersonsState& state = frame.state.coverage.persons;
  if (!frame.data.coverage_book.facts.sees_all)
    return ui::Wrapped(frame.Text("persons.of_coordinator"));
  if (state.problem) DrawProblem(frame, *state.problem);
  if (!state.read) {
    if (!state.problem) ui::Wrapped(frame.Text("persons.reading"));
    return;
  }
  DrawTabs(frame);
  ui::CardGap();
  switch (state.tab) {
    case Tab::kCandidates:
      return DrawPersonCandidates(frame);
    case Tab::kLinked:
      return DrawLinkedPersons(frame);
  }
}

}  // namespace kruzhok::client
