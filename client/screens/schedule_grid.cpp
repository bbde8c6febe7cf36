// SPDX-License-Identifier: MIT
// The week as a grid: days across, hours down, lessons as blocks; those of one time stand side by
// side.
#include <algorithm>
#include <cmath>
#include <imgui.h>

#include "client/screens/schedule_views.h"
#include "client/widgets/ui.h"
#include "model/entities/schedule.h"
#include "model/week.h"

namespace kruzhok::client {
namespace {

constexpr float kHour = 92, kHours = 54, kHead = 32, kFoot = 26;
constexpr float kNarrowestDay = 104, kNarrowestLane = 84;
constexpr int kMoveMinutes = 5, kPageMinutes = 120;

class Grid {
 public:
  Grid(const Frame& frame, ImVec2 size)
      : frame_(frame), state_(frame.state.schedule), week_(state_.week), size_(size) {}

  void Draw() {
    TakeFocus();
    const ui::Card card("grid", size_, false);
    Keys();
    Measure();
    const ImVec2 at = ImGui::GetCursorPos();
    const float body = ImGui::GetContentRegionAvail().y - ui::Px(kHead + kFoot);
    ImGui::SetCursorPos({at.x + ui::Px(kHours), at.y + ui::Px(kHead)});
    ImGui::BeginChild("##body", {room_ + ImGui::GetStyle().ScrollbarSize, body}, false,
                      ImGuiWindowFlags_NoNav | ImGuiWindowFlags_HorizontalScrollbar);
    Body();
    const ImVec2 scroll{ImGui::GetScrollX(), ImGui::GetScrollY()};
    ImGui::EndChild();
    ImGui::SetCursorPos({at.x + ui::Px(kHours), at.y});
    ImGui::BeginChild("##days", {room_, ui::Px(kHead)}, false, kStill);
    Days(scroll.x);
    ImGui::EndChild();
    ImGui::SetCursorPos({at.x, at.y + ui::Px(kHead)});
    ImGui::BeginChild("##hours", {ui::Px(kHours), body}, false, kStill);
    Hours(scroll.y);
    ImGui::EndChild();
    ImGui::SetCursorPos({at.x + ui::Px(12), at.y + ui::Px(kHead) + body + ui::Px(4)});
    Foot();
  }

 private:
  static constexpr ImGuiWindowFlags kStill =
      ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

  const model::WeeklyLesson& LessonOf(const ShownWeek::Block& block) const {
    return frame_.data.schedule.lessons[block.lesson];
  }
  float Y(int minute) const {
    return ui::Px(kHour) * static_cast<float>(minute - first_minute_) / 60;
  }
  size_t days() const { return static_cast<size_t>(day_count_); }

  void TakeFocus() {
    if (!state_.take_focus || state_.form) return;
    state_.take_focus = false;
    ui::FocusPath("schedule/list/rows");
  }

  // What is shown of the week, and where the lesson would be that is being moved.
  void Span() {
    day_count_ = week_.day_count;
    first_minute_ = week_.first_minute;
    last_minute_ = week_.last_minute;
    if (!state_.moving) return;
    const model::WeeklyLesson* lesson = frame_.data.schedule.FindLesson(state_.moving->lesson);
    if (lesson == nullptr) return state_.moving.reset();
    const int minute = state_.moving->minute, end = minute + lesson->end - lesson->start;
    day_count_ = std::max(day_count_, state_.moving->weekday + 1);
    first_minute_ = std::min(first_minute_, minute / 60 * 60);
    last_minute_ = std::max(last_minute_, std::min((end + 59) / 60 * 60, model::kMinutesOfDay));
  }

  void Measure() {
    Span();
    room_ = ImGui::GetContentRegionAvail().x - ui::Px(kHours) - ImGui::GetStyle().ScrollbarSize;
    const float even = std::floor(room_ / static_cast<float>(days()));
    float x = 0;
    for (size_t day = 0; day < days(); ++day) {
      int lanes = 1;
      for (const ShownWeek::Block& block : week_.days[day])
        lanes = std::max(lanes, block.lane.lanes);
      left_[day] = x;
      const float narrowest =
          lanes == 1 ? ui::Px(kNarrowestDay) : ui::Px(kNarrowestLane) * static_cast<float>(lanes);
      x += std::max(even, narrowest);
    }
    left_[days()] = x;
  }

  // --- The keyboard ---

