// SPDX-License-Identifier: MIT
// How the blank will look: the questions as whoever answers reads them.
#include <algorithm>

#include "client/screens/survey_views.h"
#include "client/surveys/survey_words.h"
#include "client/widgets/ui.h"
#include "model/entities/survey.h"

namespace kruzhok::client {
namespace {

using model::Question;
using model::QuestionKind;

constexpr float kIndent = 28, kBox = 16;

void DrawBox(float x) {
  ImGui::SetCursorPosX(x);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float side = ui::Px(kBox), drop = (ui::LineHeight() - side) / 2;
  ImGui::GetWindowDrawList()->AddRect({low.x, low.y + drop}, {low.x + side, low.y + drop + side},
                                      ui::Colours().muted, ui::Px(3));
}

void DrawChoice(float left, const std::string& number, const std::string& text) {
  const float top = ImGui::GetCursorPosY();
  DrawBox(left);
  ImGui::SetCursorPos({left + ui::Px(kBox + 8), top});
  ui::Text(number, ui::Face::kText, ui::Colours().muted);
  ImGui::SetCursorPos({left + ui::Px(kBox + 40), top});
  ui::Wrapped(text);
}

std::string Points(const Question& question) {
  std::string text;
  for (int64_t point = question.min; point <= question.max; ++point)
    text += (text.empty() ? "" : "   ") + std::to_string(point);
  return text;
}

void DrawScaleLine(const Question& question, float left) {
  ImGui::SetCursorPosX(left);
  std::string line = Points(question);
  if (!question.min_label.empty()) line = question.min_label + "   " + line;
  if (!question.max_label.empty()) line += "   " + question.max_label;
  ui::Wrapped(line, ui::Face::kText, ui::Colours().muted);
}

void DrawAnswers(const Frame& frame, const Question& question, float left) {
  switch (question.kind) {
    case QuestionKind::kSingle:
    case QuestionKind::kMultiple:
      for (size_t i = 0; i < question.options.size(); ++i)
        DrawChoice(left, std::to_string(i + 1), question.options[i].text);
      return;
    case QuestionKind::kScale:
      return DrawScaleLine(question, left);
    case QuestionKind::kMatrix:
      DrawScaleLine(question, left);
      for (size_t i = 0; i < question.rows.size(); ++i) {
        ImGui::SetCursorPosX(left);
        ui::Wrapped(std::to_string(i + 1) + ") " + question.rows[i].text);
      }
      return;
    case QuestionKind::kNumber:
    case QuestionKind::kText:
      ImGui::SetCursorPosX(left);
      return ui::Text(frame.Text(question.kind == QuestionKind::kText ? "survey.preview.lines"
                                                                      : "survey.preview.number"),
                      ui::Face::kText, ui::Colours().muted);
  }
}

std::string ConditionText(const Frame& frame, const model::Questions& questions,
                          const Question& question) {
  const auto target = std::ranges::find(questions, question.show_if->question, &Question::id);
  if (target == questions.end()) return {};
  std::string values;
  for (const std::string& code : question.show_if->any) {
    const auto option = std::ranges::find(target->options, code, &Question::Option::code);
    values += (values.empty() ? "«" : ", «") +
              (option == target->options.end() ? code : option->text) + "»";
  }
  const std::string number = std::to_string(target - questions.begin() + 1);
  return frame.Text("survey.preview.only_if", {{"question", number}, {"values", values}});
}

}  // namespace

void DrawBlankPreview(const Frame& frame, const SurveyDraft& draft) {
  const model::Questions& questions = draft.questions;
  ui::Wrapped(draft.form.Find(model::survey.title.name())->text, ui::Face::kBold);
  ui::Wrapped(draft.form.Find(model::survey.intro.name())->text, ui::Face::kSmall,
              ui::Colours().muted);
  if (questions.empty()) return ui::Muted(frame.Text("survey.preview.empty"));
  const float left = ImGui::GetCursorPosX() + ui::Px(kIndent);
  for (size_t i = 0; i < questions.size(); ++i) {
    ui::Gap(4);
    if (questions[i].new_page) ui::Line();
    if (questions[i].show_if) {
      const std::string condition = ConditionText(frame, questions, questions[i]);
      if (!condition.empty()) ui::Wrapped(condition, ui::Face::kSmall, ui::Colours().accent);
    }
    ui::Wrapped(std::to_string(i + 1) + ". " + questions[i].text);
    DrawAnswers(frame, questions[i], left);
  }
}

}  // namespace kruzhok::client
