// SPDX-License-Identifier: MIT
// Joining a district with a code, as a person asks for it in a window or on a command line.
#pragma once

#include <string>

#include "sync/store/replica.h"

namespace kruzhok::client {

struct JoinInput {
  std::string server;  // https is understood where it is not said.
  std::string code;
  std::string device{};   // Empty: the computer's name.
  std::string user{};     // Empty: stays as it is.
  std::string ca_file{};  // Of the district's own certificate authority; empty: the system's.
};

// Asks the hub, so it takes as long as the line does. Who has joined joins the same district again:
// for a second organisation, or after the district has forgotten or sent away this computer.
// already_joined: the code is of another district; usage, file_unreadable, bad_code, wrong_hub,
// insecure_address and the transport's errors.
model::Result<void> JoinByCode(sync::Replica& replica, const JoinInput& input);

// The path of a certificate authority's file, for exchanges that are started in another folder;
// empty stays empty. file_unreadable.
model::Result<std::string> CaFile(const std::string& typed);

// "hub.example/ " becomes "https://hub.example".
std::string ServerAddress(std::string_view typed);

}  // namespace kruzhok::client
