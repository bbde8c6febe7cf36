// SPDX-License-Identifier: MIT
// What the hub takes, refuses, waits for and is told to decide; with schools and a coordinator in
// one process.
#include <catch2/catch.hpp>

#include "sync/store/commit_builder.h"
#include "tests/support/district.h"

using sync::Ask;
using tests::CodeOf;
using tests::District;
using tests::Fields;
using tests::Installation;

namespace {

const Fields kElkin{{"last_name", "Ёлкин"}, {"first_name", "Пётр"}};
constexpr int kNewerSchema = 1'000'000;

std::string Repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

// The codes of what is not accepted, in the order of the list.
std::string Reasons(Installation& installation) {
  std::string reasons;
  for (const auto& refused : installation.store().Refused()) {
    reasons += reasons.empty() ? "" : " ";
    reasons += refused.state == sync::Verdict::State::kWaiting ? "waiting" : refused.code;
  }
  return reasons;
}

}  // namespace

TEST_CASE("Hub: what one school enters, the coordinator reads and another school does not") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б"), &c = d.Coordinator();
  const auto child = a.Put("child", {{"last_name", "Щербинина"}, {"first_name", "Анна"}});
  const auto programme = a.Put("programme", {{"title", "Шахматы"}});
  d.SyncAll();
  CHECK(c.Value(child, "last_name") == "Щербинина");
  CHECK(b.Value(programme, "title") == "Шахматы");
  CHECK(c.Knows("Щербинина"));
  CHECK_FALSE(b.Has(child));
  CHECK_FALSE(b.Knows("Щербинина"));
}

TEST_CASE(
    "Hub: a value of a wrong type is refused, and the rest of the school goes through at once") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto bad = a.Put("child", kElkin);
  a.Smuggle({{"child", bad, {{"class", "12"}}}});
  const auto good = a.Put("child", {{"last_name", "Сосновская"}, {"first_name", "Мария"}});
  CHECK(a.Sync().empty());
  CHECK(c.Sync().empty());
  CHECK(Reasons(a) == "wrong_type");
  CHECK(c.Value(good, "last_name") == "Сосновская");
  CHECK(a.Row(bad).condition == sync::RowCondition::kRefused);
  CHECK(a.Row(good).condition == sync::RowCondition::kAcknowledged);
}

TEST_CASE(
    "Hub: a long Cyrillic text in a field of dates is refused and explained in whole letters") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  a.Smuggle({{"child", child, {{"birth_date", '"' + Repeated("я", 300) + '"'}}}});
  CHECK(a.Sync().empty());
  CHECK(c.Sync().empty());
  REQUIRE(c.store().Refused().size() == 1);
  CHECK(c.store().Refused().front().detail.find("яяя") != std::string::npos);
  CHECK(a.store().Refused().front().detail == c.store().Refused().front().detail);
}

TEST_CASE("Hub: a row in another school's stream is refused and can only be discarded") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б"), &c = d.Coordinator();
  const auto foreign = a.Smuggle(
      {{"child", NewUuid(a.environment), {{"last_name", "\"Подкидышев\""}}, b.organisation()}});
  d.SyncAll();
  CHECK(Reasons(a) == "wrong_stream");
  CHECK(Reasons(c) == "wrong_stream");
  CHECK(CodeOf(d.hub().Decide(foreign, Ask::Type::kAccept, "")) == "cannot_accept");
  CHECK_FALSE(b.Knows("Подкидышев"));
  CHECK(CodeOf(c.store().DecideRefused(foreign, Ask::Type::kDiscard, {})).empty());
  d.SyncAll();
  CHECK(Reasons(a).empty());
  CHECK(Reasons(c).empty());
}

TEST_CASE(
    "Hub: a school that writes a row of another owner is refused, and the owner's value stays") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  const auto programme = b.Put("programme", {{"title", "Лепка"}});
  d.SyncAll();
  CHECK(a.Edit(programme, {{"title", "Взлом"}}) == "not_allowed");
  a.Smuggle(
      {{"programme", programme, {{"title", "\"Взлом\""}}, sync::kDistrict, a.organisation()}});
  d.SyncAll();
  CHECK(Reasons(a) == "wrong_owner");
  CHECK(a.Value(programme, "title") == "Лепка");
  CHECK(b.Value(programme, "title") == "Лепка");
}

