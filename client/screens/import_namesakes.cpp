// SPDX-License-Identifier: MIT
// Rows of the list that are perhaps records that are here: a person says which.
#include <algorithm>
#include <imgui.h>

#include "client/screens/import.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/queue.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kQueue = 330, kNarrow = 820, kShortQueue = 126, kCard = 280;

enum class Answer { kOpen, kSame, kNew };

Answer AnswerOf(const ImportState& import, const NamesakeQuestion& question) {
  const auto answer = import.options.answers.find(question.line);
  if (answer == import.options.answers.end())
    return question.differs ? Answer::kNew : Answer::kOpen;
  return answer->second ? Answer::kSame : Answer::kNew;
}

void GoToNextOpen(ImportState& import) {
  const auto& questions = import.plan->plan.questions;
  for (size_t step = 1; step <= questions.size(); ++step) {
    const size_t place = (import.question_cursor + step) % questions.size();
    if (AnswerOf(import, questions[place]) != Answer::kOpen) continue;
    import.question_cursor = place;
    return;
  }
  if (import.question_cursor + 1 < questions.size()) ++import.question_cursor;
}

void Give(ImportState& import, const NamesakeQuestion& question,
          const std::optional<model::Uuid>& answer) {
  import.options.answers[question.line] = answer;
  import.stale = true;
  GoToNextOpen(import);
}

// Where there are several candidates, only a person can say which.
void GiveAll(ImportState& import, bool same) {
  for (const NamesakeQuestion& question : import.plan->plan.questions) {
    if (same && question.candidates.size() != 1) continue;
    import.options.answers[question.line] =
        same ? std::optional(question.candidates.front().id) : std::nullopt;
  }
  import.stale = true;
}

void DrawTools(const Frame& frame) {
  ImportState& import = frame.state.import;
  const int64_t open = OpenQuestions(import);
  const Theme& theme = ui::Colours();
  ui::Strip(open > 0 ? frame.texts.Count("transfer.namesakes.open", open)
                     : frame.Text("transfer.namesakes.none_open"),
            open > 0 ? icon::kQuestion : icon::kCheck, open > 0 ? theme.warn : theme.ok,
            open > 0 ? theme.warn_soft : theme.ok_soft);
  ui::Flow flow;
  const auto button = [&](std::string_view id) {
    const std::string label = frame.Text("transfer.namesakes." + std::string(id));
    flow.Next(ui::ButtonWidth(label));
    return ui::Button(id, label);
  };
  if (button("all_same")) GiveAll(import, true);
  if (button("all_new")) GiveAll(import, false);
  if (!import.options.answers.empty() && button("forget")) {
    import.options.answers.clear();
    import.stale = true;
  }
}

ui::QueueRow RowOf(const Frame& frame, const NamesakeQuestion& question) {
  const Theme& theme = ui::Colours();
  switch (AnswerOf(frame.state.import, question)) {
    case Answer::kOpen:
      return {question.title, frame.Text("transfer.namesakes.undecided"), icon::kQuestion,
              theme.warn};
    case Answer::kSame:
      return {question.title, frame.Text("transfer.namesakes.same"), icon::kCheck, theme.accent};
    case Answer::kNew:
      break;
  }
  return {question.title, frame.Text("transfer.namesakes.new"), icon::kPlus, theme.ok};
}

// One of those that it may be, or the new one: a card that is pressed.
struct Choice {
  std::string id, head, title, subtitle, verb;
  bool chosen = false;
};

float ChoiceHeight(const Choice& choice, float width) {
  const float room = width - ui::Px(36);
  return ui::Px(28 + 30 + 16) + ui::LineHeight(ui::Face::kSmall) +
         ui::Height(choice.title, ui::Face::kBold, room) +
         ui::Height(choice.subtitle, ui::Face::kText, room);
}

bool DrawChoice(const Choice& choice, ImVec2 size) {
  const Theme& theme = ui::Colours();
  const ui::Press press = ui::Pressable(choice.id, size, choice.verb);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImU32 edge = choice.chosen || press.hovered ? theme.accent : theme.border;
  draw.AddRectFilled(press.min, press.max,
                     choice.chosen   ? theme.accent_soft
                     : press.hovered ? theme.hover
                                     : theme.panel,
                     ui::Px(8));
  draw.AddRect(press.min, press.max, edge, ui::Px(8), 0, choice.chosen ? ui::Px(2) : 1.0F);
  const float room = size.x - ui::Px(36);
  const float x = press.min.x + ui::Px(18);
  float y = press.min.y + ui::Px(14);
  ui::DrawText({x, y}, choice.head, theme.muted, ui::Face::kSmall);
  y += ui::LineHeight(ui::Face::kSmall) + ui::Px(4);
  ui::DrawText({x, y}, choice.title, theme.text, ui::Face::kBold, room);
  y += ui::Height(choice.title, ui::Face::kBold, room) + ui::Px(2);
  ui::DrawText({x, y}, choice.subtitle, theme.muted, ui::Face::kText, room);
  const float foot = press.max.y - ui::Px(14) - ui::LineHeight();
  ui::DrawText({x, foot}, choice.chosen ? icon::kCheck : icon::kArrow, theme.accent);
  ui::DrawText({x + ui::Px(24), foot}, choice.verb, theme.accent);
  if (press.focused && ui::Now().by_keyboard) ui::Ring(press.min, press.max);
  return press.pressed;
}

