// SPDX-License-Identifier: MIT
#include "client/cli/demo/demo_site.h"

#include "client/app/data_folder.h"
#include "model/value.h"
#include "sync/exchange/http_transport.h"
#include "sync/exchange/join.h"

namespace kruzhok::client {

model::Result<DemoSite> DemoSite::Make(const std::filesystem::path& folder, std::string user) {
  auto store = OpenStore(folder, sync::RealEnvironment());
  if (!store) return store.error();
  return DemoSite(std::move(*store), std::move(user));
}

model::Result<void> DemoSite::Join(const std::string& server, const std::string& code,
                                   const std::string& device) {
  sync::HttpTransportOptions address;
  address.server = server;
  const auto transport = sync::OpenHttpTransport(address);
  if (!transport) return transport.error();
  return sync::Join(store_->replica(), **transport, {server, code, device, user_});
}

SyncOutcome DemoSite::Sync() {
  const auto transport = OpenTransport(store_->replica());
  if (transport) return RunSync(store_->replica(), **transport);
  SyncOutcome outcome;
  outcome.error = transport.error();
  return outcome;
}

model::Result<void> DemoSite::Set(const model::EntityType& type, const model::Uuid& id,
                                  const Texts& texts, std::string note) {
  sync::RowWrite row;
  row.type = &type;
  row.id = id;
  for (const auto& [field, text] : texts) {
    auto value = model::ParseValue(field.kind(), text);
    if (!value) return value.error();
    row.fields.emplace_back(&field, *std::move(value));
  }
  sync::WriteOptions options;
  options.note = std::move(note);
  const auto written = store_->Write({row}, options);
  if (!written) return written.error();
  return {};
}

std::string DemoSite::Get(const model::EntityType& type, const model::Uuid& id,
                          const model::FieldInfo& field) {
  const auto row = store_->Get(type, id);
  return row ? model::FormatValue(row->record.value(field)) : "";
}

std::string DemoSite::DigestOf(const sync::StreamId& stream) {
  const auto digests = store_->Digest(stream);
  return digests.empty() ? "" : digests.front().digest;
}

}  // namespace kruzhok::client
