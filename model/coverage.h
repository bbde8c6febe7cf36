// SPDX-License-Identifier: MIT
// Who is covered by supplementary education on a day. The facts are what rows say, told apart from
// where they are kept, so that a window, a report and a frozen report count by the same code.
//
// A card counts on a day when the child is here then (arrived, not left) and has the age; a child
// of unknown age counts, and is told; where one of its cards tells the birth date, it is known of
// all of them. A child is covered on a day when it attends a programme then. The cards of one
// person are one child.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/date.h"
#include "model/uuid.h"

namespace kruzhok::model {

// By the places of the codes in the choices of programme.direction, programme.venue and
// category.category; SetOf makes the bits.
inline constexpr size_t kDirections = 6;
using Bits = uint16_t;
inline constexpr uint32_t kNobody = UINT32_MAX;

struct CoverageCard {
  Uuid id;
  Uuid owner;
  std::string person;  // Empty: a person of its own.
  std::string school_class;
  std::optional<Date> birth_date, arrived_on, left_on;
  bool attends = true;  // By its state, which tells nothing of when.
};
struct CoverageProgramme {
  Uuid id;
  Uuid owner;
  Uuid provider;  // Who gives it: as the programme says, else its owner.
  int direction = -1;
  Bits venues = 0;
  bool for_ovz = false;
  bool archived = false;
  bool in_navigator = false;  // Sent or published; or archived there since.
  bool published = false;
  std::optional<Date> sent_on;
  std::optional<int64_t> age_min, age_max;

  bool Admits(const std::optional<int>& age) const {  // Who has no age is not kept away.
    return !age || ((!age_min || *age_min <= *age) && (!age_max || *age <= *age_max));
  }
};
// A child in a programme.
struct CoveragePlace {
  enum class From : uint8_t {
    kEnrolment,  // Of the card's organisation.
    kStated,     // By the organisation, on the occupation card: elsewhere, in a year.
    kOutside,    // By the district: in another organisation.
  };
  From from = From::kEnrolment;
  uint32_t card = kNobody;
  uint32_t programme = kNobody;
  int direction = -1;              // Of the programme, or as it is stated.
  Uuid group;                      // Of an enrolment.
  std::optional<Date> start, end;  // The last day.
};
struct CoverageCategory {
  uint32_t card = kNobody;
  size_t category = 0;
  std::optional<Date> start, end;
};
struct CoverageStaff {
  Uuid id;
  Uuid owner;
  bool works = true;
  std::optional<Date> left_on;
  std::vector<Date> trained;  // When courses ended.
};
struct ResidentsOfAge {
  Uuid owner;
  int64_t year = 0, age = 0, children = 0;
};
// What an occupation card says of why a child is not covered, and what was done.
struct OccupationFact {
  Uuid id;
  std::string school_class;
  std::string reason, outcome;  // Codes, or empty.
  std::string reason_note;
  std::optional<Date> talk_on;
  std::string talk_with;
  Uuid offered;
  std::string elsewhere;
};

struct CoverageFacts {
  std::vector<CoverageCard> cards;
  std::vector<CoverageProgramme> programmes;
  std::vector<CoveragePlace> places;
  std::vector<CoverageCategory> categories;
  std::vector<CoverageStaff> staff;  // Who teaches supplementary education.
  std::vector<ResidentsOfAge> residents;
  std::map<std::pair<uint32_t, int64_t>, OccupationFact> occupations;  // By card and school year.
  // The cards of all organisations are here: what the district says of places elsewhere is told by
  // their own enrolments and is not among the places.
  bool sees_all = false;

  // As it was in the school year where somebody has told, else as it is.
  const std::string& ClassOf(uint32_t card, int64_t year) const;
};

// A school year is called by the year in which it begins, on 1 September: 2025 of 2025/26.
int64_t SchoolYearOf(const Date& on);
std::string SchoolYearText(int64_t year);  // «2025/26»
Date FirstDayOf(int64_t school_year);
Date LastDayOf(int64_t school_year);

bool IsHere(const CoverageCard& card, const Date& on);
bool Covers(const std::optional<Date>& start, const std::optional<Date>& end, const Date& on);

// What of it is looked at.
struct CoverageQuery {
  // kSchools: what organisations know by themselves, each of its own cards. kDistrict: a child is
  // covered wherever any of its cards is, and where the district says that it is.
  enum class Basis { kSchools, kDistrict };
  Date on;
  int youngest = 5, oldest = 17;  // Full years on the day, both included.
  Basis basis = Basis::kDistrict;
  std::optional<Uuid> organisation{};  // Only its cards.
  // A person counts once in each organisation that has a card of them, not once in all.
  bool within_organisations = false;
};

// One child, of the cards that count.
struct CountedChild {
  uint32_t card = kNobody;  // The first of its cards.
  std::optional<int> age;
  bool covered = false;
  Bits directions = 0;  // Of the programmes that it attends.
  Bits venues = 0;
  Bits categories = 0;
  // Attended programmes: a group counts once, what the district says where no own enrolment tells
  // of the programme, a statement where nothing else tells of elsewhere.
  std::array<uint8_t, kDirections + 1> places{};  // The last: of no direction.
  std::vector<uint32_t> programmes;  // Of each of those; kNobody: it is not told which.
  int64_t all_places() const;
};
// In the order of their first cards. Of a school's basis always within organisations.
std::vector<CountedChild> CountChildren(const CoverageFacts& facts, const CoverageQuery& query);

// Bits of codes among `all`; those that are not declared are left out.
Bits SetOf(const std::vector<std::string>& codes, const std::vector<std::string_view>& all);
int PlaceOf(std::string_view code, const std::vector<std::string_view>& all);  // -1: not declared.

}  // namespace kruzhok::model
