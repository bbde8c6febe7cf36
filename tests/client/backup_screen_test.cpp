// SPDX-License-Identifier: MIT
// The part of the settings about backups, as people use it.
#include <filesystem>

#include <catch2/catch.hpp>

#include "client/app/data_folder.h"
#include "tests/support/window_user.h"

using namespace kruzhok;
using tests::WindowUser;

namespace {

// High enough for all of the settings at once.
constexpr float kHigh = 1800;

const std::string kRestore = "settings/backup/backups/0/restore";

}  // namespace

TEST_CASE("In the settings a backup is made, shown, and gone back to after a question") {
  WindowUser user({.height = kHigh});
  user.Go(client::Screen::kSettings);
  CHECK(user.Sees("ещё не было"));
  user.Click("settings/backup/now");
  user.Frames();
  CHECK(user.Sees("Копия готова и проверена"));
  REQUIRE(user.Has(kRestore));
  user.Click(kRestore);
  CHECK(user.Problems().empty());
  user.Click("restore-backup/no");
  user.Frames();
  CHECK_FALSE(user.Has("restore-backup/yes"));
  CHECK(user.desk().state().backup.restore.empty());
  user.Click(kRestore);
  user.Click("restore-backup/yes");
  CHECK(std::filesystem::exists(client::PathOf(user.desk().state().backup.restore)));
}

TEST_CASE("A folder for second copies is chosen by its place or typed, and given up again") {
  WindowUser user({.height = kHigh});
  const std::filesystem::path stick = user.home() / "stick";
  user.Go(client::Screen::kSettings);
  user.Click("settings/backup/choose");
  user.TypeInto("settings/backup/typed", client::TextOf(stick));
  user.Click("settings/backup/take");
  CHECK(user.Has("settings/backup/typed"));
  CHECK(user.Problems().empty());
  std::filesystem::create_directories(stick);
  user.Click("settings/backup/take");
  user.Frames();
  CHECK(user.Sees("Последняя копия там"));
  CHECK(std::distance(std::filesystem::directory_iterator(stick), {}) == 1);
  CHECK(user.Problems().empty());
  std::filesystem::remove_all(stick);
  user.Go(client::Screen::kOverview);
  user.Go(client::Screen::kSettings);
  CHECK(user.Sees("сейчас нет"));
  user.Click("settings/backup/none");
  CHECK(user.Sees("Если сломается диск"));
}

TEST_CASE("Backups that hold what was erased are named, and dropped after a question") {
  WindowUser user({.height = kHigh});
  user.desk().Run({client::BackUpNow{}});
  user.Frames();
  {
    sync::Replica::Change change(user.store().replica());
    user.store().replica().SetSetting("erased_at", "1760000000000");
    change.Commit();
  }
  user.Go(client::Screen::kSettings);
  CHECK(user.Sees("1 копия сделана раньше, чем район стёр данные"));
  CHECK(user.Sees("хранит стёртое"));
  CHECK(user.Problems().empty());
  user.Go(client::Screen::kOverview);
  user.Click("overview/waits/backups_erased/act");
  user.Click("settings/backup/afresh");
  user.Frames();
  CHECK(user.Sees("Сначала будет сделана и проверена новая копия"));
  CHECK(user.Problems().empty());
  user.Click("afresh/yes");
  user.Frames();
  CHECK_FALSE(user.Has("settings/backup/afresh"));
  CHECK(user.desk().state().backup.report.files.size() == 1);
}

TEST_CASE("A backup that is due is told on the overview, and made from there") {
  WindowUser user({.height = kHigh});
  user.Go(client::Screen::kOverview);
  CHECK_FALSE(user.Has("overview/waits/backup/act"));
  user.Go(client::Screen::kSettings);  // Where the backups are looked at.
  user.Go(client::Screen::kOverview);
  CHECK(user.Sees("Нет свежей резервной копии"));
  user.Click("overview/waits/backup/act");
  user.Frames();
  CHECK(user.Sees("Копия готова и проверена"));
  user.Go(client::Screen::kOverview);
  CHECK_FALSE(user.Has("overview/waits/backup/act"));
}

TEST_CASE("The settings have room for everything in both languages and at every size") {
  for (const auto language : {client::Language::kRussian, client::Language::kEnglish})
    for (const float scale : {1.0F, 2.0F}) {
      WindowUser user({.language = language, .scale = scale});
      user.Go(client::Screen::kSettings);
      user.desk().Run({client::BackUpNow{}, client::ChooseBackupFolder{}});
      user.Frames();
      CHECK(user.Problems().empty());
    }
}
