// SPDX-License-Identifier: MIT
// The schedule of an organisation, of a teacher or of a group: a line for each group, a column for
// each day, on a sheet that hangs on a wall.
#include <algorithm>
#include <array>
#include <map>

#include "client/coverage/schedule_book.h"
#include "client/print/paper_words.h"
#include "client/print/papers.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"
#include "model/week.h"

namespace kruzhok::client {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::array<const char*, model::kDaysOfWeek> kDays = {
    "Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье"};
// More groups than that need smaller letters to stay on one sheet.
constexpr size_t kFewGroups = 10, kManyGroups = 18;

struct Line {
  const ScheduleGroup* group = nullptr;
  std::string programme;
  std::string teacher;
  std::array<std::vector<const model::WeeklyLesson*>, model::kDaysOfWeek> days;
};

// Of the group and of its lessons that others give, each once.
std::string TeachersOf(const Line& line) {
  std::vector<std::string> teachers;
  for (const auto& day : line.days)
    for (const model::WeeklyLesson* lesson : day)
      if (!lesson->teacher.empty() &&
          std::ranges::find(teachers, lesson->teacher) == teachers.end())
        teachers.push_back(lesson->teacher);
  std::string text;
  for (const std::string& teacher : teachers) text += (text.empty() ? "" : "\n") + teacher;
  return text;
}

std::string DayText(std::vector<const model::WeeklyLesson*> lessons) {
  std::ranges::sort(lessons, {}, &model::WeeklyLesson::start);
  std::string text;
  for (const model::WeeklyLesson* lesson : lessons) {
    text += (text.empty() ? "" : "\n") + model::TimeText(lesson->start) + "–" +
            model::TimeText(std::min(lesson->end, model::kMinutesOfDay - 1));
    if (!lesson->room.empty()) text += "\n" + lesson->room;
  }
  return text;
}

class Sheet {
 public:
  Sheet(sync::Store& store, const DocumentRequest& request, const model::Date& today)
      : store_(store), request_(request), today_(today), book_(ReadSchedule(store)) {}

  std::vector<Line> Read() {
    std::map<std::string, Line> lines;
    for (const model::WeeklyLesson& lesson : book_.lessons) {
      if (!IsAsked(lesson) || (lesson.to && *lesson.to < today_)) continue;
      const ScheduleGroup* group = book_.FindGroup(lesson.group);
      const std::string programme = ProgrammeOf(*group);
      Line& line = lines[model::SortKey(programme) + '\0' + model::SortKey(group->name) +
                         std::string(group->id.view())];
      line.group = group;
      line.programme = programme;
      line.days[static_cast<size_t>(lesson.weekday)].push_back(&lesson);
    }
    std::vector<Line> ordered;
    for (auto& [key, line] : lines) ordered.push_back(std::move(line));
    return ordered;
  }

 private:
  bool IsAsked(const model::WeeklyLesson& lesson) const {
    if (request_.id) return lesson.group == *request_.id;
    const sync::Membership& own = store_.replica().membership();
    if (request_.owner && lesson.owner != *request_.owner) return false;
    if (!request_.owner && own.role == sync::Role::kSchool && lesson.owner != own.organisation)
      return false;
    return request_.teacher.empty() || model::Fold(lesson.teacher) == model::Fold(request_.teacher);
  }

  std::string ProgrammeOf(const ScheduleGroup& group) {
    const auto [known, is_new] = programmes_.try_emplace(group.programme);
    if (!is_new) return known->second;
    if (const auto row = FindRow(store_, model::programme, group.programme)) {
      known->second = row->Get(model::programme.short_title).value_or("");
      if (known->second.empty())
        known->second = ProgrammeName(row->Get(model::programme.title).value_or(""));
    }
    return known->second;
  }

  sync::Store& store_;
  const DocumentRequest& request_;
  model::Date today_;
  ScheduleBook book_;
  std::map<model::Uuid, std::string> programmes_;
};

PaperTable TableOf(size_t groups, size_t days) {
  PaperTable table;
  table.columns = {{"Программа, группа", 2.2}, {"Педагог", 1.5}};
  for (size_t day = 0; day < days; ++day)
    table.columns.push_back({kDays[day], 1.2, Align::kCentre});
  table.size = groups <= kFewGroups ? 10 : groups <= kManyGroups ? 8.5 : 7.5;
  table.padding = groups <= kManyGroups ? 1.1 : 0.7;
  return table;
}

Rows RowsOf(const std::vector<Line>& lines, size_t days) {
  Rows rows;
  for (const Line& line : lines) {
    const bool says_all = model::Fold(line.group->name).starts_with(model::Fold(line.programme));
    rows.push_back({says_all || line.programme.empty()
                        ? line.group->name
                        : Quoted(line.programme) + "\n" + line.group->name,
                    TeachersOf(line)});
    for (size_t day = 0; day < days; ++day) rows.back().push_back(DayText(line.days[day]));
  }
  return rows;
}

}  // namespace

model::Result<Paper> Schedule(sync::Store& store, const DocumentRequest& request,
                              const model::Date& today) {
  const auto group = request.id ? FindGroup(store, *request.id) : std::nullopt;
  if (request.id && !group) return model::Error{"not_found", request.id->Text(), {}};
  Sheet sheet(store, request, today);
  const std::vector<Line> lines = sheet.Read();
  if (lines.empty())
    return model::Error{"not_found", group ? group->Name() : "", {}, "print_empty_schedule"};
  const bool sunday =
      std::ranges::any_of(lines, [](const Line& line) { return !line.days.back().empty(); });
  const size_t days = sunday ? kDays.size() : kDays.size() - 1;
  const model::Uuid owner = group           ? IssuerOf(store, *group)
                            : request.owner ? *request.owner
                                            : OwnOrganisation(store);
  Paper paper;
  paper.title = "Расписание занятий";
  if (group) paper.title += ": " + group->Title();
  if (!request.teacher.empty()) paper.title += ": " + request.teacher;
  paper.orientation = Orientation::kLandscape;
  paper.layout = {.left = 15, .right = 10, .top = 12, .bottom = 12};
  paper.layout.running = paper.title;
  paper.write = [rows = RowsOf(lines, days), table = TableOf(lines.size(), days),
                 title = paper.title, issuer = FindIssuer(store, owner), today](PageWriter& page) {
    WriteHead(page, issuer);
    TextStyle style;
    style.align = Align::kCentre;
    style.weight = Weight::kBold;
    style.size = 14;
    style.with_next = true;
    page.Paragraph(title, style);
    style.weight = Weight::kRegular;
    style.size = 11;
    page.Paragraph(SchoolYear(today) + " учебный год", style);
    page.Space(3);
    page.Table(table, rows);
    page.BeginClosing();
    WriteDateAndSignature(page, today.Russian(), issuer.DirectorRole(),
                          InitialsFirst(issuer.Director()));
  };
  return paper;
}

}  // namespace kruzhok::client
