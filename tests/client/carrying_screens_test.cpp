// SPDX-License-Identifier: MIT
// A school without a network at its window: a passport, and sticks there and back.
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "sync/platform/whole_file.h"
#include "tests/support/district.h"
#include "tests/support/window_user.h"

namespace {

using client::Key;
using client::Screen;
using tests::District;
using tests::WindowUser;

const std::vector<std::string> kNone;

std::string DocumentOf(WindowUser& user, std::string_view name) {
  return (user.home() / "Documents" / name).string();
}

// The district has made a passport, and it lies among the person's documents.
void GetPassport(District& d, WindowUser& user) {
  d.hub_environment.now_ms = user.time().now_ms;
  const auto bytes =
      d.hub().NewPassport(sync::Role::kSchool, d.Organisation("Школа № 3"), 7, "271828", "");
  REQUIRE(bytes);
  REQUIRE(sync::WriteWholeFile(DocumentOf(user, "school.krp"), *bytes));
}

void Join(District& d, WindowUser& user) {
  GetPassport(d, user);
  user.Click("wizard/passport");
  user.Frames(4);
  user.Click("wizard/form/pin");
  user.Type("271828");
  user.Tab();
  user.Type("Щукина");
  user.Press(Key::kEnter, client::kControl);
  user.Frames(6);
}

// The hub reads the only bundle among the documents, and the answer is put beside it.
void Carry(District& d, WindowUser& user) {
  std::string request;
  for (const auto& entry : std::filesystem::directory_iterator(user.home() / "Documents"))
    if (entry.path().extension() == ".krz") request = entry.path().string();
  REQUIRE_FALSE(request.empty());
  const auto answer = d.hub().ReadBundle(*sync::ReadWholeFile(request, 1 << 20));
  REQUIRE(answer);
  std::filesystem::remove(request);
  REQUIRE(sync::WriteWholeFile(DocumentOf(user, "answer.krz"), *answer));
}

}  // namespace

TEST_CASE("First run: the passport is found, the PIN opens it, and work begins without a network") {
  District d;
  WindowUser user({.wizard = true});
  Join(d, user);
  CHECK_FALSE(user.desk().state().wizard.open);
  CHECK(user.desk().state().user == "Щукина");
  CHECK(user.desk().state().screen == Screen::kExchange);
  CHECK(user.store().replica().membership().joined);
  CHECK(user.worker().started == 0);
  CHECK_FALSE(user.Has("exchange/now"));
  CHECK_FALSE(user.Has("exchange/state/by-itself"));
  CHECK(user.Has("exchange/carry/write"));
  CHECK(user.Problems() == kNone);
}

TEST_CASE("First run: a wrong PIN is told, what was typed stays, and the way back is open") {
  District d;
  WindowUser user({.wizard = true});
  GetPassport(d, user);
  user.Click("wizard/passport");
  user.Frames(4);
  user.Click("wizard/form/pin");
  user.Type("271829");
  user.Click("wizard/form/go");
  user.Frames(6);
  REQUIRE(user.desk().state().join.error);
  CHECK(user.Sees("ПИН к этому паспорту не подошёл"));
  CHECK(user.Value("wizard/form/pin") == "271829");
  CHECK(user.Problems() == kNone);
  user.Press(Key::kEscape);
  CHECK(user.Has("wizard/passport"));
}

TEST_CASE("Exchange: a bundle goes out, its answer is found beside it and read, and all is said") {
  District d;
  WindowUser user({.wizard = true});
  Join(d, user);
  user.Put(model::child, {{"last_name", "Ёлкин"}, {"first_name", "Пётр"}});
  user.Go(Screen::kExchange);
  CHECK(user.Sees("Ждёт отправки: 1"));
  user.Click("exchange/carry/write");
  user.Frames(6);
  REQUIRE(user.desk().state().carrying.written);
  CHECK(user.Sees("shkola-3-"));
  CHECK(user.Sees("Ответ на него ещё не прочитан"));
  CHECK(user.Problems() == kNone);
  Carry(d, user);
  user.Click("exchange/carry/look");
  user.Frames(6);
  CHECK(user.Sees("answer.krz"));
  user.Click("exchange/carry/read-0");
  user.Frames(6);
  CHECK(user.Sees("принято районом ваших: 1"));
  CHECK(user.Sees("Всё в районе"));
  CHECK(user.Sees("Ответ прочитан"));
  CHECK(user.Sees("флешкой или письмом"));
  CHECK(user.Sees("Записан пакет shkola-3-"));
  CHECK(user.Problems() == kNone);
  user.Click("exchange/carry/read-0");
  user.Frames(6);
  CHECK(user.Sees("уже прочитан"));
}

TEST_CASE("Exchange: what is dropped onto the window is taken as what it is") {
  District d;
  WindowUser user({.wizard = true});
  GetPassport(d, user);
  user.desk().Run({client::DropFiles{{DocumentOf(user, "school.krp")}}});
  user.Frames(4);
  CHECK(user.desk().state().join.by_passport);
  user.Click("wizard/form/pin");
  user.Type("271828");
  user.Press(Key::kEnter, client::kControl);
  user.Frames(6);
  REQUIRE(user.store().replica().membership().joined);
  user.Click("exchange/carry/write");
  user.Frames(6);
  Carry(d, user);
  user.Go(Screen::kOverview);
  user.desk().Run({client::DropFiles{{DocumentOf(user, "answer.krz")}}});
  user.Frames(6);
  CHECK(user.desk().state().screen == Screen::kExchange);
  CHECK(user.desk().state().carrying.read);
}

TEST_CASE(
    "Exchange: a stick that is gone and a file for another are sentences, and nothing waits") {
  District d;
  WindowUser user({.wizard = true});
  Join(d, user);
  user.desk().state().carrying.folder = "/gone/stick";
  user.Frames();
  user.Click("exchange/carry/write");
  user.Frames(6);
  CHECK(user.Sees("Файл не удалось записать"));
  auto& other = d.School("Школа № 4");
  const auto request = sync::WriteRequest(other.replica(), "Школа № 4");
  const auto answer = d.hub().ReadBundle(request->bytes);
  REQUIRE(sync::WriteWholeFile(DocumentOf(user, "theirs.krz"), *answer));
  user.desk().Run({client::ReadCarried{DocumentOf(user, "theirs.krz")}});
  user.Frames(6);
  CHECK(user.Sees("Этот файл не для вас"));
  CHECK(user.Sees("Школа № 4"));
  CHECK_FALSE(user.desk().state().carrying.busy);
  CHECK(user.Problems() == kNone);
}

TEST_CASE("Exchange by stick: nothing is cut or overlaps, in any size and language") {
  for (const client::Language language : {client::Language::kRussian, client::Language::kEnglish})
    for (const float scale : {1.0F, 2.0F}) {
      District d;
      WindowUser user({.language = language,
                       .width = 1366 * scale,
                       .height = 768 * scale,
                       .scale = scale,
                       .wizard = true});
      user.Click("wizard/passport");
      user.Frames(4);
      CHECK(user.Problems() == kNone);
      user.Press(Key::kEscape);
      Join(d, user);
      user.Click("exchange/carry/write");
      user.Frames(6);
      CHECK(user.Problems() == kNone);
      Carry(d, user);
      user.Click("exchange/carry/look");
      user.Frames(6);
      CHECK(user.Problems() == kNone);
    }
}
