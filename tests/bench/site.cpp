// SPDX-License-Identifier: MIT
#include "tests/bench/site.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "sync/exchange/exchange.h"
#include "sync/exchange/http_transport.h"
#include "sync/exchange/join.h"

namespace tests::bench {
namespace {

using namespace kruzhok;

[[noreturn]] void Fail(const model::Error& error) {
  throw std::runtime_error(std::string(error.code.name()) + ": " + error.detail);
}

std::unique_ptr<sync::Transport> Connect(const std::string& server) {
  sync::HttpTransportOptions options;
  options.server = server;
  auto transport = sync::OpenHttpTransport(options);
  if (!transport) Fail(transport.error());
  return std::move(*transport);
}

}  // namespace

Site::Site(const std::string& path) : path_(path) {
  sync::OpenOptions options;
  options.path = path;
  auto store = sync::Store::Open(options, sync::RealEnvironment());
  if (!store) Fail(store.error());
  store_ = std::move(*store);
}

void Site::Join(const std::string& server, const std::string& code) {
  const auto transport = Connect(server);
  const auto joined =
      sync::Join(store_->replica(), *transport, {server, code, "bench", "Петрова А. И."});
  if (!joined) Fail(joined.error());
}

Measure Site::Exchange() {
  sync::Replica& replica = store_->replica();
  if (!transport_) transport_ = Connect(replica.membership().server);
  const sync::TransportCount before = transport_->count();
  Measure measure;
  const Stopwatch watch;
  sync::Exchange exchange(replica);
  for (;;) {
    const sync::Instruction next = exchange.Next();
    if (next.kind == sync::Instruction::Kind::kDone) break;
    if (next.kind != sync::Instruction::Kind::kSend)
      Fail(next.error.value_or(model::Error{"connection_lost", "the exchange waits", ""}));
    const Stopwatch waiting;
    const auto reply = transport_->Post(
        {"/v1/sync", std::string(sync::kContentType), replica.membership().token, next.body});
    measure.waited += waiting.Elapsed();
    if (!reply) Fail(reply.error());
    if (reply->status != 200) Fail(sync::ErrorOfReply(*reply));
    exchange.OnAnswer(reply->body, !reply->cut);
  }
  measure.spent = watch.Elapsed();
  const sync::TransportCount after = transport_->count();
  measure.rows = exchange.totals().pushed + exchange.totals().pulled;
  measure.bytes_sent = static_cast<int64_t>(after.sent - before.sent);
  measure.bytes_received = static_cast<int64_t>(after.received - before.received);
  measure.requests = static_cast<int64_t>(after.requests - before.requests);
  return measure;
}

std::string Site::Request(size_t pull_bytes) {
  sync::Exchange exchange(store_->replica(), {.pull_bytes = pull_bytes});
  return exchange.Next().body;
}

void Site::Save(const std::vector<SyntheticRow>& rows, const model::Uuid& owner, size_t commit_rows,
                Spent* spent) {
  std::vector<sync::RowWrite> writes;
  for (const SyntheticRow& row : rows) {
    sync::RowWrite& write = writes.emplace_back();
    write.type = row.type;
    write.owner = owner;
    write.fields = row.fields;
    for (auto& [field, value] : write.fields)
      if (const auto* id = std::get_if<model::Uuid>(&value))
        if (const auto known = ids_.find(*id); known != ids_.end()) value = known->second;
  }
  sync::WriteOptions options;
  options.commit_rows = commit_rows;
  const Stopwatch watch;
  const auto written = store_->Write(writes, options);
  if (spent) *spent += watch.Elapsed();
  if (!written) Fail(written.error());
  for (size_t i = 0; i < rows.size(); ++i) ids_[rows[i].id] = written->rows[i].id;
}

Measure Site::SaveSchools(int64_t schools, size_t commit_rows) {
  Measure measure;
  for (int64_t index = 0; index < schools; ++index) {
    SyntheticSchool school(index);
    const std::vector<SyntheticRow> rows = school.Rows();
    for (auto from = rows.begin(); from != rows.end();) {
      // A save is of one table, as from a form or an import.
      auto to = from;
      while (to != rows.end() && to->type == from->type && to - from < std::ssize(rows) &&
             static_cast<size_t>(to - from) < commit_rows)
        ++to;
      Save({from, to}, school.id(), commit_rows, &measure.spent);
      from = to;
    }
    measure.rows += std::ssize(rows);
    ids_.clear();
  }
  measure.database_bytes = DatabaseBytes();
  return measure;
}

void Site::Edit(const model::EntityType& type, const model::Uuid& id, const model::FieldInfo& field,
                const model::Value& value) {
  sync::RowWrite write;
  write.type = &type;
  write.id = id;
  write.fields.emplace_back(&field, value);
  if (const auto written = store_->Write({write}, {}); !written) Fail(written.error());
}

int64_t Site::DatabaseBytes() {
  store_->replica().database().Checkpoint();
  return static_cast<int64_t>(std::filesystem::file_size(path_));
}

int64_t Site::FreeBytes() {
  sync::Statement pages = store_->replica().database().Prepare("PRAGMA freelist_count");
  sync::Statement size = store_->replica().database().Prepare("PRAGMA page_size");
  return pages.Step() && size.Step() ? pages.Int(0) * size.Int(0) : 0;
}

}  // namespace tests::bench
