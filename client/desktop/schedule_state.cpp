// SPDX-License-Identifier: MIT
#include "client/desktop/schedule_state.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "model/entities/child.h"
#include "model/entities/schedule.h"
#include "model/text_fold.h"
#include "model/week.h"

namespace kruzhok::client {
namespace {

constexpr int kFirstHour = 8, kLastHour = 20;

bool IsCoordinator(const Snapshot& data) {
  const sync::Membership& membership = data.status.membership;
  return membership.joined && membership.role == sync::Role::kCoordinator;
}

// The keyboard goes along with its lesson, and lets go of one that is not shown any more.
void FollowLesson(ScheduleState& state, const Snapshot& data) {
  if (state.lesson.is_nil() || state.moving || LessonHere(state, data)) return;
  const auto& lessons = data.schedule.lessons;
  for (const auto& day : state.week.days)
    for (const ShownWeek::Block& block : day)
      if (lessons[block.lesson].id == state.lesson) {
        state.scroll = true;
        return GoToLesson(state, lessons[block.lesson]);
      }
  state.lesson = {};
}

std::string KeyOf(const ScheduleState& state, const Snapshot& data) {
  std::string key = std::to_string(data.version);
  for (const std::string* one :
       {&state.owner, &state.group, &state.child, &state.teacher, &state.room, &state.school_class})
    key += '\n' + *one;
  return key + '\n' + (state.monday ? state.monday->Iso() : "");
}

std::vector<std::string> Ordered(const std::set<std::string>& texts) {
  std::vector<std::string> ordered(texts.begin(), texts.end());
  std::ranges::sort(ordered, {}, [](const std::string& text) { return model::SortKey(text); });
  return ordered;
}

class Week {
 public:
  Week(ScheduleState& state, const Snapshot& data)
      : state_(state),
        data_(data),
        owner_(OwnerShown(state, data)),
        since_(*state.monday),
        until_(model::AddDays(since_, model::kDaysOfWeek - 1)),
        attendances_(AttendancesOf(data.coverage_book.facts)) {}

  ShownWeek Make() {
    FindClashes();
    FindGroups();
    std::set<std::string> teachers, rooms;
    int first = kFirstHour * 60, last = kLastHour * 60;
    const auto& lessons = data_.schedule.lessons;
    for (uint32_t i = 0; i < lessons.size(); ++i) {
      const model::WeeklyLesson& lesson = lessons[i];
      if (owner_ && lesson.owner != *owner_) continue;
      ++week_.of_organisation;
      if (!lesson.teacher.empty()) teachers.insert(lesson.teacher);
      if (!lesson.room.empty()) rooms.insert(lesson.room);
      if (!lesson.IsHeldIn(since_, until_) || !IsWanted(lesson)) continue;
      week_.days[static_cast<size_t>(lesson.weekday)].push_back({i, {}, clashing_.contains(i)});
      ++week_.lessons;
      first = std::min(first, lesson.start);
      last = std::max(last, lesson.end);
    }
    week_.first_minute = first / 60 * 60;
    week_.last_minute = std::min((last + 59) / 60 * 60, model::kMinutesOfDay);
    week_.day_count = week_.days.back().empty() ? model::kDaysOfWeek - 1 : model::kDaysOfWeek;
    for (auto& day : week_.days) PutSideBySide(day);
    week_.teachers = Ordered(teachers);
    week_.rooms = Ordered(rooms);
    FindClasses();
    return std::move(week_);
  }

 private:
  void FindClashes() {
    const auto& lessons = data_.schedule.lessons;
    week_.clashes = model::FindClashes(lessons, attendances_, since_, until_);
    std::erase_if(week_.clashes, [&](const model::Clash& clash) {
      return owner_ && lessons[clash.first].owner != *owner_ &&
             lessons[clash.second].owner != *owner_;
    });
    for (const model::Clash& clash : week_.clashes)
      for (const uint32_t lesson : {clash.first, clash.second}) clashing_.insert(lesson);
  }

  // Those that the chosen class or child goes to in that week.
  void FindGroups() {
    const auto child = model::Uuid::FromText(state_.child);
    if (state_.school_class.empty() && !child) return;
    groups_.emplace();
    std::string person;
    for (const model::CoverageCard& card : data_.coverage_book.facts.cards)
      if (child && card.id == *child) person = card.person;
    for (const model::Attendance& one : attendances_) {
      const model::CoverageCard& card = data_.coverage_book.facts.cards[one.child];
      if (child && card.id != *child && (person.empty() || card.person != person)) continue;
      if (!state_.school_class.empty() && card.school_class != state_.school_class) continue;
      const bool is_then = (!one.from || *one.from <= until_) && (!one.to || *one.to >= since_);
      if (is_then) groups_->insert(one.group);
    }
  }

