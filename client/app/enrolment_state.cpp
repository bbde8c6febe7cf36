// SPDX-License-Identifier: MIT
#include "client/app/enrolment_state.h"

namespace kruzhok::client {

bool IsActiveEnrolment(std::string_view state) {
  return state.empty() || state == "enrolled" || state == "transferred" || state == "suspended";
}

}  // namespace kruzhok::client
