// SPDX-License-Identifier: MIT
#include "tests/bench/limit.h"

#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <netinet/in.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>
#include <zstd.h>

#include "model/catalog.h"
#include "tests/support/synthetic.h"

namespace tests::bench {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 20;
constexpr int64_t kSyncCommitRows = 5000;
constexpr const char* kTables[] = {"programme", "group", "child", "category", "enrolment"};

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "limit: %s\n", what.c_str());
  std::exit(1);
}

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;
using Prepared = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

void Execute(sqlite3* database, const std::string& sql) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    Die(sql + ": " + sqlite3_errmsg(database));
}

Handle OpenFile(const std::string& path) {
  sqlite3* database = nullptr;
  if (sqlite3_open(path.c_str(), &database) != SQLITE_OK) Die("cannot open " + path);
  Execute(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536");
  return Handle(database);
}

void RemoveFile(const std::string& path) {
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
}

Prepared Prepare(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(database, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement,
                         nullptr) != SQLITE_OK)
    Die(sql + ": " + sqlite3_errmsg(database));
  return Prepared(statement);
}

void Step(sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) Die("a step failed");
  sqlite3_reset(statement);
}

// id, owner, then the fields of the catalogue, named by their places.
int ColumnCount(const model::EntityType& type) {
  return static_cast<int>(type.fields().size()) + 2;
}

Handle NewFile(const std::string& path) {
  RemoveFile(path);
  Handle database = OpenFile(path);
  for (const char* table : kTables) {
    const model::EntityType& type = *model::FindEntity(table);
    std::string sql =
        "CREATE TABLE \"" + std::string(table) + "\"(id TEXT PRIMARY KEY NOT NULL, owner TEXT";
    for (const model::FieldInfo* field : type.fields()) {
      const bool integer =
          field->kind() == model::Kind::kInteger || field->kind() == model::Kind::kBoolean;
      sql += ",\"" + std::string(field->name()) + (integer ? "\" INTEGER" : "\" TEXT");
    }
    Execute(database.get(), sql + ')');
  }
  Execute(database.get(), "PRAGMA wal_checkpoint(TRUNCATE)");
  return database;
}

std::vector<Prepared> Inserts(sqlite3* database) {
  std::vector<Prepared> inserts;
  for (const char* table : kTables) {
    std::string sql = "INSERT INTO \"" + std::string(table) + "\" VALUES(?";
    for (int i = 1; i < ColumnCount(*model::FindEntity(table)); ++i) sql += ",?";
    inserts.push_back(Prepare(database, sql + ')'));
  }
  return inserts;
}

size_t TableIndex(const model::EntityType& type) {
  for (size_t i = 0; i < std::size(kTables); ++i)
    if (type.name() == kTables[i]) return i;
  Die("an entity without a table");
}

// A row as a plain program would hold it: a number or a text per column.
struct PlainRow {
  struct Cell {
    enum class Kind { kNull, kInteger, kText } kind = Kind::kNull;
    int64_t number = 0;
    std::string text{};
  };
  size_t table = 0;
  std::vector<Cell> cells;
};

PlainRow PlainOf(const SyntheticRow& row, const model::Uuid& owner) {
  using Cell = PlainRow::Cell;
  PlainRow plain{TableIndex(*row.type),
                 std::vector<Cell>(static_cast<size_t>(ColumnCount(*row.type)))};
  plain.cells[0] = {Cell::Kind::kText, 0, row.id.Text()};
  plain.cells[1] = {Cell::Kind::kText, 0, owner.Text()};
  for (const auto& [field, value] : row.fields) {
    Cell& cell = plain.cells[field->index() + 2];
    if (const auto* number = std::get_if<int64_t>(&value))
      cell = {Cell::Kind::kInteger, *number, {}};
    else if (const auto* boolean = std::get_if<bool>(&value))
      cell = {Cell::Kind::kInteger, *boolean, {}};
    else
      cell = {Cell::Kind::kText, 0, model::FormatValue(value)};
  }
  return plain;
}

