// SPDX-License-Identifier: MIT
// A district whose schools have no network: everything goes by files, in any order.
#include <catch2/catch.hpp>

#include "model/entities/child.h"
#include "sync/exchange/bundle.h"
#include "sync/exchange/passport.h"
#include "tests/support/district.h"

using namespace kruzhok;
using tests::CodeOf;
using tests::District;
using tests::Fields;
using tests::Installation;

namespace {

const Fields kElkin{{"last_name", "Ёлкин"}, {"first_name", "Пётр"}};
constexpr std::string_view kPin = "271828";

std::string Written(Installation& from) {
  const auto written = sync::WriteRequest(from.replica(), "a school");
  REQUIRE(written);
  sync::NoteWritten(from.replica(), written->header);
  return written->bytes;
}

std::string Answered(District& d, const std::string& request) {
  const auto answer = d.hub().ReadBundle(request);
  INFO(CodeOf(answer));
  REQUIRE(answer);
  return *answer;
}

sync::ReadBundle Read(Installation& to, const std::string& answer) {
  const auto read = sync::ReadAnswer(to.replica(), answer);
  INFO(CodeOf(read));
  REQUIRE(read);
  return *read;
}

// One stick there and back.
sync::ReadBundle Carry(District& d, Installation& one) {
  return Read(one, Answered(d, Written(one)));
}

std::string Passport(District& d, const model::Uuid& organisation, int days = 7,
                     sync::Role role = sync::Role::kSchool) {
  const auto bytes = d.hub().NewPassport(role, organisation, days, kPin, "");
  REQUIRE(bytes);
  return *bytes;
}

std::string JoinWith(Installation& one, const std::string& passport) {
  const auto facts = sync::OpenPassport(passport, kPin);
  REQUIRE(facts);
  return CodeOf(sync::JoinWithPassport(one.replica(), *facts, {"", "", "a pc", "Марина"}));
}

// More than fits into an answer of four kilobytes.
constexpr int kMany = 200;
void PutMany(Installation& one) {
  for (int i = 0; i < kMany; ++i)
    one.Put("child", {{"last_name", "Р" + std::to_string(i * 7919)}, {"first_name", "Пётр"}});
}

// As if that hub had taken it in.
void LiveUnder(Installation& one, const std::string& hub_key) {
  sync::Membership membership = one.replica().membership();
  membership.joined = true;
  membership.hub_key = hub_key;
  sync::Replica::Change change(one.replica());
  one.replica().SetMembership(membership);
  change.Commit();
}

}  // namespace

TEST_CASE("Bundle: two schools and a coordinator agree on everything by files alone") {
  District d;
  auto &a = d.Stranger(), &b = d.Stranger(), &c = d.Stranger();
  const auto typed_before = a.Put("child", kElkin);
  REQUIRE(JoinWith(a, Passport(d, d.Organisation("А"))).empty());
  REQUIRE(JoinWith(b, Passport(d, d.Organisation("Б"))).empty());
  REQUIRE(JoinWith(c, Passport(d, {}, 7, sync::Role::kCoordinator)).empty());
  CHECK(a.Row(typed_before).owner == d.Organisation("А"));
  const auto programme = b.Put("programme", {{"title", "Шахматы"}});
  for (int round = 0; round < 2; ++round)
    for (Installation* one : {&a, &b, &c}) Carry(d, *one);
  CHECK(c.Value(typed_before, "last_name") == "Ёлкин");
  CHECK(a.Value(programme, "title") == "Шахматы");
  CHECK_FALSE(b.Has(typed_before));
  CHECK(a.replica().Offers().empty());
  CHECK(a.replica().membership().passport_secret.empty());
  CHECK_FALSE(a.replica().membership().token.empty());
  for (Installation* one : {&a, &b}) {
    CHECK(one->DigestOf(sync::kDistrict) == c.DigestOf(sync::kDistrict));
    CHECK(one->DigestOf(one->organisation()) == c.DigestOf(one->organisation()));
    CHECK(one->store().Verify(false).empty());
  }
}

TEST_CASE("Bundle: twice, late and out of order do no harm, and what was read is known") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  const std::string first = Written(a);
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  const std::string second = Written(a);
  const std::string answer2 = Answered(d, second);
  const std::string answer1 = Answered(d, first);  // The older one reaches the hub later.
  CHECK_FALSE(Read(a, answer2).again);
  CHECK(a.replica().Offers().empty());
  const auto late = Read(a, answer1);
  CHECK_FALSE(late.outcome.copied);
  CHECK(late.outcome.pulled == 0);
  CHECK(Read(a, answer2).again);
  CHECK(Answered(d, first).size() > 100);  // A courier who comes again.
  d.SyncAll();
  CHECK(c.Value(child, "class") == "5А");
  CHECK(a.DigestOf(a.organisation()) == c.DigestOf(a.organisation()));
  const auto notes = sync::NotesOfCarried(a.replica());
  REQUIRE(notes.written.size() == 2);
  CHECK(notes.written[0].answered_ms > 0);
  CHECK(notes.written[0].commits == 2);
}

