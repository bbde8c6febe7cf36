// SPDX-License-Identifier: MIT
// The chapter of the coverage: who teaches and when, what the children did a year ago, and why some
// do nothing.
#include <algorithm>
#include <map>
#include <set>

#include "client/app/enrolment_state.h"
#include "client/cli/demo/demo_row.h"
#include "client/cli/demo/demo_story.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"
#include "model/entities/resident_count.h"
#include "model/entities/schedule.h"
#include "model/entities/staff.h"
#include "model/entities/training.h"

namespace kruzhok::client {
namespace {

using Rows = std::vector<sync::RowWrite>;

constexpr size_t kTrainedPercent = 40, kLastYearPercent = 66, kReasonPercent = 70;

// "Морозова Елена Викторовна"
std::vector<std::string> Words(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  words.resize(3);
  return words;
}

class LivedYear {
 public:
  LivedYear(sync::Store& store, const DemoOrganisation& data, int school_year, uint32_t seed)
      : store_(store), data_(data), year_(school_year), dice_(seed) {
    for (const model::Uuid& id : data.groups)
      if (const auto row = store.Get(model::group, id)) groups_.push_back(*row);
  }

  model::Result<int64_t> Write() {
    for (const auto& part :
         {&LivedYear::Staff, &LivedYear::Lessons, &LivedYear::LastYear, &LivedYear::Occupations}) {
      const Rows rows = (this->*part)();
      if (rows.empty()) continue;
      const auto written = store_.Write(rows, {});
      if (!written) return written.error();
      written_ += static_cast<int64_t>(written->rows.size());
    }
    return written_;
  }

 private:
  const model::Record& Group(size_t i) const { return groups_[i].record; }
  model::Uuid New() { return sync::RandomUuid(sync::RealEnvironment()); }

  Rows Staff() {
    const auto& type = model::staff;
    const auto& course = model::training;
    std::set<std::string> teachers;
    for (size_t i = 0; i < groups_.size(); ++i)
      teachers.insert(Group(i).Get(model::group.teacher).value_or(""));
    teachers.erase("");
    Rows people, courses;
    for (const std::string& teacher : teachers) {
      const auto names = Words(teacher);
      RowMaker row(type);
      row.Set(type.last_name, names[0])
          .Set(type.first_name, names[1])
          .Set(type.middle_name, names[2])
          .Set(type.position, "Педагог дополнительного образования")
          .Set(type.rate, dice_.Percent(50) ? "0.5" : "1")
          .Set(type.teaches, true)
          .Set(type.with_ovz, dice_.Percent(25))
          .Set(type.state, "works");
      people.push_back(row.row());
      people.back().id = New();
      if (!dice_.Percent(kTrainedPercent)) continue;
      RowMaker finished(course);
      finished.Set(course.staff, *people.back().id)
          .Set(course.title, "Современные программы дополнительного образования")
          .Set(course.kind, "further")
          .Set(course.hours, 36 + 36 * static_cast<int>(dice_.Roll(3)))
          .Set(course.finished_on, model::Date{year_ - 1 + static_cast<int>(dice_.Roll(2)), 3,
                                               10 + static_cast<int>(dice_.Roll(18))})
          .Set(course.document, "Удостоверение № " + std::to_string(1000 + dice_.Roll(9000)));
      courses.push_back(finished.row());
    }
    people.insert(people.end(), courses.begin(), courses.end());
    return people;
  }

  Rows Lessons() {
    const auto& type = model::schedule;
    constexpr const char* kDays[][2] = {{"mon", "thu"}, {"tue", "fri"}, {"wed", "sat"}};
    constexpr const char* kTimes[][2] = {
        {"14:00", "14:45"}, {"15:00", "15:45"}, {"16:00", "16:45"}, {"17:00", "17:45"}};
    Rows rows;
    for (size_t i = 0; i < groups_.size(); ++i)
      for (const char* day : kDays[i % std::size(kDays)]) {
        RowMaker row(type);
        const auto& time = kTimes[i / std::size(kDays) % std::size(kTimes)];
        row.Set(type.group, data_.groups[i])
            .Set(type.weekday, day)
            .Set(type.start_time, time[0])
            .Set(type.end_time, time[1])
            .Set(type.room, Group(i).Get(model::group.place).value_or(""));
        rows.push_back(row.row());
      }
    return rows;
  }

