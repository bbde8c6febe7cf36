// SPDX-License-Identifier: MIT
// What a site does in the bench: joins, saves synthetic schools, exchanges over HTTP.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "sync/exchange/transport.h"
#include "sync/store/store.h"
#include "tests/bench/process.h"
#include "tests/support/synthetic.h"

namespace tests::bench {

class Site {
 public:
  // Ends the program when the file cannot be opened.
  explicit Site(const std::string& path);

  kruzhok::sync::Store& store() { return *store_; }

  void Join(const std::string& server, const std::string& code);
  // Exchanges until nothing is left; time, rows (pushed and pulled), bytes and requests of it.
  Measure Exchange();
  // The first request of an exchange that wants no more than so many bytes of pages.
  std::string Request(size_t pull_bytes);
  const std::string& token() const { return store_->replica().membership().token; }
  void Disconnect() { transport_.reset(); }
  // Saves school after school, at most commit_rows per commit, as new rows; only the saving is
  // timed.
  Measure SaveSchools(int64_t schools, size_t commit_rows);
  // Ids are given by the store; later rows that refer to these rows are told the new ones.
  void Save(const std::vector<SyntheticRow>& rows, const model::Uuid& owner, size_t commit_rows,
            Spent* spent = nullptr);
  void Edit(const model::EntityType& type, const model::Uuid& id, const model::FieldInfo& field,
            const model::Value& value);
  int64_t DatabaseBytes();  // After a checkpoint.
  int64_t FreeBytes();      // Of the file, for what comes next.

 private:
  std::string path_;
  std::unique_ptr<kruzhok::sync::Store> store_;
  std::unique_ptr<kruzhok::sync::Transport> transport_;
  std::map<model::Uuid, model::Uuid> ids_;  // Synthetic to real.
};

}  // namespace tests::bench
