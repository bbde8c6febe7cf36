// SPDX-License-Identifier: MIT
// The log under the hands of several: what is cut out of frames, removed, redacted and put outside,
// many at once and while a request is on its way.
#include <catch2/catch.hpp>

#include "sync/frame.h"
#include "tests/support/district.h"

namespace {

using tests::CodeOf;
using tests::District;
using tests::Fields;
using tests::Installation;

const Fields kElkin{{"last_name", "Ёлкин"}, {"first_name", "Пётр"}, {"class", "5А"}};

int64_t Count(Installation& at, std::string_view sql) {
  auto select = at.replica().database().Prepare(sql);
  return select.Step() ? select.Int(0) : -1;
}

std::map<int64_t, std::string> LinesOf(sync::ChangeLog& log) {
  std::map<int64_t, std::string> lines;
  log.ForEach({}, [&](const sync::LogEntry& entry, std::string_view line) {
    lines.emplace(entry.id, line);
  });
  return lines;
}

// Lets the first request of the next Sync reach the hub, then something else happen before its
// answer comes back.
void MeanwhileOnce(District& d, Installation& at, const std::function<void()>& happen) {
  auto once = std::make_shared<bool>(false);
  at.line = [&d, &at, happen, once](const std::string& request) -> std::optional<std::string> {
    const auto answer = d.Ask(at, request);
    if (!std::exchange(*once, true)) happen();
    return answer;
  };
}

void ExchangeByStick(District& d, Installation& at) {
  const auto answer = d.Ask(at, sync::CarriedRequest(at.replica(), 1 << 20));
  CHECK(CodeOf(sync::TakeCarriedAnswer(at.replica(), *answer)).empty());
}

}  // namespace

TEST_CASE("An erasure that somebody else reads while a request is on its way mixes up no line") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  const auto other = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(a.Edit(child, {{"class", "9Ъ"}}).empty());
  CHECK(a.Edit(other, {{"class", "8А"}}).empty());
  MeanwhileOnce(d, a, [&] {
    CHECK(d.hub().Erase("child", child, ""));
    ExchangeByStick(d, a);
    ExchangeByStick(d, a);
  });
  CHECK(a.Sync().empty());
  CHECK(a.store().Verify(false).empty());
  CHECK_FALSE(a.Knows("9Ъ"));
  CHECK(c.Sync().empty());
  CHECK(a.Value(other, "class") == "8А");
}

TEST_CASE("What was sent and then purged by somebody else is not taken for what came after it") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б"), &c = d.Coordinator();
  const auto child = b.Put("child", kElkin);
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, b.organisation()));
  d.SyncAll();
  CHECK(a.Edit(child, {{"class", "9Ъ"}}).empty());
  model::Uuid mine;
  MeanwhileOnce(d, a, [&] {
    CHECK(d.hub().TakeOrganisation(d.DeviceNamed("А").id, b.organisation()));
    ExchangeByStick(d, a);
    ExchangeByStick(d, a);
    for (int i = 0; i < 20; ++i) mine = a.Put("child", kElkin);
  });
  CHECK(a.Sync().empty());
  CHECK(a.store().Verify(false).empty());
  CHECK(c.Sync().empty());
  CHECK(c.Has(mine));
}

TEST_CASE("Log: only the lines that are still what was sent are sealed and returned") {
  District d;
  auto& a = d.Stranger();
  for (int i = 0; i < 4; ++i) a.Put("child", kElkin);
  sync::ChangeLog& log = a.replica().log();
  auto lines = LinesOf(log);
  std::vector<int64_t> ids;
  std::string text;
  for (const auto& [id, line] : lines) {
    ids.push_back(id);
    text += line + '\n';
  }
  sync::Replica::Change change(a.replica());
  lines[ids[1]] = "{}";
  log.ReplaceLines({{ids[1], lines[ids[1]]}});
  log.Remove({ids[2]});
  lines.erase(ids[2]);
  CHECK(log.Seal(ids, sync::PackFrame(text)) == std::vector{ids[0], ids[3]});
  CHECK(LinesOf(log) == lines);
  // What is told nowhere must not lie in the frame either.
  CHECK(Count(a, "SELECT count(*) FROM frame") == 1);
  CHECK(Count(a, "SELECT max(position) FROM log") ==
        static_cast<int64_t>(lines[ids[0]].size() + 1));
}

TEST_CASE("Log: lines that are cut out of frames leave the others as they were") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  for (int i = 0; i < 3; ++i) {
    for (int k = 0; k < 5; ++k) a.Put("child", kElkin);
    CHECK(a.Sync().empty());
    CHECK(c.Sync().empty());
  }
  sync::ChangeLog& log = c.replica().log();
  auto lines = LinesOf(log);
  const int64_t frames = Count(c, "SELECT count(*) FROM frame");
  auto select = c.replica().database().Prepare(
      "SELECT id FROM log WHERE frame=(SELECT max(frame) FROM log) OR id%2=0");
  std::vector<int64_t> removed;
  while (select.Step()) removed.push_back(select.Int(0));
  sync::Replica::Change change(c.replica());
  log.Remove(removed);
  for (const int64_t id : removed) lines.erase(id);
  CHECK(LinesOf(log) == lines);
  CHECK(Count(c, "SELECT count(*) FROM frame") == frames - 1);
  std::map<int64_t, std::string> others;
  for (const auto& [id, line] : lines)
    if (id % 3 == 0) others[id] = "{\"another\":" + std::to_string(id) + '}';
  REQUIRE_FALSE(others.empty());
  log.ReplaceLines(others);
  for (const auto& [id, line] : others) lines[id] = line;
  CHECK(LinesOf(log) == lines);
}

