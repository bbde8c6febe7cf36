// SPDX-License-Identifier: MIT
// One installation of the demonstration: a school's PC or the coordinator's.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/app/sync_runner.h"
#include "sync/store/store.h"

namespace kruzhok::client {

class DemoSite {
 public:
  static model::Result<DemoSite> Make(const std::filesystem::path& folder, std::string user);

  model::Result<void> Join(const std::string& server, const std::string& code,
                           const std::string& device);
  SyncOutcome Sync();

  sync::Store& store() { return *store_; }
  model::Uuid organisation() { return store_->replica().membership().organisation; }
  // Writes fields of a row as one action; an error of it is an error of the demonstration.
  using Texts = std::vector<std::pair<const model::FieldInfo&, std::string>>;
  model::Result<void> Set(const model::EntityType& type, const model::Uuid& id, const Texts& texts,
                          std::string note = {});
  std::string Get(const model::EntityType& type, const model::Uuid& id,
                  const model::FieldInfo& field);
  std::string DigestOf(const sync::StreamId& stream);

 private:
  DemoSite(std::unique_ptr<sync::Store> store, std::string user)
      : store_(std::move(store)), user_(std::move(user)) {}

  std::unique_ptr<sync::Store> store_;
  std::string user_;
};

}  // namespace kruzhok::client
