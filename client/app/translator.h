// SPDX-License-Identifier: MIT
// The words of assets/translator.h that this room uses all the time.
#pragma once

#include "assets/translator.h"

namespace kruzhok::client {

using assets::Describe;
using assets::ErrorText;
using assets::Filling;
using assets::Language;
using assets::ParseLanguage;
using assets::PluralForm;
using assets::Translator;

}  // namespace kruzhok::client
