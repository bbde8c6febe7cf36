// SPDX-License-Identifier: MIT
#include "client/cli/demo/demo_data.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <utility>

#include "client/cli/demo/demo_row.h"
#include "model/assert.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"

namespace kruzhok::client {
namespace {

constexpr size_t kSecondGroupPercent = 26;

struct GroupPlan {
  size_t programme = 0;
  std::string name;
  std::string teacher;
  int study_year = 0;  // 0: the programme has but one.
  int age_min = 0, age_max = 0;
  size_t capacity = 0;
  size_t taken = 0;

  bool Suits(int age) const { return age >= age_min && age <= age_max; }
};

struct Seat {
  size_t child = 0;
  size_t group = 0;
  const char* state = "enrolled";
};

class Filler {
 public:
  Filler(sync::Store& store, DemoOutline outline)
      : store_(store), outline_(std::move(outline)), dice_(outline_.seed) {}

  model::Result<DemoOrganisation> Fill() {
    PlanGroups();
    PlanSeats();
    if (outline_.with_slips) Slip();
    for (const auto write : {&Filler::PutProgrammes, &Filler::PutGroups, &Filler::PutChildren,
                             &Filler::PutCategories, &Filler::PutEnrolments})
      if (const auto written = (this->*write)(); !written) return written.error();
    made_.people = std::move(outline_.people);
    return std::move(made_);
  }

 private:
  int Age(const DemoPerson& person) const {
    return model::AgeInYears(person.birth_date, {outline_.school_year, 9, 1});
  }
  model::Date InYear(int month, size_t day) const {
    return {outline_.school_year, month, static_cast<int>(day)};
  }

  void PlanGroups() {
    std::vector<std::string> teachers;
    for (size_t i = 0; i < outline_.programmes.size(); ++i) teachers.push_back(GrownUp(dice_));
    for (size_t i = 0; i < outline_.programmes.size(); ++i) {
      const DemoProgramme& programme = outline_.programmes[i];
      // Two groups share the ages: the younger ones begin, the older ones go on.
      const int middle = (programme.age_min + programme.age_max) / 2;
      for (int n = 1; n <= programme.groups; ++n) {
        GroupPlan group;
        group.programme = i;
        group.name = programme.short_title;
        if (programme.groups > 1) group.name += ", " + std::to_string(n) + "-я группа";
        group.teacher = teachers[i - i % 3 / 2];  // Every third teaches what the second does.
        group.study_year = programme.years > 1 ? n : 0;
        group.age_min = n == 1 ? programme.age_min : middle;
        group.age_max = n == programme.groups ? programme.age_max : middle + 1;
        // The youngest want to go everywhere.
        group.capacity = (group.age_min <= 7 ? 15 : 11) + dice_.Roll(6);
        groups_.push_back(std::move(group));
      }
    }
  }

  void PlanSeats() {
    std::vector<size_t> queue(outline_.people.size());
    std::iota(queue.begin(), queue.end(), size_t{0});
    for (size_t i = queue.size(); i > 1; --i) std::swap(queue[i - 1], queue[dice_.Roll(i)]);
    for (const size_t child : queue) {
      if (!dice_.Percent(outline_.covered_percent)) continue;
      const auto first = Seating(child, groups_.size());
      if (first && dice_.Percent(kSecondGroupPercent)) Seating(child, *first);
    }
  }

  // Into a group for that age, if there is a free place, but not of that group's programme.
  std::optional<size_t> Seating(size_t child, size_t other_than) {
    const int age = Age(outline_.people[child]);
    std::vector<size_t> open;
    for (size_t i = 0; i < groups_.size(); ++i)
      if (groups_[i].Suits(age) && groups_[i].taken < groups_[i].capacity &&
          (other_than == groups_.size() || groups_[i].programme != groups_[other_than].programme))
        open.push_back(i);
    if (open.empty()) return std::nullopt;
    const size_t group = dice_.Pick(open);
    const char* state = State();
    seats_.push_back({child, group, state});
    if (TakesPlace(state)) ++groups_[group].taken;
    return group;
  }

  static bool TakesPlace(std::string_view state) {
    return state == "enrolled" || state == "suspended";
  }

  const char* State() {
    const size_t roll = dice_.Roll(100);
    if (roll < 87) return "enrolled";
    if (roll < 91) return "dismissed";
    if (roll < 95) return "applied";
    if (roll < 97) return "confirmed";
    return roll < 99 ? "reserve" : "suspended";
  }

