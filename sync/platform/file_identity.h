// SPDX-License-Identifier: MIT
// Which file this is among all files of all machines, as far as the system can tell: a copy of it is
// another one, the same file after a restart is the same.
#pragma once

#include <string>

#include "sync/namespace.h"

namespace kruzhok::sync {

// Machine, volume and inode, hashed. Of a file system that numbers its files anew each time it is
// mounted (sticks, cameras) only the volume, so that a stick may wander between machines. Empty:
// nothing here can be relied on, or there is no such file.
std::string FileIdentity(const std::string& path);

}  // namespace kruzhok::sync
