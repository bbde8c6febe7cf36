// SPDX-License-Identifier: MIT
// Ages as documents and lists have them: «12-17», «14 и старше», «до 12», «5,5-18», «7-15; 55 и
// старше», «Инвалиды 15-20», «все возраста».
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kruzhok::model {

// Full years; an absent bound is no bound.
struct AgeRange {
  std::optional<int64_t> from;
  std::optional<int64_t> to;
  friend bool operator==(const AgeRange&, const AgeRange&) = default;
};

// The smallest range that holds all that the words name: «9-13, 5 и старше» is from 5 on. Years
// that are not full count down («5,5» is 5 from, 5 to). Words beside the numbers («инвалиды», «по
// слуху», «лет») say nothing about the age. Nothing: there is no age in it, or something that is
// not one.
std::optional<AgeRange> ParseAges(std::string_view text);

}  // namespace kruzhok::model
