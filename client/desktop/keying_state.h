// SPDX-License-Identifier: MIT
// The keying of blanks.
#pragma once

#include "model/uuid.h"

namespace kruzhok::client {

struct KeyingState {
  model::Uuid wave;  // Nil: none.
};

}  // namespace kruzhok::client