  void Keys() {
    const ui::Scope scope("list");
    item_ = ImGui::GetID("##rows");
    const ImVec2 low = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    focused_ = ui::Register("rows", item_, low, {low.x + room.x, low.y + room.y}, {}, Told());
    if (!focused_ || (ui::Now().modal && !ui::Now().in_dialog)) return;
    state_.weekday = std::min(state_.weekday, week_.day_count - 1);
    if (state_.moving) return MovingKeys();
    if (ui::Pressed(Key::kLeft)) Sideways(-1);
    if (ui::Pressed(Key::kRight)) Sideways(1);
    if (ui::Pressed(Key::kUp)) Downwards(-kCellMinutes);
    if (ui::Pressed(Key::kDown)) Downwards(kCellMinutes);
    if (ui::Pressed(Key::kPageUp)) Downwards(-kPageMinutes);
    if (ui::Pressed(Key::kPageDown)) Downwards(kPageMinutes);
    if (ui::Pressed(Key::kHome)) GoTo(0, state_.minute);
    if (ui::Pressed(Key::kEnd)) GoTo(week_.day_count - 1, state_.minute);
    const model::WeeklyLesson* lesson = Here();
    if (ui::Pressed(Key::kEnter)) {
      if (lesson != nullptr)
        frame_.Ask(OpenRecord{&model::schedule, lesson->id, "weekday"});
      else
        frame_.Ask(StartLesson{state_.weekday, state_.minute});
    }
    if (lesson == nullptr) return;
    if (ui::Shortcut(Key::kDelete)) frame_.Ask(DeleteRows{&model::schedule, {lesson->id}});
    if (ui::Shortcut(Key::kX, kControl))
      state_.moving = ScheduleState::Moving{lesson->id, lesson->weekday, lesson->start};
  }

  // What the keyboard is on, for who cannot see it: the day, the time, the lesson.
  std::string Told() const {
    if (const auto* lesson = Here()) return LessonTitle(*lesson, frame_.data, frame_.texts);
    return ShortDay(frame_, state_.weekday) + " " + model::TimeText(state_.minute);
  }

  const model::WeeklyLesson* Here() const {
    const auto here = LessonHere(state_, frame_.data);
    return here ? &frame_.data.schedule.lessons[*here] : nullptr;
  }

  // Among the lessons of this time.
  size_t Place() const {
    const auto all = LessonsAt(state_, frame_.data);
    const auto here = LessonHere(state_, frame_.data);
    return here ? static_cast<size_t>(std::ranges::find(all, *here) - all.begin()) : 0;
  }

  void Take(size_t place) {
    const auto all = LessonsAt(state_, frame_.data);
    const auto& lessons = frame_.data.schedule.lessons;
    state_.lesson = all.empty() ? model::Uuid() : lessons[all[std::min(place, all.size() - 1)]].id;
    state_.scroll = true;
  }

  // A lesson that goes on there stays the keyboard's.
  void GoTo(int weekday, int minute) {
    const size_t place = Place();
    state_.weekday = weekday;
    state_.minute = minute;
    Take(Here() != nullptr ? Place() : place);
  }

  void Sideways(int by) {
    const size_t next = Place() + static_cast<size_t>(by);
    if (next < LessonsAt(state_, frame_.data).size()) return Take(next);
    if (state_.weekday + by < 0 || state_.weekday + by >= week_.day_count) return;
    state_.weekday += by;
    Take(by > 0 ? 0 : SIZE_MAX);
  }

  void Downwards(int by) {
    GoTo(state_.weekday,
         std::clamp(state_.minute + by, week_.first_minute, week_.last_minute - kCellMinutes));
  }

  void MovingKeys() {
    ScheduleState::Moving& moving = *state_.moving;
    const int latest = model::kMinutesOfDay - kCellMinutes;
    const auto by = [&](int minutes) {
      moving.minute = std::clamp(moving.minute + minutes, 0, latest);
    };
    if (ui::Pressed(Key::kLeft)) moving.weekday = std::max(moving.weekday - 1, 0);
    if (ui::Pressed(Key::kRight))
      moving.weekday = std::min(moving.weekday + 1, model::kDaysOfWeek - 1);
    if (ui::Pressed(Key::kUp)) by(-kMoveMinutes);
    if (ui::Pressed(Key::kDown)) by(kMoveMinutes);
    if (ui::Pressed(Key::kPageUp)) by(-60);
    if (ui::Pressed(Key::kPageDown)) by(60);
    state_.weekday = moving.weekday;
    state_.minute = moving.minute / kCellMinutes * kCellMinutes;
    state_.lesson = moving.lesson;
    state_.scroll = true;
    if (ui::Pressed(Key::kEnter)) {
      frame_.Ask(MoveLesson{moving.lesson, moving.weekday, moving.minute});
      state_.moving.reset();
    } else if (ui::Shortcut(Key::kEscape)) {
      if (const auto* lesson = frame_.data.schedule.FindLesson(moving.lesson))
        GoToLesson(state_, *lesson);
      state_.moving.reset();
    }
  }