TEST_CASE("Erasure: whoever reads lines that were redacted already keeps them as they came") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  std::vector<model::Uuid> children;
  for (int i = 0; i < 8; ++i)
    children.push_back(a.Put("child", {{"last_name", "Забываемый"}, {"first_name", "Пётр"}}));
  CHECK(a.Sync().empty());
  for (int i = 0; i < 5; ++i) CHECK(d.hub().Erase("child", children[static_cast<size_t>(i)], ""));
  CHECK(c.Sync().empty());
  CHECK(Count(c, "SELECT count(*) FROM log WHERE line IS NOT NULL") == 0);
  CHECK(Count(c, "SELECT count(*) FROM erased WHERE sought=0") == 0);
  CHECK(Count(c, "SELECT count(*) FROM erasing") == 0);
  CHECK_FALSE(c.Has(children[0]));
  CHECK(c.Has(children[7]));
  CHECK(c.store().Verify(false).empty());
}

TEST_CASE("Erasure of many rows at once: neither their lines nor words of a refusal are left") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  std::vector<model::Uuid> children;
  for (int i = 0; i < 4; ++i)
    children.push_back(a.Put("child", {{"last_name", "Забываемый"}, {"first_name", "Пётр"}}));
  const auto stays = a.Put("child", kElkin);
  d.SyncAll();
  a.Smuggle({{"child", children[3], {{"last_name", "\"Отказов\""}, {"birth_date", "\"ох\""}}}});
  d.SyncAll();
  REQUIRE(c.Knows("Отказов"));
  for (const auto& child : children) CHECK(d.hub().Erase("child", child, ""));
  d.SyncAll();
  for (Installation* each : {&a, &c}) {
    CHECK_FALSE(each->Knows("Забываемый"));
    CHECK_FALSE(each->Knows("Отказов"));
    CHECK(each->Has(stays));
    CHECK(each->store().Verify(false).empty());
  }
  d.CloseHub();
  for (const std::string& file : d.hub_disk.Files())
    for (const char* name : {"Забываемый", "Отказов"})
      CHECK(d.hub_disk.Contents(file).find(name) == std::string::npos);
  d.RestartHub();
  CHECK(d.hub().Verify().empty());
}

TEST_CASE("Many verdicts in one answer: what names the refused waits, everything else stands") {
  District d;
  auto& a = d.School("А");
  const auto first = a.Put("child", kElkin), second = a.Put("child", kElkin),
             third = a.Put("child", kElkin);
  d.SyncAll();
  for (const auto& child : {first, second})
    a.Smuggle({{"child", child, {{"class", "\"7Х\""}, {"birth_date", "\"ох\""}}}});
  for (const auto& child : {first, second, third})
    for (const char* grade : {"7Б", "8Б", "9Б"}) CHECK(a.Edit(child, {{"class", grade}}).empty());
  CHECK(a.Sync().empty());
  CHECK(a.replica().Outside().size() == 8);
  CHECK(a.Value(first, "class") == "5А");
  CHECK(a.Value(second, "class") == "5А");
  CHECK(a.Value(third, "class") == "9Б");
  CHECK(a.store().Verify(false).empty());
}

TEST_CASE("Of a commit that is removed to be read again nothing is left that hangs on it") {
  District d;
  auto& a = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  a.Smuggle({{"child", child, {{"birth_date", "\"ох\""}}}});
  CHECK(a.Sync().empty());
  REQUIRE(a.replica().Outside().size() == 1);
  sync::Replica::Change change(a.replica());
  a.replica().PullAgain({a.replica().Outside()[0].entry.id});
  change.Commit();
  CHECK(a.replica().Outside().empty());
  CHECK(a.replica().OutsideOf({"child", child}).empty());
  CHECK(a.Value(child, "class") == "5А");
}

TEST_CASE("A hub that does not answer is asked nine times, ever later, and at most once a minute") {
  District d;
  auto& a = d.School("А");
  sync::Exchange exchange(a.replica(), {.first_wait_ms = 1000});
  for (int failure = 0; failure < 9; ++failure) {
    REQUIRE(exchange.Next().kind == sync::Instruction::Kind::kSend);
    exchange.OnFailure({"server_busy", "", ""}, failure == 3 ? 100 : 0);
    const auto next = exchange.Next();
    if (failure == 8) {
      CHECK(next.kind == sync::Instruction::Kind::kFailed);
      continue;
    }
    REQUIRE(next.kind == sync::Instruction::Kind::kWait);
    const int64_t longest = std::min(int64_t{60'000}, int64_t{1000} << failure);
    if (failure == 3) {
      CHECK(next.wait_ms == 100'000);
    } else {
      CHECK(next.wait_ms >= longest / 2);
      CHECK(next.wait_ms <= longest);
    }
  }
}
