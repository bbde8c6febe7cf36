// SPDX-License-Identifier: MIT
// From the answers of a survey to figures that give nobody away.
//
// Answers are counted into cells (organisation × slice × respondents), and cells are merged into
// blocks: within an organisation, slices with fewer than five answers become one, «others», and
// take the smallest of the rest to them while they are still fewer than five; a slice is told by
// respondents only where each kind has five. Every figure that is shown is a sum of whole blocks.
// So whatever is combined, filtered or subtracted, what comes out is a sum of whole blocks again:
// nobody, or at least five. Only an organisation that has fewer than five answers in all is shown
// as it is.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/questionnaire.h"
#include "model/uuid.h"

namespace kruzhok::model {

inline constexpr int64_t kSmallestSlice = 5;

// What was answered to one question; of a matrix, to one of its rows.
struct LineTally {
  int64_t answered = 0;
  std::vector<int64_t> counts;  // By option, or by point from `min`; kNumber and kText: none.
  int64_t sum = 0;              // Of points or numbers.
  int64_t rated = 0;  // Answers that tell whether somebody is satisfied, and how many are.
  int64_t satisfied = 0;
  friend bool operator==(const LineTally&, const LineTally&) = default;
};
struct QuestionTally {
  int64_t asked = 0;             // By the conditions of the questionnaire.
  std::vector<LineTally> lines;  // One; of a matrix, one per row.
  friend bool operator==(const QuestionTally&, const QuestionTally&) = default;
};

class Tally {
 public:
  explicit Tally(const Questions& questions);

  // REQUIRES: of the questionnaire that this was made for, here and in the sum.
  void Add(const Questions& questions, const Answers& answers);
  Tally& operator+=(const Tally& other);

  int64_t answers() const { return answers_; }  // Blanks.
  const std::vector<QuestionTally>& questions() const { return questions_; }
  // Over all questions that tell it. Nothing: none does.
  std::optional<double> Satisfied() const;
  friend bool operator==(const Tally&, const Tally&) = default;

 private:
  int64_t answers_ = 0;
  std::vector<QuestionTally> questions_;
};
// Nothing where nobody has answered.
std::optional<double> Mean(const LineTally& line);
std::optional<double> Satisfied(const LineTally& line);
// Of all answers on scales. Nothing, too, where these are not one and the same scale.
std::optional<double> Mean(const Questions& questions, const Tally& tally);

// Whose answers: the dimensions of figures.
struct CellKey {
  Uuid organisation;
  std::string slice;  // A programme's id as text, or a class; empty: not told.
  std::string respondents;
  friend auto operator<=>(const CellKey&, const CellKey&) = default;
};
using Cells = std::map<CellKey, Tally>;

struct Block {
  Uuid organisation;
  std::set<std::string> slices;
  std::set<std::string> respondents;
  Tally tally;
};
std::vector<Block> MakeBlocks(const Cells& cells);

// Which blocks; what is not set lets all through. A block that holds others as well is not shown
// under the name of one.
struct BlockFilter {
  std::optional<Uuid> organisation{};
  std::optional<std::string> slice{};
  std::optional<std::string> respondents{};
  bool Passes(const Block& block) const;
  friend bool operator==(const BlockFilter&, const BlockFilter&) = default;
};

enum class Dimension { kOrganisation, kSlice, kRespondents };
// A line of a table: blocks that have one value of the dimension; those that have several stand
// together under no value, «others».
struct Part {
  std::optional<std::string> value;  // An organisation as text.
  std::set<std::string> values;      // All that are in it.
  Tally tally;
};
// By value; «others» last. Empty where the filter lets nothing through.
std::vector<Part> PartsBy(Dimension dimension, const std::vector<Block>& blocks,
                          const BlockFilter& filter);

}  // namespace kruzhok::model