void InsertRow(sqlite3_stmt* insert, const PlainRow& row) {
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const PlainRow::Cell& cell = row.cells[i];
    const int index = static_cast<int>(i) + 1;
    switch (cell.kind) {
      case PlainRow::Cell::Kind::kNull:
        sqlite3_bind_null(insert, index);
        break;
      case PlainRow::Cell::Kind::kInteger:
        sqlite3_bind_int64(insert, index, cell.number);
        break;
      case PlainRow::Cell::Kind::kText:
        sqlite3_bind_text(insert, index, cell.text.data(), static_cast<int>(cell.text.size()),
                          SQLITE_STATIC);
        break;
    }
  }
  Step(insert);
}

void AppendVarint(uint64_t number, std::string& out) {
  for (; number >= 0x80; number >>= 7)
    out += static_cast<char>(static_cast<uint8_t>(number | 0x80));
  out += static_cast<char>(number);
}

uint64_t TakeVarint(const char*& at) {
  uint64_t number = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<uint8_t>(*at++);
    number |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return number;
  }
}

// Per column: 0 for NULL, 1 and a zigzag number, or a length + 2 and the bytes.
void AppendRow(size_t table, sqlite3_stmt* select, std::string& out) {
  out += static_cast<char>(table);
  for (int i = 0; i < sqlite3_column_count(select); ++i) {
    const int type = sqlite3_column_type(select, i);
    if (type == SQLITE_NULL) {
      out += '\0';
    } else if (type == SQLITE_INTEGER) {
      const int64_t number = sqlite3_column_int64(select, i);
      out += '\1';
      AppendVarint(static_cast<uint64_t>(number) << 1 ^ static_cast<uint64_t>(number >> 63), out);
    } else {
      const auto size = static_cast<size_t>(sqlite3_column_bytes(select, i));
      AppendVarint(size + 2, out);
      out.append(static_cast<const char*>(sqlite3_column_blob(select, i)), size);
    }
  }
}

const char* BindRow(const char* at, int columns, sqlite3_stmt* insert) {
  for (int i = 1; i <= columns; ++i) {
    const uint64_t head = TakeVarint(at);
    if (head == 0) {
      sqlite3_bind_null(insert, i);
    } else if (head == 1) {
      const uint64_t folded = TakeVarint(at);
      sqlite3_bind_int64(insert, i, static_cast<int64_t>(folded >> 1 ^ (~(folded & 1) + 1)));
    } else {
      sqlite3_bind_text(insert, i, at, static_cast<int>(head - 2), SQLITE_STATIC);
      at += head - 2;
    }
  }
  return at;
}

struct BlockHeader {
  uint32_t plain = 0;
  uint32_t packed = 0;
};

void SendAll(int socket, const void* bytes, size_t count) {
  const char* at = static_cast<const char*>(bytes);
  while (count > 0) {
    const ssize_t sent = send(socket, at, count, 0);
    if (sent <= 0) Die("send");
    at += sent;
    count -= static_cast<size_t>(sent);
  }
}

bool ReceiveAll(int socket, void* bytes, size_t count) {
  char* at = static_cast<char*>(bytes);
  while (count > 0) {
    const ssize_t got = recv(socket, at, count, 0);
    if (got <= 0) return false;
    at += got;
    count -= static_cast<size_t>(got);
  }
  return true;
}

