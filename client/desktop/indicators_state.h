// SPDX-License-Identifier: MIT
// The indicators as the screen shows them: what the person looks at, what was counted for it in the
// background, and what is typed of how they are counted.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "client/coverage/indicator_figures.h"
#include "client/desktop/command.h"

namespace kruzhok::client {

struct SettingsCell {
  std::string text, saved;
  std::string hint;  // What holds while it is empty.
  model::Uuid row;   // That holds it; nil: none.
  bool wrong = false;
  bool changed() const { return text != saved; }
};
struct RuleCells {
  bool fixed = false;  // The district counts alike: nobody else changes it.
  // Each is a field of the entity `indicator`; those that the indicator does not ask for are left
  // out.
  std::vector<std::pair<const model::FieldInfo*, SettingsCell>> cells;
};
// Lines of years: targets of an indicator, residents of an age.
struct YearsGrid {
  std::vector<int64_t> years;  // Calendar ones.
  struct Line {
    int64_t key = 0;  // The indicator's place, or the age.
    std::vector<SettingsCell> cells;
  };
  std::vector<Line> lines;
};
struct IndicatorsForm {
  IndicatorSettings what = IndicatorSettings::kRules;
  model::Uuid owner;  // Whose they are.
  std::array<RuleCells, model::kIndicators> rules;
  YearsGrid grid;                      // Of the other two.
  std::string source;                  // The document of the targets that are changed.
  std::vector<model::Target> targets;  // That may hold and stand in no cell.
  std::string focus;                   // The control that gets the keyboard at the next frame.
  int64_t drafted_at_ms = 0;           // When the draft was stored last; 0: never.
  bool dirty() const;                  // Something typed is not saved.
};
std::string_view Name(IndicatorSettings what);  // "rules", "targets", "residents".
std::string SettingsTitle(const Translator& texts, IndicatorSettings what);
// What of the rule the indicator asks for.
std::vector<const model::FieldInfo*> RuleFieldsOf(model::Indicator indicator);
std::string TextOfRule(const model::IndicatorRule& rule, const model::FieldInfo& field);
// The sum of a year of the grid; marks what is no number. `field`: that the cells are of.
int64_t SumOf(YearsGrid& grid, size_t year, const model::FieldInfo& field);
// Says in each cell of the targets what holds while it alone is empty.
void SetHints(IndicatorsForm& form);
// Marks what cannot be read; false: something cannot, and the focus is there.
bool CheckSettings(IndicatorsForm& form);

// What was typed and is not saved, as JSON; nothing where it cannot be read.
struct IndicatorsDraft {
  int64_t middle = 0;                        // Of the years of its grid; 0: it has none.
  std::map<std::string, std::string> cells;  // "5/2027", "trained/window_years" → what was typed.
  std::string source;
  int64_t at_ms = 0;
};
std::string EncodeIndicators(const IndicatorsForm& form);
std::optional<IndicatorsDraft> DecodeIndicators(std::string_view json);
// Into the form of the rows as they are now; leaves out what nobody may change any more.
void ApplyDraft(const IndicatorsDraft& draft, IndicatorsForm& form);

struct IndicatorsReading {
  IndicatorsRequest request;
  int64_t version = 0;  // Of the data.
  model::Indicator chosen = model::Indicator::kCoverage;
  model::CoveragePartBy by = model::CoveragePartBy::kDirection;
  std::vector<int64_t> school_years;
  std::vector<model::Uuid> organisations;  // To choose from; empty where there is no choice.
  std::vector<IndicatorLine> lines;
  std::vector<model::IndicatorPart> parts;  // Of the chosen one.
};
// What is to be counted, before it is.
struct IndicatorsWanted {
  IndicatorsRequest request;
  int64_t version = 0;
  model::Indicator chosen = model::Indicator::kCoverage;
  model::CoveragePartBy by = model::CoveragePartBy::kDirection;
  friend bool operator==(const IndicatorsWanted&, const IndicatorsWanted&) = default;
};
// `before`: whose lines are taken where they are the same.
std::shared_ptr<const IndicatorsReading> ReadIndicators(const CoverageBook& book,
                                                        const IndicatorsWanted& wanted,
                                                        const IndicatorsReading* before);

struct IndicatorsState {
  std::optional<int64_t> year;  // Of school; nothing: the present one.
  IndicatorsRequest::Basis basis = IndicatorsRequest::Basis::kDistrict;
  std::optional<model::Uuid> organisation;  // Of a coordinator; nothing: the district.
  model::Indicator chosen = model::Indicator::kCoverage;
  std::optional<model::CoveragePartBy> by;  // Nothing: the first that there is.
  std::optional<IndicatorsForm> form;       // While it is open.

  // --- Kept by the desk ---
  std::set<IndicatorSettings> drafts;      // Those that are begun.
  std::optional<IndicatorsWanted> wanted;  // What is being counted, or was counted last.
  bool counting = false;
  std::shared_ptr<const IndicatorsReading> read;
};

}  // namespace kruzhok::client
