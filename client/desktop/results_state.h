// SPDX-License-Identifier: MIT
// The results of a wave as the screen shows them: what was read in the background, what the person
// has chosen to see of it, and what comes of both. Every figure is a sum of blocks.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/app/translator.h"
#include "client/surveys/survey_comparison.h"
#include "client/surveys/survey_schools.h"
#include "client/surveys/survey_tags.h"
#include "client/surveys/survey_words.h"

namespace kruzhok::client {

// What is to be read.
struct ResultsRequest {
  model::Uuid wave;
  std::optional<model::Uuid> other;  // To compare with.
  bool schools = false;              // Side by side, too.
  int64_t version = 0;               // Of the data.
  friend bool operator==(const ResultsRequest&, const ResultsRequest&) = default;
};
struct ResultsReading {
  ResultsRequest request;
  SurveyResults results;
  std::optional<SurveyResults> other;
  std::vector<SchoolFigures> schools;
  std::map<std::string, std::string> titles;  // Of organisations and slices, by their values.
};
// Any thread, with its own store.
model::Result<ResultsReading> ReadForScreen(sync::Store& store, const Translator& texts,
                                            const ResultsRequest& request);

struct ResultsChoice {
  model::BlockFilter filter;
  model::Dimension parts_by = model::Dimension::kSlice;
  std::string line;      // What a table tells: "q3", of a matrix "q3/1"; empty: all together.
  std::string question;  // Whose free texts.
  std::optional<std::string> tag;  // Only texts under it; an empty one: under none.
  friend bool operator==(const ResultsChoice&, const ResultsChoice&) = default;
};

// A line of a table.
struct PartFigures {
  std::optional<std::string> value;  // Nothing: «others».
  std::string title;
  int64_t answers = 0;
  std::optional<int64_t> invited;  // Nothing: nobody counts them so.
  std::optional<double> satisfied, mean;
};

// How the answers to one line are told.
struct LineFigures {
  std::optional<double> satisfied, mean;
};
// `line`: as in ResultsChoice; nothing of an unknown one.
LineFigures FiguresOf(const model::Questions& questions, const model::Tally& tally,
                      const std::string& line);
// The lines that have a mean or a share of satisfied, with their keys.
std::vector<std::pair<std::string, SurveyLine>> RatedLines(const model::Questions& questions);

// What stands on the screen.
struct ResultsFigures {
  using Choices = std::vector<std::pair<std::string, std::string>>;  // Value, title.
  model::Tally total{model::Questions()};
  std::optional<int64_t> invited;
  Choices organisations, slices, respondents;  // To filter by; empty where there is no choice.
  std::vector<PartFigures> parts;
  std::vector<PartFigures> schools;  // Of reading.schools, in their order.
  model::Tally other_total{model::Questions()};
  std::vector<ComparedLine> compared;
  std::vector<uint32_t> texts;                        // Of ResultsState::texts.
  std::vector<std::pair<std::string, int64_t>> tags;  // Of the question's, the most used first.
  int64_t untagged = 0;
};

struct ResultsState {
  enum class Tab { kFigures, kParts, kSchools, kComparison, kTexts };
  model::Uuid wave;
  Tab tab = Tab::kFigures;
  ResultsChoice choice;
  std::optional<model::Uuid> other;
  size_t part_cursor = 0, school_cursor = 0, text_cursor = 0;  // In the figures' lists.
  std::string typed_tag;

  // --- Kept by the desk ---
  std::optional<ResultsRequest> requested;  // What is being read, or was read last.
  bool reading = false;
  std::optional<model::Error> problem;
  std::shared_ptr<const ResultsReading> read;  // Without its texts: those are here, with new tags.
  std::vector<FreeText> texts;
  model::Uuid cursor_text;  // The answer that the cursor goes to when figures are found; or nil.
  ResultsFigures figures;
  std::optional<ResultsChoice> figured_for;  // Nothing: `figures` are old.
};

// What was read, and the tags of its texts; the cursor stays on its text.
void TakeReading(ResultsState& state, ResultsReading reading);
// Finds `figures` again where the choice or what was read is another.
void Refigure(ResultsState& state, const Translator& texts);
// The text under the cursor, or nullptr.
const FreeText* CurrentText(const ResultsState& state);

}  // namespace kruzhok::client