TEST_CASE(
    "Hub: a field that nobody knows is refused, but kept and handed on when the schema is newer") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  a.Smuggle({{"child", child, {{"blood_group", "\"II\""}}}});
  a.Smuggle({{"child", child, {{"allergy", "[\"мёд\"]"}}, {}, {}, kNewerSchema}});
  a.Smuggle(
      {{"telescope", NewUuid(a.environment), {{"lens", "{\"mm\":90}"}}, {}, {}, kNewerSchema}});
  d.SyncAll();
  CHECK(Reasons(a) == "unknown_field");
  CHECK(c.Row(child).unknown == "{\"allergy\":[\"мёд\"]}");
  CHECK(c.Knows("telescope"));
  CHECK(a.DigestOf(a.organisation()) == c.DigestOf(a.organisation()));
}

TEST_CASE("Hub: an entity that nobody knows is refused where the schema is not newer") {
  District d;
  auto& a = d.School("А");
  a.Smuggle({{"telescope", NewUuid(a.environment), {{"lens", "90"}}}});
  CHECK(a.Sync().empty());
  CHECK(Reasons(a) == "unknown_entity");
}

TEST_CASE(
    "Hub: a member that a newer schema has added to a group is kept; a wrong known one is "
    "refused") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  a.Smuggle(
      {{"child", child, {{"standing", R"({"order":"7","state":"left"})"}}, {}, {}, kNewerSchema}});
  d.SyncAll();
  CHECK(Reasons(a).empty());
  CHECK(c.Row(child).unknown == R"({"standing":{"order":"7","state":"left"}})");
  a.Smuggle({{"child", child, {{"standing", R"({"order":"7","state":5})"}}, {}, {}, kNewerSchema}});
  d.SyncAll();
  CHECK(Reasons(a) == "wrong_type");
}

TEST_CASE(
    "Hub: later edits of what was refused wait with it, and accepting brings all in everywhere") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = NewUuid(a.environment);
  a.Smuggle(
      {{"child", child, {{"last_name", "\"Ёлкин\""}, {"first_name", "\"П\""}, {"class", "5"}}}});
  CHECK(a.Edit(child, {{"first_name", "Пётр"}}).empty());
  d.SyncAll();
  CHECK(Reasons(a) == "wrong_type waiting");
  CHECK_FALSE(a.Has(child));
  CHECK(a.Edit(child, {{"first_name", "Павел"}}) == "outside");
  REQUIRE(c.store().Refused().size() == 1);
  CHECK(c.store().Refused().front().rows_json.find("Ёлкин") != std::string::npos);
  CHECK(
      CodeOf(c.store().DecideRefused(c.store().Refused()[0].dot, Ask::Type::kAccept, {})).empty());
  d.SyncAll();
  CHECK(Reasons(a) + Reasons(c) == "");
  CHECK(a.Value(child, "first_name") == "Пётр");
  CHECK(c.Value(child, "last_name") == "Ёлкин");
  CHECK(a.DigestOf(a.organisation()) == c.DigestOf(a.organisation()));
}

TEST_CASE("Hub: accept beats discard, whichever came first") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  const auto bad = a.Smuggle({{"child", child, {{"class", "5"}}}});
  CHECK(a.Sync().empty());
  const bool discarded_first = GENERATE(true, false);
  if (discarded_first) {
    CHECK(CodeOf(d.hub().Decide(bad, Ask::Type::kDiscard, "")).empty());
    CHECK(a.Sync().empty());
  }
  CHECK(CodeOf(d.hub().Decide(bad, Ask::Type::kAccept, "")).empty());
  if (!discarded_first)
    CHECK(CodeOf(d.hub().Decide(bad, Ask::Type::kDiscard, "")) == "not_outside");
  d.SyncAll();
  CHECK(a.Row(child).unknown == "{\"class\":5}");
  CHECK(c.Row(child).unknown == "{\"class\":5}");
  CHECK(Reasons(a) + Reasons(c) == "");
  CHECK(a.DigestOf(a.organisation()) == c.DigestOf(a.organisation()));
}

