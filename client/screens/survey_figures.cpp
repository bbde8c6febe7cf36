// SPDX-License-Identifier: MIT
// What was answered: in all, and to each question.
#include <algorithm>

#include "client/screens/district_parts.h"
#include "client/screens/figures.h"
#include "client/screens/survey_parts.h"
#include "client/screens/survey_results.h"
#include "client/widgets/charts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

using model::LineTally;
using model::Question;
using model::QuestionKind;

float ShareOf(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : static_cast<float>(part) / static_cast<float>(whole);
}

// --- In all ---

Figure AnsweredFigure(const Frame& frame) {
  const ResultsFigures& figures = frame.state.surveys.results.figures;
  const int64_t answers = figures.total.answers();
  Figure figure{"answered", frame.Text("survey.answered"), Count(answers)};
  if (!figures.invited) {
    figure.caption = frame.Text("survey.results.invited.unknown");
    return figure;
  }
  figure.value =
      frame.Text("overview.of", {{"part", Count(answers)}, {"whole", Count(*figures.invited)}});
  figure.fraction = std::min(ShareOf(answers, *figures.invited), 1.0F);
  figure.colour = ui::Colours().accent;
  figure.caption = frame.Text("survey.results.of_invited",
                              {{"share", Percent(frame, answers, *figures.invited)}});
  return figure;
}

std::optional<Figure> SatisfiedFigure(const Frame& frame) {
  const auto share = frame.state.surveys.results.figures.total.Satisfied();
  if (!share) return std::nullopt;
  return Figure{"satisfied",      frame.Text("survey.satisfied"),
                ShareText(share), static_cast<float>(*share),
                ui::Colours().ok, frame.Text("survey.results.satisfied.caption")};
}

std::optional<Figure> MeanFigure(const Frame& frame) {
  const ResultsState& state = frame.state.surveys.results;
  const model::Questions& questions = state.read->results.survey.questions;
  const auto mean = model::Mean(questions, state.figures.total);
  if (!mean) return std::nullopt;
  const Question& scale = *std::ranges::find_if(questions, &Question::has_points);
  const double span = static_cast<double>(std::max<int64_t>(scale.max - scale.min, 1));
  return Figure{"mean",
                frame.Text("survey.mean"),
                MeanText(frame.texts.language(), mean),
                static_cast<float>((*mean - static_cast<double>(scale.min)) / span),
                ui::Colours().accent,
                frame.Text("survey.results.mean.caption", {{"min", std::to_string(scale.min)},
                                                           {"max", std::to_string(scale.max)}})};
}

// What was keyed and is not in the figures; how well it was keyed.
Figure KeyedFigure(const Frame& frame) {
  const ResultsState& state = frame.state.surveys.results;
  WaveProgress sum;
  for (const auto& [organisation, progress] : state.read->results.progress) {
    const auto& wanted = state.choice.filter.organisation;
    if (wanted && organisation != *wanted) continue;
    sum.spoiled += progress.spoiled;
    sum.late += progress.late;
    sum.compared += progress.compared;
    sum.differed += progress.differed;
  }
  Figure figure{"spoiled", frame.Text("survey.results.spoiled"), Count(sum.spoiled)};
  if (sum.late > 0)
    figure.caption = frame.Text("survey.results.late", {{"count", Count(sum.late)}});
  else if (sum.compared > 0)
    figure.caption = frame.Text("survey.results.differed",
                                {{"share", Percent(frame, sum.differed, sum.compared)}});
  else
    figure.caption = frame.Text("survey.results.spoiled.caption");
  return figure;
}

// --- A question ---

std::vector<ui::Bar> BarsOf(const Question& question, const LineTally& line, const Frame& frame) {
  std::vector<ui::Bar> bars;
  const auto names = CountNames(question);
  for (size_t i = 0; i < names.size(); ++i) {
    const int64_t count = line.counts[i];
    const std::string number = Count(count) + " · " + Percent(frame, count, line.answered);
    bars.push_back({names[i], static_cast<double>(count), static_cast<double>(line.answered),
                    number, names[i] + ": " + number});
  }
  return bars;
}

