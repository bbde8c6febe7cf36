// SPDX-License-Identifier: MIT
#include "client/desktop/indicators_state.h"

#include <set>

#include "model/entities/indicator.h"
#include "model/entities/resident_count.h"
#include "model/entities/target.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

using model::Indicator;

// Of an empty text nothing is wrong.
bool IsWrong(const model::FieldInfo& field, const std::string& text) {
  const auto value = model::ParseInput(field, text);
  return !value || model::CheckValue(field, *value);
}

}  // namespace

std::vector<const model::FieldInfo*> RuleFieldsOf(Indicator indicator) {
  const auto& type = model::indicator;
  std::vector<const model::FieldInfo*> fields;
  if (model::RowsOf(indicator) == model::IndicatorRows::kChildren) fields.push_back(&type.age_rule);
  if (indicator == Indicator::kCoverage) fields.push_back(&type.denominator);
  if (indicator == Indicator::kTechnical || indicator == Indicator::kSport)
    fields.push_back(&type.counted);
  if (indicator == Indicator::kTrained) fields.push_back(&type.window_years);
  fields.push_back(&type.cut_day);
  fields.push_back(&type.cut_month);
  return fields;
}

std::string TextOfRule(const model::IndicatorRule& rule, const model::FieldInfo& field) {
  const auto& type = model::indicator;
  using Rule = model::IndicatorRule;
  if (&field == &type.age_rule) return rule.oldest == 18 ? "5_18" : "5_17";
  if (&field == &type.denominator)
    return rule.denominator == Rule::Denominator::kCards ? "cards" : "residents";
  if (&field == &type.counted)
    return rule.counted == Rule::Counted::kChildren ? "children" : "enrolments";
  if (&field == &type.cut_day) return std::to_string(rule.cut_day);
  if (&field == &type.cut_month) return std::to_string(rule.cut_month);
  return std::to_string(rule.window_years);
}

int64_t SumOf(YearsGrid& grid, size_t year, const model::FieldInfo& field) {
  int64_t sum = 0;
  for (YearsGrid::Line& line : grid.lines) {
    SettingsCell& cell = line.cells[year];
    cell.wrong = IsWrong(field, cell.text);
    const auto value = cell.wrong ? model::Result<model::Value>(model::Value())
                                  : model::ParseInput(field, cell.text);
    if (const auto* number = std::get_if<int64_t>(&*value)) sum += *number;
  }
  return sum;
}

bool CheckSettings(IndicatorsForm& form) {
  form.focus.clear();
  const auto judge = [&](SettingsCell& cell, const model::FieldInfo& field,
                         const std::string& path) {
    cell.wrong = IsWrong(field, cell.text);
    if (cell.wrong && form.focus.empty()) form.focus = path;
  };
  for (size_t i = 0; i < model::kIndicators; ++i)
    for (auto& [field, cell] : form.rules[i].cells) {
      const std::string path =
          std::string(model::CodeOf(static_cast<Indicator>(i))) + '/' + std::string(field->name());
      judge(cell, *field, path);
      // A rule is never without one of them.
      cell.wrong |= cell.text.empty();
      if (cell.wrong && form.focus.empty()) form.focus = path;
    }
  const model::FieldInfo& field =
      form.what == IndicatorSettings::kTargets
          ? static_cast<const model::FieldInfo&>(model::target.value)
          : static_cast<const model::FieldInfo&>(model::resident_count.children);
  for (YearsGrid::Line& line : form.grid.lines)
    for (size_t i = 0; i < line.cells.size(); ++i)
      judge(line.cells[i], field,
            std::to_string(line.key) + '/' + std::to_string(form.grid.years[i]));
  return form.focus.empty();
}

std::shared_ptr<const IndicatorsReading> ReadIndicators(const CoverageBook& book,
                                                        const IndicatorsWanted& wanted,
                                                        const IndicatorsReading* before) {
  auto reading = std::make_shared<IndicatorsReading>();
  reading->request = wanted.request;
  reading->version = wanted.version;
  reading->chosen = wanted.chosen;
  reading->by = wanted.by;
  if (before != nullptr && before->request == wanted.request && before->version == wanted.version) {
    reading->school_years = before->school_years;
    reading->organisations = before->organisations;
    reading->lines = before->lines;
  } else {
    reading->school_years = SchoolYearsOf(book.facts, wanted.request.today);
    if (book.facts.sees_all) {
      std::set<model::Uuid> owners;
      for (const model::CoverageCard& card : book.facts.cards) owners.insert(card.owner);
      reading->organisations.assign(owners.begin(), owners.end());
    }
    reading->lines = CountIndicators(book, wanted.request);
  }
  reading->parts =
      model::PartsOf(book.facts, QueryOf(book, wanted.request, wanted.chosen), wanted.by);
  return reading;
}

}  // namespace kruzhok::client
