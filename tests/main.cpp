// SPDX-License-Identifier: MIT
// Compiling Catch2's own code takes half a minute, so it is done once, here.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
