// SPDX-License-Identifier: MIT
#include "sync/sqlite/statement.h"

#include <sqlite3.h>

#include "sync/sqlite/database.h"

namespace kruzhok::sync {
namespace {

// SQLite takes a null pointer for NULL; an empty view is an empty value.
const char* NotNull(std::string_view bytes) {
  return bytes.data() == nullptr ? "" : bytes.data();
}

}  // namespace

Statement::~Statement() {
  if (handle_ != nullptr) database_->TakeBack(handle_);
}

void Statement::Check(int code) {
  if (code != SQLITE_OK) database_->Fail(code, sqlite3_sql(handle_));
}

void Statement::Bind(int index, std::nullptr_t) {
  Check(sqlite3_bind_null(handle_, index));
}

void Statement::BindInt(int index, std::int64_t value) {
  Check(sqlite3_bind_int64(handle_, index, value));
}

void Statement::Bind(int index, std::string_view text) {
  Check(
      sqlite3_bind_text64(handle_, index, NotNull(text), text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::Bind(int index, BlobView blob) {
  Check(sqlite3_bind_blob64(handle_, index, NotNull(blob.bytes), blob.bytes.size(), SQLITE_STATIC));
}

void Statement::Bind(int index, std::span<const std::byte> blob) {
  Bind(index, BlobView{{reinterpret_cast<const char*>(blob.data()), blob.size()}});
}

void Statement::BindCopy(int index, std::string_view text) {
  Check(sqlite3_bind_text64(handle_, index, NotNull(text), text.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
}

void Statement::BindCopy(int index, BlobView blob) {
  Check(sqlite3_bind_blob64(handle_, index, NotNull(blob.bytes), blob.bytes.size(),
                            SQLITE_TRANSIENT));
}

bool Statement::Step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    // The message is read before the reset, and the reset happens before the caller sees the error.
    const ResetAtEnd reset(*this);
    database_->Fail(code, sqlite3_sql(handle_));
  }
  Reset();
  return false;
}

void Statement::Run() {
  while (Step()) {
  }
}

void Statement::Reset() noexcept {
  sqlite3_reset(handle_);
}

void Statement::ClearBindings() noexcept {
  sqlite3_clear_bindings(handle_);
}

std::int64_t Statement::Int(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_, column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::string_view Statement::Blob(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

ColumnType Statement::Type(int column) const {
  return static_cast<ColumnType>(sqlite3_column_type(handle_, column));
}

int Statement::ColumnCount() const {
  return sqlite3_column_count(handle_);
}

std::string_view Statement::ColumnName(int column) const {
  const char* name = sqlite3_column_name(handle_, column);
  ASSERT(name != nullptr);
  return name;
}

}  // namespace kruzhok::sync