TEST_CASE("Hub: a refused commit can be accepted only with what it names") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = NewUuid(a.environment);
  const auto birth = a.Smuggle({{"child", child, {{"last_name", "\"Ёлкин\""}, {"class", "5"}}}});
  const auto later = a.Smuggle({{"child", child, {{"class", "6"}}}});
  d.SyncAll();
  CHECK(CodeOf(d.hub().Decide(later, Ask::Type::kAccept, "")).empty());
  d.SyncAll();
  CHECK(c.Row(child).unknown == "{\"class\":6}");
  CHECK(CodeOf(d.hub().Decide(birth, Ask::Type::kAccept, "")) == "not_outside");
}

TEST_CASE(
    "Hub: the author tries a refused commit again, corrected in between, and no dispute remains") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  const auto bad = a.Smuggle({{"child", child, {{"blood_group", "1"}}}});
  d.SyncAll();
  CHECK(CodeOf(a.store().DecideRefused(bad, Ask::Type::kDiscard, {})).empty());
  CHECK(Reasons(a).empty());
  d.SyncAll();
  CHECK(Reasons(c).empty());
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  d.SyncAll();
  CHECK(c.Value(child, "class") == "5А");
  CHECK(c.Disputes() == 0);
}

TEST_CASE("Hub: a refused commit that mixes streams shows no school what it wanted to write") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б"), &c = d.Coordinator();
  const auto programme = NewUuid(a.environment);
  a.Smuggle({{"programme", programme, {{"title", "7"}}, sync::kDistrict, a.organisation()},
             {"child", NewUuid(a.environment), {{"last_name", "\"Щербинина\""}}}});
  d.SyncAll();
  CHECK_FALSE(b.Knows("Щербинина"));
  CHECK(Reasons(a) == "wrong_stream");
  CHECK(c.Knows("Щербинина"));
}

TEST_CASE("Hub: a school cannot speak as the hub, nor into a stream that it does not read") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  sync::CommitBuilder builder(RandomUuid(a.environment), "А", "");
  builder.commit().stream = builder.commit().owner = b.organisation();
  builder.commit().controls.push_back(
      {sync::Control::Type::kRevoke, {}, R"({"device":"AAAAAAAAAAAAAAAAAAAAAQ","type":"revoke"})"});
  {
    sync::Replica::Change change(a.replica());
    a.replica().Add(builder.commit());
    change.Commit();
  }
  d.SyncAll();
  CHECK(Reasons(a) == "wrong_stream");
  CHECK(Reasons(b).empty());
}

TEST_CASE("Hub: a commit in the hub's own name is refused, and the hub goes on") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  d.SyncAll();
  sync::Site hub_site;
  a.replica().log().ForEach({}, [&](const sync::LogEntry& entry, std::string_view) {
    if (!entry.own) hub_site = entry.dot.site;
  });
  auto membership = a.replica().membership();
  membership.site = hub_site;
  {
    sync::Replica::Change change(a.replica());
    a.replica().SetMembership(membership);
    change.Commit();
  }
  a.Put("child", kElkin);
  CHECK(a.Sync().empty());
  CHECK(Reasons(a) == "wrong_role");
  const auto programme = b.Put("programme", {{"title", "Лепка"}});
  d.School("В");
  d.SyncAll();
  CHECK(a.Value(programme, "title") == "Лепка");
  CHECK(d.hub().Verify().empty());
}

TEST_CASE("Hub: a revoked device reads nothing, and what it pushes waits for the coordinator") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  d.SyncAll();
  CHECK(CodeOf(d.hub().RevokeDevice(d.DeviceNamed("А").id)).empty());
  c.Put("programme", {{"title", "Секрет"}});
  CHECK(c.Sync().empty());
  const auto child = a.Put("child", kElkin);
  CHECK(a.Sync().empty());
  CHECK(Reasons(a) == "revoked");
  CHECK_FALSE(a.Knows("Секрет"));
  CHECK(c.Sync().empty());
  REQUIRE(Reasons(c) == "revoked");
  CHECK(
      CodeOf(c.store().DecideRefused(c.store().Refused()[0].dot, Ask::Type::kAccept, {})).empty());
  CHECK(c.Sync().empty());
  CHECK(c.Value(child, "last_name") == "Ёлкин");
}
