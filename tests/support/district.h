// SPDX-License-Identifier: MIT
// A district in a few words, for tests: schools, a coordinator and a hub, each the real engine on a
// disk in memory, without a network and with a clock that only tests move.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server-stub/hub.h"
#include "sync/exchange/exchange.h"
#include "sync/exchange/join.h"
#include "sync/store/store.h"
#include "tests/support/memory_vfs.h"

namespace tests {

// By name, as a person types them; an empty text clears. Smuggle takes JSON instead.
using Fields = std::vector<std::pair<std::string, std::string>>;

class TestEnvironment : public sync::Environment {
 public:
  explicit TestEnvironment(uint64_t seed) : random_(seed) {}
  int64_t NowMs() override { return now_ms; }
  void Random(void* bytes, size_t count) override;
  int64_t now_ms = 1'760'000'000'000;

 private:
  std::mt19937_64 random_;
};

class District;

// One installation. What can be refused returns the error's code, empty when it was done; what must
// work throws std::runtime_error when it does not.
class Installation {
 public:
  Installation(District& district, std::string name, uint64_t seed);

  model::Uuid Put(std::string_view entity, const Fields& fields,
                  const std::optional<model::Uuid>& owner = std::nullopt);
  std::string Edit(const model::Uuid& id, const Fields& fields,
                   const std::optional<std::string>& base = std::nullopt);
  std::string Delete(const model::Uuid& id, const std::optional<std::string>& base = std::nullopt);
  std::string Restore(const model::Uuid& id);
  // Decides for a value, as a person types it.
  std::string Resolve(const model::Uuid& id, std::string_view field, std::string_view value);
  // The action of the last successful write.
  const model::Uuid& action() const { return action_; }

  // A commit that no honest program of this version writes. `json`: by cell, values in JSON. It
  // names what is there now; `schema` 0 is this program's.
  struct Smuggled {
    std::string entity;
    model::Uuid id;
    Fields json;
    std::optional<sync::StreamId> stream{};  // Absent: the installation's organisation.
    std::optional<model::Uuid> owner{};      // Absent: the stream.
    int schema = 0;
  };
  sync::Dot Smuggle(const std::vector<Smuggled>& rows);

  std::string Value(const model::Uuid& id, std::string_view field);  // Official; empty: none.
  std::string Rev(const model::Uuid& id);
  bool Has(const model::Uuid& id);  // Alive.
  sync::RowView Row(const model::Uuid& id);
  size_t Disputes() { return store().Disputes().size(); }
  // Every line of the log and every byte of the files.
  bool Knows(std::string_view text);
  std::string DigestOf(const sync::StreamId& stream);

  std::string Join(const std::string& code);
  // Exchanges until nothing is left to do or it gives up.
  std::string Sync();
  // How requests travel; nothing when the line breaks. At first: to the hub and back.
  std::function<std::optional<std::string>(const std::string&)> line;
  std::vector<std::string> requests;  // Of the last Sync.
  std::vector<std::string> answers;
  sync::ExchangeTotals totals;

  sync::Store& store() { return *store_; }
  sync::Replica& replica() { return store_->replica(); }
  const model::Uuid& organisation() { return replica().membership().organisation; }
  void Close() { store_.reset(); }
  void Open();
  // Continues on a copy of another's disk.
  void CopyFrom(Installation& other);

  MemoryDisk disk;
  TestEnvironment environment;

 private:
  std::string Write(sync::RowWrite write, const Fields& fields);
  const model::EntityType& TypeOf(const model::Uuid& id) const;

  District& district_;
  std::string name_;
  model::Uuid action_;
  model::Uuid written_;  // The row of the last successful write.
  std::unique_ptr<sync::Store> store_;
};

class District {
 public:
  District();
  ~District();

  // The first PC of a school makes the school; the same name again is another PC there.
  Installation& School(const std::string& name);
  Installation& Coordinator();
  Installation& Stranger();  // Not joined.
  model::Uuid Organisation(const std::string& name);
  std::string Code(sync::Role role, const model::Uuid& organisation);

  server::Hub& hub() { return *hub_; }
  void RestartHub();
  void CloseHub() { hub_.reset(); }
  // The hub's answer, or nothing and its code in `hub_error`.
  std::optional<std::string> Ask(Installation& from, const std::string& request);
  std::string hub_error;
  // Everybody, until everybody has everything.
  void SyncAll();
  const server::Device& DeviceNamed(std::string_view name);

  MemoryDisk hub_disk{99};
  TestEnvironment hub_environment{99};
  std::map<model::Uuid, std::string> entity_of;  // Of every row that was put.

 private:
  void OpenHub();
  Installation& Add(const std::string& name);

  std::unique_ptr<server::Hub> hub_;
  std::map<std::string, model::Uuid> organisations_;
  std::vector<std::unique_ptr<Installation>> installations_;
  std::vector<server::Device> devices_;
};

// The hub as it was when this was made, to be put back.
class HubBackup {
 public:
  explicit HubBackup(District& district) : district_(district) {
    district_.CloseHub();
    disk_.CopyFrom(district_.hub_disk);
    district_.RestartHub();
  }
  void PutBack() {
    district_.CloseHub();
    district_.hub_disk.CopyFrom(disk_);
    district_.RestartHub();
  }

 private:
  District& district_;
  MemoryDisk disk_{31};
};

// The code of a failure, empty when there is none.
template <typename T>
std::string CodeOf(const model::Result<T>& result) {
  return result ? std::string() : std::string(result.error().code.name());
}

}  // namespace tests
