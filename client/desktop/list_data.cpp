// SPDX-License-Identifier: MIT
#include "client/desktop/list_data.h"