TEST_CASE("Bundle: an answer that was lost costs nothing but the way") {
  District d;
  auto &a = d.Stranger(), &c = d.Coordinator();
  REQUIRE(JoinWith(a, Passport(d, d.Organisation("А"))).empty());
  const auto child = a.Put("child", kElkin);
  for (int lost = 0; lost < 3; ++lost) Answered(d, Written(a));
  const auto read = Carry(d, a);
  CHECK_FALSE(read.outcome.copied);
  CHECK(a.replica().membership().passport_secret.empty());
  CHECK(a.replica().Offers().empty());
  d.SyncAll();
  CHECK(c.Value(child, "last_name") == "Ёлкин");
}

TEST_CASE("Bundle: after a passport, a network does as well") {
  District d;
  auto& a = d.Stranger();
  REQUIRE(JoinWith(a, Passport(d, d.Organisation("А"))).empty());
  const auto child = a.Put("child", kElkin);
  Carry(d, a);
  CHECK(a.Edit(child, {{"class", "5А"}}).empty());
  CHECK(a.Sync().empty());
  Carry(d, a);
  CHECK(a.Sync().empty());
  CHECK(a.replica().Offers().empty());
  CHECK(a.store().Verify(false).empty());
}

TEST_CASE("Bundle: for another district, another computer or the other side, it says for whom") {
  District d;
  auto &a = d.School("А"), &b = d.School("А"), &far = d.School("Я");
  const std::string request = Written(a);
  const std::string answer = Answered(d, request);
  tests::MemoryDisk disk(7);
  tests::TestEnvironment environment(7);
  server::HubOptions options;
  options.database = disk.Options("hub.db");
  REQUIRE(server::Hub::Init(options, "Степной район", environment));
  CHECK(CodeOf((*server::Hub::Open(options, environment))->ReadBundle(request)) == "wrong_hub");
  LiveUnder(far, std::string(32, 'k'));
  CHECK(CodeOf(sync::ReadAnswer(far.replica(), answer)) == "wrong_hub");
  CHECK(CodeOf(sync::ReadAnswer(b.replica(), answer)) == "wrong_receiver");
  CHECK(CodeOf(sync::ReadAnswer(a.replica(), request)) == "wrong_receiver");
  CHECK(CodeOf(d.hub().ReadBundle(answer)) == "wrong_receiver");
  CHECK(CodeOf(sync::ReadAnswer(d.Stranger().replica(), answer)) == "not_joined");
  CHECK_FALSE(Read(a, answer).again);
}

TEST_CASE(
    "Bundle: the hub serves no stranger, and takes from who was sent away without answering") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  const auto theirs = b.Put("child", {{"last_name", "Тайная"}, {"first_name", "А"}});
  CHECK(b.Sync().empty());
  auto& stranger = d.Stranger();
  LiveUnder(stranger, a.replica().membership().hub_key);
  CHECK(CodeOf(d.hub().ReadBundle(Written(stranger))) == "unauthorized");
  a.Put("child", kElkin);
  for (const server::Device& device : d.hub().Devices())
    if (sync::NewSigningKey(a.replica().membership().device_key).public_key == device.public_key)
      REQUIRE(d.hub().RevokeDevice(device.id));
  Carry(d, a);
  CHECK_FALSE(a.Has(theirs));
  CHECK(d.hub().Refused().size() == 1);
  CHECK(a.store().Refused().size() == 1);
}

TEST_CASE("Passport: it is good for one computer, and until it expires") {
  District d;
  auto &a = d.Stranger(), &b = d.Stranger(), &late = d.Stranger();
  const std::string passport = Passport(d, d.Organisation("А"));
  const std::string old = Passport(d, d.Organisation("А"), 1);
  REQUIRE(JoinWith(a, passport).empty());
  REQUIRE(JoinWith(b, passport).empty());
  REQUIRE(JoinWith(late, old).empty());
  const auto kept = late.Put("child", kElkin);
  Carry(d, a);
  CHECK(CodeOf(d.hub().ReadBundle(Written(b))) == "bad_code");
  d.hub_environment.now_ms += int64_t{2} * 86'400'000;
  CHECK(CodeOf(d.hub().ReadBundle(Written(late))) == "bad_code");
  CHECK(late.Has(kept));
  CHECK(JoinWith(a, passport) == "already_joined");
}

TEST_CASE("Passport: the hub makes none with a simple PIN or for an unknown organisation") {
  District d;
  CHECK(CodeOf(d.hub().NewPassport(sync::Role::kSchool, d.Organisation("А"), 7, "1234", "")) ==
        "weak_pin");
  CHECK(CodeOf(d.hub().NewPassport(sync::Role::kSchool, model::Uuid{{9}}, 7, kPin, "")) ==
        "not_found");
}

