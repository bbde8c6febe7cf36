// SPDX-License-Identifier: MIT
// What the store keeps when things go wrong or change: damage, full disks, crashes, other programs
// on the same file, newer and older schemas.
#include <thread>

#include <catch2/catch.hpp>

#include "model/catalog.h"
#include "model/entities/child.h"
#include "tests/support/district.h"
#include "tests/support/temp_folder.h"

using sync::Store;
using tests::CodeOf;
using tests::District;
using tests::Fields;
using tests::Installation;

namespace {

const Fields kElkin{{"last_name", "Ёлкин"}, {"first_name", "Пётр"}};
constexpr int kNewerSchema = 1'000'000;

// Runs SQL behind the store's back.
void Tamper(Installation& installation, const std::string& sql) {
  installation.Close();
  sync::Database::Open(installation.disk.Options("kruzhok.db"))->Execute(sql);
  installation.Open();
}

std::string OpenCode(Installation& installation) {
  installation.Close();
  return CodeOf(Store::Open(installation.disk.Options("kruzhok.db"), installation.environment));
}

sync::RowWrite NewChild() {
  sync::RowWrite write;
  write.type = &model::child;
  write.fields = {{&model::child.last_name, "Ёлкин"}, {&model::child.first_name, "Пётр"}};
  return write;
}

}  // namespace

TEST_CASE("Store: verify finds a changed value, a missing row and a row too many, and mends them") {
  District d;
  auto& a = d.School("А");
  const auto child = a.Put("child", kElkin);
  const std::string digest = a.DigestOf(a.organisation());
  CHECK(a.store().Verify(false).empty());
  const auto* sql =
      GENERATE("UPDATE child SET last_name='Иванов'", "DELETE FROM child",
               "INSERT INTO child(id,owner,clock,flags,changed) SELECT"
               " x'00112233445566778899aabbccddeeff',owner,clock,flags,changed FROM child",
               "UPDATE child SET flags=1", "UPDATE child SET flags=4",
               "UPDATE child SET extra='{\"blood_group\":2}'");
  Tamper(a, sql);
  CHECK(a.store().Verify(true).size() == 1);
  CHECK(a.store().Verify(false).empty());
  CHECK(a.Value(child, "last_name") == "Ёлкин");
  CHECK(a.store().Count(model::child) == 1);
  CHECK(a.DigestOf(a.organisation()) == digest);
}

TEST_CASE("Store: verify finds that a disputed field shows another value than the official one") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  CHECK(b.Edit(child, {{"class", "5Б"}}).empty());
  d.SyncAll();
  Tamper(a, "UPDATE child SET class='5Я'");
  CHECK(a.store().Verify(true).size() == 1);
  CHECK(a.Value(child, "class") == "5А");
  CHECK(a.store().Verify(false).empty());
}

TEST_CASE(
    "Store: what a damaged line held is pulled again, and edits of it that are whole are not "
    "lost") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto child =
      a.Put("child", {{"last_name", "Ёлкин"}, {"first_name", "Пётр"}, {"class", "4А"}});
  CHECK(a.Edit(child, {{"phone", "8-900"}}).empty());
  d.SyncAll();
  CHECK(b.Edit(child, {{"class", "5А"}}).empty());
  d.SyncAll();
  CHECK(b.Edit(child, {{"class", "6А"}}).empty());
  const std::string broken = GENERATE("min(id)", "max(id)");
  const std::string digest = a.DigestOf(a.organisation());
  CHECK(b.Sync().empty());
  Tamper(a, "UPDATE frame SET data=x'00' WHERE id=(SELECT frame FROM log WHERE id=(SELECT " +
                broken +
                " FROM log WHERE rows>0 AND stream=(SELECT stream FROM log WHERE own=1 LIMIT 1)))");
  CHECK_FALSE(a.store().Verify(true).empty());
  CHECK(a.Sync().empty());
  CHECK(a.Value(child, "class") + a.Value(child, "phone") == "6А8-900");
  CHECK(a.Disputes() == 0);
  CHECK(a.store().Verify(false).empty());
  CHECK(a.store().Refused().empty());
  CHECK(b.Sync().empty());
  CHECK(a.DigestOf(a.organisation()) == b.DigestOf(b.organisation()));
  CHECK(a.DigestOf(a.organisation()) != digest);
}

