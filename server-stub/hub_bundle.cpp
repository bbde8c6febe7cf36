// SPDX-License-Identifier: MIT
// The hub without a network: bundles that sticks bring, and passports.
#include "server-stub/hub.h"
#include "sync/exchange/bundle.h"
#include "sync/exchange/passport.h"

namespace kruzhok::server {
namespace {

constexpr int64_t kDayMs = 86'400'000;

std::string Hashed(std::string_view secret) {
  return std::string(sync::View(sync::HashOf(secret)));
}

std::string NewSecret(sync::Environment& environment) {
  std::string random(24, '\0');
  environment.Random(random.data(), random.size());
  std::string text;
  model::AppendBase64Url(random, text);
  return text;
}

std::string NameOf(HubStore& store, const model::Uuid& organisation) {
  for (const Organisation& one : store.Organisations())
    if (one.id == organisation) return one.name;
  return {};
}

model::Error OfPassport(model::Error error) {
  if (error.code == "bad_code") error.reason = "passport_spent";
  return error;
}

}  // namespace

model::Result<Device> Hub::DeviceOfBundle(std::string_view public_key, std::string_view join,
                                          std::string& joined) {
  auto device = store_->DeviceByKey(public_key);
  if (!join.empty()) {
    const auto request = sync::DecodeJoinRequest(join);
    if (!request) return request.error();
    if (request->device_public_key != public_key)
      return model::Error{"bad_request", "another computer's passport", ""};
    // Who was sent away does not come back with the passport of then; and a bundle from before a
    // later one says no more than that its computer is known.
    const auto code = store_->FindCode(Hashed(request->secret));
    const bool used = device && code && code->device_key == public_key;
    if (!used || (!device->revoked && !code->spent)) {
      const auto answer = JoinLocked(*request);
      if (!answer && !used) return OfPassport(answer.error());
      if (answer) joined = sync::EncodeJoinAnswer(*answer);
      device = store_->DeviceByKey(public_key);
    }
  }
  if (!device) return model::Error{"unauthorized", "", "", "bundle_of_stranger"};
  return *device;
}

// The answer may be lost on its way, so the code stays good for its computer until a bundle without
// it shows that it was read.
void Hub::KeepCode(std::string_view join) {
  const auto request = sync::DecodeJoinRequest(join);
  auto code = request ? store_->FindCode(Hashed(request->secret)) : std::nullopt;
  if (!code) return;
  code->spent = false;
  store_->PutCode(Hashed(request->secret), *code);
}

model::Result<std::string> Hub::ReadBundle(std::string_view bytes) {
  const auto bundle = sync::DecodeBundle(bytes);
  if (!bundle) return bundle.error();
  const sync::BundleHeader& asked = bundle->header;
  const std::lock_guard lock(mutex_);
  if (asked.hub != sync::ShortName(key_.public_key))
    return model::Error{"wrong_hub", asked.district, ""};
  if (asked.kind != sync::BundleHeader::Kind::kRequest)
    return model::Error{"wrong_receiver", asked.to, "", "bundle_for_other"};
  const auto opened = sync::OpenBundle(*bundle, asked.device_key, key_);
  if (!opened) return opened.error();
  const auto body = sync::SplitBody(*opened);
  if (!body) return body.error();
  auto request = sync::DecodeRequest(body->message);
  if (!request) return request.error();
  if (!request->whole) return model::Error{"damaged_file"};

  std::string joined;
  const auto device = DeviceOfBundle(asked.device_key, body->join, joined);
  if (!device) return device.error();
  HubStore::Change change(*store_);
  const auto answer =
      Serve(*device, std::move(request->message), Way::kCarrier, sync::kMostCarried);
  if (!answer) return answer.error();
  if (!joined.empty()) KeepCode(body->join);
  change.Commit();

  sync::BundleHeader header;
  header.kind = sync::BundleHeader::Kind::kAnswer;
  header.hub = asked.hub;
  header.district = header.from = store_->Setting("district");
  header.to = NameOf(*store_, device->organisation);
  header.to += (header.to.empty() || device->name.empty() ? "" : ", ") + device->name;
  header.device_key = asked.device_key;
  header.answers = asked.id;
  header.written_ms = environment_.NowMs();
  header.more = answer->more;
  return sync::EncodeBundle(header, {joined, sync::EncodeAnswer(*answer)}, key_, asked.device_key);
}

model::Result<std::string> Hub::NewPassport(sync::Role role, const model::Uuid& organisation,
                                            int days, std::string_view pin,
                                            std::string_view server) {
  if (!sync::IsGoodPin(pin)) return model::Error{"weak_pin"};
  sync::PassportHeader header;
  sync::PassportFacts facts;
  {
    const std::lock_guard lock(mutex_);
    if ((role == sync::Role::kSchool || !organisation.is_nil()) &&
        !store_->HasOrganisation(organisation))
      return model::Error{"not_found", organisation.Text(), ""};
    const int64_t now = environment_.NowMs();
    header = {store_->Setting("district"), NameOf(*store_, organisation), role, now,
              now + kDayMs * days};
    facts = {header.district,     key_.public_key,        organisation, role,
             std::string(server), NewSecret(environment_)};
    HubStore::Change change(*store_);
    store_->PutCode(Hashed(facts.secret), {role, organisation, header.expires_ms, "", false});
    change.Commit();
  }
  // Deriving the PIN's key takes long, and others may come in meanwhile.
  return sync::EncodePassport(header, facts, pin, {}, key_, environment_);
}

}  // namespace kruzhok::server
