// SPDX-License-Identifier: MIT
#include "client/screens/frame.h"
