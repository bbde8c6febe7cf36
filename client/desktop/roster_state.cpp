// SPDX-License-Identifier: MIT
#include "client/desktop/roster_state.h"
