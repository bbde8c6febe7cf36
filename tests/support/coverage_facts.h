// SPDX-License-Identifier: MIT
// Facts of coverage in a few words: schools are numbers, dates are ISO.
#pragma once

#include <string>

#include "model/entities/category.h"
#include "model/entities/programme.h"
#include "model/indicator_parts.h"

namespace tests {

inline kruzhok::model::Uuid IdOf(uint8_t kind, uint32_t number) {
  kruzhok::model::Uuid id;
  id.bytes[0] = kind;
  for (size_t i = 0; i < 4; ++i) id.bytes[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return id;
}
inline kruzhok::model::Uuid School(uint32_t number) {
  return IdOf(1, number);
}
inline std::optional<kruzhok::model::Date> On(const std::string& iso) {
  return kruzhok::model::Date::FromIso(iso);
}

struct MadeFacts : kruzhok::model::CoverageFacts {
  using Place = kruzhok::model::CoveragePlace;

  // A card of nobody else, born in 2015.
  uint32_t Card(uint32_t school, const std::string& linked_to = "",
                const std::string& born = "2015-03-10") {
    cards.push_back({.id = IdOf(2, static_cast<uint32_t>(cards.size())),
                     .owner = School(school),
                     .person = linked_to,
                     .school_class = "5А",
                     .birth_date = On(born),
                     .arrived_on = {},
                     .left_on = {}});
    return static_cast<uint32_t>(cards.size() - 1);
  }
  uint32_t Programme(uint32_t school, const std::string& direction, const char* venue = nullptr) {
    namespace model = kruzhok::model;
    model::CoverageProgramme one;
    one.id = IdOf(3, static_cast<uint32_t>(programmes.size()));
    one.owner = one.provider = School(school);
    one.direction = model::PlaceOf(direction, model::kProgramFocuses);
    if (venue != nullptr)
      one.venues = model::SetOf({venue}, model::programme.venue.options().choices);
    programmes.push_back(one);
    return static_cast<uint32_t>(programmes.size() - 1);
  }
  // Of a group of its own in the programme, whichever number that has.
  Place& Attends(uint32_t card, uint32_t programme, uint32_t group = 0,
                 const std::string& start = "", const std::string& end = "") {
    Place place;
    place.card = card;
    place.programme = programme;
    place.direction = programmes[programme].direction;
    place.group = IdOf(4, programme * 100 + group);
    place.start = On(start);
    place.end = On(end);
    places.push_back(place);
    return places.back();
  }
  Place& States(uint32_t card, const std::string& direction = "") {
    Place place;
    place.from = Place::From::kStated;
    place.card = card;
    place.direction = kruzhok::model::PlaceOf(direction, kruzhok::model::kProgramFocuses);
    places.push_back(place);
    return places.back();
  }
  void Category(uint32_t card, const std::string& code) {
    const auto& choices = kruzhok::model::category.category.options().choices;
    categories.push_back(
        {card, static_cast<size_t>(kruzhok::model::PlaceOf(code, choices)), {}, {}});
  }
};

}  // namespace tests