  // The groups of the year before, and most of those who could be in them then.
  Rows LastYear() {
    const auto& group = model::group;
    const auto& enrolment = model::enrolment;
    Rows rows;
    std::vector<model::Uuid> ids;
    for (size_t i = 0; i < groups_.size(); ++i) {
      const model::Record& now = Group(i);
      RowMaker row(group);
      row.Set(group.programme, now.Get(group.programme).value_or(model::Uuid()))
          .Set(group.name, now.Get(group.name).value_or("") + " (" + std::to_string(year_ - 1) +
                               "/" + std::to_string(year_ % 100) + ")")
          .Set(group.teacher, now.Get(group.teacher).value_or(""))
          .Set(group.capacity, static_cast<int>(now.Get(group.capacity).value_or(15)))
          .Set(group.age_min, static_cast<int>(now.Get(group.age_min).value_or(5)))
          .Set(group.age_max, static_cast<int>(now.Get(group.age_max).value_or(17)))
          .Set(group.start_date, model::Date{year_ - 1, 9, 1})
          .Set(group.end_date, model::Date{year_, 5, 31});
      rows.push_back(row.row());
      ids.push_back(New());
      rows.back().id = ids.back();
    }
    for (size_t child = 0; child < data_.children.size() && !ids.empty(); ++child) {
      const int age =
          model::AgeInYears(data_.people[child].birth_date, model::Date{year_ - 1, 9, 1});
      std::vector<size_t> open;
      for (size_t i = 0; i < groups_.size(); ++i)
        if (age >= Group(i).Get(group.age_min).value_or(0) &&
            age <= Group(i).Get(group.age_max).value_or(99))
          open.push_back(i);
      if (open.empty() || !dice_.Percent(kLastYearPercent)) continue;
      const size_t into = dice_.Pick(open);
      RowMaker row(enrolment);
      row.Set(enrolment.child, data_.children[child])
          .Set(enrolment.group, ids[into])
          .Set(enrolment.state, "completed")
          .Set(enrolment.start_date, model::Date{year_ - 1, 9, 1})
          .Set(enrolment.end_date, model::Date{year_, 5, 31});
      rows.push_back(row.row());
    }
    return rows;
  }

  Rows Occupations() {
    const auto& type = model::occupation;
    constexpr const char* kReasons[] = {"no_wish",  "distance", "no_programme", "busy_at_home",
                                        "distance", "health",   "paid"};
    constexpr const char* kOutcomes[] = {"thinking", "agreed", "refused"};
    std::set<model::Uuid> covered;
    for (const DemoEnrolment& one : data_.enrolments)
      if (IsActiveEnrolment(one.state)) covered.insert(data_.children[one.child]);
    Rows rows;
    for (size_t child = 0; child < data_.children.size(); ++child) {
      if (covered.contains(data_.children[child]) || !dice_.Percent(kReasonPercent)) continue;
      RowMaker row(type);
      row.Set(type.child, data_.children[child]).Set(type.year, year_);
      if (dice_.Percent(20)) {
        row.Set(type.elsewhere, "Спортивная школа района")
            .Set(type.elsewhere_programme, "Лыжные гонки")
            .Set(type.elsewhere_direction, "fizkulturno-sportivnoe")
            .Set(type.elsewhere_hours, 6);
      } else {
        row.Set(type.reason, kReasons[dice_.Roll(std::size(kReasons))]);
        if (dice_.Percent(60))
          row.Set(type.talk_on, model::Date{year_, 10, 1 + static_cast<int>(dice_.Roll(28))})
              .Set(type.talk_with, dice_.Percent(80) ? "мама" : "папа")
              .Set(type.outcome, kOutcomes[dice_.Roll(std::size(kOutcomes))]);
        if (dice_.Percent(50) && !data_.programmes.empty())
          row.Set(type.offered, dice_.Pick(data_.programmes));
      }
      rows.push_back(row.row());
    }
    return rows;
  }

  sync::Store& store_;
  const DemoOrganisation& data_;
  const int year_;
  Dice dice_;
  std::vector<sync::RowView> groups_;
  int64_t written_ = 0;
};

}  // namespace

model::Result<void> DemoStory::LiveAYear() {
  int64_t rows = 0;
  for (const DemoPlaceIndex i : {kTown, kVillage, kCentre}) {
    const auto written =
        LivedYear(sites_[i]->store(), made_[i], school_year_, 70 + static_cast<uint32_t>(i))
            .Write();
    if (!written) return written.error();
    rows += *written;
  }
  // As the statistics of the district would count them: somewhat more than have a card.
  const auto& type = model::resident_count;
  Rows residents;
  for (int age = 5; age <= 18; ++age)
    for (const int year : {school_year_, school_year_ + 1}) {
      RowMaker row(type);
      row.Set(type.year, year).Set(type.age, age).Set(type.children, 52 + (age * 7 + year) % 13);
      residents.push_back(row.row());
      residents.back().owner = sync::kDistrict;
    }
  if (const auto written = coordinator_->store().Write(residents, {}); !written)
    return written.error();
  tell_(texts_.Count("cli.demo.lived", rows));
  return SyncInTurn({sites_[kTown].get(), sites_[kVillage].get(), sites_[kCentre].get(),
                     coordinator_.get(), sites_[kTown].get(), sites_[kVillage].get(),
                     sites_[kCentre].get()});
}

}  // namespace kruzhok::client
