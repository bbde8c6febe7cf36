// SPDX-License-Identifier: MIT
#include "client/desktop/snapshot.h"
