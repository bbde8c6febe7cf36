// SPDX-License-Identifier: MIT
#include "client/desktop/results_state.h"

#include <algorithm>

#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using model::BlockFilter;
using model::Dimension;
using model::Part;

std::string KeyOf(const model::Questions& questions, const SurveyLine& line) {
  const model::Question& question = questions[line.question];
  if (question.kind != model::QuestionKind::kMatrix) return question.id;
  return question.id + '/' + question.rows[line.row].code;
}

bool IsRated(const model::Question& question) {
  return question.has_mean() ||
         std::ranges::any_of(question.options, &model::Question::Option::satisfied);
}

void AddTitles(const SurveyResults& results, SliceWords& words,
               std::map<std::string, std::string>& titles) {
  for (const auto& [organisation, progress] : results.progress)
    titles.try_emplace(organisation.Text(), words.Organisation(organisation));
  for (const model::Block& block : results.blocks) {
    titles.try_emplace(block.organisation.Text(), words.Organisation(block.organisation));
    for (const std::string& slice : block.slices)
      titles.try_emplace(slice, words.Of(results.wave, slice));
  }
}

// What of it can be seen, in words.
class Figuring {
 public:
  Figuring(ResultsState& state, const Translator& texts)
      : state_(state), texts_(texts), read_(*state.read), results_(state.read->results) {}

  void Do() {
    ResultsFigures& figures = state_.figures;
    figures = ResultsFigures();
    Offer();
    const ResultsChoice& choice = state_.choice;
    figures.total = results_.Total(choice.filter);
    figures.invited = Invited();
    for (const Part& part : PartsBy(choice.parts_by, results_.blocks, choice.filter))
      figures.parts.push_back(FiguresOfPart(part));
    Sort(figures.parts);
    for (const SchoolFigures& school : read_.schools) figures.schools.push_back(FiguresOf(school));
    if (read_.other) {
      figures.other_total = read_.other->Total(choice.filter);
      figures.compared = Compare({results_.survey.questions, figures.total},
                                 {read_.other->survey.questions, figures.other_total});
    }
    FindTexts();
  }

 private:
  std::string Title(Dimension dimension, const std::optional<std::string>& value) const {
    const bool by_respondents = dimension == Dimension::kRespondents;
    if (!value) return texts_.Text(by_respondents ? "survey.together" : "survey.others");
    if (by_respondents && !value->empty())
      return texts_.Text("choice.survey.respondents." + *value);
    const auto known = read_.titles.find(*value);
    return known == read_.titles.end() ? texts_.Text("survey.slice.none") : known->second;
  }

  // «others» stay last.
  static void Sort(std::vector<PartFigures>& parts) {
    std::ranges::stable_sort(parts, {}, [](const PartFigures& part) {
      return std::pair(!part.value, model::SortKey(part.title));
    });
  }

  // What can be filtered by; a choice that is not offered any more is dropped.
  void Offer() {
    ResultsFigures& figures = state_.figures;
    BlockFilter& filter = state_.choice.filter;
    const auto offer = [&](Dimension dimension, const BlockFilter& within) {
      ResultsFigures::Choices choices;
      const auto parts = PartsBy(dimension, results_.blocks, within);
      for (const Part& part : parts)
        if (part.value && parts.size() > 1)
          choices.emplace_back(*part.value, Title(dimension, part.value));
      std::ranges::stable_sort(choices, {},
                               [](const auto& one) { return model::SortKey(one.second); });
      return choices;
    };
    const auto known = [](const ResultsFigures::Choices& choices, const std::string& value) {
      return std::ranges::find(choices, value, &std::pair<std::string, std::string>::first) !=
             choices.end();
    };
    figures.organisations = offer(Dimension::kOrganisation, {});
    if (filter.organisation && !known(figures.organisations, filter.organisation->Text()))
      filter.organisation.reset();
    figures.slices = offer(Dimension::kSlice, {.organisation = filter.organisation});
    if (filter.slice && !known(figures.slices, *filter.slice)) filter.slice.reset();
    figures.respondents = offer(Dimension::kRespondents,
                                {.organisation = filter.organisation, .slice = filter.slice});
    if (filter.respondents && !known(figures.respondents, *filter.respondents))
      filter.respondents.reset();
  }

  static std::optional<int64_t> Known(int64_t invited) {
    return invited == 0 ? std::nullopt : std::optional(invited);
  }

  std::optional<int64_t> Invited() const {
    const BlockFilter& filter = state_.choice.filter;
    if (filter.respondents) return std::nullopt;
    if (filter.slice) {
      const Part part{filter.slice, {*filter.slice}, model::Tally(results_.survey.questions)};
      return Known(results_.Invited(Dimension::kSlice, part, filter));
    }
    int64_t invited = 0;
    for (const auto& [organisation, progress] : results_.progress)
      if (!filter.organisation || organisation == *filter.organisation) invited += progress.invited;
    return Known(invited);
  }

