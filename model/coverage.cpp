// SPDX-License-Identifier: MIT
#include "model/coverage.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace kruzhok::model {
namespace {

constexpr int kSeptember = 9;

class Counting {
 public:
  Counting(const CoverageFacts& facts, const CoverageQuery& query)
      : facts_(facts),
        query_(query),
        knows_own_(query.basis == CoverageQuery::Basis::kSchools),
        within_(query.within_organisations || knows_own_) {}

  std::vector<CountedChild> Do() {
    child_of_card_.assign(facts_.cards.size(), kNobody);
    TakeBirthDates();
    for (uint32_t card = 0; card < facts_.cards.size(); ++card) TakeCard(card);
    if (query_.basis == CoverageQuery::Basis::kDistrict) JoinCards();
    told_.resize(children_.size());
    // What the rest say is judged by what is told before.
    using From = CoveragePlace::From;
    for (const From from : {From::kEnrolment, From::kOutside, From::kStated})
      for (const CoveragePlace& place : facts_.places)
        if (place.from == from) ForChildrenOf(place.card, &Counting::TakePlace, place);
    for (const CoverageCategory& category : facts_.categories)
      if (Covers(category.start, category.end, query_.on))
        ForChildrenOf(category.card, &Counting::TakeCategory, category);
    return std::move(children_);
  }

 private:
  using Key = std::pair<Uuid, std::string>;  // Organisation or nil, person.

  Key KeyOf(const CoverageCard& card, bool within) const {
    return {within ? card.owner : Uuid(), card.person};
  }

  // A card without a birth date has that of the person's other cards, also of those that do not
  // count; where they differ the earliest, so that it does not matter in which order they are read.
  void TakeBirthDates() {
    for (const CoverageCard& card : facts_.cards)
      if (!card.birth_date && !card.person.empty()) born_[KeyOf(card, knows_own_)];
    if (born_.empty()) return;
    for (const CoverageCard& card : facts_.cards) {
      if (!card.birth_date || card.person.empty()) continue;
      const auto asked = born_.find(KeyOf(card, knows_own_));
      if (asked == born_.end()) continue;
      std::optional<Date>& known = asked->second;
      known = known ? std::min(*known, *card.birth_date) : *card.birth_date;
    }
  }
  std::optional<Date> BirthDateOf(const CoverageCard& card) const {
    if (card.birth_date || card.person.empty()) return card.birth_date;
    return born_.at(KeyOf(card, knows_own_));
  }

  void TakeCard(uint32_t index) {
    const CoverageCard& card = facts_.cards[index];
    if (query_.organisation && card.owner != *query_.organisation) return;
    if (!IsHere(card, query_.on)) return;
    const auto born = BirthDateOf(card);
    const auto age = born ? std::optional(AgeInYears(*born, query_.on)) : std::nullopt;
    if (age && (*age < query_.youngest || *age > query_.oldest)) return;
    if (!card.person.empty()) {
      const auto [known, is_new] = by_person_.try_emplace(KeyOf(card, within_), children_.size());
      if (!is_new) {
        child_of_card_[index] = static_cast<uint32_t>(known->second);
        return;
      }
    }
    child_of_card_[index] = static_cast<uint32_t>(children_.size());
    children_.emplace_back();
    children_.back().card = index;
    children_.back().age = age;
  }

  // All cards of a person tell of each child that it is counted as.
  void JoinCards() {
    for (const auto& [key, child] : by_person_)
      children_of_person_[key.second].push_back(static_cast<uint32_t>(child));
  }

  template <typename Fact>
  void ForChildrenOf(uint32_t card, void (Counting::*take)(uint32_t, const Fact&),
                     const Fact& fact) {
    const std::string& person = facts_.cards[card].person;
    const auto joined =
        person.empty() ? children_of_person_.end() : children_of_person_.find(person);
    if (joined != children_of_person_.end()) {
      for (const uint32_t child : joined->second) (this->*take)(child, fact);
    } else if (child_of_card_[card] != kNobody) {
      (this->*take)(child_of_card_[card], fact);
    }
  }

