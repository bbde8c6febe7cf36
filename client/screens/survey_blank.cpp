// SPDX-License-Identifier: MIT
// One question of a blank, large, with the keys of its answers.
#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <utility>

#include "client/screens/parts.h"
#include "client/screens/survey_keying.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"

namespace kruzhok::client {
namespace {

using model::Question;
using model::QuestionKind;

constexpr float kCap = 30, kPlace = 30;
constexpr size_t kLongestText = 4000;

void DrawCap(ImVec2 low, float width, std::string_view cap, bool chosen) {
  const Theme& theme = ui::Colours();
  const ImVec2 high{low.x + width, low.y + ui::Px(kCap)};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(low, high, chosen ? theme.accent : theme.hover, ui::Px(6));
  draw.AddRect(low, high, chosen ? theme.accent : theme.border, ui::Px(6));
  ui::DrawText({std::round(low.x + (width - ui::Width(cap, ui::Face::kBold)) / 2),
                std::round((low.y + high.y - ui::LineHeight(ui::Face::kBold)) / 2)},
               cap, chosen ? theme.on_accent : theme.text, ui::Face::kBold);
}

float CapWidth(std::string_view cap) {
  return std::max(ui::Px(kCap), ui::Width(cap, ui::Face::kBold) + ui::Px(14));
}

void DrawOptions(const Frame& frame, const Question& question, BlankKeying& blank) {
  const model::Questions& questions = frame.state.surveys.keying.questions();
  std::optional<int64_t> pressed;
  for (size_t i = 0; i < question.options.size(); ++i) {
    const auto number = static_cast<int64_t>(i + 1);
    if (KeyRow("option-" + std::to_string(number), std::to_string(number), question.options[i].text,
               IsChosen(question, blank, number)))
      pressed = number;
  }
  if (pressed) {
    Choose(questions, blank, *pressed);
    frame.Ask(KeepBlank{});
  }
}

// The points beside each other; below the ends what they mean. Returns the one that was pressed.
std::optional<int64_t> DrawPoints(const Question& question, const BlankKeying& blank) {
  const KeyingRange range = RangeOf(question);
  const auto count = static_cast<float>(range.max - range.min + 1);
  const float gap = ui::Px(8), room = ImGui::GetContentRegionAvail().x;
  const float width = std::min(ui::Px(74), std::floor((room - gap * (count - 1)) / count));
  const ImVec2 at = ImGui::GetCursorPos();
  const Theme& theme = ui::Colours();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  std::optional<int64_t> pressed;
  for (int64_t point = range.min; point <= range.max; ++point) {
    const float x = at.x + static_cast<float>(point - range.min) * (width + gap);
    ImGui::SetCursorPos({x, at.y});
    const std::string text = std::to_string(point);
    const auto press =
        ui::Pressable("point-" + text, {width, ui::Px(56)}, text, true, /*stop=*/false);
    const bool chosen = ChosenNumber(question, blank) == point;
    draw.AddRectFilled(press.min, press.max,
                       chosen          ? theme.accent
                       : press.hovered ? theme.hover
                                       : theme.panel,
                       ui::Px(8));
    draw.AddRect(press.min, press.max, chosen ? theme.accent : theme.border, ui::Px(8));
    ui::DrawText({std::round(press.min.x + (width - ui::Width(text, ui::Face::kTitle)) / 2),
                  std::round((press.min.y + press.max.y - ui::LineHeight(ui::Face::kTitle)) / 2)},
                 text, chosen ? theme.on_accent : theme.text, ui::Face::kTitle);
    if (press.pressed) pressed = point;
  }
  ImGui::SetCursorPos({at.x, at.y + ui::Px(56 + 6)});
  std::string ends = std::to_string(range.min) + " — " + question.min_label;
  if (!question.max_label.empty())
    ends += (question.min_label.empty() ? "" : " · ") + std::to_string(range.max) + " — " +
            question.max_label;
  if (!question.min_label.empty() || !question.max_label.empty())
    ui::Wrapped(ends, ui::Face::kText, theme.muted);
  return pressed;
}

void DrawMatrix(const Frame& frame, const Question& question, BlankKeying& blank) {
  const model::Questions& questions = frame.state.surveys.keying.questions();
  const Theme& theme = ui::Colours();
  const size_t here = blank.row;
  for (size_t row = 0; row < question.rows.size(); ++row) {
    BlankKeying of_row;
    of_row.answers = blank.answers;
    of_row.row = row;
    const auto point = ChosenNumber(question, of_row);
    const std::string cap = point ? std::to_string(*point) : row == here ? "?" : " ";
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const bool pressed =
        KeyRow("row-" + std::to_string(row + 1), cap, question.rows[row].text, row == here);
    if (point && row != here)
      DrawCap({low.x + ui::Px(8), low.y + ui::Px(4)}, CapWidth(cap), cap, false);
    if (pressed && Settle(questions, blank)) blank.row = row;
  }
  ui::Gap(8);
  if (question.rows.empty()) return;
  ui::Text(question.rows[here].text, ui::Face::kBold, theme.text);
  if (const auto point = DrawPoints(question, blank)) {
    Choose(questions, blank, *point);
    frame.Ask(KeepBlank{});
  }
}

void DrawNumber(const Frame& frame, const Question& question, const BlankKeying& blank) {
  const Theme& theme = ui::Colours();
  const KeyingRange range = RangeOf(question);
  std::string shown = blank.typed;
  if (const auto number = ChosenNumber(question, blank); shown.empty() && number)
    shown = std::to_string(*number);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const ImVec2 high{low.x + std::max(ui::Px(160), ui::Width(shown, ui::Face::kTitle) + ui::Px(40)),
                    low.y + ui::Px(56)};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(low, high, theme.panel, ui::Px(8));
  draw.AddRect(low, high, theme.focus, ui::Px(8), 0, ui::Px(2));
  const float y = std::round((low.y + high.y - ui::LineHeight(ui::Face::kTitle)) / 2);
  ui::DrawText({low.x + ui::Px(16), y}, shown, theme.text, ui::Face::kTitle);
  if (!blank.typed.empty() || shown.empty()) {
    const float x = low.x + ui::Px(18) + ui::Width(shown, ui::Face::kTitle);
    draw.AddLine({x, y}, {x, y + ui::LineHeight(ui::Face::kTitle)}, theme.focus, ui::Px(2));
  }
  ImGui::Dummy({high.x - low.x, high.y - low.y});
  ui::Muted(frame.Text("survey.keying.range",
                       {{"min", std::to_string(range.min)}, {"max", std::to_string(range.max)}}));
}

// Works in texts, too.
void TurnPages(const model::Questions& questions, BlankKeying& blank) {
  if (ui::Pressed(Key::kPageUp)) GoToPrevious(questions, blank);
  if (ui::Pressed(Key::kPageDown)) GoToNext(questions, blank);
}

// Returns whether Enter was pressed in it.
bool DrawFreeText(const Frame& frame, BlankKeying& blank) {
  const bool back = blank.typed.empty() && ui::Shortcut(Key::kBackspace);
  const bool typing = ui::HasFocus("text");
  if (!typing && HasKeys()) ui::FocusPath(ui::Now().path + "text");
  ui::Input("text", blank.typed, {.height = 5, .enter_leaves = true, .max_length = kLongestText});
  const model::Questions& questions = frame.state.surveys.keying.questions();
  const size_t here = blank.question;
  if (typing && back) PressBack(questions, blank);
  if (typing) TurnPages(questions, blank);
  if (blank.question != here) {
    // Else the field would go on with this text in the next question.
    ui::ClearFocus();
    frame.Ask(KeepBlank{});
  }
  return blank.question == here && typing && ui::Shortcut(Key::kEnter);
}

void DrawEnd(const Frame& frame, const BlankKeying& blank) {
  const KeyingState& keying = frame.state.surveys.keying;
  const Theme& theme = ui::Colours();
  if (keying.questions().empty())
    return ui::Wrapped(frame.Text("survey.keying.no_questions"), ui::Face::kText, theme.muted);
  ui::Text(frame.Text("survey.keying.end"), ui::Face::kTitle);
  const auto empty = LeftEmpty(keying.questions(), blank);
  std::string numbers;
  for (const size_t place : empty)
    numbers += (numbers.empty() ? "" : ", ") + std::to_string(place + 1);
  if (empty.empty())
    ui::Wrapped(frame.Text("survey.keying.end.all"), ui::Face::kText, theme.muted);
  else
    ui::Wrapped(frame.Text("survey.keying.end.empty", {{"numbers", numbers}}), ui::Face::kText,
                theme.warn);
}

void DrawWrong(const Frame& frame, const BlankKeying& blank) {
  if (!blank.wrong) return;
  const auto& questions = frame.state.surveys.keying.questions();
  const KeyingRange range =
      blank.question < questions.size() ? RangeOf(questions[blank.question]) : KeyingRange();
  constexpr const char* kTexts[] = {"survey.keying.wrong.option", "survey.keying.wrong.point",
                                    "survey.keying.wrong.unready", "survey.keying.wrong.end",
                                    "survey.keying.wrong.empty"};
  const std::string text =
      frame.Text(kTexts[static_cast<size_t>(*blank.wrong)],
                 {{"min", std::to_string(range.min)}, {"max", std::to_string(range.max)}});
  ui::Gap(10);
  ui::Strip(text, icon::kRefused, ui::Colours().bad, ui::Colours().bad_soft);
}

// True: Enter has ended the blank.
bool TakeKeys(const Frame& frame, BlankKeying& blank) {
  const model::Questions& questions = frame.state.surveys.keying.questions();
  const BlankKeying before = blank;
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters)
    if (character >= 0x20 && character != 0x7F && !IsRepeat(character))
      TypeCharacter(questions, blank, character);
  if (ui::Shortcut(Key::kBackspace)) PressBack(questions, blank);
  if (ui::Shortcut(Key::kDelete)) ClearAnswer(questions, blank);
  if (ui::Pressed(Key::kUp)) GoToPrevious(questions, blank);
  if (ui::Pressed(Key::kDown)) GoToNext(questions, blank);
  TurnPages(questions, blank);
  if (ui::Shortcut(Key::kHome)) GoToQuestion(questions, blank, 0);
  if (ui::Shortcut(Key::kEnd)) GoToQuestion(questions, blank, questions.size());
  bool ended = ui::Shortcut(Key::kEnter) && PressEnter(questions, blank);
  if (!ended && !(blank == before)) frame.Ask(KeepBlank{});
  return ended;
}

void DrawBody(const Frame& frame, const Question& question, BlankKeying& blank) {
  switch (question.kind) {
    case QuestionKind::kSingle:
    case QuestionKind::kMultiple:
      return DrawOptions(frame, question, blank);
    case QuestionKind::kScale:
      if (const auto point = DrawPoints(question, blank)) {
        Choose(frame.state.surveys.keying.questions(), blank, *point);
        frame.Ask(KeepBlank{});
      }
      return;
    case QuestionKind::kMatrix:
      return DrawMatrix(frame, question, blank);
    case QuestionKind::kNumber:
      return DrawNumber(frame, question, blank);
    case QuestionKind::kText:
      return;
  }
}

}  // namespace

