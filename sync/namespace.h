// SPDX-License-Identifier: MIT
// Why this room opens its namespace as `namespace kruzhok::sync {`: <unistd.h>, which <memory>
// brings in, declares a function ::sync(), and a namespace beside it does not compile. Users still
// write `sync::Database`. Every header of the room includes this one.
#pragma once

namespace kruzhok::sync {}
using namespace kruzhok;