std::vector<Choice> ChoicesOf(const Frame& frame, const NamesakeQuestion& question) {
  const ImportState& import = frame.state.import;
  const auto given = import.options.answers.find(question.line);
  const bool answered = given != import.options.answers.end();
  std::vector<Choice> choices;
  for (size_t i = 0; i < question.candidates.size(); ++i) {
    const NamesakeQuestion::Candidate& one = question.candidates[i];
    choices.push_back({"same-" + std::to_string(i), frame.Text("transfer.namesakes.here"),
                       one.title, one.subtitle, frame.Text("transfer.namesakes.take_same"),
                       answered && given->second == one.id});
  }
  choices.push_back({"new", frame.Text("transfer.namesakes.other"), question.title,
                     question.subtitle, frame.Text("transfer.namesakes.take_new"),
                     AnswerOf(import, question) == Answer::kNew});
  return choices;
}

void DrawQuestion(const Frame& frame, const NamesakeQuestion& question) {
  ImportState& import = frame.state.import;
  ui::Muted(frame.Text("transfer.namesakes.line", {{"line", std::to_string(question.line)}}));
  ui::Wrapped(question.title, ui::Face::kTitle);
  if (!question.subtitle.empty())
    ui::Wrapped(question.subtitle, ui::Face::kText, ui::Colours().muted);
  ui::Gap(6);
  ui::Wrapped(frame.Text(question.typed_over ? "transfer.namesakes.typed_over"
                         : question.differs  ? "transfer.namesakes.differs"
                                             : "transfer.namesakes.alike"));
  ui::Gap(12);
  const auto choices = ChoicesOf(frame, question);
  const float room = ImGui::GetContentRegionAvail().x;
  const int columns = ui::ColumnsIn(room, ui::Px(kCard), 3);
  const float width = ui::ColumnWidth(room, columns);
  float height = 0;
  for (const Choice& choice : choices) height = std::max(height, ChoiceHeight(choice, width));
  for (size_t i = 0; i < choices.size(); ++i) {
    if (i % static_cast<size_t>(columns) != 0) ui::SameLine(14);
    if (!DrawChoice(choices[i], {width, height})) continue;
    return Give(
        import, question,
        i < question.candidates.size() ? std::optional(question.candidates[i].id) : std::nullopt);
  }
}

}  // namespace

int64_t OpenQuestions(const ImportState& import) {
  if (!import.plan) return 0;
  return std::ranges::count_if(import.plan->plan.questions, [&](const auto& question) {
    return AnswerOf(import, question) == Answer::kOpen;
  });
}

void DrawNamesakes(const Frame& frame) {
  const ui::Scope scope("namesakes");
  ImportState& import = frame.state.import;
  if (!import.plan || import.plan->plan.questions.empty()) return;
  const auto plan = import.plan;  // An answer may move on.
  const auto& questions = plan->plan.questions;
  DrawTools(frame);
  ui::CardGap();
  import.question_cursor = std::min(import.question_cursor, questions.size() - 1);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool beside = room.x >= ui::Px(kNarrow) && room.y >= ui::Px(260);
  {
    const ui::Card card(
        "queue-card", beside ? ImVec2(ui::Px(kQueue), room.y) : ImVec2(room.x, ui::Px(kShortQueue)),
        false);
    ui::Queue(
        "queue", questions.size(), import.question_cursor,
        [&](size_t place) { return RowOf(frame, questions[place]); },
        ImGui::GetContentRegionAvail());
  }
  const NamesakeQuestion& question = questions[import.question_cursor];
  if (!beside) {
    ui::CardGap();
    const ui::GrowingCard card("question-card", 0);
    return DrawQuestion(frame, question);
  }
  ImGui::SameLine(0, ui::Px(14));
  const ui::Card card("question-card", {0, room.y});
  DrawQuestion(frame, question);
}

}  // namespace kruzhok::client
