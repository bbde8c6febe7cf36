// SPDX-License-Identifier: MIT
#include "model/schedule_clash.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "model/text_fold.h"
#include "model/week.h"

namespace kruzhok::model {
namespace {

using Day = std::optional<Date>;

constexpr uint32_t kNothing = 0;  // The number of a text that is not told.

Day Later(const Day& a, const Day& b) {
  return a && b ? std::max(*a, *b) : a ? a : b;
}
Day Earlier(const Day& a, const Day& b) {
  return a && b ? std::min(*a, *b) : a ? a : b;
}

struct Period {
  Day from, to;
  Period Both(const Day& since, const Day& until) const {
    return {Later(from, since), Earlier(to, until)};
  }
  bool Has(int weekday) const { return HasWeekday(weekday, from, to); }
};

// Equal numbers for equal texts, so that pairs are compared quickly.
class Numbers {
 public:
  uint32_t Of(const std::string& key) {
    return numbers_.try_emplace(key, static_cast<uint32_t>(numbers_.size()) + 1).first->second;
  }

 private:
  std::unordered_map<std::string, uint32_t> numbers_;
};

// «Иванова Мария Петровна», not «Иванова М. П.».
bool IsFullName(const std::string& folded) {
  return folded.find('.') == folded.npos && std::ranges::count(folded, ' ') >= 2;
}

class Finder {
 public:
  Finder(const std::vector<WeeklyLesson>& lessons, const std::vector<Attendance>& attendances,
         const Day& since, const Day& until)
      : lessons_(lessons), since_(since), until_(until) {
    for (const WeeklyLesson& lesson : lessons_) TakeLesson(lesson);
    TakeAttendances(attendances);
  }

  std::vector<Clash> Do() {
    std::vector<uint32_t> order(lessons_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [this](uint32_t place) {
      const WeeklyLesson& lesson = lessons_[place];
      return std::tuple(lesson.weekday, lesson.start, lesson.end, lesson.id);
    });
    for (size_t i = 0; i < order.size(); ++i) {
      const WeeklyLesson& lesson = lessons_[order[i]];
      for (size_t j = i + 1; j < order.size(); ++j) {
        const WeeklyLesson& next = lessons_[order[j]];
        if (next.weekday != lesson.weekday || next.start >= lesson.end) break;
        Compare(order[i], order[j]);
      }
    }
    return std::move(clashes_);
  }

 private:
  struct Keys {
    uint32_t group = kNothing, room = kNothing, teacher = kNothing, place = kNothing;
  };

  void TakeLesson(const WeeklyLesson& lesson) {
    Keys keys;
    keys.group = groups_.Of(std::string(lesson.group.view()));
    const std::string owner(lesson.owner.view());
    if (const std::string room = Fold(lesson.room); !room.empty())
      keys.room = rooms_.Of(owner + room);
    if (const std::string teacher = Fold(lesson.teacher); !teacher.empty())
      keys.teacher = teachers_.Of(IsFullName(teacher) ? teacher : owner + teacher);
    if (const std::string place = Fold(lesson.place); !place.empty())
      keys.place = places_.Of(place);
    keys_.push_back(keys);
  }

  // Only of children who are in several groups; most are in one.
  void TakeAttendances(const std::vector<Attendance>& attendances) {
    std::unordered_map<uint32_t, std::vector<const Attendance*>> by_child;
    for (const Attendance& one : attendances) by_child[one.child].push_back(&one);
    for (const auto& [child, all] : by_child)
      for (const Attendance* first : all)
        for (const Attendance* second : all)
          if (first->group < second->group) {
            const uint32_t a = groups_.Of(std::string(first->group.view()));
            const uint32_t b = groups_.Of(std::string(second->group.view()));
            shared_[Pair(a, b)].emplace_back(first, second);
          }
  }

  static uint64_t Pair(uint32_t a, uint32_t b) {
    return uint64_t{std::min(a, b)} << 32 | std::max(a, b);
  }