  // --- What is drawn ---

  void Days(float scroll) {
    const ImVec2 low = ImGui::GetWindowPos();
    for (size_t day = 0; day < days(); ++day) {
      const model::Date date = model::AddDays(*state_.monday, static_cast<int64_t>(day));
      const std::string label =
          ShortDay(frame_, static_cast<int>(day)) + ' ' + date.Russian().substr(0, 5);
      const bool is_today = date == frame_.data.coverage.on;
      const float left = std::max(left_[day] - scroll, 0.0F) + ui::Px(8);
      const float right = std::min(left_[day + 1] - scroll, room_);
      if (right - left < ui::Px(30)) continue;
      ImGui::SetCursorScreenPos({low.x + left, low.y + ui::Px(7)});
      ui::Fit(label, right - left, ui::Face::kSmall,
              is_today ? ui::Colours().accent : ui::Colours().muted);
    }
    const float bottom = low.y + ui::Px(kHead) - 1;
    ImGui::GetWindowDrawList()->AddLine({low.x, bottom}, {low.x + room_, bottom},
                                        ui::Colours().border);
  }

  void Hours(float scroll) {
    const ImVec2 low = ImGui::GetWindowPos();
    const float high = ImGui::GetWindowHeight();
    for (int minute = first_minute_; minute < last_minute_; minute += 60) {
      const float y = Y(minute) - scroll;
      if (y < 0 || y + ui::LineHeight(ui::Face::kSmall) > high) continue;
      ImGui::SetCursorScreenPos({low.x + ui::Px(10), low.y + y + ui::Px(1)});
      ui::Text(model::TimeText(minute), ui::Face::kSmall, ui::Colours().muted);
    }
  }

  void Body() {
    origin_ = ImGui::GetCursorScreenPos();
    Scroll();
    Lines();
    for (size_t day = 0; day < days(); ++day)
      for (const ShownWeek::Block& block : week_.days[day]) Block(day, block);
    Cursor();
    Ghost();
    Click();
    ImGui::SetCursorScreenPos(origin_);
    ImGui::Dummy({left_[days()], Y(last_minute_)});
  }

  // The keyboard's place comes into sight with some of what is around it.
  void Scroll() {
    if (!state_.scroll) return;
    state_.scroll = false;
    const float view = ImGui::GetWindowHeight(), top = Y(state_.minute);
    const float seen = ImGui::GetScrollY();
    if (top < seen || top + ui::Px(kHour) > seen + view)
      ImGui::SetScrollY(std::max(top - view / 3, 0.0F));
    const auto day = static_cast<size_t>(std::min(state_.weekday, day_count_ - 1));
    if (left_[day] < ImGui::GetScrollX()) ImGui::SetScrollX(left_[day]);
    if (left_[day + 1] > ImGui::GetScrollX() + room_) ImGui::SetScrollX(left_[day + 1] - room_);
  }

  void Lines() {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Theme& theme = ui::Colours();
    const float right = origin_.x + left_[days()], bottom = origin_.y + Y(last_minute_);
    for (int minute = first_minute_; minute <= last_minute_; minute += 60)
      draw.AddLine({origin_.x, origin_.y + Y(minute)}, {right, origin_.y + Y(minute)},
                   theme.border);
    for (size_t day = 0; day <= days(); ++day)
      draw.AddLine({origin_.x + left_[day], origin_.y}, {origin_.x + left_[day], bottom},
                   theme.border);
  }

  void Block(size_t day, const ShownWeek::Block& block) {
    const model::WeeklyLesson& lesson = LessonOf(block);
    const float width = (left_[day + 1] - left_[day]) / static_cast<float>(block.lane.lanes);
    // As far as it is seen: what lies aside can be neither pressed nor read.
    const float window = ImGui::GetWindowPos().x;
    const float begin = origin_.x + left_[day] + width * static_cast<float>(block.lane.lane) + 2;
    const ImVec2 low{std::max(begin, window), origin_.y + Y(lesson.start) + 1};
    const ImVec2 high{std::min(begin + width - 4, window + room_),
                      origin_.y + Y(std::min(lesson.end, last_minute_)) - 1};
    if (high.x - low.x < ui::Px(8)) return;
    ImGui::SetCursorScreenPos(low);
    const auto press = ui::Pressable("lesson-" + lesson.id.Text(),
                                     {high.x - low.x, std::max(high.y - low.y, ui::Px(8))},
                                     GroupOf(frame_, lesson), true, false);
    ui::Tooltip(WholeLesson(frame_, lesson));
    over_block_ |= press.hovered;
    const Theme& theme = ui::Colours();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool open = frame_.state.record && frame_.state.record->form.id == lesson.id;
    draw.AddRectFilled(low, high, block.clashes ? theme.bad_soft : theme.accent_soft, ui::Px(5));
    draw.AddRectFilled(low, {low.x + ui::Px(3), high.y}, block.clashes ? theme.bad : theme.accent,
                       ui::Px(2));
    if (open || press.hovered)
      draw.AddRect(low, high, open ? theme.accent : theme.muted, ui::Px(5), 0, ui::Px(1.5F));
    DrawLesson(frame_, lesson, block.clashes, low, high, room_);
    if (press.pressed) {
      GoToLesson(state_, lesson);
      ui::Now().focus = item_;
      frame_.Ask(OpenRecord{&model::schedule, lesson.id});
    }
  }

