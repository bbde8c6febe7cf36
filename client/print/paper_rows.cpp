// SPDX-License-Identifier: MIT
#include "client/print/paper_rows.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "client/app/enrolment_state.h"
#include "client/app/masked_name.h"
#include "client/print/paper_words.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using model::child;
using model::enrolment;

std::optional<sync::RowSummary> AliveRow(sync::Store& store, const model::EntityType& type,
                                         const model::Uuid& id) {
  auto row = store.replica().rows().Summary(type, id);
  if (row && (row->flags & sync::kRowDeleted) != 0) row.reset();
  return row;
}

bool IsDisputed(const sync::RowSummary& row) {
  return (row.flags & sync::kRowDisputed) != 0;
}

// As a Russian list has it; namesakes by birth date, then by id so that two prints are equal.
void Sort(std::vector<PupilRow>& pupils) {
  const auto key = [](const PupilRow& pupil) {
    return std::tuple(!pupil.here, model::SortKey(FullName(pupil.child)),
                      pupil.child.Get(child.birth_date), pupil.id);
  };
  std::vector<std::pair<decltype(key(pupils.front())), PupilRow>> keyed;
  for (PupilRow& pupil : pupils) {
    auto its_key = key(pupil);
    keyed.emplace_back(std::move(its_key), std::move(pupil));
  }
  std::ranges::sort(
      keyed, {}, [](const auto& one) -> const auto& { return one.first; });
  pupils.clear();
  for (auto& [its_key, pupil] : keyed) pupils.push_back(std::move(pupil));
}

bool IsActive(const model::Record& record) {
  return IsActiveEnrolment(record.Get(enrolment.state).value_or(""));
}

}  // namespace

std::string PupilRow::Name() const {
  return here ? FullName(child) : "нет доступа к карточке";
}
std::string PupilRow::SchoolClass() const {
  return child.Get(model::child.school_class).value_or("");
}
std::string PupilRow::BirthDate() const {
  const auto date = child.Get(model::child.birth_date);
  return date ? date->Russian() : "";
}

std::string GroupRow::Name() const {
  return group.Get(model::group.name).value_or("");
}
std::string GroupRow::Title() const {
  const std::string name = Name();
  const bool says_so = model::Fold(name).find("групп") != std::string::npos;
  return says_so ? name : "Группа " + Quoted(name);
}
std::string GroupRow::ProgrammeText() const {
  return ProgrammeName(programme.Get(model::programme.title).value_or(""));
}

std::string IssuerRow::Name() const {
  return organisation.Get(model::organisation.name).value_or("");
}
std::string IssuerRow::Director() const {
  return organisation.Get(model::organisation.director).value_or("");
}
std::string IssuerRow::DirectorRole() const {
  const std::string kind = organisation.Get(model::organisation.kind).value_or("");
  if (kind == "kindergarten") return "Заведующий";
  const bool directed = kind.empty() || kind == "school" || kind == "supplementary";
  return directed ? "Директор" : "Руководитель";
}

std::optional<model::Record> FindRow(sync::Store& store, const model::EntityType& type,
                                     const model::Uuid& id) {
  const auto row = AliveRow(store, type, id);
  return row ? std::optional(row->record) : std::nullopt;
}
std::optional<model::Record> FindRow(sync::Store& store, const model::EntityType& type,
                                     const std::optional<model::Uuid>& id) {
  return id ? FindRow(store, type, *id) : std::nullopt;
}

std::optional<GroupRow> FindGroup(sync::Store& store, const model::Uuid& id) {
  const auto row = AliveRow(store, model::group, id);
  if (!row) return std::nullopt;
  const auto programme = FindRow(store, model::programme, row->record.Get(model::group.programme));
  return GroupRow{id, row->owner, row->record, programme.value_or(model::Record(model::programme))};
}

IssuerRow FindIssuer(sync::Store& store, const model::Uuid& id) {
  IssuerRow issuer{
      id, FindRow(store, model::organisation, id).value_or(model::Record(model::organisation))};
  // Before a school joins a district, its name is only what was typed at the first start.
  if (const std::string typed = store.replica().Setting("desk.school");
      issuer.Name().empty() && id == OwnOrganisation(store) && !typed.empty())
    issuer.organisation.Set(model::organisation.name, typed);
  return issuer;
}

