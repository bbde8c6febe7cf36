// SPDX-License-Identifier: MIT
#include "client/desktop/background.h"
