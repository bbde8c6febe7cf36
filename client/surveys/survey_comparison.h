// SPDX-License-Identifier: MIT
// Two waves of one survey side by side: what each question was answered with then and now.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/surveys/survey_data.h"
#include "model/survey_figures.h"

namespace kruzhok::client {

// Surveys that are versions of one: their questions with the same id are the same question.
std::set<model::Uuid> VersionsOf(const std::vector<Survey>& surveys, const model::Uuid& survey);
// The other waves that a wave can be compared with, the newest first.
std::vector<Wave> WavesToCompare(const std::vector<Survey>& surveys, const std::vector<Wave>& waves,
                                 const Wave& wave);

// The same figure of both; nothing where one of them does not have it.
struct ComparedFigure {
  std::optional<double> here{};
  std::optional<double> there{};
  std::optional<double> Difference() const;
  friend bool operator==(const ComparedFigure&, const ComparedFigure&) = default;
};

// A question, or a row of a matrix.
struct ComparedLine {
  enum class In { kBoth, kHere, kThere };
  In in = In::kBoth;
  std::string number;  // As on its own blank: of kThere, on the other one.
  std::string text;
  ComparedFigure mean;       // Only of one and the same scale.
  ComparedFigure satisfied;  // As shares of one.
  // By option or point: those of this wave, then what only the other has.
  std::vector<std::pair<std::string, ComparedFigure>> shares;
};

struct Compared {
  const model::Questions& questions;
  const model::Tally& tally;
};
// Without free texts. What only the other wave has asked stands last.
std::vector<ComparedLine> Compare(const Compared& here, const Compared& there);

}  // namespace kruzhok::client