void DrawKeysPlace(const Frame& frame, std::string_view value) {
  KeyingState& keying = frame.state.surveys.keying;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::Register("blank", ImGui::GetID("##blank"), at, {at.x + 1, at.y + 1}, {}, value);
  if (!std::exchange(keying.take_focus, false)) return;
  ui::ClearFocus();
  ui::FocusPath(ui::Now().path + "blank");
}

bool HasKeys() {
  const ui::Context& context = ui::Now();
  if (context.modal || !context.list.path.empty()) return false;
  return context.focus == 0 || ui::HasFocus("blank") ||
         (ui::HasFocus("text") && !ImGui::GetIO().WantTextInput);
}

bool KeyRow(std::string_view id, std::string_view cap, std::string_view words, bool chosen) {
  const Theme& theme = ui::Colours();
  const float width = ImGui::GetContentRegionAvail().x, left = ui::Px(8) + CapWidth(cap);
  const float inner = width - left - ui::Px(24);
  const float lines = std::max(ui::Height(words, ui::Face::kText, inner), ui::LineHeight());
  const ImVec2 size{width, std::max(ui::Px(kCap + 8), lines + ui::Px(14))};
  const auto press = ui::Pressable(id, size, words, true, /*stop=*/false);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (chosen || press.hovered)
    draw.AddRectFilled(press.min, press.max, chosen ? theme.accent_soft : theme.hover, ui::Px(6));
  DrawCap({press.min.x + ui::Px(8), press.min.y + ui::Px(4)}, CapWidth(cap), cap, chosen);
  ui::DrawText(
      {press.min.x + left + ui::Px(14), std::round((press.min.y + press.max.y - lines) / 2)}, words,
      theme.text, ui::Face::kText, inner);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui::Px(4));
  return press.pressed;
}