  bool IsWanted(const model::WeeklyLesson& lesson) const {
    return (state_.teacher.empty() || lesson.teacher == state_.teacher) &&
           (state_.room.empty() || lesson.room == state_.room) &&
           (state_.group.empty() || lesson.group.Text() == state_.group) &&
           (!groups_ || groups_->contains(lesson.group));
  }

  void PutSideBySide(std::vector<ShownWeek::Block>& day) const {
    const auto& lessons = data_.schedule.lessons;
    std::ranges::sort(day, {}, [&](const ShownWeek::Block& block) {
      const model::WeeklyLesson& lesson = lessons[block.lesson];
      return std::tuple(lesson.start, lesson.end, lesson.id);
    });
    std::vector<const model::WeeklyLesson*> ordered;
    for (const ShownWeek::Block& block : day) ordered.push_back(&lessons[block.lesson]);
    const auto lanes = model::LanesOf(ordered);
    for (size_t i = 0; i < day.size(); ++i) day[i].lane = lanes[i];
  }

  void FindClasses() {
    std::set<std::string> classes;
    for (const model::CoverageCard& card : data_.coverage_book.facts.cards)
      if (!card.school_class.empty() && card.attends && (!owner_ || card.owner == *owner_))
        classes.insert(card.school_class);
    week_.classes = Ordered(classes);
  }

  ScheduleState& state_;
  const Snapshot& data_;
  std::optional<model::Uuid> owner_;
  model::Date since_, until_;
  std::vector<model::Attendance> attendances_;
  std::set<uint32_t> clashing_;
  std::optional<std::set<model::Uuid>> groups_;
  ShownWeek week_;
};

}  // namespace

std::string LessonTitle(const model::WeeklyLesson& lesson, const Snapshot& data,
                        const Translator& texts) {
  const auto& weekday = model::schedule.weekday;
  const ScheduleGroup* group = data.schedule.FindGroup(lesson.group);
  return texts.ChoiceLabel(model::schedule, weekday,
                           weekday.options().choices[static_cast<size_t>(lesson.weekday)]) +
         ", " + model::TimeText(lesson.start) + ", " + (group ? group->name : std::string());
}

std::string SubjectOf(const model::Clash& clash, const Snapshot& data, const Translator& texts) {
  const model::WeeklyLesson& lesson = data.schedule.lessons[clash.first];
  switch (clash.what) {
    case model::Clash::What::kRoom:
      return lesson.room;
    case model::Clash::What::kTeacher:
      return lesson.teacher;
    case model::Clash::What::kTwice: {
      const ScheduleGroup* group = data.schedule.FindGroup(lesson.group);
      return group ? group->name : std::string();
    }
    case model::Clash::What::kChild:
      break;
  }
  const model::Uuid& card = data.coverage_book.facts.cards[clash.children.front()].id;
  const std::string name = data.search->TitleOf(model::child, card);
  if (clash.children.size() == 1) return name;
  return texts.Text("list.more",
                    {{"title", name}, {"count", std::to_string(clash.children.size() - 1)}});
}

std::optional<model::Uuid> OwnerShown(const ScheduleState& state, const Snapshot& data) {
  if (IsCoordinator(data)) return model::Uuid::FromText(state.owner);
  return data.status.membership.organisation;
}

void RefreshWeek(ScheduleState& state, const Snapshot& data) {
  if (!state.monday) state.monday = model::MondayOf(data.coverage.on);
  std::string key = KeyOf(state, data);
  if (state.made_for == key) return;
  state.week = Week(state, data).Make();
  state.made_for = std::move(key);
  FollowLesson(state, data);
}

std::vector<uint32_t> LessonsAt(const ScheduleState& state, const Snapshot& data) {
  std::vector<const ShownWeek::Block*> blocks;
  for (const ShownWeek::Block& block : state.week.days[static_cast<size_t>(state.weekday)]) {
    const model::WeeklyLesson& lesson = data.schedule.lessons[block.lesson];
    if (lesson.start < state.minute + kCellMinutes && lesson.end > state.minute)
      blocks.push_back(&block);
  }
  std::ranges::stable_sort(blocks, {}, [](const auto* block) { return block->lane.lane; });
  std::vector<uint32_t> lessons;
  for (const ShownWeek::Block* block : blocks) lessons.push_back(block->lesson);
  return lessons;
}

std::optional<uint32_t> LessonHere(const ScheduleState& state, const Snapshot& data) {
  for (const uint32_t lesson : LessonsAt(state, data))
    if (state.lesson.is_nil() || data.schedule.lessons[lesson].id == state.lesson) return lesson;
  return std::nullopt;
}

void GoToLesson(ScheduleState& state, const model::WeeklyLesson& lesson) {
  state.weekday = lesson.weekday;
  state.minute = lesson.start / kCellMinutes * kCellMinutes;
  state.lesson = lesson.id;
}

}  // namespace kruzhok::client
