// SPDX-License-Identifier: MIT
#include "model/indicator_parts.h"

#include <algorithm>
#include <unordered_map>

#include "model/entities/category.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"

namespace kruzhok::model {
namespace {

class Parts {
 public:
  Parts(const CoverageFacts& facts, const IndicatorQuery& query, CoveragePartBy by)
      : facts_(facts), query_(query), by_(by), year_(SchoolYearOf(query.on)) {}

  void Add(const CountedChild& child) {
    const CoverageCard& card = facts_.cards[child.card];
    switch (by_) {
      case CoveragePartBy::kOrganisation:
        return AddTo(card.owner.Text(), child);
      case CoveragePartBy::kClass:
        return AddTo(facts_.ClassOf(child.card, year_), child);
      case CoveragePartBy::kAge:
        return AddTo(child.age ? std::to_string(*child.age) : std::string(), child);
      case CoveragePartBy::kDirection:
        if (child.directions == 0) return AddTo("", child);
        return AddToAll(child.directions & DirectionsOf(query_.indicator), kProgramFocuses, child);
      case CoveragePartBy::kVenue:
        return AddToAll(child.venues, programme.venue.options().choices, child);
      case CoveragePartBy::kCategory:
        return AddToAll(child.categories, category.category.options().choices, child);
    }
  }

  void AddRow(const Uuid& owner, const Uuid& row, bool reached) {
    IndicatorPart& part = PartOf(owner.Text());
    part.whole = IsShare(query_.indicator);
    (reached ? part.reached : part.rest).push_back(row);
  }

  std::vector<IndicatorPart> Finish() {
    std::vector<IndicatorPart> parts;
    for (auto& [key, part] : parts_) parts.push_back(std::move(part));
    return parts;
  }

 private:
  IndicatorPart& PartOf(const std::string& value) {
    IndicatorPart& part = parts_[SortKey(value)];
    part.value = value;
    return part;
  }
  void AddToAll(unsigned bits, const std::vector<std::string_view>& codes,
                const CountedChild& child) {
    for (size_t i = 0; i < codes.size(); ++i)
      if ((bits >> i & 1) != 0) AddTo(std::string(codes[i]), child);
  }
  void AddTo(const std::string& value, const CountedChild& child) {
    const bool attended = by_ == CoveragePartBy::kDirection || by_ == CoveragePartBy::kVenue;
    const bool reached = IsReached(child, query_.indicator);
    if (attended && !reached) return;
    IndicatorPart& part = PartOf(value);
    part.whole = !attended;
    (reached ? part.reached : part.rest).push_back(facts_.cards[child.card].id);
  }

  const CoverageFacts& facts_;
  const IndicatorQuery& query_;
  const CoveragePartBy by_;
  const int64_t year_;
  std::map<std::string, IndicatorPart> parts_;
};

// Whose rows they are, of staff and programmes.
std::unordered_map<Uuid, Uuid> OwnersOf(const CoverageFacts& facts) {
  std::unordered_map<Uuid, Uuid> owners;
  for (const CoverageStaff& one : facts.staff) owners.emplace(one.id, one.owner);
  for (const CoverageProgramme& one : facts.programmes) owners.emplace(one.id, one.provider);
  return owners;
}

}  // namespace

std::vector<IndicatorPart> PartsOf(const CoverageFacts& facts, const IndicatorQuery& query,
                                   CoveragePartBy by) {
  Parts parts(facts, query, by);
  if (RowsOf(query.indicator) != IndicatorRows::kChildren) {
    if (by != CoveragePartBy::kOrganisation) return {};
    const auto owners = OwnersOf(facts);
    const IndicatorMembers members = MembersOf(facts, query);
    for (const Uuid& row : members.reached) parts.AddRow(owners.at(row), row, true);
    for (const Uuid& row : members.rest) parts.AddRow(owners.at(row), row, false);
    return parts.Finish();
  }
  CoverageQuery asked = CoverageOf(query);
  asked.within_organisations = by == CoveragePartBy::kOrganisation || by == CoveragePartBy::kClass;
  for (const CountedChild& child : CountChildren(facts, asked))
    if (IsMeant(child, query.indicator)) parts.Add(child);
  return parts.Finish();
}

std::map<Uuid, IndicatorFigure> CountByOrganisation(const CoverageFacts& facts,
                                                    const IndicatorQuery& query) {
  std::map<Uuid, std::vector<CountedChild>> children;
  for (const CoverageCard& card : facts.cards) children[card.owner];
  for (const CoverageStaff& one : facts.staff) children[one.owner];
  for (const CoverageProgramme& one : facts.programmes) children[one.provider];
  if (RowsOf(query.indicator) == IndicatorRows::kChildren) {
    CoverageQuery asked = CoverageOf(query);
    asked.within_organisations = true;
    for (const CountedChild& child : CountChildren(facts, asked))
      children[facts.cards[child.card].owner].push_back(child);
  }
  IndicatorQuery of_one = query;
  std::map<Uuid, IndicatorFigure> figures;
  for (const auto& [organisation, own] : children) {
    of_one.organisation = organisation;
    figures.emplace(organisation, Count(facts, of_one, own));
  }
  return figures;
}

}  // namespace kruzhok::model