void DrawProgress(const Frame& frame, BlankKeying& blank) {
  const model::Questions& questions = frame.state.surveys.keying.questions();
  const Theme& theme = ui::Colours();
  ui::Flow flow(5);
  for (size_t place = 0; place < questions.size(); ++place) {
    const std::string number = std::to_string(place + 1);
    const float width =
        flow.Next(std::max(ui::Px(kPlace), ui::Width(number, ui::Face::kSmall) + ui::Px(10)));
    const bool asked = model::IsAsked(questions, place, blank.answers);
    const auto press =
        ui::Pressable("place-" + number, {width, ui::Px(26)}, number, asked, /*stop=*/false);
    const bool answered = model::AnswerTo(questions[place], blank.answers) != nullptr && asked;
    const bool here = place == blank.question;
    const bool empty = asked && !here && place < blank.reached && questions[place].required &&
                       !IsAnswered(questions[place], blank.answers);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ground = here       ? theme.accent
                         : empty    ? theme.warn_soft
                         : answered ? theme.ok_soft
                                    : theme.hover;
    const ImU32 ink = here       ? theme.on_accent
                      : empty    ? theme.warn
                      : answered ? theme.ok
                                 : theme.muted;
    draw.AddRectFilled(press.min, press.max, ground, ui::Px(6));
    if (empty) draw.AddRect(press.min, press.max, theme.warn, ui::Px(6));
    const std::string_view shown = asked ? std::string_view(number) : "–";
    ui::DrawText({std::round((press.min.x + press.max.x - ui::Width(shown, ui::Face::kSmall)) / 2),
                  std::round((press.min.y + press.max.y - ui::LineHeight(ui::Face::kSmall)) / 2)},
                 shown, ink, ui::Face::kSmall);
    if (press.pressed) GoToQuestion(questions, blank, place);
  }
}

