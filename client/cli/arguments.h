// SPDX-License-Identifier: MIT
// The words of sync/console/arguments.h, which both command lines share.
#pragma once

#include "sync/console/arguments.h"

namespace kruzhok::client {

using sync::Arguments;
using sync::OptionSpec;
using sync::Takes;

}  // namespace kruzhok::client
