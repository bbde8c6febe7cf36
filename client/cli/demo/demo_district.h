// SPDX-License-Identifier: MIT
// Which organisations and children the demonstration's district has. All of it is invented.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "client/cli/demo/demo_data.h"
#include "client/cli/demo/demo_people.h"

namespace kruzhok::client {

inline constexpr std::string_view kDemoDistrict = "Ромашковский район (показательный)";

struct DemoPlace {
  const char* folder;
  const char* name;
  const char* short_name;
  const char* kind;
  const char* user;
  const char* device;
  const char* settlement;
  const char* locality;
  const char* address;
  const char* director;
  const char* phone;
};

enum DemoPlaceIndex : size_t { kTown, kVillage, kCentre };
inline constexpr std::array<DemoPlace, 3> kDemoPlaces = {
    {{"school-1", "Ромашковская школа № 1", "Школа № 1", "school", "Марина Сергеевна",
      "Компьютер завуча", "пос. Большие Ромашки", "urban",
      "пос. Большие Ромашки, ул. Школьная, д. 1", "Тихомирова Нина Аркадьевна", "8 900 000-01-01"},
     {"school-2", "Васильковская школа", "Школа с. Нижние Васильки", "school", "Олег Павлович",
      "Компьютер в учительской", "с. Нижние Васильки", "rural",
      "с. Нижние Васильки, ул. Речная, д. 12", "Березин Олег Павлович", "8 900 000-02-02"},
     {"centre", "ДДТ «Подсолнух»", "ДДТ", "supplementary", "Жанна Игоревна", "Компьютер методиста",
      "пос. Большие Ромашки", "urban", "пос. Большие Ромашки, ул. Садовая, д. 20",
      "Ильинская Жанна Игоревна", "8 900 000-03-03"}}};

struct DemoPeople {
  std::array<std::vector<DemoPerson>, kDemoPlaces.size()> of;  // By DemoPlaceIndex.
  // Who has a card at a school and at the centre.
  struct Twin {
    DemoPlaceIndex school;
    size_t at_school;
    size_t at_centre;
  };
  std::vector<Twin> twins;  // The first in the centre's people, in their order.
};

DemoPeople PeopleOfDistrict(int school_year);
// `organisations`: by DemoPlaceIndex.
DemoOutline OutlineOf(const DemoPeople& people, DemoPlaceIndex place, int school_year,
                      const std::array<model::Uuid, kDemoPlaces.size()>& organisations);

}  // namespace kruzhok::client
