// SPDX-License-Identifier: MIT
// Where this machine keeps the fonts that the window is written in.
#pragma once

#include "client/widgets/fonts.h"

namespace kruzhok::client {

// Asks fontconfig for PT Sans, DejaVu Sans and Font Awesome. Where PT Sans is missing, any other
// sans with Cyrillic; a path is empty when there is nothing of the kind.
FontFiles FindFontFiles();

}  // namespace kruzhok::client