TEST_CASE("Store: the digest speaks of what is numbered, not of what is unsent or not accepted") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  const std::string digest = c.DigestOf(a.organisation());
  CHECK(a.DigestOf(a.organisation()) == digest);
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  a.Put("child", kElkin);
  a.Smuggle({{"child", child, {{"blood_group", "1"}}}});
  CHECK(a.DigestOf(a.organisation()) == digest);
  CHECK(a.store().Digest(a.organisation())[0].rows == 1);
  d.SyncAll();
  CHECK(a.DigestOf(a.organisation()) == c.DigestOf(a.organisation()));
  CHECK(a.DigestOf(a.organisation()) != digest);
}

TEST_CASE("Store: a file that a newer program has written is not opened") {
  District d;
  auto& a = d.Stranger();
  a.Close();
  sync::Database::Open(a.disk.Options("kruzhok.db"))->set_user_version(99);
  CHECK(OpenCode(a) == "storage_newer");
  auto& b = d.Stranger();
  b.Close();
  sync::Database::Open(b.disk.Options("kruzhok.db"))
      ->Execute("UPDATE setting SET value=CAST('1000000' AS BLOB) WHERE key='schema'");
  CHECK(OpenCode(b) == "storage_newer");
}

TEST_CASE(
    "Store: values that an older program kept aside stand in their columns after an upgrade") {
  District d;
  auto& a = d.Stranger();
  const auto child =
      a.Put("child", {{"last_name", "Ёлкин"}, {"first_name", "Пётр"}, {"class", "5А"}});
  const auto other = a.Put("child", kElkin);
  CHECK(a.Edit(other, {{"class", "6А"}}).empty());
  Tamper(a,
         "UPDATE child SET extra='{\"class\":'||json_quote(class)||'}'; ALTER TABLE child DROP "
         "COLUMN class;"
         "UPDATE setting SET value=CAST('1' AS BLOB) WHERE key='schema'");
  CHECK(a.Value(child, "class") == "5А");
  CHECK(a.Value(other, "class") == "6А");
  CHECK(a.Row(child).unknown.empty());
  CHECK(a.store().Verify(false).empty());
}

TEST_CASE("Store: rows of an entity that an older program did not know appear after an upgrade") {
  District d;
  auto& a = d.Stranger();
  const auto child = a.Put("child", kElkin);
  Tamper(a,
         "INSERT INTO unknown_row SELECT 'child',id,owner,owner,clock,flags,changed,"
         "'{\"first_name\":\"Пётр\",\"last_name\":\"Ёлкин\"}' FROM child; DROP TABLE child;"
         "UPDATE setting SET value=CAST('1' AS BLOB) WHERE key='schema'");
  CHECK(a.Value(child, "last_name") == "Ёлкин");
  CHECK(a.store().Verify(false).empty());
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
}

TEST_CASE(
    "Store: unknown fields and rows are merged, cleared, disputed and deleted like all others") {
  District d;
  auto &a = d.School("А"), &b = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  const auto telescope = NewUuid(a.environment);
  a.Smuggle({{"telescope",
              telescope,
              {{"lens", "90"}, {"notes", "[1,{\"a\":null}]"}},
              {},
              {},
              kNewerSchema}});
  d.SyncAll();
  a.Smuggle({{"telescope", telescope, {{"lens", "100"}}, {}, {}, kNewerSchema},
             {"child", child, {{"allergy", "\"мёд\""}}}});
  b.Smuggle({{"telescope", telescope, {{"lens", "null"}}, {}, {}, kNewerSchema},
             {"child", child, {{"allergy", "null"}}}});
  d.SyncAll();
  CHECK(c.Row(child).unknown == "{\"allergy\":\"мёд\"}");
  CHECK(c.Disputes() == 2);
  const std::string digest = c.DigestOf(a.organisation());
  for (auto* each : {&a, &b, &c}) {
    CHECK(each->DigestOf(a.organisation()) == digest);
    CHECK(each->store().Verify(false).empty());
  }
}

TEST_CASE("Store: a disk that is full at any moment of a save leaves the row whole or absent") {
  for (int64_t room = 0;; room += 512) {
    District d;
    auto& a = d.Stranger();
    a.Put("child", kElkin);
    a.disk.FullAfterBytes(room);
    bool saved = false;
    try {
      saved = CodeOf(a.store().Write({NewChild()}, {})).empty();
    } catch (const model::StorageError& error) {
      REQUIRE(error.code() == model::ErrorCode("storage_full"));
    }
    a.disk.NoLongerFull();
    REQUIRE(a.store().Count(model::child) == (saved ? 2 : 1));
    REQUIRE(a.store().GetStatus().pending == (saved ? 2 : 1));
    REQUIRE(CodeOf(a.store().Write({NewChild()}, {})).empty());
    REQUIRE(a.store().Verify(false).empty());
    if (saved) break;
    REQUIRE(room < 1'000'000);
  }
}

