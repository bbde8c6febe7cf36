// SPDX-License-Identifier: MIT
#include "client/widgets/fonts.h"
