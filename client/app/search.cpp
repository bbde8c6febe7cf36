// SPDX-License-Identifier: MIT
#include "client/app/search.h"