  void TakePlace(uint32_t index, const CoveragePlace& place) {
    using From = CoveragePlace::From;
    if (!Covers(place.start, place.end, query_.on)) return;
    if (!IsHere(facts_.cards[place.card], query_.on)) return;
    if (place.from == From::kOutside && query_.basis == CoverageQuery::Basis::kSchools) return;
    CountedChild& child = children_[index];
    child.covered = true;
    if (place.direction >= 0) child.directions |= Bits{1} << place.direction;
    if (place.programme != kNobody) child.venues |= facts_.programmes[place.programme].venues;
    // Two cards of a person may tell of one group, the district and a statement of what others
    // tell, too.
    if (IsToldAlready(told_[index], place)) return;
    if (!place.group.is_nil() && !groups_.emplace(index, place.group).second) return;
    if (place.from == From::kOutside && place.programme != kNobody &&
        std::ranges::find(child.programmes, place.programme) != child.programmes.end())
      return;
    child.programmes.push_back(place.programme);
    ++child.places[place.direction >= 0 ? static_cast<size_t>(place.direction) : kDirections];
  }

  // What the places so far tell of a child: whose they are.
  struct Told {
    uint32_t card = kNobody;  // That tells of a group of its own organisation.
    bool everywhere = false;  // Cards of several organisations do, or the district.
    bool stated = false;
  };
  // A statement of what is elsewhere, where another organisation's card, the district or another
  // statement tells of it. Takes the place down.
  bool IsToldAlready(Told& told, const CoveragePlace& place) const {
    using From = CoveragePlace::From;
    const auto is_own = [&](uint32_t card) {
      return card == kNobody || facts_.cards[card].owner == facts_.cards[place.card].owner;
    };
    if (place.from == From::kStated) {
      if (told.stated || told.everywhere || !is_own(told.card)) return true;
      told.stated = true;
      return false;
    }
    told.everywhere |= place.from == From::kOutside || !is_own(told.card);
    if (place.from == From::kEnrolment) told.card = place.card;
    return false;
  }

  void TakeCategory(uint32_t index, const CoverageCategory& category) {
    children_[index].categories |= Bits{1} << category.category;
  }

  struct HashOfPair {
    size_t operator()(const std::pair<uint32_t, Uuid>& pair) const {
      return std::hash<Uuid>()(pair.second) * 31 + pair.first;
    }
  };
  struct HashOfKey {
    size_t operator()(const Key& key) const {
      return std::hash<Uuid>()(key.first) * 31 + std::hash<std::string>()(key.second);
    }
  };

  const CoverageFacts& facts_;
  const CoverageQuery& query_;
  const bool knows_own_;
  const bool within_;
  std::vector<CountedChild> children_;
  std::vector<uint32_t> child_of_card_;
  std::unordered_map<Key, size_t, HashOfKey> by_person_;
  std::unordered_map<Key, std::optional<Date>, HashOfKey> born_;  // Of who has a card without.
  std::unordered_map<std::string, std::vector<uint32_t>> children_of_person_;
  std::unordered_set<std::pair<uint32_t, Uuid>, HashOfPair> groups_;
  std::vector<Told> told_;  // By child.
};

}  // namespace

const std::string& CoverageFacts::ClassOf(uint32_t card, int64_t year) const {
  const auto told = occupations.find({card, year});
  return told == occupations.end() || told->second.school_class.empty() ? cards[card].school_class
                                                                        : told->second.school_class;
}

int64_t SchoolYearOf(const Date& on) {
  return on.month >= kSeptember ? on.year : on.year - 1;
}

std::string SchoolYearText(int64_t year) {
  const std::string next = std::to_string((year + 1) % 100);
  return std::to_string(year) + '/' + (next.size() == 1 ? "0" : "") + next;
}

Date FirstDayOf(int64_t school_year) {
  return {static_cast<int>(school_year), kSeptember, 1};
}

Date LastDayOf(int64_t school_year) {
  return {static_cast<int>(school_year) + 1, 8, 31};
}

bool IsHere(const CoverageCard& card, const Date& on) {
  if (card.arrived_on && on < *card.arrived_on) return false;
  return card.left_on ? on < *card.left_on : card.attends;
}

bool Covers(const std::optional<Date>& start, const std::optional<Date>& end, const Date& on) {
  return (!start || *start <= on) && (!end || on <= *end);
}

int64_t CountedChild::all_places() const {
  return std::accumulate(places.begin(), places.end(), int64_t{0});
}

std::vector<CountedChild> CountChildren(const CoverageFacts& facts, const CoverageQuery& query) {
  return Counting(facts, query).Do();
}

Bits SetOf(const std::vector<std::string>& codes, const std::vector<std::string_view>& all) {
  Bits bits = 0;
  for (const std::string& code : codes)
    if (const int place = PlaceOf(code, all); place >= 0) bits |= Bits{1} << place;
  return bits;
}

int PlaceOf(std::string_view code, const std::vector<std::string_view>& all) {
  const auto found = std::ranges::find(all, code);
  return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

}  // namespace kruzhok::model