std::string RatingOf(const Frame& frame, const Question& question, const LineTally& line) {
  std::string text;
  const auto add = [&](std::string_view key, const std::string& value) {
    text += (text.empty() ? "" : " · ") + frame.Text(key, {{"value", value}});
  };
  if (question.has_mean() && line.answered > 0)
    add("survey.results.mean.is", MeanText(frame.texts.language(), model::Mean(line)));
  if (line.rated > 0) add("survey.results.satisfied.is", ShareText(model::Satisfied(line)));
  return text;
}

std::string CaptionOf(const Frame& frame, const Question& question,
                      const model::QuestionTally& tally) {
  const LineTally& first = tally.lines.front();
  int64_t answered = first.answered;
  for (const LineTally& line : tally.lines) answered = std::max(answered, line.answered);
  std::string text = frame.Text("survey.results.answered.of",
                                {{"part", Count(answered)}, {"whole", Count(tally.asked)}});
  if (question.kind == QuestionKind::kMultiple)
    text += " · " + frame.Text("survey.results.several");
  if (question.kind != QuestionKind::kMatrix)
    if (const std::string rating = RatingOf(frame, question, first); !rating.empty())
      text += " · " + rating;
  return text;
}

void DrawMatrix(const Frame& frame, const Question& question, const model::QuestionTally& tally) {
  const auto names = CountNames(question);
  ui::PartsLegend(names);
  std::vector<ui::PartedBar> bars;
  for (size_t row = 0; row < tally.lines.size(); ++row) {
    const LineTally& line = tally.lines[row];
    ui::PartedBar& bar = bars.emplace_back();
    bar.label = question.rows[row].text;
    bar.number = RatingOf(frame, question, line);
    for (size_t i = 0; i < line.counts.size(); ++i) {
      bar.parts.push_back(static_cast<double>(line.counts[i]));
      bar.names.push_back(names[i] + ": " + Count(line.counts[i]) + " · " +
                          Percent(frame, line.counts[i], line.answered));
    }
  }
  ui::PartedBars("rows", bars);
}

void DrawQuestion(const Frame& frame, size_t place) {
  ResultsState& state = frame.state.surveys.results;
  const Question& question = state.read->results.survey.questions[place];
  const model::QuestionTally& tally = state.figures.total.questions()[place];
  const ui::Scope scope(question.id);
  ui::Wrapped(std::to_string(place + 1) + ". " + question.text, ui::Face::kBold);
  ui::Wrapped(CaptionOf(frame, question, tally), ui::Face::kSmall, ui::Colours().muted);
  if (question.kind == QuestionKind::kMatrix) return DrawMatrix(frame, question, tally);
  if (tally.lines.front().answered == 0) return;
  if (question.kind != QuestionKind::kText)
    return ui::ReadBars("bars", BarsOf(question, tally.lines.front(), frame));
  if (!ui::Link("read", frame.Text("survey.results.read"))) return;
  state.tab = ResultsState::Tab::kTexts;
  state.choice.question = question.id;
}

void DrawNothing(const Frame& frame) {
  const ui::GrowingCard card("nothing", 0);
  ui::Wrapped(frame.Text("survey.results.nothing"), ui::Face::kBold);
  ui::Wrapped(frame.Text("survey.results.nothing.why"), ui::Face::kText, ui::Colours().muted);
  const Wave* wave = frame.data.surveys.FindWave(frame.state.surveys.wave);
  if (wave == nullptr || !IsKeyedHere(frame, *wave)) return;
  ui::Gap(4);
  if (ui::Button("key", frame.Text("survey.results.key"),
                 {.look = ui::Look::kPrimary, .icon = icon::kKeyboard}))
    frame.Ask(ShowSurveys{SurveyView::kKeying, wave->id});
}

}  // namespace

void DrawResultFigures(const Frame& frame) {
  const ResultsState& state = frame.state.surveys.results;
  if (state.figures.total.answers() == 0) return DrawNothing(frame);
  std::vector<Figure> figures = {AnsweredFigure(frame)};
  for (const auto& figure : {SatisfiedFigure(frame), MeanFigure(frame)})
    if (figure) figures.push_back(*figure);
  figures.push_back(KeyedFigure(frame));
  DrawFigures(figures);
  ui::CardGrid("question", state.read->results.survey.questions.size(), kNarrowestCard,
               [&](size_t place) { DrawQuestion(frame, place); });
}

}  // namespace kruzhok::client