  void Compare(uint32_t first, uint32_t second) {
    const WeeklyLesson &a = lessons_[first], &b = lessons_[second];
    const Keys &of_a = keys_[first], &of_b = keys_[second];
    const bool is_group = of_a.group == of_b.group;
    const bool is_elsewhere =
        of_a.place != kNothing && of_b.place != kNothing && of_a.place != of_b.place;
    const bool is_room = of_a.room != kNothing && of_a.room == of_b.room && !is_elsewhere;
    const bool is_teacher = of_a.teacher != kNothing && of_a.teacher == of_b.teacher;
    const auto shared = is_group ? shared_.end() : shared_.find(Pair(of_a.group, of_b.group));
    if (!is_group && !is_room && !is_teacher && shared == shared_.end()) return;
    const Period both = Period{a.from, a.to}.Both(b.from, b.to).Both(since_, until_);
    if (!both.Has(a.weekday)) return;
    if (is_group) return Add(Clash::What::kTwice, first, second);
    if (is_room) Add(Clash::What::kRoom, first, second);
    if (is_teacher) Add(Clash::What::kTeacher, first, second);
    if (shared != shared_.end()) CompareChildren(first, second, both, shared->second);
  }

  using Shared = std::vector<std::pair<const Attendance*, const Attendance*>>;

  void CompareChildren(uint32_t first, uint32_t second, const Period& both, const Shared& shared) {
    std::vector<uint32_t> children;
    for (const auto& [one, other] : shared) {
      const Period then = both.Both(one->from, one->to).Both(other->from, other->to);
      if (then.Has(lessons_[first].weekday)) children.push_back(one->child);
    }
    if (children.empty()) return;
    std::ranges::sort(children);
    children.erase(std::ranges::unique(children).begin(), children.end());
    Add(Clash::What::kChild, first, second);
    clashes_.back().children = std::move(children);
  }

  void Add(Clash::What what, uint32_t first, uint32_t second) {
    clashes_.push_back({what, first, second, {}});
  }

  const std::vector<WeeklyLesson>& lessons_;
  Day since_, until_;
  Numbers groups_, rooms_, teachers_, places_;
  std::vector<Keys> keys_;                       // By lesson.
  std::unordered_map<uint64_t, Shared> shared_;  // By two groups.
  std::vector<Clash> clashes_;
};

}  // namespace

bool WeeklyLesson::IsHeldIn(const std::optional<Date>& since,
                            const std::optional<Date>& until) const {
  return Period{from, to}.Both(since, until).Has(weekday);
}

std::vector<Clash> FindClashes(const std::vector<WeeklyLesson>& lessons,
                               const std::vector<Attendance>& attendances,
                               const std::optional<Date>& since, const std::optional<Date>& until) {
  return Finder(lessons, attendances, since, until).Do();
}

std::vector<Lane> LanesOf(const std::vector<const WeeklyLesson*>& lessons) {
  std::vector<Lane> lanes(lessons.size());
  std::vector<int> free_from;  // When the last lesson of each lane ends.
  size_t begin = 0;            // Of those that overlap, one after the other.
  int end = 0;
  const auto close = [&](size_t until) {
    for (size_t i = begin; i < until; ++i) lanes[i].lanes = static_cast<int>(free_from.size());
    free_from.clear();
    begin = until;
  };
  for (size_t i = 0; i < lessons.size(); ++i) {
    if (lessons[i]->start >= end) close(i);
    const auto lane =
        std::ranges::find_if(free_from, [&](int minute) { return minute <= lessons[i]->start; });
    lanes[i].lane = static_cast<int>(lane - free_from.begin());
    if (lane == free_from.end())
      free_from.push_back(lessons[i]->end);
    else
      *lane = lessons[i]->end;
    end = std::max(end, lessons[i]->end);
  }
  close(lessons.size());
  return lanes;
}

}  // namespace kruzhok::model
