// SPDX-License-Identifier: MIT
// What the screens about the district have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/screens/frame.h"

namespace kruzhok::client {

// What happened and what to do, on a soft red ground as wide as what is left.
void DrawProblem(const Frame& frame, const model::Error& error);
void DrawProblem(std::string_view message, std::string_view hint);

// The fields with which a program joins the district. Who works is asked only where it is not
// known. The problem of the last try stands above them.
struct JoiningFields {
  std::string& server;
  std::string& code;
  std::string& user;
};
// True: Enter was pressed in the last one.
bool DrawJoiningFields(const Frame& frame, const JoiningFields& fields);
bool CanJoin(const Frame& frame, const JoiningFields& fields);
void AskToJoin(const Frame& frame, const JoiningFields& fields);

// The same with a file and its PIN.
struct PassportFields {
  std::string& file;
  std::string& pin;
  std::string& user;
};
bool DrawPassportFields(const Frame& frame, const PassportFields& fields);
bool CanJoin(const Frame& frame, const PassportFields& fields);
void AskToJoin(const Frame& frame, const PassportFields& fields);

// The exchange by files: what to write where, what to read, what was carried when.
void DrawCarrying(const Frame& frame);

bool IsBlank(std::string_view text);
// «74,2 %»; of nothing: «0 %».
std::string Percent(const Frame& frame, int64_t part, int64_t whole);

}  // namespace kruzhok::client
