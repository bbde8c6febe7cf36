// SPDX-License-Identifier: MIT
// The second keying of a sample: which blank, and where the two differ.
#include <algorithm>
#include <imgui.h>
#include <utility>

#include "client/screens/survey_keying.h"
#include "client/widgets/icons.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostDigits = 7;

using Choice = KeyedTwice::Choice;

void DrawTold(const SecondKeying& second) {
  if (second.told.empty()) return;
  const Theme& theme = ui::Colours();
  ui::Gap(10);
  ui::Strip(second.told, second.wrong ? icon::kRefused : icon::kCheck,
            second.wrong ? theme.bad : theme.ok, second.wrong ? theme.bad_soft : theme.ok_soft);
}

// How well the blanks of the wave have been keyed, as far as that was looked at.
void DrawShare(const Frame& frame) {
  const KeyingState& keying = frame.state.surveys.keying;
  const WaveProgress& progress = frame.data.surveys.ProgressOf(keying.wave.id, keying.counted_for);
  ui::Gap(14);
  if (progress.compared == 0)
    return ui::Wrapped(frame.Text("survey.check.none"), ui::Face::kText, ui::Colours().muted);
  const double percent =
      100.0 * static_cast<double>(progress.differed) / static_cast<double>(progress.compared);
  ui::Wrapped(
      frame.Text("survey.check.share", {{"compared", std::to_string(progress.compared)},
                                        {"differed", std::to_string(progress.differed)},
                                        {"percent", MeanText(frame.texts.language(), percent)}}),
      ui::Face::kText, ui::Colours().muted);
}

void TakeDigits(std::string& number) {
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters)
    if (character >= '0' && character <= '9' && number.size() < kMostDigits)
      number += static_cast<char>(character);
  if (ui::Pressed(Key::kBackspace) && !number.empty()) number.pop_back();
}

// Several computers have given the same number.
void DrawFound(const Frame& frame, const SecondKeying& second) {
  ui::Gap(10);
  ui::Wrapped(frame.Text("survey.check.several"));
  ui::Gap(6);
  std::optional<size_t> typed;
  if (HasKeys())
    for (const ImWchar character : ImGui::GetIO().InputQueueCharacters)
      if (character >= '1' && character <= '9') typed = character - '1';
  for (size_t i = 0; i < std::min<size_t>(second.found.size(), 9); ++i) {
    const KeyedBlank& one = second.found[i];
    std::string words = WhoText(frame, one.who);
    if (one.keyed_on) words += " · " + one.keyed_on->Russian();
    const std::string cap = std::to_string(i + 1);
    if (KeyRow("found-" + cap, cap, words, false) || typed == i) frame.Ask(FindBlank{one.id});
  }
}

void Decide(SecondKeying& second, Choice choice) {
  auto& differences = second.twice.differences;
  differences[second.cursor].choice = choice;
  second.follow = true;
  for (size_t step = 1; step <= differences.size(); ++step) {
    const size_t place = (second.cursor + step) % differences.size();
    if (differences[place].choice != Choice::kNone) continue;
    second.cursor = place;
    return;
  }
}

void TakeDecisions(const Frame& frame, SecondKeying& second) {
  const size_t count = second.twice.differences.size();
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters) {
    if (character == '1') Decide(second, Choice::kFirst);
    if (character == '2') Decide(second, Choice::kSecond);
  }
  const bool up = ui::Pressed(Key::kUp) && second.cursor > 0;
  const bool down = ui::Pressed(Key::kDown) && second.cursor + 1 < count;
  if (up) --second.cursor;
  if (down) ++second.cursor;
  second.follow |= up || down;
  if (second.twice.decided() && ui::Shortcut(Key::kEnter)) frame.Ask(SaveChecked{});
}

