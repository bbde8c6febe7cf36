// SPDX-License-Identifier: MIT
#include "client/desktop/desk.h"
