// SPDX-License-Identifier: MIT
// One field of a form, by its kind: what a person types, chooses or ticks.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

// `width` in pixels. True: the field was left after it had been changed.
bool DrawField(const Frame& frame, FormState& form, FormField& field, float width);

// Long texts take the whole width.
bool IsWide(const model::FieldInfo& field);

}  // namespace kruzhok::client
