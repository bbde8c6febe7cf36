// SPDX-License-Identifier: MIT
#include "client/coverage/coverage_data.h"

#include <algorithm>
#include <charconv>

#include "client/app/enrolment_state.h"
#include "client/app/row_scan.h"
#include "model/catalog.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/indicator.h"
#include "model/entities/occupation.h"
#include "model/entities/outside_enrolment.h"
#include "model/entities/programme.h"
#include "model/entities/resident_count.h"
#include "model/entities/staff.h"
#include "model/entities/target.h"
#include "model/entities/training.h"
#include "model/entities/year_closing.h"

namespace kruzhok::client {
namespace {

using From = model::CoveragePlace::From;
using model::kNobody;

uint32_t FindIn(const std::unordered_map<model::Uuid, uint32_t>& places,
                const std::optional<model::Uuid>& id) {
  const auto found = id ? places.find(*id) : places.end();
  return found == places.end() ? kNobody : found->second;
}

// Its last day tells until when one that has ended was one.
bool HasEnded(std::string_view state) {
  return state == "dismissed" || state == "completed";
}

}  // namespace

const YearClosing* CoverageBook::ClosingOf(const model::Uuid& organisation, int64_t year) const {
  const auto found = std::ranges::find_if(closings, [&](const YearClosing& closing) {
    return closing.owner == organisation && closing.year == year;
  });
  return found == closings.end() ? nullptr : &*found;
}

CoverageReader::CoverageReader(const sync::Membership& membership)
    : rules_of_(membership.joined ? sync::kDistrict : membership.organisation) {
  book_.facts.sees_all = membership.joined && membership.role == sync::Role::kCoordinator;
}

uint32_t CoverageReader::CardOf(const std::optional<model::Uuid>& id) const {
  return FindIn(cards_, id);
}

uint32_t CoverageReader::ProgrammeOf(const std::optional<model::Uuid>& id) const {
  return FindIn(programmes_, id);
}

int CoverageReader::DirectionOf(uint32_t programme) const {
  return programme == kNobody ? -1 : book_.facts.programmes[programme].direction;
}

bool CoverageReader::Takes(const model::EntityType& type) {
  static constexpr const model::EntityType* kTaken[] = {
      &model::programme,     &model::group,        &model::staff,     &model::training,
      &model::child,         &model::category,     &model::enrolment, &model::outside_enrolment,
      &model::occupation,    &model::year_closing, &model::indicator, &model::target,
      &model::resident_count};
  return std::ranges::find(kTaken, &type) != std::end(kTaken);
}

void CoverageReader::Add(const sync::RowView& row) {
  if (row.type == &model::programme) return AddProgramme(row);
  if (row.type == &model::group) {
    programme_of_group_[row.id] = ProgrammeOf(row.record.Get(model::group.programme));
    return;
  }
  if (row.type == &model::staff) return AddStaff(row);
  if (row.type == &model::training) return AddTraining(row);
  if (row.type == &model::child) return AddChild(row);
  if (row.type == &model::category) return AddCategory(row);
  if (row.type == &model::enrolment) return AddEnrolment(row);
  if (row.type == &model::outside_enrolment) return AddOutside(row);
  if (row.type == &model::occupation) return AddOccupation(row);
  if (row.type == &model::year_closing) return AddClosing(row);
  if (row.type == &model::indicator) return AddRule(row);
  if (row.type == &model::target) return AddTarget(row);
  if (row.type != &model::resident_count) return;
  const auto& type = model::resident_count;
  book_.facts.residents.push_back({row.owner, row.record.Get(type.year).value_or(0),
                                   row.record.Get(type.age).value_or(0),
                                   row.record.Get(type.children).value_or(0)});
}

void CoverageReader::AddProgramme(const sync::RowView& row) {
  const auto& type = model::programme;
  const model::Record& record = row.record;
  model::CoverageProgramme one;
  one.id = row.id;
  one.owner = row.owner;
  one.provider = record.Get(type.provider).value_or(row.owner);
  one.direction = model::PlaceOf(record.Get(type.direction).value_or(""), model::kProgramFocuses);
  one.venues =
      model::SetOf(record.Get(type.venue).value_or(model::Choices()), type.venue.options().choices);
  one.for_ovz = record.Get(type.ovz).value_or(false) || record.Get(type.adapted).value_or(false) ||
                record.Get(type.disabled_adapted).value_or(false);
  one.archived = record.Get(type.state) == "archive";
  const auto navigator = record.Get(type.navigator_state);
  one.published = navigator == "published";
  one.in_navigator = one.published || navigator == "sent" || navigator == "archived";
  one.sent_on = record.Get(type.navigator_sent_on);
  one.age_min = record.Get(type.age_min);
  one.age_max = record.Get(type.age_max);
  programmes_.emplace(row.id, static_cast<uint32_t>(book_.facts.programmes.size()));
  book_.facts.programmes.push_back(one);
}

void CoverageReader::AddChild(const sync::RowView& row) {
  const auto& type = model::child;
  model::CoverageCard card;
  card.id = row.id;
  card.owner = row.owner;
  card.person = row.record.Get(type.person).value_or("");
  card.school_class = row.record.Get(type.school_class).value_or("");
  card.birth_date = row.record.Get(type.birth_date);
  card.arrived_on = row.record.Get(type.arrived_on);
  card.left_on = row.record.Get(type.left_on);
  const auto state = row.record.Get(type.state);
  card.attends = !state || *state == "attends";
  cards_.emplace(row.id, static_cast<uint32_t>(book_.facts.cards.size()));
  book_.facts.cards.push_back(std::move(card));
}

void CoverageReader::AddCategory(const sync::RowView& row) {
  const auto& type = model::category;
  const uint32_t card = CardOf(row.record.Get(type.child));
  const int category =
      model::PlaceOf(row.record.Get(type.category).value_or(""), type.category.options().choices);
  if (card == kNobody || category < 0) return;
  book_.facts.categories.push_back({card, static_cast<size_t>(category),
                                    row.record.Get(type.start_date),
                                    row.record.Get(type.end_date)});
}

void CoverageReader::AddEnrolment(const sync::RowView& row) {
  const auto& type = model::enrolment;
  const model::Record& record = row.record;
  const uint32_t card = CardOf(record.Get(type.child));
  const std::string state = record.Get(type.state).value_or("");
  const auto end = record.Get(type.end_date);
  if (card == kNobody || !(IsActiveEnrolment(state) || (HasEnded(state) && end))) return;
  model::CoveragePlace place;
  place.card = card;
  place.group = record.Get(type.group).value_or(model::Uuid());
  place.programme = FindIn(programme_of_group_, place.group);
  place.direction = DirectionOf(place.programme);
  place.start = record.Get(type.start_date);
  place.end = end;
  book_.facts.places.push_back(place);
}

void CoverageReader::AddOutside(const sync::RowView& row) {
  const auto& type = model::outside_enrolment;
  const uint32_t card = CardOf(row.record.Get(type.child));
  if (card == kNobody || book_.facts.sees_all) return;
  model::CoveragePlace place;
  place.from = From::kOutside;
  place.card = card;
  place.programme = ProgrammeOf(row.record.Get(type.programme));
  place.direction = DirectionOf(place.programme);
  place.start = row.record.Get(type.start_date);
  place.end = row.record.Get(type.end_date);
  book_.facts.places.push_back(place);
}

void CoverageReader::AddOccupation(const sync::RowView& row) {
  const auto& type = model::occupation;
  const model::Record& record = row.record;
  const uint32_t card = CardOf(record.Get(type.child));
  const auto year = record.Get(type.year);
  if (card == kNobody || !year) return;
  model::OccupationFact fact;
  fact.id = row.id;
  fact.school_class = record.Get(type.school_class).value_or("");
  fact.reason = record.Get(type.reason).value_or("");
  fact.reason_note = record.Get(type.reason_note).value_or("");
  fact.outcome = record.Get(type.outcome).value_or("");
  fact.talk_on = record.Get(type.talk_on);
  fact.talk_with = record.Get(type.talk_with).value_or("");
  fact.offered = record.Get(type.offered).value_or(model::Uuid());
  fact.elsewhere = record.Get(type.elsewhere).value_or("");
  book_.facts.occupations[{card, *year}] = std::move(fact);
  if (record.Get(type.elsewhere).value_or("").empty()) return;
  model::CoveragePlace place;
  place.from = From::kStated;
  place.card = card;
  place.direction =
      model::PlaceOf(record.Get(type.elsewhere_direction).value_or(""), model::kProgramFocuses);
  place.start = model::FirstDayOf(*year);
  place.end = model::LastDayOf(*year);
  book_.facts.places.push_back(place);
}

void CoverageReader::AddStaff(const sync::RowView& row) {
  const auto& type = model::staff;
  if (!row.record.Get(type.teaches).value_or(false)) return;
  model::CoverageStaff one;
  one.id = row.id;
  one.owner = row.owner;
  one.works = row.record.Get(type.state) != "left";
  one.left_on = row.record.Get(type.left_on);
  staff_.emplace(row.id, static_cast<uint32_t>(book_.facts.staff.size()));
  book_.facts.staff.push_back(std::move(one));
}

void CoverageReader::AddTraining(const sync::RowView& row) {
  const auto finished = row.record.Get(model::training.finished_on);
  const uint32_t one = FindIn(staff_, row.record.Get(model::training.staff));
  if (one != kNobody && finished) book_.facts.staff[one].trained.push_back(*finished);
}

void CoverageReader::AddRule(const sync::RowView& row) {
  const auto indicator = model::IndicatorOf(row.record.Get(model::indicator.code).value_or(""));
  if (!indicator) return;
  if (row.owner == rules_of_)
    model::ReadRule(row.record, book_.rules[static_cast<size_t>(*indicator)]);
}

void CoverageReader::AddTarget(const sync::RowView& row) {
  const auto& type = model::target;
  const auto indicator = model::IndicatorOf(row.record.Get(type.code).value_or(""));
  const std::string text = row.record.Get(type.value).value_or("");
  double value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!indicator || wrong != std::errc() || end != text.data() + text.size()) return;
  book_.targets.push_back({row.owner, *indicator, row.record.Get(type.year).value_or(0), value,
                           row.record.Get(type.source).value_or("")});
}

void CoverageReader::AddClosing(const sync::RowView& row) {
  const auto& type = model::year_closing;
  YearClosing closing;
  closing.id = row.id;
  closing.owner = row.owner;
  closing.year = row.record.Get(type.year).value_or(0);
  closing.closed = row.record.Get(type.state) == "closed";
  closing.closed_on = row.record.Get(type.closed_on);
  closing.closed_by = row.record.Get(type.closed_by).value_or("");
  closing.why = row.record.Get(type.why).value_or("");
  closing.without_reason = row.record.Get(type.without_reason).value_or(0);
  book_.closings.push_back(std::move(closing));
}

CoverageBook ReadCoverage(sync::Store& store) {
  const sync::Membership membership = store.GetStatus().membership;
  const sync::Transaction reading(store.replica().database(), sync::Transaction::Kind::kRead);
  CoverageReader reader(membership);
  RowScan scan(store, RowScan::Conditions::kLeftOut);
  for (const model::EntityType* type : model::Catalog())
    if (CoverageReader::Takes(*type))
      scan.ForEach(*type, [&](const sync::RowView& row) { reader.Add(row); });
  return reader.Finish();
}

}  // namespace kruzhok::client
