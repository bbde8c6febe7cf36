// SPDX-License-Identifier: MIT
// Backups that make themselves, what is kept of them, going back to one, and what keeps two copies
// of one installation apart.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "client/app/backup_restore.h"
#include "client/app/backup_round.h"
#include "client/app/data_folder.h"
#include "model/entities/child.h"
#include "sync/platform/file_identity.h"
#include "sync/store/format_copy.h"
#include "tests/client/command_line.h"
#include "tests/support/fake_time.h"
#include "tests/support/memory_vfs.h"
#include "tests/support/temp_folder.h"

using namespace kruzhok;
using client::BackupFile;
using client::BackupReport;
using client::BackupRound;
using tests::TempFolder;

namespace fs = std::filesystem;

namespace {

constexpr int64_t kDayMs = 24 * 60 * 60 * 1000;

std::string Bytes(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// A school's PC: a data folder, and a clock that the test moves.
struct Pc {
  Pc() { Open(); }
  void Open() {
    auto opened = client::OpenStore(data, time);
    REQUIRE(opened);
    store = std::move(*opened);
  }
  model::Uuid Put(const std::string& last_name) {
    sync::RowWrite write;
    write.type = &model::child;
    write.fields = {{&model::child.last_name, last_name}, {&model::child.first_name, "Анна"}};
    const auto written = store->Write({write}, {});
    REQUIRE(written);
    return written->rows.front().id;
  }
  model::Uuid Site() { return store->replica().membership().site; }
  int64_t Children() { return store->Count(model::child); }
  std::string Setting(std::string_view key) { return store->replica().Setting(key); }
  void Set(std::string_view key, std::string_view value) {
    sync::Replica::Change change(store->replica());
    store->replica().SetSetting(key, value);
    change.Commit();
  }
  // The program is started, does what it does by itself, and is closed.
  BackupReport Start() {
    client::CountStart(store->replica());
    return Round(BackupRound::What::kIfDue);
  }
  BackupReport Round(BackupRound::What what) {
    return client::RunBackupRound(*store, {what, time.now_ms, "Кружок, Школа № 1", room});
  }
  // Closes the data and goes back to a backup.
  model::Result<client::Restored> Restore(const fs::path& file) {
    store.reset();
    auto restored = client::RestoreBackup(file, data, time, room);
    Open();
    return restored;
  }

  TempFolder folder;
  fs::path data = folder.path() / "data";
  tests::FakeTime time;
  client::Room room = client::FreeRoom;
  std::unique_ptr<sync::Store> store;
};

std::set<int64_t> Numbers(const std::vector<BackupFile>& backups) {
  std::set<int64_t> numbers;
  for (const BackupFile& backup : backups) numbers.insert(backup.number);
  return numbers;
}

// What stays of so many backups, one a day.
std::set<int64_t> LeftAfter(int64_t days) {
  std::vector<BackupFile> backups;
  for (int64_t day = 1; day <= days; ++day) {
    backups.push_back({{}, BackupFile::Kind::kUsual, day, day * kDayMs, 0});
    const auto superfluous = Numbers(client::Superfluous(backups));
    std::erase_if(backups, [&](const BackupFile& one) { return superfluous.contains(one.number); });
  }
  return Numbers(backups);
}

}  // namespace

TEST_CASE("Of backups the last seven stay, and one a week for the four weeks before") {
  CHECK(LeftAfter(5) == std::set<int64_t>{1, 2, 3, 4, 5});
  CHECK(LeftAfter(9) == std::set<int64_t>{3, 4, 5, 6, 7, 8, 9});
  CHECK(LeftAfter(40) == std::set<int64_t>{7, 14, 21, 28, 34, 35, 36, 37, 38, 39, 40});
  CHECK(LeftAfter(365).size() == 11);
}

TEST_CASE("A backup is made once a day, holds what is unsent, and is called by its time") {
  Pc pc;
  const auto child = pc.Put("Ёлкина");
  const BackupReport first = pc.Start();
  REQUIRE(first.made);
  CHECK_FALSE(first.problem);
  CHECK(first.files.front().file.filename() == "000001-2027-01-15-0800.db");
  CHECK(first.files.front().made_ms == pc.time.now_ms);
  pc.time.now_ms += kDayMs - 1;
  CHECK_FALSE(pc.Start().made);
  pc.time.now_ms += 1;
  CHECK(pc.Start().made);
  // The backup is a whole installation with its unsent commit.
  const fs::path other = pc.folder.path() / "other";
  fs::create_directories(other);
  fs::copy_file(first.files.front().file, client::DatabaseFile(other));
  const auto copy = client::OpenStore(other, pc.time);
  REQUIRE(copy);
  CHECK((*copy)->GetStatus().pending == 1);
  CHECK((*copy)->Get(model::child, child));
  CHECK((*copy)->replica().Setting("new_site") == "copied");
}

TEST_CASE("A wrong clock neither stops backups nor removes any before its turn") {
  Pc pc;
  CHECK(pc.Start().made);
  // The battery is empty: every day begins in the same minute of 2000.
  pc.time.now_ms = 946'684'800'000;
  CHECK(pc.Start().made);
  pc.time.now_ms += 5 * 60'000;
  int made = 0;
  for (int start = 0; start < 30; ++start) made += pc.Start().made ? 1 : 0;
  CHECK(made == 3);
  // Then the clock is set, wrongly.
  pc.time.now_ms = 4'000'000'000'000;
  CHECK(pc.Start().made);
  CHECK(Numbers(client::ListBackups(pc.data)) == std::set<int64_t>{1, 2, 3, 4, 5, 6});
}

TEST_CASE("A backup that would fill the disk is not begun, and says so") {
  Pc pc;
  REQUIRE(pc.Start().made);
  pc.time.now_ms += kDayMs;
  pc.room = [](const fs::path&) { return uint64_t{1000}; };
  const BackupReport report = pc.Start();
  REQUIRE(report.problem);
  CHECK(report.problem->code == model::ErrorCode("storage_full"));
  CHECK(report.files.size() == 1);
  for (const auto& entry : fs::directory_iterator(client::BackupFolder(pc.data)))
    CHECK(entry.path().extension() == ".db");
}

TEST_CASE("What went wrong with a backup is still known after a start, until one is made") {
  Pc pc;
  pc.room = [](const fs::path&) { return uint64_t{0}; };
  CHECK(pc.Start().due);
  pc.store.reset();
  pc.Open();
  const BackupReport look = pc.Round(BackupRound::What::kLook);
  REQUIRE(look.problem);
  CHECK(look.problem->code == model::ErrorCode("storage_full"));
  CHECK(look.problem->reason == "backup_no_room");
  CHECK(look.due);
  pc.room = client::FreeRoom;
  const BackupReport made = pc.Start();
  CHECK(made.made);
  CHECK_FALSE(made.problem);
  CHECK_FALSE(made.due);
  CHECK_FALSE(pc.Round(BackupRound::What::kLook).problem);
}

TEST_CASE("Backups that hold what was erased are told by their numbers, and dropped when asked") {
  Pc pc;
  pc.Put("Забываемый");
  CHECK(client::HoldingErased(pc.Round(BackupRound::What::kNow)) == 0);
  pc.Round(BackupRound::What::kNow);
  pc.Set("erased_at", std::to_string(pc.time.now_ms));
  pc.Set("sweep", "1");  // The bytes are still in the file.
  CHECK(client::HoldingErased(pc.Round(BackupRound::What::kNow)) == 3);
  pc.Set("sweep", "");
  const BackupReport usual = pc.Round(BackupRound::What::kNow);
  CHECK(client::HoldingErased(usual) == 3);
  CHECK_FALSE(client::HoldsErased(usual, usual.files.front()));
  pc.room = [](const fs::path&) { return uint64_t{0}; };
  CHECK(pc.Round(BackupRound::What::kAfresh).files.size() == 4);
  pc.room = client::FreeRoom;
  const BackupReport afresh = pc.Round(BackupRound::What::kAfresh);
  CHECK(afresh.files.size() == 2);
  CHECK(client::HoldingErased(afresh) == 0);
}

TEST_CASE("Data that cannot be read to the end make no backup and push out none") {
  Pc pc;
  pc.Put("Ёлкина");
  for (int day = 0; day < 8; ++day, pc.time.now_ms += kDayMs) REQUIRE(pc.Start().made);
  const auto before = Numbers(client::ListBackups(pc.data));
  pc.store->replica().database().Execute("UPDATE log SET line=CAST('{' AS BLOB)");
  const BackupReport report = pc.Start();
  REQUIRE(report.problem);
  CHECK(report.problem->code == model::ErrorCode("storage_corrupt"));
  CHECK(Numbers(client::ListBackups(pc.data)) == before);
}

TEST_CASE("A second copy is written whenever the stick is there; without it nothing is wrong") {
  Pc pc;
  const fs::path stick = pc.folder.path() / "stick";
  pc.Set(client::kBackupFolderSetting, client::TextOf(stick));
  const BackupReport without = pc.Start();
  CHECK(without.made);
  CHECK_FALSE(without.copy_problem);
  CHECK_FALSE(without.folder_there);
  fs::create_directories(stick);
  std::ofstream(stick / client::PathOf("Кружок, Школа № 1.db")) << "of another PC";
  const BackupReport with = pc.Round(BackupRound::What::kIfDue);
  CHECK_FALSE(with.made);
  REQUIRE(with.copies.size() == 1);
  CHECK(client::TextOf(with.copies.front().file.filename()) == "Кружок, Школа № 1 (2).db");
  CHECK(Bytes(stick / client::PathOf("Кружок, Школа № 1.db")) == "of another PC");
  const auto written = fs::last_write_time(with.copies.front().file);
  pc.Round(BackupRound::What::kIfDue);
  CHECK(fs::last_write_time(with.copies.front().file) == written);
  pc.Put("Ёлкина");
  const fs::path copy = pc.Round(BackupRound::What::kNow).copies.front().file;
  pc.Put("Позднее");
  REQUIRE(pc.Restore(copy));
  CHECK(pc.Children() == 1);
}

TEST_CASE("Restoring keeps what was there, continues as a new site, and can be taken back") {
  Pc pc;
  pc.Put("Ёлкина");
  const fs::path backup = pc.Round(BackupRound::What::kNow).files.front().file;
  pc.Put("Позднее");
  pc.Put("Ещё");
  const model::Uuid site = pc.Site();
  const auto restored = pc.Restore(backup);
  REQUIRE(restored);
  CHECK(pc.Children() == 1);
  CHECK(pc.Setting("new_site") == "restored");
  CHECK(pc.Site() == site);
  CHECK(pc.store->Verify(false).empty());
  CHECK_FALSE(fs::exists(pc.data / "kruzhok.db.part"));
  const auto files = client::ListBackups(pc.data);
  CHECK(files.front().kind == BackupFile::Kind::kBeforeRestore);
  CHECK(files.front().file == restored->kept);
  pc.Put("Новая");
  CHECK(pc.Site() != site);
  CHECK(pc.Setting("copy_notice") == "restored");
  REQUIRE(pc.Restore(restored->kept));
  CHECK(pc.Children() == 3);
}

TEST_CASE("What is no backup, or a damaged one, is refused, and the data stay as they are") {
  Pc pc;
  pc.Put("Ёлкина");
  const fs::path backup = pc.Round(BackupRound::What::kNow).files.front().file;
  const fs::path bad = pc.folder.path() / "bad.db";
  const auto code = [&] { return std::string(pc.Restore(bad).error().code.name()); };
  CHECK(code() == "file_unreadable");
  std::ofstream(bad) << "Dear colleagues, this is no backup at all.";
  CHECK(code() == "not_a_database");
  fs::remove(bad);
  sync::Database::Open({client::TextOf(bad)})->Execute("CREATE TABLE letter(line)");
  CHECK(code() == "not_a_database");
  fs::remove(bad);
  std::ofstream(bad, std::ios::binary) << Bytes(backup).substr(0, 40'000);
  CHECK(code() == "storage_corrupt");
  fs::copy_file(backup, bad, fs::copy_options::overwrite_existing);
  sync::Database::Open({client::TextOf(bad)})->set_user_version(99);
  CHECK(code() == "storage_newer");
  CHECK(pc.Children() == 1);
  CHECK(client::ListBackups(pc.data).size() == 1);
}

TEST_CASE("While a program has the data open nothing is restored over it") {
  Pc pc;
  pc.Put("Ёлкина");
  const fs::path backup = pc.Round(BackupRound::What::kNow).files.front().file;
  pc.Put("Позднее");
  const auto refused = client::RestoreBackup(backup, pc.data, pc.time);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == model::ErrorCode("already_running"));
  CHECK(pc.Children() == 2);
  pc.Put("Дальше");
  CHECK(pc.store->Verify(false).empty());
}

TEST_CASE("Data that cannot be opened any more are kept as they are and replaced") {
  Pc pc;
  pc.Put("Ёлкина");
  const fs::path backup = pc.Round(BackupRound::What::kNow).files.front().file;
  pc.store.reset();
  const fs::path file = client::DatabaseFile(pc.data);
  const bool headless = GENERATE(true, false);
  if (headless)
    std::ofstream(file, std::ios::binary) << "nothing of it is left";
  else
    fs::resize_file(file, 50'000);
  const std::string damaged = Bytes(file);
  const auto restored = client::RestoreBackup(backup, pc.data, pc.time);
  REQUIRE(restored);
  CHECK(Bytes(restored->kept) == damaged);
  pc.Open();
  CHECK(pc.Children() == 1);
}

TEST_CASE("Killed at any write while a backup takes their place, the data are the old or the new") {
  using tests::MemoryDisk;
  const auto count = [](const sync::OpenOptions& options) {
    auto store = sync::Store::Open(options, sync::RealEnvironment());
    REQUIRE(store);
    CHECK((*store)->Verify(false).empty());
    return (*store)->Count(model::child);
  };
  for (const auto crash : {MemoryDisk::Crash::kProcess, MemoryDisk::Crash::kPower})
    for (int n = 1;; ++n) {
      MemoryDisk disk(static_cast<uint64_t>(n));
      for (const char* file : {"staged.db", "kruzhok.db"}) {
        auto store = sync::Store::Open(disk.Options(file), sync::RealEnvironment());
        sync::RowWrite write;
        write.type = &model::child;
        write.fields = {{&model::child.last_name, "Ёлкина"}, {&model::child.first_name, "Анна"}};
        const std::vector<sync::RowWrite> writes(file[0] == 's' ? 50 : 1, write);
        REQUIRE((*store)->Write(writes, {}));
      }
      disk.KillAfterWrites(n, crash);
      try {
        sync::Database::Open(disk.Options("staged.db"))->Backup("kruzhok.db");
      } catch (const model::StorageError&) {
        REQUIRE(disk.killed());
      }
      const bool killed = disk.killed();
      disk.Revive();
      INFO("killed at write " << n);
      const int64_t left = count(disk.Options("kruzhok.db"));
      CHECK((left == 1 || left == 50));
      if (killed) continue;
      CHECK(left == 50);
      CHECK(n > 10);
      break;
    }
}

TEST_CASE("A file is the same after it was written to, and a copy of it is another one") {
  const TempFolder folder;
  const std::string file = folder.File("a"), copy = folder.File("b");
  CHECK(sync::FileIdentity(file).empty());
  std::ofstream(file) << "one";
  const std::string identity = sync::FileIdentity(file);
  if (identity.empty()) return;  // A file system that says nothing of its files.
  std::ofstream(file, std::ios::app) << "two";
  CHECK(sync::FileIdentity(file) == identity);
  fs::rename(file, copy);
  CHECK(sync::FileIdentity(copy) == identity);
  fs::copy_file(copy, file);
  CHECK(sync::FileIdentity(file) != identity);
}

TEST_CASE("A copied data folder goes on as another site; the original goes on as it was") {
  Pc pc;
  pc.Put("Ёлкина");
  pc.store.reset();
  const fs::path copy = pc.folder.path() / "copy";
  fs::copy(pc.data, copy, fs::copy_options::recursive);
  pc.Open();
  CHECK(pc.Setting("new_site").empty());
  if (sync::FileIdentity(client::TextOf(client::DatabaseFile(copy))).empty()) return;
  const model::Uuid site = pc.Site();
  pc.Put("Дальше");
  CHECK(pc.Site() == site);
  pc.data = copy;
  pc.Open();
  pc.Put("Не здесь");
  const model::Uuid other = pc.Site();
  CHECK(other != site);
  CHECK(pc.Setting("copy_notice") == "copied");
  pc.Open();
  pc.Put("И ещё");
  CHECK(pc.Site() == other);
  CHECK(pc.store->Verify(false).empty());
}

TEST_CASE("A database in memory has no identity, and no copy of it is noticed") {
  auto store = sync::Store::Open({":memory:"}, sync::RealEnvironment());
  REQUIRE(store);
  CHECK((*store)->replica().Setting("file_identity").empty());
}

TEST_CASE("Before a migration the file is kept beside, and a sound copy is not written again") {
  const TempFolder folder;
  const std::string file = folder.File("kruzhok.db");
  sync::Database::Open({file})->Execute("CREATE TABLE one(x); PRAGMA user_version=1");
  const std::string copy = sync::KeepFormat({file}, 1);
  CHECK(copy == folder.File("kruzhok.format1.db"));
  const auto written = fs::last_write_time(client::PathOf(copy));
  sync::Database::Open({file})->Execute("DROP TABLE one; PRAGMA user_version=2");
  CHECK(sync::KeepFormat({file}, 1) == copy);
  CHECK(fs::last_write_time(client::PathOf(copy)) == written);
  CHECK(sync::Database::Open({copy})->HasTable("one"));
  // A copy of an attempt that was broken off is made anew.
  std::ofstream(client::PathOf(folder.File("kruzhok.format2.db"))) << "half of it";
  CHECK(sync::Database::Open({sync::KeepFormat({file}, 2)})->user_version() == 2);
}

TEST_CASE("A newer program's file is refused and left as it is, byte for byte") {
  Pc pc;
  pc.Put("Ёлкина");
  const fs::path file = client::DatabaseFile(pc.data);
  pc.store->replica().database().set_user_version(99);
  pc.store.reset();
  const std::string before = Bytes(file);
  const auto opened = client::OpenStore(pc.data, pc.time);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == model::ErrorCode("storage_newer"));
  CHECK(Bytes(file) == before);
}

TEST_CASE("Two windows do not share a data folder; commands work beside one, restoring does not") {
  const tests::CommandLine cli;
  cli.PutChild("Ёлкина");
  const std::string backup = cli.File("copy.db");
  REQUIRE(cli({"backup", backup}).exit == 0);
  const auto window = client::LockWindow(client::PathOf(cli.data()));
  REQUIRE(window);
  CHECK_FALSE(client::LockWindow(client::PathOf(cli.data())));
  cli.PutChild("Позднее");
  CHECK(cli.json({"restore-backup", backup}).error()["code"] == "already_running");
  CHECK(cli.json({"count", "child"}).json()["count"] == 2);
}
