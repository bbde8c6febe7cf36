// SPDX-License-Identifier: MIT
#include "client/desktop/form_state.h"
