// SPDX-License-Identifier: MIT
// Names of classes, as schools write them, and what a class is called a year later.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kruzhok::model {

inline constexpr int kBasicGrade = 9, kLastGrade = 11;

// «5А», «10 мед», «5-Б», «7 класс»: a grade of 1 … 11 and whatever follows. Nothing where it is no
// class of a school («подготовительная», «2 младшая группа»), or of two grades at once («1-4»).
std::optional<int> GradeOf(std::string_view name);
// «6А» of «5А»; all but the number stays as it is written. Nothing after the last grade, and where
// there is no grade.
std::optional<std::string> NextClass(std::string_view name);

}  // namespace kruzhok::model
