// SPDX-License-Identifier: MIT
#include "client/desktop/indicators_state.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <nlohmann/json.hpp>

#include "model/entities/indicator.h"
#include "model/entities/resident_count.h"
#include "model/entities/target.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

using model::Indicator;
using nlohmann::json;

// Of an empty text nothing is wrong.
bool IsWrong(const model::FieldInfo& field, const std::string& text) {
  const auto value = model::ParseInput(field, text);
  return !value || model::CheckValue(field, *value);
}

// Those that can be typed into: with the path of the control and the field that they are of.
template <typename Form, typename Use>
void ForEachCell(Form& form, const Use& use) {
  for (size_t i = 0; i < model::kIndicators; ++i) {
    if (form.rules[i].fixed) continue;
    const std::string code(model::CodeOf(static_cast<Indicator>(i)));
    for (auto& [field, cell] : form.rules[i].cells)
      use(code + '/' + std::string(field->name()), *field, cell);
  }
  const model::FieldInfo& field =
      form.what == IndicatorSettings::kTargets
          ? static_cast<const model::FieldInfo&>(model::target.value)
          : static_cast<const model::FieldInfo&>(model::resident_count.children);
  for (auto& line : form.grid.lines)
    for (size_t i = 0; i < line.cells.size(); ++i)
      use(std::to_string(line.key) + '/' + std::to_string(form.grid.years[i]), field,
          line.cells[i]);
}

// "78.5", as a target is kept.
std::string TargetText(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

// Nothing: it is empty, or no number.
std::optional<double> TargetTyped(const std::string& text) {
  const auto read = model::ParseInput(model::target.value, text);
  const auto* decimal = read ? std::get_if<std::string>(&*read) : nullptr;
  if (decimal == nullptr) return std::nullopt;
  double value = 0;
  const char* end = decimal->data() + decimal->size();
  const auto [stopped, wrong] = std::from_chars(decimal->data(), end, value);
  return wrong == std::errc() && stopped == end ? std::optional(value) : std::nullopt;
}

}  // namespace

bool IndicatorsForm::dirty() const {
  bool dirty = !source.empty();
  ForEachCell(*this, [&](const std::string&, const model::FieldInfo&, const SettingsCell& cell) {
    dirty |= cell.changed();
  });
  return dirty;
}

std::string_view Name(IndicatorSettings what) {
  constexpr std::string_view kNames[] = {"rules", "targets", "residents"};
  return kNames[static_cast<size_t>(what)];
}

std::string SettingsTitle(const Translator& texts, IndicatorSettings what) {
  return texts.Text("indicators.title") + " · " +
         texts.Text("indicators.settings." + std::string(Name(what)));
}

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

void SetHints(IndicatorsForm& form) {
  if (form.what != IndicatorSettings::kTargets) return;
  std::vector<model::Target> all = form.targets;
  for (const YearsGrid::Line& line : form.grid.lines)
    for (size_t i = 0; i < line.cells.size(); ++i)
      if (const auto value = TargetTyped(line.cells[i].text))
        all.push_back(
            {form.owner, static_cast<Indicator>(line.key), form.grid.years[i], *value, {}});
  const auto organisation =
      form.owner == sync::kDistrict ? std::nullopt : std::optional(form.owner);
  for (YearsGrid::Line& line : form.grid.lines)
    for (size_t i = 0; i < line.cells.size(); ++i) {
      const auto which = static_cast<Indicator>(line.key);
      const int64_t year = form.grid.years[i];
      std::vector<model::Target> others = all;
      std::erase_if(others, [&](const model::Target& one) {
        return one.owner == form.owner && one.indicator == which && one.year == year;
      });
      const auto plan = model::PlanOf(others, which, year, organisation);
      line.cells[i].hint = plan ? TargetText(plan->value) : std::string();
    }
}

bool CheckSettings(IndicatorsForm& form) {
  form.focus.clear();
  ForEachCell(form,
              [&](const std::string& path, const model::FieldInfo& field, SettingsCell& cell) {
                // A rule is never without one of them.
                cell.wrong = IsWrong(field, cell.text) ||
                             (form.what == IndicatorSettings::kRules && cell.text.empty());
                if (cell.wrong && form.focus.empty()) form.focus = path;
              });
  return form.focus.empty();
}

std::string EncodeIndicators(const IndicatorsForm& form) {
  const auto& years = form.grid.years;
  json cells = json::object();
  ForEachCell(form,
              [&](const std::string& path, const model::FieldInfo&, const SettingsCell& cell) {
                if (cell.changed()) cells[path] = cell.text;
              });
  return json{{"middle", years.empty() ? 0 : years[years.size() / 2]},
              {"cells", cells},
              {"source", form.source},
              {"at", form.drafted_at_ms}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<IndicatorsDraft> DecodeIndicators(std::string_view text) {
  try {
    const json value = json::parse(text);
    IndicatorsDraft draft;
    draft.middle = value.at("middle").get<int64_t>();
    draft.cells = value.at("cells").get<std::map<std::string, std::string>>();
    draft.source = value.at("source").get<std::string>();
    draft.at_ms = value.at("at").get<int64_t>();
    return draft;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

void ApplyDraft(const IndicatorsDraft& draft, IndicatorsForm& form) {
  ForEachCell(form, [&](const std::string& path, const model::FieldInfo&, SettingsCell& cell) {
    if (const auto typed = draft.cells.find(path); typed != draft.cells.end())
      cell.text = typed->second;
  });
  form.source = draft.source;
  form.drafted_at_ms = draft.at_ms;
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
