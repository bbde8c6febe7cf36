// SPDX-License-Identifier: MIT
// The chapters in which the coordinator puts the district in order, and those that leave something
// for whoever opens the window.
#include <algorithm>

#include "client/cli/demo/demo_story.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"

namespace kruzhok::client {
namespace {

using model::child;

// So many the coordinator has not found yet.
constexpr size_t kUnrecognisedTwins = 3;

sync::RowWrite OfPerson(const model::Uuid& id, const std::string& person) {
  sync::RowWrite row;
  row.type = &child;
  row.id = id;
  row.fields.emplace_back(&child.person, person);
  return row;
}

std::string SurnameOf(const DemoPerson& person, const std::string& he) {
  return he + (person.girl ? "а" : "");
}

}  // namespace

model::Result<void> DemoStory::DescribeOrganisations() {
  using model::organisation;
  for (size_t i = 0; i < kDemoPlaces.size(); ++i) {
    const DemoPlace& place = kDemoPlaces[i];
    const auto set = coordinator_->Set(organisation, sites_[i]->organisation(),
                                       {{organisation.short_name, place.short_name},
                                        {organisation.settlement, place.settlement},
                                        {organisation.locality, place.locality},
                                        {organisation.address, place.address},
                                        {organisation.director, place.director},
                                        {organisation.phone, place.phone},
                                        {organisation.sector, "education_science"}});
    if (!set) return set.error();
  }
  return {};
}

model::Result<void> DemoStory::RecogniseTwins() {
  std::vector<sync::RowWrite> rows;
  const size_t known = people_.twins.size() - kUnrecognisedTwins;
  for (size_t i = 0; i < known; ++i) {
    const DemoPeople::Twin& twin = people_.twins[i];
    const std::string person = sync::RandomUuid(sync::RealEnvironment()).Text();
    rows.push_back(OfPerson(made_[twin.school].children[twin.at_school], person));
    rows.push_back(OfPerson(made_[kCentre].children[twin.at_centre], person));
  }
  const auto written = coordinator_->store().Write(rows, {});
  if (!written) return written.error();
  tell_(texts_.Count("cli.demo.recognised", static_cast<int64_t>(known)));
  return {};
}

model::Result<void> DemoStory::Disagree(DemoSite& school, const Disagreement& about) {
  if (const auto set = school.Set(about.type, about.id, about.at_school); !set) return set.error();
  return coordinator_->Set(about.type, about.id, about.at_coordinator, about.note);
}

model::Result<void> DemoStory::WriteOnRevoked() {
  Tell("revoked");
  const char* device = "Старый ноутбук";
  const auto laptop =
      JoinAs("school-1-old", "Пётр Ильич", device, "school", town().organisation().Text());
  if (!laptop) return laptop.error();
  if (const auto synced = SyncInTurn({laptop->get()}); !synced) return synced.error();
  if (const auto revoked = hub_->RevokeDevice(device); !revoked) return revoked.error();
  const auto moved = (*laptop)->Set(child, town_data().Child("8А", 2),
                                    {{child.phone, "8 900 000-00-20"},
                                     {child.address, "пос. Большие Ромашки, ул. Лесная, д. 7"}});
  if (!moved) return moved.error();
  const auto renamed =
      (*laptop)->Set(child, town_data().Child("9А", 0), {{child.school_class, "9Б"}});
  if (!renamed) return renamed.error();
  if (const auto synced = SyncInTurn({laptop->get(), coordinator_.get(), &town()}); !synced)
    return synced.error();
  tell_(texts_.Count("cli.demo.refused", coordinator_->store().GetStatus().refused));
  return {};
}

model::Result<void> DemoStory::LeaveDisputes() {
  Tell("disagree");
  const DemoOrganisation& data = town_data();
  const size_t pupil = data.InClass("4А", 1), renamed = data.InClass("6Б", 3);
  const model::Date born = data.people[pupil].birth_date;
  const model::Date other_day{born.year, born.month, born.day % 28 + 1};
  const model::Date other_year{born.year - 1, born.month, born.day};
  const DemoOrganisation& village = made_[kVillage];
  const auto enrolled =
      std::ranges::find(data.enrolments, std::string("enrolled"), &DemoEnrolment::state);
  // First the schools' values become official, then those of the coordinator.
  for (const auto& [site, about] :
       {std::pair{kTown, Disagreement{child,
                                      data.children[pupil],
                                      {{child.birth_date, other_day.Iso()}},
                                      {{child.birth_date, other_year.Iso()}},
                                      "По свидетельству о рождении"}},
        {kTown,
         {child,
          data.children[pupil],
          {{child.parent_phone, "8 900 000-00-11"}},
          {{child.parent_phone, "8 900 000-00-12"}},
          "Со слов мамы, по телефону"}},
        {kVillage,
         {model::group,
          village.groups.front(),
          {{model::group.capacity, "12"}},
          {{model::group.capacity, "10"}},
          "По санитарным нормам кабинета"}}})
    if (const auto disagreed = Disagree(*sites_[site], about); !disagreed) return disagreed.error();
  auto synced = SyncInTurn({&town(), sites_[kVillage].get(), coordinator_.get()});
  if (!synced) return synced.error();
  for (const Disagreement& about :
       {Disagreement{child,
                     data.children[renamed],
                     {{child.last_name, SurnameOf(data.people[renamed], "Елкин")}},
                     {{child.last_name, SurnameOf(data.people[renamed], "Ёлкин")}},
                     "Смена фамилии, по новому свидетельству"},
        {model::programme,
         data.programmes[1],
         {{model::programme.title, "Шахматы. Первый разряд"}},
         {{model::programme.title, "Шахматы: первый и второй годы обучения"}},
         "Как в навигаторе"},
        {model::enrolment,
         enrolled->id,
         {{model::enrolment.state, "dismissed"},
          {model::enrolment.reason, "Переезд в другой район"}},
         {{model::enrolment.state, "suspended"}, {model::enrolment.reason, "Лечение в санатории"}},
         "Мама просит сохранить место до весны"}})
    if (const auto disagreed = Disagree(town(), about); !disagreed) return disagreed.error();
  synced = SyncInTurn({coordinator_.get(), &town(), sites_[kVillage].get(), coordinator_.get()});
  if (!synced) return synced.error();
  tell_(texts_.Count("cli.demo.disputes", coordinator_->store().GetStatus().disputes));
  return {};
}

model::Result<void> DemoStory::LeaveUnsent() {
  hub_->Stop();
  const DemoOrganisation& data = town_data();
  if (const auto set =
          town().Set(child, data.Child("1А", 2), {{child.parent_phone, "8 900 000-00-03"}});
      !set)
    return set.error();
  if (const auto set = town().Set(child, data.Child("5А", 4), {{child.school_class, "5Б"}}); !set)
    return set.error();
  if (const auto set =
          town().Set(model::programme, data.programmes[2], {{model::programme.hours, "144"}});
      !set)
    return set.error();
  tell_(texts_.Count("cli.demo.unsent", town().store().GetStatus().pending));
  return {};
}

}  // namespace kruzhok::client