void Serve(int listening, const std::string& path) {
  const Handle database = OpenFile(path);
  const int line = accept(listening, nullptr, nullptr);
  const std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx*)> zstd(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  std::string plain;
  std::string packed;
  const auto flush = [&] {
    packed.resize(ZSTD_compressBound(plain.size()));
    const size_t size =
        ZSTD_compressCCtx(zstd.get(), packed.data(), packed.size(), plain.data(), plain.size(), 3);
    const BlockHeader header{static_cast<uint32_t>(plain.size()), static_cast<uint32_t>(size)};
    SendAll(line, &header, sizeof header);
    SendAll(line, packed.data(), size);
    plain.clear();
  };
  Execute(database.get(), "BEGIN");
  for (size_t i = 0; i < std::size(kTables); ++i) {
    const Prepared select =
        Prepare(database.get(), "SELECT * FROM \"" + std::string(kTables[i]) + '"');
    while (sqlite3_step(select.get()) == SQLITE_ROW) {
      AppendRow(i, select.get(), plain);
      if (plain.size() >= kBlockBytes) flush();
    }
  }
  if (!plain.empty()) flush();
  const BlockHeader end;
  SendAll(line, &end, sizeof end);
  close(line);
}

int Listen(uint16_t& port) {
  const int listening = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr* general = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (bind(listening, general, size) != 0 || listen(listening, 1) != 0) Die("listen");
  getsockname(listening, general, &size);
  port = ntohs(address.sin_port);
  return listening;
}

int Connect(uint16_t port) {
  const int line = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    Die("connect");
  return line;
}

}  // namespace

LimitResult RawInsert(const std::string& path, int64_t schools, int64_t commit_rows) {
  const Handle database = NewFile(path);
  const std::vector<Prepared> inserts = Inserts(database.get());
  LimitResult result;
  int64_t open_rows = 0;
  Stopwatch watch;
  Execute(database.get(), "BEGIN");
  for (int64_t index = 0; index < schools; ++index) {
    watch.Pause();
    SyntheticSchool school(index);
    std::vector<PlainRow> rows;
    for (const SyntheticRow& row : school.Rows()) rows.push_back(PlainOf(row, school.id()));
    watch.Resume();
    for (const PlainRow& row : rows) {
      InsertRow(inserts[row.table].get(), row);
      ++result.rows;
      if (++open_rows != commit_rows) continue;
      Execute(database.get(), "COMMIT;BEGIN");
      open_rows = 0;
    }
  }
  Execute(database.get(), "COMMIT");
  result.spent = watch.Elapsed();
  Execute(database.get(), "PRAGMA wal_checkpoint(TRUNCATE)");
  result.bytes = static_cast<int64_t>(std::filesystem::file_size(path));
  return result;
}

LimitResult RawSync(const std::string& from, const std::string& to) {
  uint16_t port = 0;
  const int listening = Listen(port);
  const Handle database = NewFile(to);
  const std::vector<Prepared> inserts = Inserts(database.get());
  LimitResult result;
  const Stopwatch watch;
  std::thread server([&] { Serve(listening, from); });
  const int line = Connect(port);
  std::string packed;
  std::string plain;
  int64_t open_rows = 0;
  Execute(database.get(), "BEGIN");
  for (BlockHeader header; ReceiveAll(line, &header, sizeof header) && header.plain > 0;) {
    packed.resize(header.packed);
    plain.resize(header.plain);
    if (!ReceiveAll(line, packed.data(), packed.size())) Die("receive");
    if (ZSTD_isError(ZSTD_decompress(plain.data(), plain.size(), packed.data(), packed.size())))
      Die("decompress");
    result.bytes += static_cast<int64_t>(sizeof header + packed.size());
    for (const char* at = plain.data(); at < plain.data() + plain.size();) {
      const auto table = static_cast<size_t>(*at++);
      sqlite3_stmt* insert = inserts[table].get();
      at = BindRow(at, ColumnCount(*model::FindEntity(kTables[table])), insert);
      Step(insert);
      ++result.rows;
      if (++open_rows < kSyncCommitRows) continue;
      Execute(database.get(), "COMMIT;BEGIN");
      open_rows = 0;
    }
  }
  Execute(database.get(), "COMMIT");
  result.spent = watch.Elapsed();
  server.join();
  close(line);
  close(listening);
  return result;
}

}  // namespace tests::bench
