// SPDX-License-Identifier: MIT
#include "client/desktop/settings.h"
