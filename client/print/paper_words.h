// SPDX-License-Identifier: MIT
// How Russian papers write names, titles, dates and ages. All of it is Russian by its nature, so it
// is not among the translations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/date.h"
#include "model/record.h"

namespace kruzhok::client {

inline constexpr std::string_view kBlankDate = "«____» ______________ 20___ г.";

std::string FullName(const model::Record& child);
// «Петрова Мария Ивановна» is «М. И. Петрова»; what is no name of two or three words stays as it
// is.
std::string InitialsFirst(std::string_view name);
// In «ёлочки», those inside as „лапки“.
std::string Quoted(std::string_view title);
// What the programme is called by: «Дополнительная общеразвивающая программа «Шахматы»» is Шахматы.
std::string ProgrammeName(std::string_view title);
// "7–10 лет", "от 7 лет", "до 10 лет"; empty where nothing is known.
std::string AgeSpan(std::optional<int64_t> from, std::optional<int64_t> to);
std::string PeriodText(const std::optional<model::Date>& from,
                       const std::optional<model::Date>& to);
// "2026/2027": from September to August.
std::string SchoolYear(const model::Date& on);
// "1 обучающийся", "2 обучающихся".
std::string CountOfPupils(size_t count);
std::string CountOfYears(int64_t years);  // "1 год", "2 года", "5 лет".

}  // namespace kruzhok::client
