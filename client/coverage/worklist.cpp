// SPDX-License-Identifier: MIT
#include "client/coverage/worklist.h"

#include <algorithm>
#include <functional>
#include <map>

namespace kruzhok::client {
namespace {

constexpr int kDueMonth = 8, kDueDay = 15;
// From then on a year's end is near enough to speak of.
constexpr int kSoonMonth = 6;

model::CoverageQuery QueryOf(const CoverageBook& book, const WorklistQuery& query) {
  const model::IndicatorRule& rule = book.RuleOf(model::Indicator::kCoverage);
  return {.on = WorklistDay(book, query.year, query.today),
          .youngest = rule.youngest,
          .oldest = rule.oldest,
          .organisation = query.organisation,
          .within_organisations = true};
}

// Finds what the children attend, on all cards of a person.
class Places {
 public:
  Places(const model::CoverageFacts& facts, const model::Date& on, int64_t year,
         std::vector<WorkRow>& rows)
      : facts_(facts), on_(on), end_(model::LastDayOf(year)), rows_(rows) {
    of_card_.assign(facts.cards.size(), model::kNobody);
    for (uint32_t i = 0; i < rows.size(); ++i) {
      of_card_[rows[i].card] = i;
      const std::string& person = facts.cards[rows[i].card].person;
      if (!person.empty()) of_person_.emplace(person, i);
    }
  }

  void Find() {
    for (const model::CoveragePlace& place : facts_.places) {
      const std::string& person = facts_.cards[place.card].person;
      if (person.empty()) {
        if (of_card_[place.card] != model::kNobody) Take(rows_[of_card_[place.card]], place);
        continue;
      }
      const auto [begin, end] = of_person_.equal_range(person);
      for (auto one = begin; one != end; ++one) Take(rows_[one->second], place);
    }
  }

 private:
  // What is attended on the day comes before what begins later, the latest of it first; an
  // enrolment before what is only stated.
  int Rank(const model::CoveragePlace& place) const {
    const bool stated = place.from == model::CoveragePlace::From::kStated;
    if (model::Covers(place.start, place.end, on_)) return stated ? 2 : 3;
    return place.start && on_ < *place.start && *place.start <= end_ && !stated ? 1 : 0;
  }

  void Take(WorkRow& row, const model::CoveragePlace& place) const {
    const int rank = Rank(place);
    if (rank == 0) return;
    const int known = row.place == nullptr ? 0 : Rank(*row.place);
    if (rank > known || (rank == known && place.start > row.place->start)) row.place = &place;
  }

  const model::CoverageFacts& facts_;
  const model::Date on_, end_;
  std::vector<WorkRow>& rows_;
  std::vector<uint32_t> of_card_;
  std::unordered_multimap<std::string_view, uint32_t> of_person_;
};

bool IsWorkedOn(const CoverageBook& book, int64_t year,
                const std::optional<model::Uuid>& organisation) {
  const auto is_wanted = [&](const model::Uuid& owner) {
    return !organisation || owner == *organisation;
  };
  return std::ranges::any_of(book.facts.occupations,
                             [&](const auto& one) {
                               const auto& [card, of_year] = one.first;
                               return of_year == year && is_wanted(book.facts.cards[card].owner) &&
                                      !one.second.reason.empty();
                             }) ||
         std::ranges::any_of(book.closings, [&](const YearClosing& closing) {
           return closing.year == year && is_wanted(closing.owner);
         });
}

}  // namespace

model::Date WorklistDay(const CoverageBook& book, int64_t year, const model::Date& today) {
  const model::Date first = model::FirstDayOf(year);
  const model::Date cut = book.RuleOf(model::Indicator::kCoverage).CutDate(year);
  return std::max(first, std::min(today, cut));
}

model::Date DueDate(int64_t year) {
  return {static_cast<int>(year) + 1, kDueMonth, kDueDay};
}

std::vector<WorkRow> FindWorkRows(const CoverageBook& book, const WorklistQuery& query) {
  const model::CoverageFacts& facts = book.facts;
  const model::CoverageQuery counted = QueryOf(book, query);
  std::vector<WorkRow> rows;
  for (const model::CountedChild& child : model::CountChildren(facts, counted)) {
    WorkRow& row = rows.emplace_back();
    row.card = child.card;
    row.age = child.age;
    row.covered = child.covered;
    const auto told = facts.occupations.find({child.card, query.year});
    if (told != facts.occupations.end()) row.occupation = &told->second;
  }
  Places(facts, counted.on, query.year, rows).Find();
  return rows;
}

WorkCount CountWork(const std::vector<WorkRow>& rows) {
  WorkCount count;
  for (const WorkRow& row : rows) {
    count.not_covered += row.covered ? 0 : 1;
    count.with_reason += !row.covered && row.HasReason() ? 1 : 0;
    count.placed += row.IsPlaced() ? 1 : 0;
  }
  return count;
}

WorkCount SumOf(const std::vector<WorkCount>& counts) {
  WorkCount sum;
  for (const WorkCount& count : counts) {
    sum.not_covered += count.not_covered;
    sum.with_reason += count.with_reason;
    sum.placed += count.placed;
  }
  return sum;
}

std::vector<WorkCount> CountByOrganisation(const CoverageBook& book, const WorklistQuery& query) {
  std::map<model::Uuid, std::vector<WorkRow>> by_owner;
  for (WorkRow& row : FindWorkRows(book, query))
    by_owner[book.facts.cards[row.card].owner].push_back(row);
  std::vector<WorkCount> counts;
  for (const auto& [owner, rows] : by_owner) {
    WorkCount& count = counts.emplace_back(CountWork(rows));
    count.organisation = owner;
    if (const YearClosing* closing = book.ClosingOf(owner, query.year)) count.closing = *closing;
  }
  std::ranges::stable_sort(counts, std::greater(), &WorkCount::missing);
  return counts;
}

std::vector<WaitingYear> FindWaitingYears(const CoverageBook& book, const model::Date& today,
                                          const std::optional<model::Uuid>& organisation) {
  std::vector<WaitingYear> waiting;
  const int64_t present = model::SchoolYearOf(today);
  for (const int64_t year : {present, present - 1}) {
    const bool soon = model::Date{static_cast<int>(year) + 1, kSoonMonth, 1} <= today;
    if (!soon || (year != present && !IsWorkedOn(book, year, organisation))) continue;
    WaitingYear one{.year = year};
    for (const WorkCount& count : CountByOrganisation(book, {year, today, organisation})) {
      if (count.is_closed()) continue;
      one.missing += count.missing();
      ++one.organisations;
    }
    // A year that somebody has forgotten to close is told only when its day has passed.
    if (one.missing > 0 || (one.organisations > 0 && DueDate(year) < today)) waiting.push_back(one);
  }
  return waiting;
}

}  // namespace kruzhok::client
