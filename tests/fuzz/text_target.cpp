// SPDX-License-Identifier: MIT
#include <string>

#include "model/assert.h"
#include "model/error.h"
#include "server-stub/bearer_token.h"
#include "sync/exchange/join.h"
#include "sync/sqlite/transaction.h"
#include "sync/store/row_clock.h"
#include "tests/fuzz/targets.h"
#include "tests/support/memory_vfs.h"

namespace tests {
namespace {

void TryNames(std::string_view text) {
  if (const auto id = model::Uuid::FromBase64(text)) ASSERT(id->Base64() == text);
  if (const auto id = model::Uuid::FromText(text)) {
    ASSERT(model::Uuid::FromText(id->Text()) == id);
    ASSERT(model::Uuid::FromBase64(id->Base64()) == id);
  }
  if (const auto bytes = model::DecodeBase64Url(text)) {
    std::string again;
    model::AppendBase64Url(*bytes, again);
    ASSERT(again == text);
  }
  std::string encoded;
  model::AppendBase64Url(text, encoded);
  ASSERT(model::DecodeBase64Url(encoded) == text);
  if (const auto stream = sync::ParseStreamName(text))
    ASSERT(sync::ParseStreamName(sync::StreamName(*stream)) == stream);
  if (const auto dot = sync::ParseDot(text)) {
    ASSERT(sync::ParseDot(sync::FormatDot(*dot)) == dot);
    std::string relative;
    AppendDot(*dot, dot->site, relative);
    ASSERT(sync::ParseDot(relative, dot->site) == dot && !sync::ParseDot(relative));
  }
  if (const auto code = sync::ParseJoinCode(text)) {
    const auto again = sync::ParseJoinCode(sync::FormatJoinCode(*code));
    ASSERT(again && again->secret == code->secret && again->key_part == code->key_part);
  }
}

void TryJoining(std::string_view text) {
  const std::string key(32, 'k');
  if (const auto request = sync::DecodeJoinRequest(text)) {
    const std::string json = EncodeJoinRequest(*request);
    const auto again = sync::DecodeJoinRequest(json);
    ASSERT(again && EncodeJoinRequest(*again) == json);
    ASSERT(again->device == request->device && again->site == request->site);
    ASSERT(JoinStatement(*again) == JoinStatement(*request));
  } else {
    ASSERT(request.error().code == "bad_request");
  }
  if (const auto answer = sync::DecodeJoinAnswer(text)) {
    const auto again = sync::DecodeJoinAnswer(EncodeJoinAnswer(*answer));
    ASSERT(again && EncodeJoinAnswer(*again) == EncodeJoinAnswer(*answer));
    ASSERT(JoinedStatement({}, *again) == JoinedStatement({}, *answer));
  }
  for (const int status : {200, 401, 418, 503})
    for (const char* type : {"application/problem+json", "text/html"}) {
      const auto error = sync::ErrorOfReply({status, type, std::string(text), std::nullopt, 0});
      ASSERT(status != 200 || error.code == "not_kruzhok");
    }
  const std::string token = server::BearerToken(text);
  ASSERT(token.find('\n') == token.npos || text.find('\n') != text.npos);
}

void CheckSame(const sync::RowClock& a, const sync::RowClock& b) {
  ASSERT(a.births == b.births && a.exceptions == b.exceptions);
  ASSERT(a.tombstones.size() == b.tombstones.size());
  for (size_t i = 0; i < a.tombstones.size(); ++i)
    ASSERT(a.tombstones[i].dot == b.tombstones[i].dot &&
           a.tombstones[i].seen == b.tombstones[i].seen);
}

// Revs come from people and scripts; a clock's column only from a file that may be damaged.
void TryClocks(std::string_view text) {
  static MemoryDisk disk;
  static const auto database = [] {
    auto opened = sync::Database::Open(disk.Options("clocks.db"));
    sync::ChangeLog log(*opened);
    for (int format = 0; format < sync::ChangeLog::kFormat; ++format) log.Upgrade(format);
    return opened;
  }();
  sync::ChangeLog log(*database);
  const sync::Transaction nothing_stays(*database);
  std::string rev;
  model::AppendBase64Url("\1" + std::string(text), rev);
  for (const std::string_view each : {text, std::string_view(rev)})
    if (const auto clock = sync::ParseRev(each)) {
      const auto again = sync::ParseRev(sync::FormatRev(*clock));
      ASSERT(again);
      CheckSame(*clock, *again);
      CheckSame(*clock, sync::UnpackClock(sync::PackClock(*clock, log), log));
    }
  for (int i = 0; i < 4; ++i) {
    log.OrdinalOf(model::Uuid{{static_cast<uint8_t>(i + 1)}});
    log.TextOrdinalOf("field" + std::to_string(i));
  }
  try {
    const auto clock = sync::UnpackClock(text, log);
    CheckSame(clock, sync::UnpackClock(sync::PackClock(clock, log), log));
  } catch (const model::StorageError& error) {
    ASSERT(error.code() == "storage_corrupt");
  }
}

}  // namespace

void TryText(std::string_view bytes) {
  TryNames(bytes);
  TryJoining(bytes);
  TryClocks(bytes);
}

}  // namespace tests
