// SPDX-License-Identifier: MIT
// The indicators of document 004, by their codes.
#pragma once

#include <string_view>
#include <vector>

namespace kruzhok::model {

inline const std::vector<std::string_view> kIndicatorCodes = {
    "coverage",      // I1: children who are covered.
    "technical",     // I2: in natural science and technology.
    "sport",         // I3
    "trained",       // I4: staff with a course.
    "ovz_programs",  // I5: programmes for children with special needs in the navigator.
    "ovz_coverage",  // I6
    "new_programs",  // I7: in the navigator.
};

}  // namespace kruzhok::model
