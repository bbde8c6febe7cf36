// SPDX-License-Identifier: MIT
// Every room's namespace lies in kruzhok: a plain `sync` beside <unistd.h>, which <memory> brings
// in and which declares a function ::sync(), does not compile. Tests write `sync::Database` thanks
// to the line below.
#pragma once

namespace kruzhok {}
using namespace kruzhok;
