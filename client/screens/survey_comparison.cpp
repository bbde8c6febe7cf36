// SPDX-License-Identifier: MIT
// Two waves of one survey side by side.
#include <cmath>

#include "client/screens/survey_parts.h"
#include "client/screens/survey_results.h"
#include "client/widgets/charts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kPick = 420;
constexpr double kWholeShare = 1;  // A bar over all of its room is everybody.

std::string TitleOf(const Wave& wave) {
  return wave.start_date ? wave.title + " · " + wave.start_date->Russian() : wave.title;
}

// True: there is something to compare with.
bool PickOther(const Frame& frame) {
  ResultsState& state = frame.state.surveys.results;
  const SurveyBook& book = frame.data.surveys;
  const auto waves = WavesToCompare(book.surveys, book.waves, state.read->results.wave);
  if (waves.empty()) {
    const ui::GrowingCard card("none", 0);
    ui::Wrapped(frame.Text("survey.results.compare.none"), ui::Face::kBold);
    ui::Wrapped(frame.Text("survey.results.compare.none.why"), ui::Face::kText,
                ui::Colours().muted);
    return false;
  }
  // The last one before is what people ask for.
  if (!state.other) state.other = waves.front().id;
  std::vector<ui::Option> options;
  for (const Wave& wave : waves)
    options.push_back({wave.id.Text(), TitleOf(wave), OwnerWord(frame, wave.owner)});
  const auto picked =
      ui::PickFrom("other", state.other->Text(), options,
                   {.label = frame.Text("survey.results.compare.with"), .width = ui::Px(kPick)});
  if (const auto id = picked ? model::Uuid::FromText(*picked) : std::nullopt) state.other = *id;
  ui::Gap(6);
  return true;
}

std::string Points(const Frame& frame, const std::optional<double>& difference) {
  if (!difference) return {};
  const long points = std::lround(*difference * 100);
  const std::string sign = points > 0 ? "+" : points < 0 ? "−" : "";
  return frame.Text("survey.results.points", {{"count", sign + std::to_string(std::labs(points))}});
}

// More satisfied is better; of the other shares nobody knows.
ImU32 ColourOf(const std::optional<double>& difference) {
  if (!difference || std::lround(*difference * 100) == 0) return 0;
  return *difference > 0 ? ui::Colours().ok : ui::Colours().bad;
}

ui::BarPair PairOf(const Frame& frame, const std::string& label, const ComparedFigure& figure,
                   bool judged) {
  ui::BarPair pair;
  pair.label = label;
  pair.now = figure.here;
  pair.before = figure.there;
  pair.numbers = frame.Text("survey.results.was",
                            {{"now", ShareText(figure.here)}, {"before", ShareText(figure.there)}});
  pair.change = Points(frame, figure.Difference());
  if (judged) pair.colour = ColourOf(figure.Difference());
  return pair;
}

std::optional<double> RateOf(const SurveyResults& results, const model::Tally& total) {
  int64_t invited = 0;
  for (const auto& [organisation, progress] : results.progress) invited += progress.invited;
  if (invited == 0) return std::nullopt;
  return static_cast<double>(total.answers()) / static_cast<double>(invited);
}

void DrawTotals(const Frame& frame) {
  const ResultsState& state = frame.state.surveys.results;
  const SurveyResults& other = *state.read->other;
  const ui::GrowingCard card("totals", 0);
  ui::BarsLegend(state.read->results.wave.title, other.wave.title);
  ui::Gap(4);
  std::vector<ui::BarPair> pairs;
  // What was invited is not known of a part of those who have answered.
  if (state.choice.filter == model::BlockFilter())
    pairs.push_back(PairOf(frame, frame.Text("survey.rate"),
                           {RateOf(state.read->results, state.figures.total),
                            RateOf(other, state.figures.other_total)},
                           false));
  pairs.push_back(PairOf(frame, frame.Text("survey.satisfied"),
                         {state.figures.total.Satisfied(), state.figures.other_total.Satisfied()},
                         true));
  ui::BarPairs("bars", pairs, kWholeShare);
  ui::Wrapped(frame.Text("survey.results.compare.answers",
                         {{"now", Count(state.figures.total.answers())},
                          {"before", Count(state.figures.other_total.answers())}}),
              ui::Face::kSmall, ui::Colours().muted);
}

void DrawLine(const Frame& frame, const ComparedLine& line) {
  using In = ComparedLine::In;
  ui::Wrapped(line.number + ". " + line.text, ui::Face::kBold);
  if (line.in != In::kBoth) {
    const auto key =
        line.in == In::kHere ? "survey.results.only_here" : "survey.results.only_there";
    return ui::Wrapped(frame.Text(key), ui::Face::kText, ui::Colours().warn);
  }
  const auto mean = [&](const std::optional<double>& figure) {
    return MeanText(frame.texts.language(), figure);
  };
  if (line.mean.here || line.mean.there)
    ui::Wrapped(frame.Text("survey.results.mean.was",
                           {{"now", mean(line.mean.here)}, {"before", mean(line.mean.there)}}),
                ui::Face::kSmall, ui::Colours().muted);
  std::vector<ui::BarPair> pairs;
  if (line.satisfied.here || line.satisfied.there)
    pairs.push_back(PairOf(frame, frame.Text("survey.satisfied"), line.satisfied, true));
  for (const auto& [name, figure] : line.shares)
    pairs.push_back(PairOf(frame, name, figure, false));
  ui::BarPairs("bars", pairs, kWholeShare);
}

}  // namespace

void DrawResultComparison(const Frame& frame) {
  const ui::Scope scope("comparison");
  const ResultsState& state = frame.state.surveys.results;
  if (!PickOther(frame)) return;
  if (!state.read->other || state.read->request.other != state.other)
    return ui::Wrapped(frame.Text("survey.results.reading"), ui::Face::kText, ui::Colours().muted);
  DrawTotals(frame);
  ui::CardGap();
  ui::CardGrid("line", state.figures.compared.size(), kNarrowestCard, [&](size_t place) {
    const ui::Scope line(std::to_string(place));
    DrawLine(frame, state.figures.compared[place]);
  });
}

}  // namespace kruzhok::client