bool DrawAsked(const Frame& frame, BlankKeying& blank) {
  const model::Questions& questions = frame.state.surveys.keying.questions();
  DrawKeysPlace(frame, std::to_string(blank.question + 1));
  const size_t drawn = blank.question;
  bool ended = false;
  const bool text = drawn < questions.size() && questions[drawn].kind == QuestionKind::kText;
  if (HasKeys()) {
    // A field that is no longer drawn leaves the keyboard to the blank.
    if (!text && !ui::HasFocus("blank")) ui::FocusPath(ui::Now().path + "blank");
    ended = TakeKeys(frame, blank);
    if (ended) return true;
  }
  if (blank.question >= questions.size()) {
    DrawEnd(frame, blank);
    DrawWrong(frame, blank);
    return false;
  }
  const Question& question = questions[blank.question];
  std::string head = frame.Text(
      "survey.keying.question",
      {{"number", std::to_string(blank.question + 1)}, {"all", std::to_string(questions.size())}});
  if (!question.required) head += " · " + frame.Text("survey.keying.optional");
  ui::Muted(head);
  ui::Wrapped(question.text, ui::Face::kTitle);
  ui::Gap(10);
  if (question.kind == QuestionKind::kText && blank.question == drawn)
    ended = DrawFreeText(frame, blank);
  else
    DrawBody(frame, question, blank);
  if (question.chooses() && !blank.typed.empty())
    ui::Text(blank.typed + "_", ui::Face::kBold, ui::Colours().accent);
  DrawWrong(frame, blank);
  if (!ended) return false;
  if (PressEnter(questions, blank)) return true;
  frame.Ask(KeepBlank{});
  return false;
}

}  // namespace kruzhok::client
