// SPDX-License-Identifier: MIT
#include "model/survey_figures.h"

#include <algorithm>

#include "model/assert.h"

namespace kruzhok::model {
namespace {

using Option = Question::Option;

size_t PlaceOf(const std::vector<Option>& options, const std::string& code) {
  return static_cast<size_t>(std::ranges::find(options, code, &Option::code) - options.begin());
}

void AddPoint(const Question& question, int64_t point, LineTally& line) {
  ++line.answered;
  line.sum += point;
  if (!question.has_points()) return;
  ++line.counts[static_cast<size_t>(point - question.min)];
  if (!question.satisfied_from) return;
  ++line.rated;
  line.satisfied += point >= *question.satisfied_from ? 1 : 0;
}

void AddChoice(const Question& question, const std::string& code, LineTally& line) {
  const size_t place = PlaceOf(question.options, code);
  ++line.answered;
  ++line.counts[place];
  if (std::ranges::none_of(question.options, &Option::satisfied)) return;
  ++line.rated;
  line.satisfied += question.options[place].satisfied ? 1 : 0;
}

void AddAnswer(const Question& question, const Answer& answer, QuestionTally& tally) {
  ASSERT(Takes(question, answer));
  LineTally& line = tally.lines.front();
  if (const auto* points = std::get_if<std::map<std::string, int64_t>>(&answer)) {
    for (const auto& [row, point] : *points)
      AddPoint(question, point, tally.lines[PlaceOf(question.rows, row)]);
  } else if (const auto* codes = std::get_if<std::vector<std::string>>(&answer)) {
    ++line.answered;
    for (const std::string& code : *codes) ++line.counts[PlaceOf(question.options, code)];
  } else if (const auto* number = std::get_if<int64_t>(&answer)) {
    AddPoint(question, *number, line);
  } else if (question.kind == QuestionKind::kSingle) {
    AddChoice(question, *std::get_if<std::string>(&answer), line);
  } else {
    ++line.answered;
  }
}

void AddLine(const LineTally& other, LineTally& line) {
  line.answered += other.answered;
  line.sum += other.sum;
  line.rated += other.rated;
  line.satisfied += other.satisfied;
  for (size_t i = 0; i < line.counts.size(); ++i) line.counts[i] += other.counts[i];
}

std::optional<double> Share(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

// Merges what is too small into the first: groups of names, each with its number of answers. The
// last of the result is the merged one, if any was.
std::vector<std::set<std::string>> MergeSmall(const std::map<std::string, int64_t>& counts) {
  std::vector<std::pair<int64_t, std::string>> large;
  std::set<std::string> others;
  int64_t in_others = 0;
  for (const auto& [name, count] : counts) {
    if (count >= kSmallestSlice) {
      large.emplace_back(count, name);
    } else {
      others.insert(name);
      in_others += count;
    }
  }
  std::ranges::sort(large, std::greater());
  while (!others.empty() && in_others < kSmallestSlice && !large.empty()) {
    in_others += large.back().first;
    others.insert(large.back().second);
    large.pop_back();
  }
  std::vector<std::set<std::string>> groups;
  for (const auto& [count, name] : large) groups.push_back({name});
  if (!others.empty()) groups.push_back(std::move(others));
  return groups;
}

using CellList = std::vector<const Cells::value_type*>;

std::vector<CellList> SplitBy(const std::string CellKey::*name, const CellList& cells) {
  std::map<std::string, int64_t> counts;
  for (const auto* cell : cells) counts[cell->first.*name] += cell->second.answers();
  std::vector<CellList> lists;
  for (const std::set<std::string>& group : MergeSmall(counts)) {
    CellList& list = lists.emplace_back();
    for (const auto* cell : cells)
      if (group.contains(cell->first.*name)) list.push_back(cell);
  }
  return lists;
}

Block BlockOf(const CellList& cells) {
  Block block{cells.front()->first.organisation, {}, {}, cells.front()->second};
  for (const auto* cell : cells) {
    block.slices.insert(cell->first.slice);
    block.respondents.insert(cell->first.respondents);
    if (cell != cells.front()) block.tally += cell->second;
  }
  return block;
}

bool IsOnly(const std::set<std::string>& values, const std::string& value) {
  return values.size() == 1 && *values.begin() == value;
}

std::set<std::string> ValuesOf(Dimension dimension, const Block& block) {
  switch (dimension) {
    case Dimension::kOrganisation:
      return {block.organisation.Text()};
    case Dimension::kSlice:
      return block.slices;
    case Dimension::kRespondents:
      return block.respondents;
  }
  ASSERT(!"a dimension");
  return {};
}

}  // namespace

Tally::Tally(const Questions& questions) {
  for (const Question& question : questions) {
    LineTally line;
    if (question.chooses()) line.counts.resize(question.options.size());
    if (question.has_points())
      line.counts.resize(
          static_cast<size_t>(std::clamp<int64_t>(question.max - question.min + 1, 0, kMaxPoints)));
    const size_t lines = question.kind == QuestionKind::kMatrix ? question.rows.size() : 1;
    questions_.push_back({0, std::vector(lines, line)});
  }
}

void Tally::Add(const Questions& questions, const Answers& answers) {
  ASSERT(questions.size() == questions_.size());
  ++answers_;
  for (size_t place = 0; place < questions.size(); ++place) {
    if (!IsAsked(questions, place, answers)) continue;
    ++questions_[place].asked;
    if (const Answer* answer = AnswerTo(questions[place], answers))
      AddAnswer(questions[place], *answer, questions_[place]);
  }
}

Tally& Tally::operator+=(const Tally& other) {
  ASSERT(other.questions_.size() == questions_.size());
  answers_ += other.answers_;
  for (size_t place = 0; place < questions_.size(); ++place) {
    questions_[place].asked += other.questions_[place].asked;
    for (size_t i = 0; i < questions_[place].lines.size(); ++i)
      AddLine(other.questions_[place].lines[i], questions_[place].lines[i]);
  }
  return *this;
}

std::optional<double> Tally::Satisfied() const {
  int64_t rated = 0;
  int64_t satisfied = 0;
  for (const QuestionTally& question : questions_)
    for (const LineTally& line : question.lines) {
      rated += line.rated;
      satisfied += line.satisfied;
    }
  return Share(satisfied, rated);
}

std::optional<double> Mean(const LineTally& line) {
  return Share(line.sum, line.answered);
}

std::optional<double> Satisfied(const LineTally& line) {
  return Share(line.satisfied, line.rated);
}

std::optional<double> Mean(const Questions& questions, const Tally& tally) {
  const auto first = std::ranges::find_if(questions, &Question::has_points);
  LineTally all;
  for (size_t place = 0; place < questions.size(); ++place) {
    if (!questions[place].has_points()) continue;
    if (questions[place].min != first->min || questions[place].max != first->max)
      return std::nullopt;
    for (const LineTally& line : tally.questions()[place].lines) AddLine(line, all);
  }
  return Mean(all);
}

std::vector<Block> MakeBlocks(const Cells& cells) {
  std::map<Uuid, CellList> organisations;
  for (const auto& cell : cells)
    if (cell.second.answers() > 0) organisations[cell.first.organisation].push_back(&cell);
  std::vector<Block> blocks;
  for (const auto& [organisation, of_one] : organisations)
    for (const CellList& slice : SplitBy(&CellKey::slice, of_one))
      for (const CellList& block : SplitBy(&CellKey::respondents, slice))
        blocks.push_back(BlockOf(block));
  return blocks;
}

bool BlockFilter::Passes(const Block& block) const {
  return (!organisation || block.organisation == *organisation) &&
         (!slice || IsOnly(block.slices, *slice)) &&
         (!respondents || IsOnly(block.respondents, *respondents));
}

std::vector<Part> PartsBy(Dimension dimension, const std::vector<Block>& blocks,
                          const BlockFilter& filter) {
  std::map<std::optional<std::string>, Part> parts;
  for (const Block& block : blocks) {
    if (!filter.Passes(block)) continue;
    const std::set<std::string> values = ValuesOf(dimension, block);
    const auto value = values.size() == 1 ? std::optional(*values.begin()) : std::nullopt;
    const auto [part, added] = parts.try_emplace(value, Part{value, values, block.tally});
    if (added) continue;
    part->second.values.insert(values.begin(), values.end());
    part->second.tally += block.tally;
  }
  std::vector<Part> list;
  for (auto& [value, part] : parts)
    if (value) list.push_back(std::move(part));
  if (const auto others = parts.find(std::nullopt); others != parts.end())
    list.push_back(std::move(others->second));
  return list;
}

}  // namespace kruzhok::model
