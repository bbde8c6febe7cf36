// SPDX-License-Identifier: MIT
// One question in the builder: what is asked, what can be answered, of whom.
#include <algorithm>
#include <charconv>

#include "client/screens/survey_views.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

using model::Question;
using model::QuestionKind;
using model::QuestionProblem;

constexpr QuestionKind kKinds[] = {QuestionKind::kSingle, QuestionKind::kMultiple,
                                   QuestionKind::kScale,  QuestionKind::kMatrix,
                                   QuestionKind::kNumber, QuestionKind::kText};

constexpr float kNarrowestText = 240;

std::string_view Name(QuestionProblem::What what) {
  switch (what) {
    case QuestionProblem::What::kNoText:
      return "no_text";
    case QuestionProblem::What::kFewOptions:
      return "few_options";
    case QuestionProblem::What::kNoOptionText:
      return "no_option_text";
    case QuestionProblem::What::kSameText:
      return "same_text";
    case QuestionProblem::What::kBadRange:
      return "bad_range";
    case QuestionProblem::What::kBadCondition:
      return "bad_condition";
  }
  return {};
}

void DrawProblems(const Frame& frame, const SurveyDraft& draft) {
  for (const QuestionProblem& problem : model::Problems(draft.questions))
    if (problem.question == draft.at)
      ui::Strip(frame.Text("survey.problem." + std::string(Name(problem.what))), icon::kRefused,
                ui::Colours().warn, ui::Colours().warn_soft);
}

void DrawKind(const Frame& frame, SurveyDraft& draft) {
  std::vector<ui::Option> options;
  for (const QuestionKind kind : kKinds) {
    const std::string name(model::Name(kind));
    options.push_back({name, frame.Text("survey.kind." + name)});
  }
  const std::string label = frame.Text("survey.builder.kind");
  const auto chosen = ui::PickFrom("kind", model::Name(draft.questions[draft.at].kind), options,
                                   {.label = label, .width = ui::Px(240)});
  const auto kind = chosen ? model::FindQuestionKind(*chosen) : std::nullopt;
  if (kind) SetKind(draft, *kind);
}

void DrawTicks(const Frame& frame, Question& question, size_t place) {
  ui::Flow flow(18);
  const auto tick = [&](const char* id, bool& value) {
    const std::string label = frame.Text("survey.builder." + std::string(id));
    flow.Next(ui::Px(30) + ui::Width(label));
    ui::Checkbox(id, label, value);
  };
  tick("required", question.required);
  if (place > 0) tick("new_page", question.new_page);
}

// Enter in the last one begins the next.
void DrawOptions(const Frame& frame, SurveyDraft& draft) {
  const bool matrix = draft.questions[draft.at].kind == QuestionKind::kMatrix;
  const bool rates = draft.questions[draft.at].kind == QuestionKind::kSingle;
  auto& options = matrix ? draft.questions[draft.at].rows : draft.questions[draft.at].options;
  ui::Text(frame.Text(matrix ? "survey.builder.rows" : "survey.builder.options"), ui::Face::kSmall,
           ui::Colours().muted);
  const ui::Scope scope("option");
  const std::string satisfied = frame.Text("survey.builder.satisfied");
  const float remove = ui::Px(44), whole = ImGui::GetContentRegionAvail().x;
  const float ticked = rates ? ui::Px(40) + ui::Width(satisfied) : 0;
  const bool beside = whole - ticked - remove >= ui::Px(kNarrowestText);
  const float tick = beside ? ticked : 0;
  std::optional<size_t> removed;
  bool more = false;
  for (size_t i = 0; i < options.size(); ++i) {
    const ui::Scope one(std::to_string(i));
    const float number = ui::Px(34), room = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::SetCursorPosY(at.y + ui::Px(7));
    ui::Text(std::to_string(i + 1), ui::Face::kText, ui::Colours().muted);
    ImGui::SetCursorPos({at.x + number, at.y});
    const auto input =
        ui::Input("text", options[i].text,
                  {.width = room - number - tick - remove - ui::Px(16), .max_length = 300});
    if (input.entered && i + 1 < options.size())
      ui::FocusPath("surveys/builder/question/option/" + std::to_string(i + 1) + "/text");
    more |= input.entered && i + 1 == options.size() && !options[i].text.empty();
    if (rates) {
      if (beside)
        ImGui::SetCursorPos({at.x + room - remove - tick, at.y});
      else
        ImGui::SetCursorPosX(at.x + number);
      ui::Checkbox("satisfied", satisfied, options[i].satisfied);
    }
    const float below = ImGui::GetCursorPosY();
    ImGui::SetCursorPos({at.x + room - remove, at.y});
    const std::string words = frame.Text("survey.builder.remove_option");
    if (ui::Button(
            "remove", "",
            {.look = ui::Look::kQuiet, .icon = icon::kClose, .tooltip = words, .width = remove}))
      removed = i;
    ImGui::SetCursorPos({at.x, std::max(below, ImGui::GetCursorPosY())});
  }
  const std::string add =
      frame.Text(matrix ? "survey.builder.add_row" : "survey.builder.add_option");
  more |= ui::Button("add", add, {.look = ui::Look::kLink, .icon = icon::kPlus});
  if (removed) RemoveOption(draft, *removed);
  if (!more) return;
  const size_t place = options.size();
  AddOption(draft);
  ui::FocusPath("surveys/builder/question/option/" + std::to_string(place) + "/text");
}

