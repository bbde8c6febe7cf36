// SPDX-License-Identifier: MIT
// Cards of what may be one child, side by side.
#include <algorithm>
#include <cmath>
#include <imgui.h>

#include "client/screens/coverage_persons.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"
#include "model/entities/organisation.h"

namespace kruzhok::client {
namespace {

constexpr float kNarrowestCard = 250, kLabel = 104;

struct Line {
  std::string label, text;
  std::string other;  // What its letters are compared with; empty: nothing.
  bool fits = false;  // May be shortened.
};

std::string DayText(const std::optional<model::Date>& day) {
  return day ? day->Russian() : std::string();
}

std::string ProgrammesOf(const Frame& frame, const model::PersonCard& card) {
  const ListData& children = frame.data.List(model::child);
  const auto row = children.Find(card.id);
  const auto column = children.FindColumn("programmes");
  return row && column ? std::string(children.Cell(*row, *column)) : std::string();
}

// What the card says, and what the one beside it says of the same.
std::vector<Line> LinesOf(const Frame& frame, const model::PersonCard& card,
                          const model::PersonCard& other, bool tells_snils) {
  const auto label = [&](const model::FieldInfo& field) {
    return frame.texts.FieldLabel(model::child, field.name());
  };
  const auto& type = model::child;
  std::vector<Line> lines = {
      {label(type.last_name), card.last_name, other.last_name},
      {label(type.first_name), card.first_name, other.first_name},
      {label(type.middle_name), card.middle_name, other.middle_name},
      {label(type.birth_date), DayText(card.birth_date), DayText(other.birth_date)},
      {label(type.school_class), card.school_class, {}, true}};
  if (tells_snils) lines.push_back({label(type.snils), card.snils, other.snils});
  lines.push_back({frame.Text("list.column.programmes"), ProgrammesOf(frame, card), {}, true});
  return lines;
}

// The letters that the other one does not have stand on a soft ground.
void DrawMarked(const Line& line, float room) {
  const std::string text = line.text.empty() ? "—" : line.text;
  if (line.fits || ui::Width(text) > room)
    return ui::Fit(text, room, ui::Face::kText, line.text.empty() ? ui::Colours().muted : 0);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const auto is_spelt = [](const std::string& name) { return !name.empty() && name.back() != '.'; };
  if (is_spelt(line.text) && is_spelt(line.other))
    for (const auto& [begin, end] : model::DifferentLetters(line.text, line.other)) {
      const float left = ui::Width(std::string_view(text).substr(0, begin));
      const float right = ui::Width(std::string_view(text).substr(0, end));
      ImGui::GetWindowDrawList()->AddRectFilled(
          {low.x + left - 1, low.y - ui::Px(1)},
          {low.x + right + 1, low.y + ui::LineHeight() + ui::Px(1)}, ui::Colours().warn_soft,
          ui::Px(3));
    }
  ui::Text(text, ui::Face::kText, line.text.empty() ? ui::Colours().muted : 0);
}

}  // namespace

std::string OrganisationOf(const Frame& frame, const model::PersonCard& card) {
  const std::string title =
      frame.data.search ? frame.data.search->TitleOf(model::organisation, card.owner) : "";
  return title.empty() ? frame.data.status.membership.district : title;
}

std::string NameOf(const model::PersonCard& card) {
  std::string name = card.last_name;
  for (const std::string* part : {&card.first_name, &card.middle_name})
    if (!part->empty()) name += ' ' + *part;
  return name;
}

std::string OrganisationsOf(const Frame& frame, const PersonsReading& read,
                            const std::vector<uint32_t>& cards) {
  std::vector<std::string> names;
  for (const uint32_t card : cards)
    if (std::string name = OrganisationOf(frame, read.cards[card]);
        std::ranges::find(names, name) == names.end())
      names.push_back(std::move(name));
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void DrawPersonCards(const Frame& frame, const PersonsReading& read,
                     const std::vector<uint32_t>& cards,
                     const std::function<void(size_t place, const model::PersonCard& card)>& foot) {
  const bool tells_snils =
      std::ranges::any_of(cards, [&](uint32_t card) { return !read.cards[card].snils.empty(); });
  const auto of_owner = [&](const model::Uuid& owner) {
    return std::ranges::count_if(cards,
                                 [&](uint32_t card) { return read.cards[card].owner == owner; });
  };
  ui::CardGrid("card", cards.size(), kNarrowestCard, [&](size_t place) {
    const ui::Scope scope("card-" + std::to_string(place + 1));
    const model::PersonCard& card = read.cards[cards[place]];
    const model::PersonCard& other = read.cards[cards[place == 0 ? 1 : 0]];
    const float room = ImGui::GetContentRegionAvail().x;
    ui::Fit(OrganisationOf(frame, card), room, ui::Face::kBold);
    if (of_owner(card.owner) > 1)
      ui::Wrapped(frame.Text("persons.two_here"), ui::Face::kSmall, ui::Colours().warn);
    ui::Gap(4);
    const float label = std::min(ui::Px(kLabel), std::round(room * 0.4F));
    for (const Line& line : LinesOf(frame, card, other, tells_snils)) {
      const float left = ImGui::GetCursorPosX();
      ui::Fit(line.label, label - ui::Px(8), ui::Face::kSmall, ui::Colours().muted);
      ImGui::SameLine(left + label);
      DrawMarked(line, room - label);
    }
    if (ui::Link("open", frame.Text("persons.open"))) frame.Ask(OpenRecord{&model::child, card.id});
    foot(place, card);
  });
}

}  // namespace kruzhok::client
