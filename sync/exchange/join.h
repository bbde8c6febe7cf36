// SPDX-License-Identifier: MIT
// Joining a district: a one-time code, read out over the telephone or printed, turns an
// installation into one of its devices. The code carries part of the hash of the hub's key, so
// nobody else can answer for the hub, and part of it is a secret that the hub stores hashed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/exchange/transport.h"
#include "sync/store/replica.h"

namespace kruzhok::sync {

struct JoinCode {
  std::string secret;    // 8 characters.
  std::string key_part;  // 8 characters: 40 bits of the hash of the hub's key.
};
std::string FormatJoinCode(const JoinCode& code);               // "7K3F-9QXA-…", 4 groups of 4.
std::optional<JoinCode> ParseJoinCode(std::string_view typed);  // Forgives case, blanks, O for 0.
JoinCode NewJoinCode(Environment& environment, std::string_view hub_key);
bool FitsHubKey(const JoinCode& code, std::string_view hub_key);

struct JoinRequest {
  std::string secret;
  std::string device_public_key;  // 32 bytes.
  std::string device;             // A name for people.
  Site site;
  std::string signature;  // The device's, over JoinStatement.
};
struct JoinAnswer {
  std::string district;
  std::string hub_key;       // 32 bytes.
  model::Uuid organisation;  // Nil for a coordinator of the district as a whole.
  Role role = Role::kSchool;
  std::string token;
  std::string signature;  // The hub's, over JoinedStatement.
};
// JSON of a join, and a problem document, of more bytes is not read: whoever sends it is not known.
inline constexpr size_t kMaxJoinBytes = size_t{16} << 10;
std::string EncodeJoinRequest(const JoinRequest& request);
model::Result<JoinRequest> DecodeJoinRequest(std::string_view json);
std::string EncodeJoinAnswer(const JoinAnswer& answer);
model::Result<JoinAnswer> DecodeJoinAnswer(std::string_view json);
std::string JoinStatement(const JoinRequest& request);
std::string JoinedStatement(const JoinRequest& request, const JoinAnswer& answer);

struct JoinOptions {
  std::string server;
  std::string code;
  std::string device;
  std::string user;
  std::string ca_file{};  // See Membership.
};
// Joins, and hands what was entered before over to the organisation. bad_code (mistyped, used,
// expired), wrong_hub (the answer is not from the hub that the code is of), and the transport's
// errors. Asking again with the same code after a lost answer gives the same membership. Who is
// joined already may do so again with another code of the same district (already_joined: of
// another): for the same organisation after the hub has stopped to know this device, for another
// one to keep that too; nothing that was written is touched.
model::Result<void> Join(Replica& replica, Transport& transport, const JoinOptions& options);

// What a passport holds: a code and what joining by it would answer, for a PC without any network.
struct PassportFacts {
  std::string district;
  std::string hub_key;       // 32 bytes.
  model::Uuid organisation;  // Nil for a coordinator of the district as a whole.
  Role role = Role::kSchool;
  std::string server;  // Where the district can be reached, should there ever be a line; or empty.
  std::string secret;  // Of the code.
};
// Joins at once, without any network; `options` without server and code. already_joined.
model::Result<void> JoinWithPassport(Replica& replica, const PassportFacts& facts,
                                     const JoinOptions& options);
// What the hub has to be told with the first message, while Membership::passport_secret is set.
JoinRequest PendingJoin(Replica& replica);
// The hub's answer to that, by whatever way it came. In a Change. wrong_hub: it is another one's.
model::Result<void> TakeJoined(Replica& replica, const JoinRequest& request,
                               const JoinAnswer& answer);

// The error of a reply that is not 200: the problem document's code, else by the status. Also for a
// 200 that is not ours (a captive portal): not_kruzhok.
model::Error ErrorOfReply(const TransportReply& reply);

}  // namespace kruzhok::sync