TEST_CASE("Bundle: a courier finds no value of any field in the bytes of either way") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const Fields fields{{"last_name", "Щукинабвгд"}, {"first_name", "Прасковьяя"}, {"phone", "8900"}};
  a.Put("child", fields);
  const std::string request = Written(a);
  Read(a, Answered(d, request));
  const std::string answer = Answered(d, Written(c));
  for (const auto& [name, value] : fields)
    for (const std::string* bytes : {&request, &answer}) CHECK(bytes->find(value) == bytes->npos);
}

TEST_CASE("Bundle: what stick and network bring is the same, commit by commit") {
  District wire, stick;
  auto &a = wire.School("А"), &b = stick.School("А");
  for (int i = 0; i < 40; ++i) {
    const Fields fields{{"last_name", "Р" + std::to_string(i)}, {"first_name", "А"}};
    a.Put("child", fields);
    b.Put("child", fields);
  }
  CHECK(a.Sync().empty());
  Carry(stick, b);
  Carry(stick, b);
  CHECK(a.store().Count(model::child) == b.store().Count(model::child));
  CHECK(b.replica().Offers().empty());
  CHECK(b.Sync().empty());
  CHECK(b.totals.pushed == 0);
  CHECK(b.totals.pulled == 0);
}

TEST_CASE("Bundle: what does not fit into one answer comes with the next ones, and that is said") {
  District d;
  auto &a = d.School("А"), &b = d.Stranger();
  PutMany(a);
  CHECK(a.Sync().empty());
  REQUIRE(JoinWith(b, Passport(d, d.Organisation("А"))).empty());
  int rounds = 0;
  for (bool more = true; more && rounds < 40; ++rounds) {
    const auto written = sync::WriteRequest(b.replica(), "b", size_t{4} << 10);
    REQUIRE(written);
    const std::string answer = Answered(d, written->bytes);
    more = Read(b, answer).outcome.more;
    CHECK(sync::DecodeBundle(answer)->header.more == more);
  }
  CHECK(rounds > 1);
  CHECK(b.store().Count(model::child) == kMany);
  CHECK(a.DigestOf(a.organisation()) == b.DigestOf(b.organisation()));
}

TEST_CASE("Bundle: an answer that goes on from one that is missing waits for it, in words") {
  District d;
  auto &a = d.School("А"), &b = d.School("А");
  PutMany(a);
  CHECK(a.Sync().empty());
  tests::MemoryDisk before(7);
  b.Close();
  before.CopyFrom(b.disk);
  b.Open();
  const auto small = [&] { return sync::WriteRequest(b.replica(), "b", size_t{4} << 10)->bytes; };
  const std::string first = Answered(d, small());
  Read(b, first);
  const std::string second = Answered(d, small());
  b.Close();
  b.disk.CopyFrom(before);
  b.Open();
  const auto early = Read(b, second);
  CHECK(early.outcome.ahead);
  CHECK_FALSE(early.again);
  CHECK_FALSE(Read(b, first).outcome.ahead);
  const auto now = Read(b, second);
  CHECK_FALSE(now.outcome.ahead);
  CHECK_FALSE(now.again);
  CHECK(now.outcome.pulled > 0);
}

TEST_CASE("Bundle: an answer from before the hub was restored is left out") {
  District d;
  auto& a = d.School("А");
  a.Put("child", kElkin);
  const std::string old = Answered(d, Written(a));
  d.RestartHub();
  CHECK(a.Sync().empty());
  const auto read = Read(a, old);
  CHECK(read.outcome.stale);
  CHECK_FALSE(read.again);
  CHECK(a.store().Verify(false).empty());
}

TEST_CASE("Passport: another one takes the place of one that was spent, and brings back who left") {
  District d;
  auto &a = d.Stranger(), &b = d.Stranger();
  const std::string passport = Passport(d, d.Organisation("А"));
  REQUIRE(JoinWith(a, passport).empty());
  REQUIRE(JoinWith(b, passport).empty());
  const auto child = b.Put("child", kElkin);
  Carry(d, a);
  REQUIRE(CodeOf(d.hub().ReadBundle(Written(b))) == "bad_code");
  const auto renew = [&](Installation& one) {
    sync::Membership membership = one.replica().membership();
    membership.passport_secret = sync::OpenPassport(Passport(d, d.Organisation("А")), kPin)->secret;
    sync::Replica::Change change(one.replica());
    one.replica().SetMembership(membership);
    change.Commit();
  };
  renew(b);
  Carry(d, b);
  Carry(d, a);
  CHECK(a.Value(child, "last_name") == "Ёлкин");
  for (const server::Device& device : d.hub().Devices()) REQUIRE(d.hub().RevokeDevice(device.id));
  CHECK(Carry(d, a).outcome.revoked);
  renew(a);
  CHECK_FALSE(Carry(d, a).outcome.revoked);
}
