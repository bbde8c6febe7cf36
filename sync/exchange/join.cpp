// SPDX-License-Identifier: MIT
#include "sync/exchange/join.h"

#include <nlohmann/json.hpp>

#include "sync/exchange/message.h"

namespace kruzhok::sync {
namespace {

using nlohmann::json;

// Crockford's alphabet: no I, L, O or U, so a code survives a telephone.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr size_t kPart = 8;

std::string Letters(std::string_view bytes5) {
  uint64_t bits = 0;
  for (const char byte : bytes5.substr(0, 5)) bits = bits << 8 | static_cast<uint8_t>(byte);
  std::string text;
  for (int shift = 35; shift >= 0; shift -= 5) text += kAlphabet[bits >> shift & 31];
  return text;
}

std::string Text64(std::string_view bytes) {
  std::string text;
  model::AppendBase64Url(bytes, text);
  return text;
}

std::string Bytes64(const json& value, size_t size) {
  auto bytes = model::DecodeBase64Url(value.get<std::string>());
  if (!bytes || bytes->size() != size) throw json::other_error::create(501, "a length", nullptr);
  return std::move(*bytes);
}

std::optional<model::Error> ProblemOf(std::string_view body) {
  if (body.size() > kMaxJoinBytes) return std::nullopt;
  const json problem = json::parse(body, nullptr, false);
  if (!problem.is_object() || !problem.contains("code") || !problem["code"].is_string())
    return std::nullopt;
  return model::Error{
      model::ErrorCode::FromName(problem["code"].get<std::string>(), "server_failed"),
      problem.value("detail", ""), ""};
}

}  // namespace

std::string FormatJoinCode(const JoinCode& code) {
  const std::string all = code.secret + code.key_part;
  std::string text;
  for (size_t i = 0; i < all.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += all[i];
  }
  return text;
}

std::optional<JoinCode> ParseJoinCode(std::string_view typed) {
  std::string letters;
  for (char c : typed) {
    if (c == '-' || c == ' ' || c == '\t') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (kAlphabet.find(c) == std::string_view::npos) return std::nullopt;
    letters += c;
  }
  if (letters.size() != 2 * kPart) return std::nullopt;
  return JoinCode{letters.substr(0, kPart), letters.substr(kPart)};
}

JoinCode NewJoinCode(Environment& environment, std::string_view hub_key) {
  std::string random(5, '\0');
  environment.Random(random.data(), random.size());
  return {Letters(random), Letters(View(HashOf(hub_key)))};
}

bool FitsHubKey(const JoinCode& code, std::string_view hub_key) {
  return code.key_part == Letters(View(HashOf(hub_key)));
}

std::string EncodeJoinRequest(const JoinRequest& request) {
  return json{{"protocol", {kProtocolMin, kProtocolMax}},
              {"code", request.secret},
              {"device_key", Text64(request.device_public_key)},
              {"device", request.device},
              {"site", request.site.Base64()},
              {"signature", Text64(request.signature)}}
      .dump();
}

model::Result<JoinRequest> DecodeJoinRequest(std::string_view text) {
  if (text.size() > kMaxJoinBytes) return model::Error{"bad_request", "too long", ""};
  try {
    const json value = json::parse(text);
    JoinRequest request;
    request.secret = value.at("code").get<std::string>();
    request.device_public_key = Bytes64(value.at("device_key"), 32);
    request.device = value.value("device", "");
    const auto site = model::Uuid::FromBase64(value.at("site").get<std::string>());
    if (!site) return model::Error{"bad_request", "site", ""};
    request.site = *site;
    request.signature = Bytes64(value.at("signature"), 64);
    return request;
  } catch (const json::exception& bad) {
    return model::Error{"bad_request", bad.what(), ""};
  }
}

std::string EncodeJoinAnswer(const JoinAnswer& answer) {
  return json{{"protocol", {kProtocolMin, kProtocolMax}},
              {"district", answer.district},
              {"hub_key", Text64(answer.hub_key)},
              {"organisation", StreamName(answer.organisation)},
              {"role", answer.role == Role::kCoordinator ? "coordinator" : "school"},
              {"token", answer.token},
              {"signature", Text64(answer.signature)}}
      .dump();
}

model::Result<JoinAnswer> DecodeJoinAnswer(std::string_view text) {
  if (text.size() > kMaxJoinBytes) return model::Error{"not_kruzhok", "too long", ""};
  try {
    const json value = json::parse(text);
    JoinAnswer answer;
    answer.district = value.at("district").get<std::string>();
    answer.hub_key = Bytes64(value.at("hub_key"), 32);
    const auto organisation = ParseStreamName(value.at("organisation").get<std::string>());
    if (!organisation) return model::Error{"bad_answer", "organisation", ""};
    answer.organisation = *organisation;
    answer.role = value.at("role") == "coordinator" ? Role::kCoordinator : Role::kSchool;
    answer.token = value.at("token").get<std::string>();
    answer.signature = Bytes64(value.at("signature"), 64);
    return answer;
  } catch (const json::exception&) {
    return model::Error{"not_kruzhok", "", ""};
  }
}

std::string JoinStatement(const JoinRequest& request) {
  return "kruzhok join\n" + request.secret + '\n' + request.site.Base64() + '\n' + request.device;
}

std::string JoinedStatement(const JoinRequest& request, const JoinAnswer& answer) {
  return "kruzhok joined\n" + JoinStatement(request) + '\n' + StreamName(answer.organisation) +
         (answer.role == Role::kCoordinator ? "\ncoordinator\n" : "\nschool\n") + answer.token;
}

namespace {

// The site that will write from now on; the same again after a lost answer.
Site JoiningSite(Replica& replica) {
  if (replica.membership().joined) return replica.membership().site;
  std::string site = replica.Setting("joining_site");
  if (site.empty()) {
    site = RandomUuid(replica.environment()).view();
    Replica::Change change(replica);
    replica.SetSetting("joining_site", site);
    change.Commit();
  }
  return Site::FromBytes(site);
}

JoinRequest RequestOf(Replica& replica, std::string_view secret, std::string_view device) {
  const SigningKey key = NewSigningKey(replica.membership().device_key);
  JoinRequest request{
      std::string(secret), key.public_key, std::string(device), JoiningSite(replica), {}};
  request.signature = Sign(key, JoinStatement(request));
  return request;
}

bool IsAnswered(const JoinRequest& request, const JoinAnswer& answer) {
  return VerifySignature(answer.hub_key, JoinedStatement(request, answer), answer.signature) &&
         SealTo(answer.hub_key, "");  // Some bytes verify signatures and are no key.
}

}  // namespace

model::Result<void> Join(Replica& replica, Transport& transport, const JoinOptions& options) {
  Membership membership = replica.membership();
  const auto code = ParseJoinCode(options.code);
  if (!code) return model::Error{"bad_code", options.code, ""};
  if (membership.joined && !FitsHubKey(*code, membership.hub_key))
    return model::Error{"already_joined", membership.district, ""};
  const JoinRequest request = RequestOf(replica, code->secret, options.device);
  const auto reply =
      transport.Post({"/v1/join", "application/json", "", EncodeJoinRequest(request)});
  if (!reply) return reply.error();
  if (reply->status != 200 || reply->cut) return ErrorOfReply(*reply);
  const auto answer = DecodeJoinAnswer(reply->body);
  if (!answer) return answer.error();
  if (!FitsHubKey(*code, answer->hub_key) || !IsAnswered(request, *answer))
    return model::Error{"wrong_hub", options.server, ""};
  Replica::Change change(replica);
  const bool again = membership.joined;
  membership.server = options.server;
  membership.ca_file = options.ca_file;
  membership.token = answer->token;
  membership.passport_secret.clear();
  if (!options.user.empty()) membership.user = options.user;
  if (again) {
    replica.SetMembership(membership);
  } else {
    membership.joined = true;
    membership.site = request.site;
    membership.role = answer->role;
    membership.district = answer->district;
    membership.hub_key = answer->hub_key;
    membership.organisation = answer->organisation;
    replica.Adopt(membership);
  }
  change.Commit();
  return {};
}

model::Result<void> JoinWithPassport(Replica& replica, const PassportFacts& facts,
                                     const JoinOptions& options) {
  Membership membership = replica.membership();
  if (membership.joined) return model::Error{"already_joined", membership.district, ""};
  membership.site = JoiningSite(replica);
  membership.joined = true;
  membership.role = facts.role;
  membership.district = facts.district;
  membership.hub_key = facts.hub_key;
  membership.organisation = facts.organisation;
  membership.server = facts.server;
  membership.passport_secret = facts.secret;
  if (!options.user.empty()) membership.user = options.user;
  Replica::Change change(replica);
  replica.SetSetting("device_name", options.device);
  replica.Adopt(membership);
  change.Commit();
  return {};
}

JoinRequest PendingJoin(Replica& replica) {
  return RequestOf(replica, replica.membership().passport_secret, replica.Setting("device_name"));
}

model::Result<void> TakeJoined(Replica& replica, const JoinRequest& request,
                               const JoinAnswer& answer) {
  Membership membership = replica.membership();
  if (answer.hub_key != membership.hub_key || !IsAnswered(request, answer))
    return model::Error{"wrong_hub", membership.district, ""};
  membership.token = answer.token;
  membership.passport_secret.clear();
  replica.SetMembership(membership);
  return {};
}

model::Error ErrorOfReply(const TransportReply& reply) {
  if (reply.cut) return *reply.cut;
  if (reply.status == 200) return {"not_kruzhok", reply.content_type, ""};
  if (reply.content_type.starts_with("application/problem+json"))
    if (auto problem = ProblemOf(reply.body)) return *problem;
  const std::string status = std::to_string(reply.status);
  switch (reply.status) {
    case 401:
      return {"unauthorized", status, ""};
    case 403:
      return {"forbidden", status, ""};
    case 404:
      return {"not_kruzhok", status, ""};
    case 413:
      return {"too_large", status, ""};
    case 426:
      return {"protocol_too_old", status, ""};
    case 429:
    case 503:
      return {"server_busy", status, ""};
    default:
      return {"server_failed", status, ""};
  }
}

}  // namespace kruzhok::sync