TEST_CASE(
    "Store: a program or a machine that dies at any write of a save loses nothing acknowledged") {
  const auto crash = GENERATE(tests::MemoryDisk::Crash::kProcess, tests::MemoryDisk::Crash::kPower);
  bool survived = false;
  for (int n = 1; !survived; ++n) {
    District d;
    auto& a = d.Stranger();
    const auto child = a.Put("child", kElkin);
    a.disk.KillAfterWrites(n, crash);
    std::string code = "killed";
    try {
      code = a.Edit(child, {{"class", "5А"}, {"phone", "8-900"}});
    } catch (const model::StorageError&) {
    }
    survived = !a.disk.killed();
    a.Close();
    a.disk.Revive();
    a.Open();
    const std::string value = a.Value(child, "class");
    REQUIRE((value == "5А" || (value.empty() && code == "killed")));
    REQUIRE(a.Value(child, "phone").empty() == value.empty());
    REQUIRE(a.store().Verify(false).empty());
  }
}

TEST_CASE(
    "Store: a program or a machine that dies at any write of an exchange ends with equal data") {
  const auto crash = GENERATE(tests::MemoryDisk::Crash::kProcess, tests::MemoryDisk::Crash::kPower);
  const bool hub_dies = GENERATE(false, true);
  bool survived = false;
  for (int n = 1; !survived; ++n) {
    District d;
    auto &a = d.School("А"), &b = d.School("А");
    const auto child = a.Put("child", kElkin);
    d.SyncAll();
    CHECK(b.Edit(child, {{"class", "5Б"}}).empty());
    CHECK(b.Sync().empty());
    REQUIRE(a.Edit(child, {{"class", "5А"}}).empty());
    tests::MemoryDisk& disk = hub_dies ? d.hub_disk : a.disk;
    disk.KillAfterWrites(n, crash);
    try {
      a.Sync();
    } catch (const model::StorageError&) {
    }
    survived = !disk.killed();
    if (hub_dies) d.CloseHub();
    a.Close();
    disk.Revive();
    if (hub_dies) d.RestartHub();
    a.Open();
    d.SyncAll();
    REQUIRE(a.Value(child, "class") == "5Б");
    REQUIRE(a.Disputes() == 1);
    REQUIRE(a.store().GetStatus().pending == 0);
    REQUIRE(a.DigestOf(a.organisation()) == b.DigestOf(b.organisation()));
    REQUIRE(a.store().Verify(false).empty());
    REQUIRE(d.hub().Verify().empty());
  }
}

TEST_CASE("Store: two programs on one file see each other's writes and never write one seq twice") {
  const tests::TempFolder folder;
  tests::TestEnvironment environment(1), other_environment(2);
  const sync::OpenOptions options{.path = folder.File("kruzhok.db")};
  auto one = *Store::Open(options, environment);
  auto two = *Store::Open(options, other_environment);
  CHECK(one->GetStatus().membership.site == two->GetStatus().membership.site);
  for (int i = 0; i < 4; ++i) {
    auto& writer = i % 2 == 0 ? *one : *two;
    auto& reader = i % 2 == 0 ? *two : *one;
    const auto written = writer.Write({NewChild()}, {});
    REQUIRE(CodeOf(reader.Get(model::child, written->rows[0].id)).empty());
    auto edit = NewChild();
    edit.id = written->rows[0].id;
    edit.base = written->rows[0].rev;
    edit.fields = {{&model::child.school_class, "5А"}};
    REQUIRE(CodeOf(reader.Write({edit}, {})).empty());
    CHECK(*writer.Get(model::child, *edit.id)->record.Get(model::child.school_class) == "5А");
  }
  CHECK(one->GetStatus().pending == 8);
  CHECK(one->replica().log().MaxSeq(one->replica().membership().site) == 8);
  CHECK(two->Verify(false).empty());
}

TEST_CASE("Store: verify finds nothing wrong while another program writes") {
  const tests::TempFolder folder;
  sync::OpenOptions options;
  options.path = folder.File("kruzhok.db");
  const auto looking = Store::Open(options, sync::RealEnvironment());
  REQUIRE(looking);
  std::thread writer([&] {
    const auto writing = Store::Open(options, sync::RealEnvironment());
    for (int i = 0; writing && i < 200; ++i) (void)(*writing)->Write({NewChild()}, {});
  });
  std::vector<std::string> problems;
  while (problems.empty() && (*looking)->Count(model::child) < 200)
    problems = (*looking)->Verify(false);
  writer.join();
  CHECK(problems.empty());
}
