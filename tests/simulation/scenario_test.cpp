// SPDX-License-Identifier: MIT
// What reviews and other people's accidents have taught, each told in the words of World. At the
// end of each everything that a seed's run checks is checked too.
#include <algorithm>

#include <catch2/catch.hpp>

#include "model/catalog.h"
#include "tests/simulation/world.h"
#include "tests/support/temp_folder.h"

using namespace tests::simulation;
using tests::MemoryDisk;

namespace {

constexpr size_t kSchool = World::kSchool;
constexpr size_t kCoordinator = World::kCoordinator;
constexpr size_t kOtherSchool = World::kOtherSchool;
constexpr size_t kSecondPc = World::kSecondPc;
constexpr size_t kSecondCoordinator = World::kSecondCoordinator;

// Everybody knows one child and one programme of the first school.
struct District : World {
  District() : World(1, 5) {
    Put(kSchool, child, "class", "5");
    Put(kSchool, programme, "title", "Шахматы");
    ExchangeAll();
  }
  void Decide(const Dot& dot, sync::Ask::Type decision) {
    (void)static_cast<bool>(hub().Decide(dot, decision, "решено"));
  }
  const Place child = Child(0, 0);
  const Place programme = Programme(0, 0);
};

}  // namespace

TEST_CASE("A refused commit with a later edit upon it ends alike in every order of decisions") {
  std::vector<int> order{0, 1, 2};
  do {
    for (const bool told_between : {false, true}) {
      District district;
      district.PutWrongType(district.person(kSchool), district.child);
      district.Put(kSchool, district.child, "class", "6");
      district.ExchangeAll();
      REQUIRE_FALSE(district.Refused(kSchool).empty());
      const Dot wrong = district.hub().Refused().front().outside.verdict.dot;
      for (const int what : order) {
        if (what == 0) district.Decide(wrong, sync::Ask::Type::kAccept);
        if (what == 1) district.Decide(wrong, sync::Ask::Type::kDiscard);
        if (what == 2) district.Do({Step::kRetry, kSchool, 4});
        if (told_between) district.ExchangeAll();
      }
      district.End();
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("A value that arrives between opening a form and saving it makes a dispute") {
  District district;
  const Sight form = district.Look(district.person(kSchool), district.child);
  district.Put(kCoordinator, district.child, "class", "6");
  district.ExchangeAll();
  CHECK(district.Put(district.person(kSchool), form, "class", "7").empty());
  district.ExchangeAll();
  CHECK(district.Disputes(kSchool) == 1);
  CHECK(district.Value(kSchool, district.child, "class") == "6");
  district.End();
}

TEST_CASE("A list exported on Monday and loaded on Friday takes nothing of the week back") {
  District district;
  const Sight monday = district.Look(district.person(kSchool), district.child);
  district.Put(kCoordinator, district.child, "last_name", "Новая");
  district.ExchangeAll();
  CHECK(district.Put(district.person(kSchool), monday, "class", "9").empty());
  district.ExchangeAll();
  CHECK(district.Value(kCoordinator, district.child, "last_name") == "Новая");
  CHECK(district.Disputes(kCoordinator) == 0);
  district.End();
}

TEST_CASE("A deleted row comes back whole when somebody has edited one field of it meanwhile") {
  District district;
  district.Delete(kCoordinator, district.child);
  district.Put(kSchool, district.child, "class", "6");
  district.ExchangeAll();
  CHECK(district.Value(kCoordinator, district.child, "last_name") == "имя");
  CHECK(district.Value(kSchool, district.child, "class") == "6");
  CHECK(district.person(kSchool).store->GetStatus().findings == 1);
  district.End();
}

TEST_CASE("F36: a row deleted long ago and edited by a PC from far away lives again") {
  District district;
  district.Delete(kSchool, district.child);
  district.Exchange(kSchool);
  for (uint8_t year = 0; year < 3; ++year) {  // F35.
    for (uint8_t i = 1; i < 8; ++i)
      district.Put(kSchool, district.Child(0, i), "class", std::to_string(year));
    district.Exchange(kSchool);
    district.RestartHub(MemoryDisk::Crash::kProcess);
  }
  district.Put(kSecondPc, district.child, "class", "7");
  district.ExchangeAll();
  CHECK(district.Value(kSchool, district.child, "class") == "7");
  district.End();
}

TEST_CASE("I14: what is deleted stays deleted whatever old stick is read") {
  District district;
  district.Put(kSchool, district.child, "class", "6");
  const Message stick = district.WriteStick(district.person(kSchool));
  district.ExchangeAll();
  district.Delete(kSchool, district.child);
  district.ExchangeAll();
  for (int i = 0; i < 2; ++i) CHECK(district.Carry(stick));
  district.ExchangeAll();
  CHECK(district.Value(kCoordinator, district.child, "class") == "deleted");
  district.End();
}

TEST_CASE(
    "F22: a copy made with unsent commits makes no false dispute, and is told within a session") {
  District district;
  district.Put(kSchool, district.child, "class", "6");
  district.Put(kSchool, district.Child(0, 1), "class", "1");
  Person& copy = district.Copy(district.person(kSchool));
  const size_t second = 5;
  district.Delete(kSchool, district.Child(0, 1));
  district.Put(kSchool, district.Child(0, 2), "class", "2");
  district.Put(second, district.child, "first_name", "Анна");
  district.Put(copy, district.Look(copy, district.programme), "goals", "учиться");
  district.ExchangeAll();
  CHECK(district.Disputes(kCoordinator) == 0);
  CHECK(district.Value(kCoordinator, district.child, "class") == "6");
  CHECK_FALSE((district.person(kSchool).store->GetStatus().copy_notice +
               district.person(second).store->GetStatus().copy_notice)
                  .empty());  // I11.
  district.End();
}

TEST_CASE("F23, F25: a PC put back to an older state gets its own work again and goes on") {
  District district;
  const size_t backup = district.Backup(district.person(kSchool));
  district.Put(kSchool, district.child, "class", "6");
  district.Exchange(kSchool);
  district.Restore(district.person(kSchool), backup);
  CHECK(district.Value(kSchool, district.child, "class") == "5");
  district.Put(kSchool, district.Child(0, 1), "class", "1");  // Under a seq that is taken.
  district.ExchangeAll();
  CHECK(district.Value(kSchool, district.child, "class") == "6");
  district.End();
}

TEST_CASE("The hub put back to September after a PC was replaced in October loses nothing") {
  District district;
  const size_t september = district.BackUpHub();
  district.Put(kSecondPc, district.child, "class", "6");
  district.Put(kOtherSchool, district.Child(1, 0), "class", "1");
  district.PutWrongType(district.person(kOtherSchool), district.Child(1, 1));
  district.ExchangeAll();
  district.Die(district.person(kSecondPc));
  district.Join(kSecondPc, 1);
  district.ExchangeAll();
  district.RestoreHub(september);
  district.Put(kSchool, district.child, "first_name", "Анна");
  district.ExchangeAll();
  CHECK(district.Value(kCoordinator, district.child, "class") == "6");
  CHECK(district.Value(kSchool, district.child, "class") == "6");
  district.End();  // Which compares every number with the hub's.
}

TEST_CASE("F28: the hub is put back twice to the same day, and each time some have not noticed") {
  District district;
  const size_t day = district.BackUpHub();
  for (int life = 0; life < 3; ++life) {
    district.Put(kSchool, district.child, "class", std::to_string(life));
    district.Exchange(kSchool);
    district.Put(kOtherSchool, district.Child(1, 0), "class", std::to_string(life));
    district.Exchange(life % 2 == 0 ? kOtherSchool : kCoordinator);
    district.RestoreHub(day);
  }
  district.End();
  CHECK(district.Value(kCoordinator, district.child, "class") == "2");
}

TEST_CASE("What was erased stays erased when the hub is put back to before it") {
  District district;
  district.Put(kSchool, district.child, "class", "тайна");
  district.ExchangeAll();
  const size_t before = district.BackUpHub();
  REQUIRE(district.hub().Erase("child", district.child.key.id, "по заявлению"));
  district.ExchangeAll();
  district.RestoreHub(before);
  district.ExchangeAll();
  CHECK(HubView(district.hub_disk()).erased.contains(district.child.key));
  district.End();
}

TEST_CASE(
    "F50: what went over the line is carried on a stick once more, and nothing is there twice") {
  District district;
  district.Put(kSchool, district.child, "class", "6");
  const Message stick = district.WriteStick(district.person(kSchool));
  district.Exchange(kSchool);
  district.Put(kCoordinator, district.child, "class", "7");
  CHECK(district.Carry(stick));
  district.BringAnswer(district.person(kSchool), *district.Carry(stick));
  district.ExchangeAll();
  district.End();
}

TEST_CASE("F49: answers that come twice, late and in the wrong order do no harm") {
  District district;
  std::vector<Message> answers;
  for (int i = 0; i < 3; ++i) {
    district.Put(kSchool, district.child, "class", std::to_string(i));
    answers.push_back(*district.Carry(district.WriteStick(district.person(kSchool))));
  }
  for (const size_t late : {2u, 0u, 1u, 2u, 0u})
    district.BringAnswer(district.person(kSchool), answers[late]);
  district.End();
  CHECK(district.Value(kCoordinator, district.child, "class") == "2");
}

TEST_CASE("A school with sticks only hears of a decision made after its answer was written") {
  District district;
  Person& school = district.person(kSchool);
  district.PutWrongType(school, district.child);
  district.BringAnswer(school, *district.Carry(district.WriteStick(school)));
  CHECK(district.Refused(kSchool).size() == 1);
  district.Decide(district.Refused(kSchool).front().dot, sync::Ask::Type::kAccept);
  district.BringAnswer(school, *district.Carry(district.WriteStick(school)));
  CHECK(district.Refused(kSchool).empty());
  district.End();
}

TEST_CASE("A commit of one stream may come before an earlier one of its site in another stream") {
  District district;
  district.Do({Step::kBatch, kSchool, 5});  // Several pages of the school's stream …
  district.Put(kSchool, district.programme, "goals",
               "первая");  // … and then one of the district's.
  district.Exchange(kSchool);
  district.Exchange(kOtherSchool);  // Which never sees what is before it.
  CHECK(district.Value(kOtherSchool, district.programme, "goals") == "первая");
  district.Put(kOtherSchool, district.Programme(1, 0), "title", "Ответ");
  district.End();
}

TEST_CASE(
    "F47: two coordinators who decide one dispute alike agree, and otherwise are asked again") {
  for (const bool alike : {true, false}) {
    District district;
    district.Put(kSchool, district.child, "class", "6");
    district.Put(kSecondPc, district.child, "class", "7");
    district.ExchangeAll();
    REQUIRE(district.Disputes(kCoordinator) == 1);
    CHECK(district.Resolve(kCoordinator, district.child, "class", "8").empty());
    CHECK(district.Resolve(kSecondCoordinator, district.child, "class", alike ? "8" : "9").empty());
    district.ExchangeAll();
    CHECK(district.Disputes(kSchool) == (alike ? 0 : 1));
    district.End();
  }
}

TEST_CASE("F48: the same value written by two is no dispute") {
  District district;
  district.Put(kSchool, district.child, "class", "6");
  district.Put(kSecondPc, district.child, "class", "6");
  district.ExchangeAll();
  CHECK(district.Disputes(kCoordinator) == 0);
  district.End();
}

TEST_CASE("F43, I15: what a newer program wrote stays as it is, byte for byte") {
  District district;
  for (uint32_t i = 0; i < 40; ++i) district.Do({Step::kNewer, kSchool, i});
  REQUIRE(district.events().at("newer program") > 5);
  district.ExchangeAll();
  district.Put(kSchool, district.child, "class", "8");
  district.End();  // A line's hash is part of every dot that is compared.
}

TEST_CASE("F42: only the range of protocols refuses a program, in words") {
  District district;
  sync::Request request;
  request.site = district.person(kSchool).store->replica().membership().site;
  request.protocol_min = request.protocol_max = sync::kProtocolMax + 1;
  CHECK(district.Ask(district.person(kSchool), request).error().code.name() == "protocol_too_new");
  request.protocol_min = request.protocol_max = sync::kProtocolMin - 1;
  CHECK(district.Ask(district.person(kSchool), request).error().code.name() == "protocol_too_old");
  request.protocol_max = sync::kProtocolMax + 1;
  CHECK(district.Ask(district.person(kSchool), request));
  district.End();
}

TEST_CASE(
    "F40, F41: a first pull that is cut again and again is taken up, and written into meanwhile") {
  District district;
  for (uint32_t i = 0; i < 6; ++i) district.Do({Step::kBatch, kSchool, i});
  district.Exchange(kSchool);
  Person& late = district.Join(kSecondPc, 2);
  int cuts = 0;
  for (size_t bytes = 900; !late.store->GetStatus().complete; bytes += 700, ++cuts) {
    sync::Exchange exchange(late.store->replica(), {.push_bytes = 4096, .pull_bytes = 4096});
    const auto request = exchange.Next();
    const auto answer =
        district.Carry({late.family, late.store->replica().membership().token, request.body});
    REQUIRE(answer);
    exchange.OnAnswer(std::string_view(answer->bytes).substr(0, bytes),
                      bytes >= answer->bytes.size());
    district.Put(late, district.Look(late, district.Child(0, static_cast<uint8_t>(cuts % 9))),
                 "class", "9");
  }
  CHECK(cuts > 3);
  district.End();
}

TEST_CASE("F24: two PCs whose folders were put the wrong way round go on") {
  District district;
  district.Put(kSchool, district.child, "class", "6");
  district.Do({Step::kSwap, kSchool, 1});
  district.Put(kSchool, district.child, "first_name", "Анна");
  district.End();
}

TEST_CASE("F38: a PC that was revoked may hand over what it holds, and reads nothing") {
  District district;
  district.Put(kSecondPc, district.child, "class", "6");
  district.Revoke(district.person(kSecondPc));
  district.Put(kSchool, district.programme, "results", "после");
  district.ExchangeAll();
  CHECK(district.Value(kSecondPc, district.programme, "results").empty());
  CHECK(district.hub().Refused().size() == 1);
  district.End();
}

TEST_CASE("F20, F26: two programs with one file wait for each other and lose nothing") {
  const tests::TempFolder folder;
  const int64_t now = 0;
  Clock clock(1, now);
  sync::OpenOptions options;
  options.path = (folder.path() / "kruzhok.db").string();
  options.busy_timeout_ms = 0;
  const auto one = sync::Store::Open(options, clock);
  const auto other = sync::Store::Open(options, clock);
  const model::EntityType& child = *model::FindEntity("child");
  sync::RowWrite write;
  write.type = &child;
  write.fields = {{child.FindField("last_name"), "Орлов"}, {child.FindField("first_name"), "Пётр"}};
  CHECK((*one)->Write({write}, {}));
  {
    const sync::Replica::Change busy((*one)->replica());
    CHECK_THROWS_AS((*other)->Write({write}, {}), model::StorageError);
  }
  CHECK((*other)->Write({write}, {}));
  CHECK((*one)->Count(child) == 2);
  CHECK((*one)->Verify(false).empty());
}

TEST_CASE("F21: a damaged page is noticed or said to be, and never ends the program") {
  District district;
  district.Do({Step::kBatch, kSchool, 1});
  district.ExchangeAll();
  district.person(kSchool).store->replica().database().Checkpoint();
  const MemoryDisk& whole = *district.person(kSchool).disk;
  const int64_t now = 0;
  Clock clock(1, now);
  int noticed = 0;
  int pages = 0;
  for (size_t at = 200; at < whole.Contents("kruzhok.db").size() - 3600; at += 4096, ++pages) {
    MemoryDisk disk;
    disk.CopyFrom(whole);
    disk.FlipByte("kruzhok.db", at + 3600);
    try {
      const auto store = sync::Store::Open(disk.Options("kruzhok.db"), clock);
      noticed += !store || !(*store)->Verify(true).empty() ? 1 : 0;
    } catch (const model::StorageError&) {
      ++noticed;
    }
  }
  CHECK(pages > 10);
  CHECK(noticed > 0);
}

TEST_CASE("A repair of the log leaves what was never sent to be sent") {
  District district;
  district.Put(kSchool, district.child, "class", "6");
  district.Do({{Step::kDamage, kSchool, 529450047}});  // Of the frame with the child's birth.
  CHECK(district.events().at("repaired: log") > 0);
  district.ExchangeAll();
  CHECK(district.Value(kCoordinator, district.child, "class") == "6");
  district.End();
}

TEST_CASE("An erased line that comes to a restored hub before its proof is taken with it") {
  World world(200706, 3, {});
  world.Do({{Step::kErase, 10, 1200238889},
            {Step::kHubBackup, 4, 3750187136},
            {Step::kErase, 4, 3240868731},
            {Step::kErase, 1, 581292279},
            {Step::kExchange, 19, 115911411},
            {Step::kHubRestore, 30, 3686223661}});
  world.End();
}

TEST_CASE("What a damaged file can no longer prove goes to the hub for a person to judge") {
  World world(200253, 3, {});
  world.Do({{Step::kHubBackup, 46, 2934123077},
            {Step::kRevoke, 31, 1935859874},
            {Step::kJoin, 25, 2101744639},
            {Step::kExchange, 55, 4286474071},
            {Step::kDamage, 51, 1122225859},
            {Step::kHubRestore, 42, 1558626012}});
  world.End();
}

TEST_CASE("F57: everybody comes back at once after the hub was away") {
  District district;
  for (size_t who = 0; who < 5; ++who)
    for (uint8_t i = 0; i < 5; ++i)
      district.Put(who, district.Child(who == kOtherSchool ? 1 : 0, i), "class",
                   std::to_string(who));
  district.RestartHub(MemoryDisk::Crash::kPower);
  district.End();
  CHECK(district.events().at("most rounds") <= 4);
}

TEST_CASE("A hub that was started again is offered once more what it keeps outside, and then no more") {
  District district;
  district.PutWrongType(district.person(kSchool), district.child);
  district.ExchangeAll();
  district.Do({Step::kRestartHub, kSchool, 1});
  district.End();
}