const model::Uuid& OwnOrganisation(sync::Store& store) {
  return store.replica().membership().organisation;
}

model::Uuid IssuerOf(sync::Store& store, const GroupRow& group) {
  const sync::Membership& own = store.replica().membership();
  if (own.role == sync::Role::kSchool || group.owner == sync::kDistrict) return own.organisation;
  return group.owner;
}

std::vector<PupilRow> PupilsOfClass(sync::Store& store, const model::Uuid& owner,
                                    const std::string& school_class) {
  const std::string wanted = model::Fold(school_class);
  const sync::Membership& membership = store.replica().membership();
  std::vector<PupilRow> pupils;
  std::unordered_map<model::Uuid, size_t> places;
  sync::RowStore& rows = store.replica().rows();
  rows.ForEachSummary(child, false, [&](const sync::RowSummary& row) {
    const auto its_class = row.record.Get(child.school_class);
    const std::string state = row.record.Get(child.state).value_or("attends");
    if (row.owner != owner || !its_class || model::Fold(*its_class) != wanted || state != "attends")
      return true;
    places.emplace(row.id, pupils.size());
    PupilRow& pupil = pupils.emplace_back(
        PupilRow{row.id, row.owner, ShownRecord(membership, row.owner, row.record)});
    pupil.disputed = IsDisputed(row);
    return true;
  });
  if (!pupils.empty())
    rows.ForEachSummary(enrolment, false, [&](const sync::RowSummary& row) {
      const auto whose = row.record.Get(enrolment.child);
      const auto place = whose ? places.find(*whose) : places.end();
      if (place == places.end() || !IsActive(row.record)) return true;
      PupilRow& pupil = pupils[place->second];
      pupil.enrolments.push_back(row.record);
      pupil.disputed = pupil.disputed || IsDisputed(row);
      return true;
    });
  Sort(pupils);
  return pupils;
}

std::vector<PupilRow> PupilsOfGroup(
    sync::Store& store, const model::Uuid& group,
    const std::function<bool(const model::Record&, const model::Uuid&)>& use) {
  std::vector<sync::RowSummary> found;
  sync::RowStore& rows = store.replica().rows();
  rows.ForEachSummary(enrolment, false, [&](const sync::RowSummary& row) {
    if (row.record.Get(enrolment.child) && row.record.Get(enrolment.group) == group &&
        use(row.record, row.owner))
      found.push_back(row);
    return true;
  });
  std::map<model::Uuid, PupilRow> by_id;
  for (const sync::RowSummary& row : found) {
    const model::Uuid id = *row.record.Get(enrolment.child);
    const auto [place, is_new] = by_id.try_emplace(id, PupilRow{id, {}, model::Record(child)});
    PupilRow& pupil = place->second;
    if (const auto card = is_new ? rows.Summary(child, id) : std::nullopt) {
      pupil.owner = card->owner;
      pupil.child = ShownRecord(store.replica().membership(), card->owner, card->record);
      pupil.deleted = (card->flags & sync::kRowDeleted) != 0;
      pupil.disputed = IsDisputed(*card);
    } else if (is_new) {
      pupil.here = false;
    }
    pupil.enrolments.push_back(row.record);
    pupil.disputed = pupil.disputed || IsDisputed(row);
  }
  // A child that was deleted is in no group any more; one that was never here is.
  std::vector<PupilRow> pupils;
  for (auto& [id, pupil] : by_id)
    if (!pupil.deleted) pupils.push_back(std::move(pupil));
  Sort(pupils);
  return pupils;
}

std::vector<model::Record> EnrolmentsOf(sync::Store& store, const model::Uuid& id) {
  std::vector<model::Record> found;
  store.replica().rows().ForEachSummary(enrolment, false, [&](const sync::RowSummary& row) {
    if (row.record.Get(enrolment.child) == id) found.push_back(row.record);
    return true;
  });
  std::ranges::stable_sort(
      found, {}, [](const model::Record& record) { return record.Get(enrolment.start_date); });
  return found;
}

}  // namespace kruzhok::client
