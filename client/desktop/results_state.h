// SPDX-License-Identifier: MIT
// The figures of a wave, as somebody looks at them.
#pragma once

#include "model/uuid.h"

namespace kruzhok::client {

struct ResultsState {
  model::Uuid wave;  // Nil: none.
};

}  // namespace kruzhok::client
