// SPDX-License-Identifier: MIT
// A transaction as a scope: committed by Commit(), otherwise rolled back when the scope ends.
#pragma once

#include "model/assert.h"
#include "sync/sqlite/database.h"

namespace kruzhok::sync {

// Lives on the stack of the thread that uses the Database; at most one per Database at a time. The
// destructor never throws, so the error that ended the scope is the one that arrives.
class Transaction {
 public:
  enum class Kind {
    kWrite,  // Takes the write lock at once; waits for another writer up to the busy timeout.
    kRead,   // A snapshot from the first SELECT on; must not write.
  };

  // Throws storage_busy when another writer did not finish in time.
  explicit Transaction(Database& database, Kind kind = Kind::kWrite) : database_(database) {
    ASSERT(!database.in_transaction());
    database.Cached(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN").Run();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (!committed_) database_.RollBack();
  }

  // Durable when it returns. If it throws, nothing of the transaction will be in the file, except
  // when the machine failed in the middle of the commit itself: then it is there whole or not at
  // all.
  void Commit() {
    ASSERT(!committed_);
    database_.Cached("COMMIT").Run();
    committed_ = true;
  }

 private:
  Database& database_;
  bool committed_ = false;
};

}  // namespace kruzhok::sync