  PartFigures FiguresOfPart(const Part& part) const {
    const ResultsChoice& choice = state_.choice;
    const LineFigures line = client::FiguresOf(results_.survey.questions, part.tally, choice.line);
    PartFigures figures{part.value,           Title(choice.parts_by, part.value),
                        part.tally.answers(), std::nullopt,
                        line.satisfied,       line.mean};
    if (choice.parts_by == Dimension::kSlice && !choice.filter.respondents)
      figures.invited = Known(results_.Invited(choice.parts_by, part, choice.filter));
    return figures;
  }

  PartFigures FiguresOf(const SchoolFigures& school) const {
    const LineFigures line = client::FiguresOf(*school.questions, school.tally, state_.choice.line);
    const std::string wave = school.wave_title.empty() ? "" : " · " + school.wave_title;
    return {school.organisation.Text(), school.title + wave, school.tally.answers(),
            Known(school.invited),      line.satisfied,      line.mean};
  }

  void FindTexts() {
    ResultsChoice& choice = state_.choice;
    ResultsFigures& figures = state_.figures;
    if (choice.question.empty() && !state_.texts.empty())
      choice.question = state_.texts.front().question;
    std::map<std::string, int64_t> counts;
    for (const FreeText& text : state_.texts) {
      if (text.question != choice.question) continue;
      for (const std::string& tag : text.tags) ++counts[tag];
      figures.untagged += text.tags.empty() ? 1 : 0;
    }
    figures.tags.assign(counts.begin(), counts.end());
    std::ranges::stable_sort(figures.tags, std::greater(),
                             &std::pair<std::string, int64_t>::second);
    // One that nobody has put on any text is no choice.
    if (choice.tag && !choice.tag->empty() && !counts.contains(*choice.tag)) choice.tag.reset();
    for (uint32_t i = 0; i < state_.texts.size(); ++i) {
      const FreeText& text = state_.texts[i];
      if (text.question != choice.question) continue;
      const bool shown = !choice.tag           ? true
                         : choice.tag->empty() ? text.tags.empty()
                                               : std::ranges::count(text.tags, *choice.tag) > 0;
      if (shown) figures.texts.push_back(i);
    }
    const auto same = std::ranges::find(figures.texts, std::exchange(state_.cursor_text, {}),
                                        [&](uint32_t i) { return state_.texts[i].answer; });
    if (same != figures.texts.end())
      state_.text_cursor = static_cast<size_t>(same - figures.texts.begin());
    if (state_.text_cursor >= figures.texts.size())
      state_.text_cursor = figures.texts.empty() ? 0 : figures.texts.size() - 1;
  }

  ResultsState& state_;
  const Translator& texts_;
  const ResultsReading& read_;
  const SurveyResults& results_;
};

}  // namespace

model::Result<ResultsReading> ReadForScreen(sync::Store& store, const Translator& texts,
                                            const ResultsRequest& request) {
  std::vector<model::Uuid> waves = {request.wave};
  if (request.other) waves.push_back(*request.other);
  auto all = ReadResults(store, waves);
  if (!all.front()) return all.front().error();
  ResultsReading reading{request, *std::move(all.front()), std::nullopt, {}, {}};
  if (request.other) {
    if (!all.back()) return all.back().error();
    reading.other = *std::move(all.back());
    reading.other->texts.clear();
  }
  if (request.schools) reading.schools = ReadSchools(store, reading.results);
  SliceWords words(store, texts);
  AddTitles(reading.results, words, reading.titles);
  return reading;
}

LineFigures FiguresOf(const model::Questions& questions, const model::Tally& tally,
                      const std::string& line) {
  if (line.empty()) return {tally.Satisfied(), model::Mean(questions, tally)};
  for (const auto& [key, place] : RatedLines(questions)) {
    if (key != line) continue;
    const model::LineTally& of_line = tally.questions()[place.question].lines[place.row];
    const bool has_mean = questions[place.question].has_mean();
    return {model::Satisfied(of_line), has_mean ? model::Mean(of_line) : std::nullopt};
  }
  return {};
}

std::vector<std::pair<std::string, SurveyLine>> RatedLines(const model::Questions& questions) {
  std::vector<std::pair<std::string, SurveyLine>> lines;
  for (const SurveyLine& line : LinesOf(questions))
    if (IsRated(questions[line.question])) lines.emplace_back(KeyOf(questions, line), line);
  return lines;
}

void TakeReading(ResultsState& state, ResultsReading reading) {
  const FreeText* current = CurrentText(state);
  const model::Uuid answer = current == nullptr ? model::Uuid() : current->answer;
  state.texts = std::move(reading.results.texts);
  reading.results.texts.clear();
  state.read = std::make_shared<const ResultsReading>(std::move(reading));
  state.figured_for.reset();
  state.cursor_text = answer;
}

void Refigure(ResultsState& state, const Translator& texts) {
  if (!state.read || state.figured_for == state.choice) return;
  Figuring(state, texts).Do();
  state.figured_for = state.choice;
}

const FreeText* CurrentText(const ResultsState& state) {
  if (state.text_cursor >= state.figures.texts.size()) return nullptr;
  return &state.texts[state.figures.texts[state.text_cursor]];
}

}  // namespace kruzhok::client
