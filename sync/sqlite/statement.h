// SPDX-License-Identifier: MIT
// A prepared SQL statement: bind, step, read columns. Made by Database; used wherever rows are read
// or written. Every failure of the machine is a model::StorageError; a wrong index is our bug and
// stops.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "model/assert.h"
#include "sync/namespace.h"

struct sqlite3_stmt;

namespace kruzhok::sync {

class Database;

// Marks bytes that are bound as BLOB; a plain string_view is bound as TEXT.
struct BlobView {
  std::string_view bytes;
};

// The storage class of one value of a row.
enum class ColumnType { kInteger = 1, kReal = 2, kText = 3, kBlob = 4, kNull = 5 };

// One prepared statement. It belongs to its Database, is used on the same thread and must die
// before it (those of Database::Cached do). Parameters count from 1, columns from 0.
//
// BORROWED MEMORY: Bind() copies no text and no blob. What was bound must stay where it is until
// the last Step() of this round; use BindCopy() where it can't. Run(values...) is always safe.
//
// A SELECT that is left before Step() returned false keeps its snapshot of the file, so that the
// log beside the file grows: read to the end, Reset() it, or hold a ResetAtEnd.
class Statement {
 public:
  Statement(Statement&& other) noexcept
      : database_(other.database_), handle_(std::exchange(other.handle_, nullptr)) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  void Bind(int index, std::nullptr_t);
  // Borrows `text` (see above).
  void Bind(int index, std::string_view text);
  void Bind(int index, const char* text) { Bind(index, std::string_view(text)); }
  void Bind(int index, const std::string& text) { Bind(index, std::string_view(text)); }
  void Bind(int index, std::string&& text) = delete;  // It would be gone before Step().
  // Borrows the bytes (see above).
  void Bind(int index, BlobView blob);
  void Bind(int index, std::span<const std::byte> blob);
  // Any whole number or bool. REQUIRES: it fits into 64 signed bits.
  template <std::integral Number>
  void Bind(int index, Number value) {
    ASSERT(FitsInt64(value));
    BindInt(index, static_cast<std::int64_t>(value));
  }
  // An empty optional is NULL. Borrows what the optional holds.
  template <typename T>
  void Bind(int index, const std::optional<T>& value) {
    value ? Bind(index, *value) : Bind(index, nullptr);
  }
  void Bind(int index, std::optional<std::string>&& value) = delete;

  // As Bind(), but keeps a copy.
  void BindCopy(int index, std::string_view text);
  void BindCopy(int index, BlobView blob);

  // Binds the values to the parameters 1, 2, … Borrows them.
  template <typename... Values>
  void BindAll(Values&&... values) {
    int index = 0;
    (Bind(++index, std::forward<Values>(values)), ...);
  }

  // Goes to the next row. Returns whether there is one; after false the statement is reset. After a
  // throw it is reset as well.
  bool Step();
  // Steps to the end and resets; the bindings stay.
  void Run();
  // Binds the values, steps to the end, resets and lets go of the values; temporaries are welcome.
  template <typename First, typename... Rest>
  void Run(const First& first, const Rest&... rest) {
    BindAll(first, rest...);
    Run();
    ClearBindings();
  }
  // Back to before the first row; the bindings stay. Never fails.
  void Reset() noexcept;
  void ClearBindings() noexcept;

  // Columns of the current row. REQUIRES: the last Step() returned true.
  // The views are valid until the next Step(), Reset(), or reading of the same column as another
  // type. A NULL reads as 0 and as empty.
  std::int64_t Int(int column) const;
  std::string_view Text(int column) const;
  std::string_view Blob(int column) const;
  bool IsNull(int column) const { return Type(column) == ColumnType::kNull; }
  ColumnType Type(int column) const;

  int ColumnCount() const;
  std::string_view ColumnName(int column) const;

 private:
  friend class Database;
  Statement(Database& database, sqlite3_stmt* handle) : database_(&database), handle_(handle) {}

  template <std::integral Number>
  static constexpr bool FitsInt64(Number value) {
    return static_cast<std::int64_t>(value) >= 0 || std::signed_integral<Number>;
  }
  void BindInt(int index, std::int64_t value);
  void Check(int code);

  Database* database_;
  sqlite3_stmt* handle_;
};

// Resets the statement when the scope ends, also by an exception or an early return.
class ResetAtEnd {
 public:
  explicit ResetAtEnd(Statement& statement) : statement_(statement) {}
  ResetAtEnd(const ResetAtEnd&) = delete;
  ResetAtEnd& operator=(const ResetAtEnd&) = delete;
  ~ResetAtEnd() { statement_.Reset(); }

 private:
  Statement& statement_;
};

}  // namespace kruzhok::sync
