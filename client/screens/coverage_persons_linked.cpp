// SPDX-License-Identifier: MIT
// Children whose cards are linked.
#include <cmath>

#include "client/screens/coverage_persons.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/rows.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kNarrow = 820, kShortList = 260;

void DrawList(const Frame& frame) {
  PersonsState& state = frame.state.coverage.persons;
  const PersonsReading& read = *state.read;
  const std::string hint = frame.Text("persons.filter");
  ui::Input("filter", state.filter, {.hint = hint, .icon = icon::kFilter});
  ui::Gap(6);
  const auto cell = [&](size_t row, size_t column) -> ui::RowsCell {
    const LinkedPerson& person = read.linked[state.linked[row]];
    if (column == 0) return {.text = NameOf(read.cards[person.cards.front()])};
    return {.text = OrganisationsOf(frame, read, person.cards),
            .colour = ui::Colours().muted,
            .small = true};
  };
  const std::string empty =
      frame.Text(state.filter.empty() ? "persons.none.linked" : "persons.none.filtered");
  ui::Rows("list", state.linked.size(), state.linked_cursor, cell,
           {.columns = {{}, {}}, .empty = empty});
}

void DrawPerson(const Frame& frame) {
  const PersonsState& state = frame.state.coverage.persons;
  const LinkedPerson* person = CurrentLinked(state);
  if (person == nullptr)
    return ui::Wrapped(frame.Text("persons.about.linked"), ui::Face::kText, ui::Colours().muted);
  const PersonsReading& read = *state.read;
  ui::Text(NameOf(read.cards[person->cards.front()]), ui::Face::kBold);
  ui::Gap(6);
  const bool several = person->cards.size() > 2;
  DrawPersonCards(frame, read, person->cards, [&](size_t, const model::PersonCard& card) {
    if (several && ui::Button("unlink", frame.Text("persons.unlink.card"), {.icon = icon::kUnlink}))
      frame.Ask(UnlinkChild{{card.id}});
  });
  ui::Gap(6);
  if (!ui::Button("unlink", frame.Text(several ? "persons.unlink.all" : "persons.unlink"),
                  {.icon = icon::kUnlink}))
    return;
  std::vector<model::Uuid> cards;
  for (const uint32_t card : person->cards) cards.push_back(read.cards[card].id);
  frame.Ask(UnlinkChild{cards});
}

}  // namespace

void DrawLinkedPersons(const Frame& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool beside = room.x >= ui::Px(kNarrow);
  {
    const ui::Card card("list-card", {beside ? std::round(room.x * 0.42F) : room.x,
                                      beside ? room.y : ui::Px(kShortList)});
    DrawList(frame);
  }
  if (!beside) {
    ui::CardGap();
    const ui::GrowingCard card("person-card", 0);
    return DrawPerson(frame);
  }
  ImGui::SameLine(0, ui::Px(14));
  const ui::Card card("person-card", {0, room.y});
  DrawPerson(frame);
}

}  // namespace kruzhok::client