std::optional<int64_t> NumberOf(const std::string& text) {
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

void DrawNumberField(const char* id, const std::string& label, int64_t& value) {
  std::string text = std::to_string(value);
  ui::Input(id, text, {.label = label, .width = ui::Px(140), .max_length = 9});
  if (const auto number = NumberOf(text)) value = *number;
}

void DrawNumberRange(const Frame& frame, Question& question) {
  ui::Flow flow(12);
  flow.Next(ui::Px(140));
  DrawNumberField("min", frame.Text("survey.builder.least"), question.min);
  flow.Next(ui::Px(140));
  DrawNumberField("max", frame.Text("survey.builder.most"), question.max);
}

void PickPoint(const char* id, const std::string& label, int64_t from, int64_t to,
               const std::string& none, std::optional<int64_t>& value) {
  std::vector<ui::Option> options;
  if (!none.empty()) options.push_back({"none", none});
  for (int64_t point = from; point <= to; ++point)
    options.push_back({std::to_string(point), std::to_string(point)});
  const std::string shown = value ? std::to_string(*value) : "none";
  const auto chosen =
      ui::PickFrom(id, shown, options, {.label = label, .width = ui::Px(none.empty() ? 110 : 210)});
  if (!chosen) return;
  value = NumberOf(*chosen);
}

void DrawScale(const Frame& frame, Question& question) {
  ui::Flow flow(12);
  std::optional<int64_t> min = question.min, max = question.max;
  flow.Next(ui::Px(110));
  PickPoint("min", frame.Text("survey.builder.from"), 0, 1, {}, min);
  flow.Next(ui::Px(110));
  PickPoint("max", frame.Text("survey.builder.to"), question.min + 1,
            question.min + model::kMaxPoints - 1, {}, max);
  question.min = min.value_or(question.min);
  question.max = max.value_or(question.max);
  flow.Next(ui::Px(210));
  PickPoint("satisfied_from", frame.Text("survey.builder.satisfied_from"), question.min,
            question.max, frame.Text("survey.builder.satisfied_none"), question.satisfied_from);
  const float room = ImGui::GetContentRegionAvail().x;
  const bool two = room >= ui::Px(420);
  const float width = two ? (room - ui::Px(12)) / 2 : room;
  ui::Flow labels(12);
  const std::string low = frame.Text("survey.builder.min_label",
                                     {{"point", std::to_string(question.min)}}),
                    high = frame.Text("survey.builder.max_label",
                                      {{"point", std::to_string(question.max)}});
  labels.Next(width);
  ui::Input("min_label", question.min_label, {.label = low, .width = width, .max_length = 100});
  labels.Next(width);
  ui::Input("max_label", question.max_label, {.label = high, .width = width, .max_length = 100});
}

std::vector<ui::Option> ValuesOf(const Question& question) {
  std::vector<ui::Option> options;
  if (question.chooses())
    for (const Question::Option& one : question.options) options.push_back({one.code, one.text});
  else
    for (int64_t point = question.min; point <= question.max; ++point)
      options.push_back({std::to_string(point), std::to_string(point)});
  return options;
}

void DrawCondition(const Frame& frame, SurveyDraft& draft) {
  const std::vector<size_t> targets = ConditionTargets(draft);
  Question& question = draft.questions[draft.at];
  if (targets.empty() && !question.show_if) return;
  std::vector<ui::Option> options = {{"always", frame.Text("survey.builder.always")}};
  for (const size_t place : targets)
    options.push_back({draft.questions[place].id,
                       std::to_string(place + 1) + ". " + draft.questions[place].text});
  const std::string label = frame.Text("survey.builder.show_if"),
                    values = frame.Text("survey.builder.show_if_any");
  const std::string now = question.show_if ? question.show_if->question : "always";
  const auto chosen = ui::PickFrom("show_if", now, options, {.label = label});
  if (chosen && *chosen != now) {
    question.show_if.reset();
    const bool known = std::ranges::any_of(
        targets, [&](size_t place) { return draft.questions[place].id == *chosen; });
    if (known) question.show_if = Question::Condition{*chosen, {}};
  }
  if (!question.show_if) return;
  const auto target = std::ranges::find(draft.questions, question.show_if->question, &Question::id);
  if (target == draft.questions.end()) return;
  std::string any;
  for (const std::string& one : question.show_if->any) any += (any.empty() ? "" : ",") + one;
  if (!ui::PickMany("show_if_any", any, ValuesOf(*target), {.label = values})) return;
  question.show_if->any.clear();
  for (const ui::Option& one : ValuesOf(*target))
    if ((',' + any + ',').find(',' + one.value + ',') != std::string::npos)
      question.show_if->any.push_back(one.value);
}

}  // namespace

void DrawQuestion(const Frame& frame, SurveyDraft& draft) {
  DrawProblems(frame, draft);
  const std::string label = frame.Text("survey.builder.text");
  ui::Input("text", draft.questions[draft.at].text,
            {.label = label, .required = true, .height = 2, .max_length = 1000});
  DrawKind(frame, draft);
  DrawTicks(frame, draft.questions[draft.at], draft.at);
  ui::Gap(4);
  switch (draft.questions[draft.at].kind) {
    case QuestionKind::kSingle:
    case QuestionKind::kMultiple:
      DrawOptions(frame, draft);
      break;
    case QuestionKind::kMatrix:
      DrawScale(frame, draft.questions[draft.at]);
      DrawOptions(frame, draft);
      break;
    case QuestionKind::kScale:
      DrawScale(frame, draft.questions[draft.at]);
      break;
    case QuestionKind::kNumber:
      DrawNumberRange(frame, draft.questions[draft.at]);
      break;
    case QuestionKind::kText:
      break;
  }
  ui::Gap(4);
  DrawCondition(frame, draft);
}

}  // namespace kruzhok::client
