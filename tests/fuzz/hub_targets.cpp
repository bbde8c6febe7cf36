// SPDX-License-Identifier: MIT
#include <set>

#include <nlohmann/json.hpp>

#include "model/assert.h"
#include "server-stub/hub.h"
#include "server-stub/service.h"
#include "sync/exchange/bundle.h"
#include "sync/frame.h"
#include "tests/fuzz/targets.h"
#include "tests/fuzz/traffic.h"

namespace tests {
namespace {

// The hub of the traffic, or an old copy of it put back and started.
struct OpenHub {
  explicit OpenHub(bool restored) {
    disk.CopyFrom(restored ? TheTraffic().old_hub : TheTraffic().hub);
    hub = std::move(*server::Hub::Open({disk.Options("hub.db"), {}}, environment));
    if (restored) hub->StartEpoch();
  }
  void CheckWhole() {
    const auto problems = hub->Verify();
    for (const std::string& problem : problems) std::fprintf(stderr, "%s\n", problem.c_str());
    ASSERT(problems.empty());
  }
  MemoryDisk disk;
  TestEnvironment environment{4};
  std::unique_ptr<server::Hub> hub;
};

// What a device is told is whole, and only what it may read.
void CheckAnswer(const std::string& bytes, const Traffic::Device& device) {
  const auto answer = sync::DecodeAnswer(bytes);
  ASSERT(answer && answer->whole);
  const std::set<sync::StreamId> may(device.streams.begin(), device.streams.end());
  sync::CommitReader reader;
  for (const sync::Page& page : answer->message.pages) {
    ASSERT(may.empty() || may.contains(page.stream));
    if (page.frame.empty()) continue;
    const auto lines = sync::UnpackFrame(page.frame);
    ASSERT(lines);
    for (size_t position = 0; position < lines->text().size();) {
      const std::string_view line = lines->LineAt(position);
      const auto commit = reader.Read(line);
      ASSERT(commit && (*commit)->stream == page.stream);
      position += line.size() + 1;
    }
  }
}

sync::Proof Proof(Script& script, Bender& bender) {
  sync::Proof proof = script.Pick(TheTraffic().proofs);
  switch (script.Byte() % 8) {
    case 3:
      proof.fork = std::max<int64_t>(0, script.Number(proof.numbers.back().first));
      break;
    case 4:
      script.Pick(proof.numbers).second = bender.Dot(script);
      break;
    case 5:
      proof.numbers.resize(1 + script.Below(proof.numbers.size()));
      break;
    case 6:
      proof.through = std::max(proof.numbers.back().first, script.Number(proof.through));
      break;
    case 7:
      proof.stream = bender.Stream(script);
      break;
    default:
      break;
  }
  return proof;
}

sync::PushedFrame Frame(Script& script, Bender& bender) {
  std::string lines;
  for (int count = 1 + script.Byte() % 4; count > 0; --count) {
    std::string line = bender.Line(script);
    if (line.back() == '\0') line.pop_back();
    lines += line + '\n';
  }
  if (script.Once(32)) lines += lines;
  Tell("--- a frame:\n" + lines);
  sync::PushedFrame frame{{}, sync::Pack(lines, 1)};
  if (script.Once(32)) frame.bytes.resize(frame.bytes.size() / 2);
  frame.hash = sync::FrameHashOf(frame.bytes);
  return frame;
}

sync::Request Request(Script& script, Bender& bender, const Traffic::Device& device) {
  const Traffic& traffic = TheTraffic();
  sync::Request request;
  request.version = "fuzz";
  request.site = script.Once(8) ? script.Pick(traffic.devices).site : device.site;
  request.nonce = script.Once(4) ? "other" : device.nonce;
  const Traffic::Device& epochs = script.Once(8) ? script.Pick(traffic.devices) : device;
  request.lineage = epochs.lineage;
  request.epoch_signature = epochs.epoch_signature;
  if (script.Once(16))
    request.lineage.push_back({std::max<int64_t>(0, script.Number(3)), script.Byte(),
                               std::max<int64_t>(0, script.Number(8))});
  request.rest = std::max<int64_t>(0, script.Number(0));
  for (int count = script.Byte() % 4; count > 0; --count)
    request.cursors.push_back({bender.Stream(script), std::max<int64_t>(0, script.Number(8))});
  for (int count = script.Byte() % 3; count > 0; --count)
    request.sent.push_back(script.Pick(traffic.frames));
  request.want_bytes = script.Word();
  for (int count = script.Byte() % 4; count > 0; --count)
    request.proofs.push_back(Proof(script, bender));
  for (int count = script.Byte() % 4; count > 0; --count) {
    request.frames.push_back(Frame(script, bender));
    if (script.Once(3)) request.relayed.push_back(request.frames.back().hash);
  }
  return request;
}

// The codes are of the first device's organisation: who joins learns of no other.
std::string Joining(Script& script) {
  const Traffic& traffic = TheTraffic();
  const auto key = script.Once(2)
                       ? sync::NewSigningKey(std::string(32, static_cast<char>(script.Byte())))
                       : traffic.devices.front().key;
  const auto code = sync::ParseJoinCode(script.Pick(traffic.codes));
  sync::JoinRequest request{
      code->secret, key.public_key, "PC", script.Pick(traffic.devices).site, {}};
  if (script.Once(2)) request.site = model::Uuid{{script.Byte()}};
  request.signature = Sign(key, JoinStatement(request));
  return EncodeJoinRequest(request);
}

// The same request on a stick.
void Carry(server::Hub& hub, Script& script, const std::string& message,
           const Traffic::Device& device) {
  const Traffic& traffic = TheTraffic();
  sync::BundleHeader header;
  header.hub = sync::ShortName(traffic.hub_key);
  header.device_key =
      script.Once(8) ? script.Pick(traffic.devices).key.public_key : device.key.public_key;
  header.commits = script.Number(0);
  header.written_ms = script.Number(0);
  if (script.Once(16)) header.kind = sync::BundleHeader::Kind::kAnswer;
  const std::string join = script.Once(4) ? Joining(script) : std::string();
  const auto bytes = sync::EncodeBundle(header, {join, message}, device.key, traffic.hub_key);
  ASSERT(bytes);
  const auto answer = hub.ReadBundle(*bytes);
  if (!answer) return;
  const auto bundle = sync::DecodeBundle(*answer);
  ASSERT(bundle && bundle->header.answers == sync::DecodeBundle(*bytes)->header.id);
  const auto body = sync::OpenBundle(*bundle, traffic.hub_key, device.key);
  ASSERT(body);
  CheckAnswer(std::string(sync::SplitBody(*body)->message), device);
}

void Ask(server::Hub& hub, Script& script, Bender& bender) {
  const Traffic::Device& device = script.Pick(TheTraffic().devices);
  std::string body = EncodeRequest(Request(script, bender, device));
  const bool cut = script.Once(16);
  if (cut) body.resize(body.size() - std::min<size_t>(body.size(), script.Word()));
  if (script.Once(4)) return Carry(hub, script, body, device);
  const auto answer = hub.Sync(device.token, body, !cut);
  if (answer && !cut) CheckAnswer(*answer, device);
}

// An honest installation exchanges with the hub.
void Visit(sync::Store& store, server::Hub& hub) {
  sync::Exchange exchange(store.replica());
  for (int step = 0;; ++step) {
    ASSERT(step < 64);
    const sync::Instruction next = exchange.Next();
    if (next.kind == sync::Instruction::Kind::kDone) break;
    ASSERT(next.kind != sync::Instruction::Kind::kFailed);
    if (next.kind == sync::Instruction::Kind::kWait) continue;
    const auto answer = hub.Sync(store.replica().membership().token, next.body, true);
    ASSERT(answer);
    exchange.OnAnswer(*answer, true);
  }
}

void CheckWhole(sync::Store& store) {
  const auto problems = store.Verify(false);
  for (const std::string& problem : problems) std::fprintf(stderr, "%s\n", problem.c_str());
  ASSERT(problems.empty());
}

// Whatever one device has said, the others go on, stay whole and agree.
void CheckOthers(server::Hub& hub) {
  const Traffic& traffic = TheTraffic();
  TestEnvironment environment(6);
  MemoryDisk of_school, of_coordinator;
  of_school.CopyFrom(traffic.school);
  of_coordinator.CopyFrom(traffic.coordinator);
  const auto school = sync::Store::Open(of_school.Options("kruzhok.db"), environment);
  const auto coordinator = sync::Store::Open(of_coordinator.Options("kruzhok.db"), environment);
  for (int round = 0; round < 2; ++round)
    for (const auto* each : {&school, &coordinator}) Visit(***each, hub);
  for (const auto* each : {&school, &coordinator}) CheckWhole(***each);
  for (const sync::StreamId& stream : traffic.streams)
    ASSERT((*school)->Digest(stream).front().digest ==
           (*coordinator)->Digest(stream).front().digest);
}

}  // namespace

void TryRequest(std::string_view bytes) {
  Script script(bytes);
  const unsigned how = script.Byte();
  OpenHub open(how & 1);
  Bender bender(TheTraffic());
  for (int requests = 0; requests < 4 && !script.done(); ++requests) Ask(*open.hub, script, bender);
  open.CheckWhole();
  if (how & 2) CheckOthers(*open.hub);
}

namespace {

server::HttpRequest HttpOf(Script& script) {
  static constexpr const char* kMethods[] = {"POST", "GET", "HEAD", "PUT", "", "post"};
  static constexpr const char* kPaths[] = {"/v1/sync", "/v1/join", "/v1/health", "/metrics",
                                           "/",        "",         "/v1/sync/"};
  static constexpr const char* kTypes[] = {"application/x-kruzhok", "application/json",
                                           "application/x-kruzhok; charset=x", "",
                                           "application/x-kruzhokk"};
  const Traffic& traffic = TheTraffic();
  server::HttpRequest request{script.Pick(kMethods),
                              script.Pick(kPaths),
                              script.Pick(kTypes),
                              script.Pick(traffic.devices).token,
                              std::string(1, static_cast<char>('0' + script.Byte() % 3)),
                              {},
                              !script.Once(8)};
  if (script.Once(8)) request.path = script.Take(script.Byte());
  if (script.Once(8)) request.token = script.Take(script.Byte());
  switch (script.Byte() % 4) {
    case 0:
      request.body = script.Take(script.Word());
      break;
    case 1:
      request.body = script.Pick(traffic.requests);
      break;
    case 2:
      request.body = Joining(script);
      break;
    default: {
      Bender bender(traffic);
      request.body = EncodeRequest(Request(script, bender, script.Pick(traffic.devices)));
      break;
    }
  }
  if (script.Once(8) && !request.body.empty())
    request.body[script.Below(request.body.size())] = static_cast<char>(script.Byte());
  return request;
}

void CheckResponse(const server::HttpResponse& response) {
  using nlohmann::json;
  ASSERT(response.status != 500 && response.status != 503);
  if (response.status != 200) {
    ASSERT(response.content_type == "application/problem+json");
    const json problem = json::parse(response.body, nullptr, false);
    ASSERT(problem.is_object() && problem.at("status") == response.status);
    const auto code = model::ErrorCode::FromName(problem.at("code").get<std::string>(), "usage");
    ASSERT(code != model::ErrorCode("usage"));
  } else if (response.content_type == "application/json") {
    ASSERT(json::parse(response.body, nullptr, false).is_object());
  }
  for (const auto& [name, value] : response.headers)
    ASSERT(value.find_first_of("\r\n") == value.npos);
}

}  // namespace

void TryHttp(std::string_view bytes) {
  Script script(bytes);
  OpenHub open(false);
  server::Service service(*open.hub, open.environment);
  for (int requests = 0; requests < 4 && !script.done(); ++requests)
    CheckResponse(service.Handle(HttpOf(script)));
  open.CheckWhole();
}

}  // namespace tests