  // What a person should look at, as it happens where many hands write.
  void Slip() {
    const auto fullest = std::ranges::max_element(groups_, {}, &GroupPlan::taken);
    fullest->capacity = fullest->taken - 2;
    const auto enrolled = std::ranges::find(seats_, std::string_view("enrolled"), &Seat::state);
    seats_.push_back({enrolled->child, enrolled->group});
    const auto youngest = std::ranges::min_element(groups_, {}, &GroupPlan::age_max);
    for (size_t child = 0, slips = 0; child < outline_.people.size() && slips < 2; ++child)
      if (Age(outline_.people[child]) == youngest->age_max + 2) {
        seats_.push_back({child, static_cast<size_t>(youngest - groups_.begin())});
        ++slips;
      }
  }

  // As one action; the rows' ids.
  model::Result<std::vector<model::Uuid>> Put(const std::vector<sync::RowWrite>& rows) {
    const auto written = store_.Write(rows, {});
    if (!written) return written.error();
    made_.rows += static_cast<int64_t>(written->rows.size());
    std::vector<model::Uuid> ids;
    for (const sync::Written& row : written->rows) ids.push_back(row.id);
    return ids;
  }
  model::Result<void> PutInto(std::vector<model::Uuid>& ids,
                              const std::vector<sync::RowWrite>& rows) {
    auto put = Put(rows);
    if (!put) return put.error();
    ids = *std::move(put);
    return {};
  }

  model::Result<void> PutProgrammes() {
    std::vector<sync::RowWrite> rows;
    for (const DemoProgramme& line : outline_.programmes)
      rows.push_back(Programme(line, rows.size()));
    return PutInto(made_.programmes, rows);
  }

  sync::RowWrite Programme(const DemoProgramme& line, size_t place) {
    using model::programme;
    const bool published = line.state == std::string_view("published");
    RowMaker row(programme);
    row.Set(programme.title, line.title)
        .Set(programme.short_title, line.short_title)
        .Set(programme.provider, outline_.organisation)
        .Set(programme.direction, line.direction)
        .Set(programme.activity, line.activity)
        .Set(programme.level, Only(line.level))
        .Set(programme.kind, "general")
        .Set(programme.form, "full_time")
        .Set(programme.age_min, line.age_min)
        .Set(programme.age_max, line.age_max)
        .Set(programme.hours, line.hours)
        .Set(programme.duration, line.years)
        .Set(programme.duration_unit, "year")
        .Set(programme.state, line.state)
        .Set(programme.announce, AnnounceOf(line.direction))
        .Set(programme.venue, Only(line.venue))
        .Set(programme.financing, Only(line.financing))
        .Set(programme.place, outline_.place)
        .Set(programme.navigator_state, published ? "published" : "not_sent");
    if (line.network) row.Set(programme.network, true);
    if (published)
      row.Set(programme.council_number, std::to_string(1 + place % 3))
          .Set(programme.council_date, InYear(5, 20 + place % 3))
          .Set(programme.order_number, std::to_string(100 + place) + "-од")
          .Set(programme.order_date, InYear(6, 1 + place % 5));
    return row.row();
  }

  model::Result<void> PutGroups() {
    using model::group;
    std::vector<sync::RowWrite> rows;
    for (const GroupPlan& plan : groups_) {
      const DemoProgramme& programme = outline_.programmes[plan.programme];
      RowMaker row(group);
      row.Set(group.programme, made_.programmes[plan.programme])
          .Set(group.name, plan.name)
          .Set(group.teacher, plan.teacher)
          .Set(group.capacity, static_cast<int>(plan.capacity))
          .Set(group.age_min, plan.age_min)
          .Set(group.age_max, plan.age_max)
          .Set(group.start_date, InYear(9, 1))
          .Set(group.end_date, model::Date{outline_.school_year + 1, 5, 31})
          .Set(group.hours_year, programme.hours)
          .Set(group.place, "каб. " + std::to_string(101 + plan.programme))
          .Set(group.financing, Only(programme.financing));
      if (plan.study_year > 0) row.Set(group.study_year, plan.study_year);
      if (programme.financing == std::string_view("paid"))
        row.Set(group.cost, 800 + 100 * static_cast<int>(plan.programme % 5));
      rows.push_back(row.row());
    }
    return PutInto(made_.groups, rows);
  }

  model::Result<void> PutChildren() {
    std::vector<sync::RowWrite> rows;
    for (size_t i = 0; i < outline_.people.size(); ++i)
      rows.push_back(Child(outline_.people[i],
                           i < outline_.schools.size() ? outline_.schools[i] : model::Uuid()));
    return PutInto(made_.children, rows);
  }

  sync::RowWrite Child(const DemoPerson& person, const model::Uuid& school) {
    using model::child;
    RowMaker row(child);
    row.Set(child.last_name, person.last_name)
        .Set(child.first_name, person.first_name)
        .Set(child.middle_name, person.middle_name)
        .Set(child.birth_date, person.birth_date)
        .Set(child.sex, person.girl ? "female" : "male")
        .Set(child.school_class, person.school_class)
        .Set(child.state, "attends")
        .Set(child.parent_name, person.parent_name)
        .Set(child.parent_phone, person.parent_phone)
        .Set(child.phone, person.phone)
        .Set(child.address, person.address)
        .Set(child.certificate_number, person.certificate)
        .Set(child.consent, person.consent);
    if (!school.is_nil()) row.Set(child.school, school);
    if (!person.certificate.empty()) row.Set(child.certificate_type, "supplementary");
    if (person.consent) row.Set(child.consent_date, InYear(8, 20 + dice_.Roll(10)));
    return row.row();
  }

