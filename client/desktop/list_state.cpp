// SPDX-License-Identifier: MIT
#include "client/desktop/list_state.h"
