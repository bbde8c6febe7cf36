// SPDX-License-Identifier: MIT
// Indicators in the words of people: what is counted, what it is to be, what a part is called.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "client/app/translator.h"
#include "client/coverage/indicator_figures.h"

namespace kruzhok::client {

std::string NameOf(const Translator& texts, model::Indicator indicator);  // «Охват детей …»
std::string NumberOf(model::Indicator indicator);                         // "I1"
// How it is counted, in one sentence with the day.
std::string RuleText(const Translator& texts, model::Indicator indicator,
                     const model::IndicatorRule& rule, const model::Date& on);
// «74,2 %», «12»; «—» of nothing. The sign: "+" or "−" before it, and «п. п.» of a share.
std::string AmountText(const Translator& texts, model::Indicator indicator,
                       const std::optional<double>& value);
std::string ChangeText(const Translator& texts, model::Indicator indicator,
                       const std::optional<double>& change);
// «80 %», and of which year and document, or that it is to grow.
std::string PlanText(const Translator& texts, const IndicatorLine& line);
std::string PlanSource(const Translator& texts, const IndicatorLine& line);
std::string BasisText(const Translator& texts, IndicatorsRequest::Basis basis);

using OrganisationTitle = std::function<std::string(const model::Uuid&)>;
// «7 лет», «Техническая», a class, an organisation; «не указано» of an empty one.
std::string PartTitle(const Translator& texts, model::CoveragePartBy by, const std::string& value,
                      const OrganisationTitle& title_of);
// "organisation", "direction", "age", "class", "category", "venue".
std::string_view Name(model::CoveragePartBy by);
std::optional<model::CoveragePartBy> PartByNamed(std::string_view name);
inline constexpr model::CoveragePartBy kPartsBy[] = {
    model::CoveragePartBy::kOrganisation, model::CoveragePartBy::kDirection,
    model::CoveragePartBy::kAge,          model::CoveragePartBy::kClass,
    model::CoveragePartBy::kCategory,     model::CoveragePartBy::kVenue};

}  // namespace kruzhok::client