  model::Result<void> PutCategories() {
    std::vector<sync::RowWrite> rows;
    for (size_t i = 0; i < outline_.people.size(); ++i)
      for (const std::string& code : outline_.people[i].categories)
        rows.push_back(Category(outline_.people[i], made_.children[i], code));
    if (rows.empty()) return {};
    const auto put = Put(rows);
    return put ? model::Result<void>() : put.error();
  }

  // With the paper that gives it, as far as there is one; a few have ended before this year.
  sync::RowWrite Category(const DemoPerson& person, const model::Uuid& child,
                          const std::string& code) {
    using model::category;
    const bool by_commission = code == "ovz" || code == "disabled";
    const int years = 1 + static_cast<int>(papers_.Roll(3));
    const model::Date start{outline_.school_year - years, 9, 1 + static_cast<int>(papers_.Roll(9))};
    RowMaker row(category);
    row.Set(category.child, child).Set(category.category, code).Set(category.start_date, start);
    if (code == "ovz")
      row.Set(category.basis, "Заключение ПМПК № " + std::to_string(1 + papers_.Roll(80)))
          .Set(category.ovz_types, Only(person.ovz_type.c_str()));
    if (code == "disabled")
      row.Set(category.basis, "Справка МСЭ № " + std::to_string(1'000 + papers_.Roll(9'000)));
    if (by_commission && years > 1 && papers_.Percent(15))
      row.Set(category.end_date, model::Date{outline_.school_year, 8, 31});
    return row.row();
  }

  model::Result<void> PutEnrolments() {
    std::vector<sync::RowWrite> rows;
    for (const Seat& seat : seats_) rows.push_back(Enrolment(seat));
    const auto ids = Put(rows);
    if (!ids) return ids.error();
    for (size_t i = 0; i < seats_.size(); ++i)
      made_.enrolments.push_back({(*ids)[i], seats_[i].child, seats_[i].group, seats_[i].state});
    return {};
  }

  sync::RowWrite Enrolment(const Seat& seat) {
    using model::enrolment;
    constexpr std::array kReasons = {"По заявлению родителей", "Переезд в другой район",
                                     "Не успевает: занят в другой группе"};
    const std::string_view state = seat.state;
    RowMaker row(enrolment);
    row.Set(enrolment.child, made_.children[seat.child])
        .Set(enrolment.group, made_.groups[seat.group])
        .Set(enrolment.state, seat.state)
        .Set(enrolment.financing, outline_.programmes[groups_[seat.group].programme].financing)
        .Set(enrolment.place, "own");
    if (state == "enrolled" || state == "dismissed" || state == "suspended") {
      // Those who came in time are in one order a group.
      const bool late = dice_.Percent(12);
      row.Set(enrolment.start_date, late ? InYear(9, 15) : InYear(9, 1))
          .Set(enrolment.order_number, std::to_string((late ? 60 : 20) + seat.group) + "-до")
          .Set(enrolment.order_date, late ? InYear(9, 14) : InYear(8, 31));
    }
    if (state == "dismissed")
      row.Set(enrolment.reason, dice_.Pick(kReasons))
          .Set(enrolment.end_date, InYear(10, 5 + dice_.Roll(20)));
    if (state == "reserve") row.Set(enrolment.reason, "Нет свободных мест");
    return row.row();
  }

  sync::Store& store_;
  DemoOutline outline_;
  Dice dice_;
  Dice papers_{7};  // Of its own, so that what else is rolled stays as it is.
  std::vector<GroupPlan> groups_;
  std::vector<Seat> seats_;
  DemoOrganisation made_;
};

}  // namespace

size_t DemoOrganisation::InClass(std::string_view school_class, size_t n) const {
  for (size_t i = 0; i < people.size(); ++i)
    if (people[i].school_class == school_class && n-- == 0) return i;
  ASSERT(!"the demonstration has such a class");
  return 0;
}

int SchoolYearOf(int64_t now_ms) {
  using namespace std::chrono;
  const year_month_day today(floor<days>(sys_time<milliseconds>(milliseconds(now_ms))));
  return static_cast<int>(today.year()) - (today.month() < September ? 1 : 0);
}

model::Result<DemoOrganisation> FillOrganisation(sync::Store& store, DemoOutline outline) {
  return Filler(store, std::move(outline)).Fill();
}

}  // namespace kruzhok::client
