// SPDX-License-Identifier: MIT
// Hands a file over to the program that the system has for it.
#pragma once

#include <filesystem>

namespace kruzhok::client {

// A file or a folder, in the person's viewer of such. Does not wait for it, and the viewer outlives
// us. False: the system knows no way to open things.
bool OpenInViewer(const std::filesystem::path& file);

}  // namespace kruzhok::client