void DrawDifference(const Frame& frame, SecondKeying& second, size_t place) {
  const model::Questions& questions = frame.state.surveys.keying.questions();
  KeyedTwice::Difference& one = second.twice.differences[place];
  const model::Question& question = questions[one.line.question];
  const ui::Scope scope("difference-" + std::to_string(place + 1));
  const bool here = place == second.cursor;
  if (here && std::exchange(second.follow, false)) ImGui::SetScrollHereY(0.3F);
  const Theme& theme = ui::Colours();
  ui::Wrapped(one.line.number + ". " + one.line.text, here ? ui::Face::kBold : ui::Face::kText,
              here ? theme.accent : theme.text);
  const auto value = [&](const char* id, const char* key, const model::Answers& answers,
                         Choice choice) {
    std::string words = AnswerText(question, one.line, answers);
    if (words.empty()) words = frame.Text("survey.check.no_answer");
    if (!KeyRow(id, choice == Choice::kFirst ? "1" : "2", frame.Text(key) + ": " + words,
                one.choice == choice))
      return;
    second.cursor = place;
    Decide(second, choice);
  };
  value("first", "survey.check.first", second.twice.first, Choice::kFirst);
  value("second", "survey.check.second", second.twice.second, Choice::kSecond);
  ui::Gap(12);
}

}  // namespace

void DrawFindBlank(const Frame& frame) {
  SecondKeying& second = *frame.state.surveys.keying.second;
  const Theme& theme = ui::Colours();
  DrawKeysPlace(frame, second.number);
  if (HasKeys() && second.found.empty()) {
    TakeDigits(second.number);
    if (ui::Shortcut(Key::kEnter)) frame.Ask(FindBlank{});
  }
  ui::Text(frame.Text("survey.check.number"), ui::Face::kTitle);
  ui::Wrapped(frame.Text("survey.check.number.why"), ui::Face::kText, theme.muted);
  ui::Gap(10);
  const ImVec2 low = ImGui::GetCursorScreenPos(), high{low.x + ui::Px(200), low.y + ui::Px(56)};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRect(low, high, theme.focus, ui::Px(8), 0, ui::Px(2));
  const float y = low.y + (ui::Px(56) - ui::LineHeight(ui::Face::kTitle)) / 2;
  const std::string shown = "№ " + second.number;
  ui::DrawText({low.x + ui::Px(16), y}, shown, theme.text, ui::Face::kTitle);
  const float x = low.x + ui::Px(18) + ui::Width(shown, ui::Face::kTitle);
  draw.AddLine({x, y}, {x, y + ui::LineHeight(ui::Face::kTitle)}, theme.focus, ui::Px(2));
  ImGui::Dummy({high.x - low.x, high.y - low.y});
  const std::string find = frame.Text("survey.check.find");
  if (ui::Button("find", find,
                 {.look = ui::Look::kPrimary, .enabled = !second.number.empty(), .keys = "Enter"}))
    frame.Ask(FindBlank{});
  DrawTold(second);
  if (second.found.empty())
    DrawShare(frame);
  else
    DrawFound(frame, second);
}

void DrawDifferences(const Frame& frame) {
  SecondKeying& second = *frame.state.surveys.keying.second;
  DrawKeysPlace(frame, std::to_string(second.cursor + 1));
  if (HasKeys() && !second.twice.differences.empty()) TakeDecisions(frame, second);
  ui::Text(frame.texts.Count("survey.check.differences", std::ssize(second.twice.differences)),
           ui::Face::kTitle);
  ui::Wrapped(frame.Text("survey.check.differences.why"), ui::Face::kText, ui::Colours().muted);
  ui::Gap(12);
  for (size_t place = 0; place < second.twice.differences.size(); ++place)
    DrawDifference(frame, second, place);
}

void DrawSaveChecked(const Frame& frame) {
  const SecondKeying& second = *frame.state.surveys.keying.second;
  if (ui::Button("save", frame.Text("survey.check.save"),
                 {.look = ui::Look::kPrimary,
                  .icon = icon::kCheck,
                  .enabled = second.twice.decided(),
                  .keys = "Enter"}))
    frame.Ask(SaveChecked{});
}

}  // namespace kruzhok::client
