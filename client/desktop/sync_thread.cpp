// SPDX-License-Identifier: MIT
#include "client/desktop/sync_worker.h"