  void Cursor() {
    if (!focused_ || state_.moving) return;
    const auto day = static_cast<size_t>(std::min(state_.weekday, day_count_ - 1));
    const auto here = LessonHere(state_, frame_.data);
    ImVec2 low{origin_.x + left_[day] + 1, origin_.y + Y(state_.minute)};
    ImVec2 high{origin_.x + left_[day + 1] - 1, origin_.y + Y(state_.minute + kCellMinutes)};
    for (const ShownWeek::Block& block : week_.days[day]) {
      if (block.lesson != here) continue;
      const float width = (left_[day + 1] - left_[day]) / static_cast<float>(block.lane.lanes);
      low = {origin_.x + left_[day] + width * static_cast<float>(block.lane.lane) + 2,
             origin_.y + Y(LessonOf(block).start) + 1};
      high = {low.x + width - 4, origin_.y + Y(LessonOf(block).end) - 1};
    }
    ui::Ring(low, high);
  }

  // Where the lesson that is being moved would be.
  void Ghost() {
    if (!state_.moving) return;
    const model::WeeklyLesson* lesson = frame_.data.schedule.FindLesson(state_.moving->lesson);
    const auto day = static_cast<size_t>(state_.moving->weekday);
    const int minute = state_.moving->minute, length = lesson->end - lesson->start;
    const ImVec2 low{origin_.x + left_[day] + 2, origin_.y + Y(minute)};
    const ImVec2 high{origin_.x + left_[day + 1] - 2, origin_.y + Y(minute + length)};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(low, high, ui::Colours().warn_soft, ui::Px(5));
    draw.AddRect(low, high, ui::Colours().warn, ui::Px(5), 0, ui::Px(2));
    ui::DrawText({low.x + ui::Px(9), low.y + ui::Px(3)},
                 model::TimeText(minute) + " " + GroupOf(frame_, *lesson), ui::Colours().text,
                 ui::Face::kSmall, high.x - low.x - ui::Px(12));
  }

  // Into the empty: the keyboard goes there; twice makes a lesson.
  void Click() {
    if (over_block_ || !ImGui::IsWindowHovered() || !ImGui::IsMouseClicked(0)) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float x = mouse.x - origin_.x, y = mouse.y - origin_.y;
    for (size_t day = 0; day < days(); ++day)
      if (x >= left_[day] && x < left_[day + 1]) state_.weekday = static_cast<int>(day);
    const int minute = first_minute_ + static_cast<int>(y / ui::Px(kHour) * 60);
    state_.minute = std::clamp(minute / kCellMinutes * kCellMinutes, first_minute_,
                               last_minute_ - kCellMinutes);
    state_.lesson = {};
    ui::Now().focus = item_;
    if (ImGui::IsMouseDoubleClicked(0)) frame_.Ask(StartLesson{state_.weekday, state_.minute});
  }

  void Foot() {
    const char* key = state_.moving                ? "schedule.keys.moving"
                      : week_.of_organisation == 0 ? "schedule.keys.none"
                                                   : "schedule.keys";
    ui::Fit(frame_.Text(key), size_.x - ui::Px(24), ui::Face::kSmall, ui::Colours().muted);
  }

  const Frame& frame_;
  ScheduleState& state_;
  const ShownWeek& week_;
  ImVec2 size_;
  float room_ = 0;                                    // Of the days that are seen, pixels.
  std::array<float, model::kDaysOfWeek + 1> left_{};  // Of each day, from the first one on.
  ImVec2 origin_;                                     // Of the first hour, on the screen.
  ImGuiID item_ = 0;
  bool focused_ = false, over_block_ = false;
  int day_count_ = 0, first_minute_ = 0, last_minute_ = 0;
};

}  // namespace

void DrawWeekGrid(const Frame& frame, ImVec2 size) {
  Grid(frame, size).Draw();
}

}  // namespace kruzhok::client
