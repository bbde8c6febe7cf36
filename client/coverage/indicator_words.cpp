// SPDX-License-Identifier: MIT
#include "client/coverage/indicator_words.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "model/entities/category.h"
#include "model/entities/indicator.h"
#include "model/entities/programme.h"

namespace kruzhok::client {
namespace {

using model::CoveragePartBy;
using model::Indicator;
using model::IndicatorRule;

// With one digit after the point, unless it is 0 and the number a whole one.
std::string Number(const Translator& texts, double value, bool tenths) {
  const long rounded = std::lround(std::abs(value) * 10);
  std::string text = std::to_string(rounded / 10);
  if (tenths || rounded % 10 != 0)
    text += (texts.language() == Language::kRussian ? "," : ".") + std::to_string(rounded % 10);
  return text;
}

std::string RuleKey(Indicator indicator, const IndicatorRule& rule) {
  std::string key = "indicators.rule." + std::string(model::CodeOf(indicator));
  if (indicator == Indicator::kCoverage)
    key += rule.denominator == IndicatorRule::Denominator::kCards ? ".cards" : ".residents";
  if (indicator == Indicator::kTechnical || indicator == Indicator::kSport)
    key += rule.counted == IndicatorRule::Counted::kChildren ? ".children" : ".enrolments";
  return key;
}

}  // namespace

std::string NameOf(const Translator& texts, Indicator indicator) {
  return texts.ChoiceLabel(model::indicator, model::indicator.code, model::CodeOf(indicator));
}

std::string NumberOf(Indicator indicator) {
  return 'I' + std::to_string(static_cast<int>(indicator) + 1);
}

std::string RuleText(const Translator& texts, Indicator indicator, const IndicatorRule& rule,
                     const model::Date& on) {
  if (indicator == Indicator::kTrained)
    return texts.Count(RuleKey(indicator, rule), rule.window_years, {{"date", on.Russian()}});
  return texts.Text(RuleKey(indicator, rule),
                    {{"youngest", std::to_string(rule.youngest)},
                     {"oldest", std::to_string(rule.oldest)},
                     {"date", on.Russian()},
                     {"since", rule.NewSince(on).Russian()},
                     {"year", std::to_string(model::SchoolYearOf(on) + 1)}});
}

std::string AmountText(const Translator& texts, Indicator indicator,
                       const std::optional<double>& value) {
  if (!value) return "—";
  return model::IsShare(indicator) ? Number(texts, *value, true) + " %"
                                   : Number(texts, *value, false);
}

std::string ChangeText(const Translator& texts, Indicator indicator,
                       const std::optional<double>& change) {
  if (!change) return "—";
  const bool zero = std::lround(std::abs(*change) * 10) == 0;
  const std::string sign = zero ? "" : *change < 0 ? "−" : "+";
  const bool share = model::IsShare(indicator);
  return sign + Number(texts, *change, share) + (share ? texts.Text("indicators.points") : "");
}

std::string PlanText(const Translator& texts, const IndicatorLine& line) {
  if (!line.plan) return texts.Text("indicators.plan.grow");
  const std::string value = Number(texts, line.plan->value, false);
  return model::IsShare(line.indicator) ? value + " %" : value;
}

std::string PlanSource(const Translator& texts, const IndicatorLine& line) {
  if (!line.plan) return texts.Text("indicators.plan.grow.source");
  return texts.Text(line.plan->document ? "indicators.plan.document" : "indicators.plan.typed",
                    {{"year", std::to_string(line.plan->year)}});
}

std::string BasisText(const Translator& texts, IndicatorsRequest::Basis basis) {
  return texts.Text(basis == IndicatorsRequest::Basis::kDistrict ? "indicators.basis.district"
                                                                 : "indicators.basis.schools");
}

std::string PartTitle(const Translator& texts, CoveragePartBy by, const std::string& value,
                      const OrganisationTitle& title_of) {
  if (value.empty()) return texts.Text("indicators.part.none");
  switch (by) {
    case CoveragePartBy::kOrganisation: {
      const auto id = model::Uuid::FromText(value);
      const std::string title = id ? title_of(*id) : std::string();
      return title.empty() ? texts.Text("indicators.part.unknown") : title;
    }
    case CoveragePartBy::kDirection:
      return texts.ChoiceLabel(model::programme, model::programme.direction, value);
    case CoveragePartBy::kVenue:
      return texts.ChoiceLabel(model::programme, model::programme.venue, value);
    case CoveragePartBy::kCategory:
      return texts.ChoiceLabel(model::category, model::category.category, value);
    case CoveragePartBy::kAge: {
      int64_t age = 0;
      std::from_chars(value.data(), value.data() + value.size(), age);
      return texts.Count("indicators.years", age);
    }
    case CoveragePartBy::kClass:
      break;
  }
  return value;
}

std::string_view Name(CoveragePartBy by) {
  constexpr std::string_view kNames[] = {"organisation", "direction", "age",
                                         "class",        "category",  "venue"};
  return kNames[static_cast<size_t>(by)];
}

std::optional<CoveragePartBy> PartByNamed(std::string_view name) {
  const auto found = std::ranges::find(kPartsBy, name, [](CoveragePartBy by) { return Name(by); });
  return found == std::end(kPartsBy) ? std::nullopt : std::optional(*found);
}

}  // namespace kruzhok::client
