// SPDX-License-Identifier: MIT
// What the engine is for: the hub is lost and put back, a PC is copied or goes back in time, an
// organisation is given and taken away, a person is erased.
#include <catch2/catch.hpp>

#include "tests/support/district.h"

namespace {

using tests::CodeOf;
using tests::District;
using tests::Fields;
using tests::HubBackup;
using tests::Installation;

const Fields kElkin{{"last_name", "Ёлкин"}, {"first_name", "Пётр"}, {"class", "5А"}};
const Fields kChess{{"title", "Шахматы"}};

// Those who still live exchange until they have everything.
void CheckAllAgree(District& d, const std::vector<Installation*>& installations) {
  for (int round = 0; round < 4; ++round)
    for (Installation* each : installations) CHECK(each->Sync().empty());
  std::map<sync::StreamId, std::string> digests;
  for (Installation* each : installations) {
    CHECK(each->store().Verify(false).empty());
    CHECK(each->replica().Offers().empty());
    CHECK(each->store().GetStatus().pending == 0);
    for (const auto& digest : each->store().Digest(std::nullopt)) {
      const auto [known, fresh] = digests.emplace(digest.stream, digest.digest);
      CHECK(known->second == digest.digest);
    }
  }
  CHECK(d.hub().Verify().empty());
}

}  // namespace

TEST_CASE("Hub restored: everybody gives back what it lacks, their own and others'") {
  District d;
  auto &a = d.School("А"), &b = d.School("А"), &c = d.Coordinator();
  const auto old = a.Put("child", kElkin);
  d.SyncAll();
  HubBackup backup(d);
  const auto later = a.Put("child", {{"last_name", "Позднее"}, {"first_name", "А"}});
  const auto chess = a.Put("programme", kChess);
  CHECK(c.Edit(old, {{"class", "6Б"}}).empty());
  d.SyncAll();
  // The PC that wrote it is lost too: only the other replicas still have what it wrote.
  backup.PutBack();
  CHECK(b.Sync().empty());
  CHECK(c.Sync().empty());
  CHECK(b.Sync().empty());
  auto& fresh = d.School("А");
  CHECK(fresh.Sync().empty());
  CHECK(fresh.Value(later, "last_name") == "Позднее");
  CHECK(fresh.Value(chess, "title") == "Шахматы");
  CHECK(fresh.Value(old, "class") == "6Б");
  CHECK(d.hub().Refused().empty());
}

TEST_CASE("Hub restored twice, the second time from the older copy: nothing is lost") {
  District d;
  auto &a = d.School("А"), &b = d.School("А"), &c = d.Coordinator();
  a.Put("child", kElkin);
  d.SyncAll();
  HubBackup first(d);
  a.Put("child", {{"last_name", "Второй"}, {"first_name", "А"}});
  d.SyncAll();
  HubBackup second(d);
  b.Put("child", {{"last_name", "Третий"}, {"first_name", "Б"}});
  d.SyncAll();
  second.PutBack();
  CHECK(c.Sync().empty());
  a.Put("child", {{"last_name", "Четвёртый"}, {"first_name", "А"}});
  CHECK(a.Sync().empty());
  first.PutBack();
  CheckAllAgree(d, {&a, &b, &c});
  CHECK(c.store().Count(*model::FindEntity("child")) == 4);
}

TEST_CASE("Hub restored twice: what the first restore still had is given back after the second") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto organisation = a.organisation();
  d.SyncAll();
  HubBackup first(d);
  const auto child = a.Put("child", kElkin);
  CHECK(a.Sync().empty());
  HubBackup second(d);
  c.Put("child", {{"last_name", "Второй"}, {"first_name", "А"}}, organisation);
  CHECK(c.Sync().empty());  // One signature for both, of which the second copy has only one.
  second.PutBack();
  // Hears of the hub's second life, and nothing more, before there is a third.
  const auto line = c.line;
  int requests = 0;
  c.line = [&](const std::string& request) {
    return requests++ == 0 ? line(request) : std::nullopt;
  };
  CHECK_FALSE(c.Sync().empty());
  c.line = line;
  first.PutBack();
  auto& fresh = d.School("А");
  CheckAllAgree(d, {&c, &fresh});  // The first PC is gone.
  CHECK(fresh.Value(child, "last_name") == "Ёлкин");
}

TEST_CASE("Hub restored after a PC was replaced: the new PC goes on without joining again") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  a.Put("child", kElkin);
  d.SyncAll();
  HubBackup september(d);
  const model::Uuid broken = d.DeviceNamed("А").id;
  auto& replacement = d.School("А");
  CHECK(d.hub().RevokeDevice(broken));
  replacement.Put("child", {{"last_name", "Октябрьский"}, {"first_name", "А"}});
  d.SyncAll();
  september.PutBack();
  CHECK(replacement.Sync() == "unauthorized");  // This hub has never heard of it.
  CHECK(c.Sync().empty());
  CHECK(replacement.Sync().empty());
  CheckAllAgree(d, {&replacement, &c});
  CHECK(c.store().Count(*model::FindEntity("child")) == 2);
  CHECK(d.hub().Refused().empty());
}

TEST_CASE("Hub restored: a decision that it had made holds, and what it decided on comes back") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  d.SyncAll();
  HubBackup backup(d);
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(d.hub().RevokeDevice(d.DeviceNamed("А").id));
  CHECK(a.Edit(child, {{"class", "7А"}}).empty());
  a.Sync();
  REQUIRE(d.hub().Refused().size() == 1);
  CHECK(d.hub().Decide(d.hub().Refused()[0].outside.verdict.dot, sync::Ask::Type::kAccept, "да"));
  d.SyncAll();
  CHECK(c.Value(child, "class") == "7А");
  backup.PutBack();
  a.Sync();
  CHECK(c.Sync().empty());
  CHECK(c.Sync().empty());
  CHECK(c.Value(child, "class") == "7А");
  CHECK(d.hub().Refused().empty());
  CHECK(d.DeviceNamed("А").revoked);
}

TEST_CASE("Hub restored: where another value has become official, the dispute says so") {
  District d;
  auto &a = d.School("А"), &b = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  HubBackup backup(d);
  CHECK(a.Edit(child, {{"class", "6А"}}).empty());
  CHECK(b.Edit(child, {{"class", "6Б"}}).empty());
  CHECK(a.Sync().empty());
  CHECK(b.Sync().empty());
  d.SyncAll();
  CHECK(c.Value(child, "class") == "6А");
  CHECK(c.store().GetStatus().reviews == 0);
  backup.PutBack();
  // In this life somebody comes first who had not seen the value of А.
  auto& late = d.School("А");
  CHECK(late.Sync().empty());
  CHECK(late.Edit(child, {{"class", "6В"}}).empty());
  CHECK(late.Sync().empty());
  CheckAllAgree(d, {&a, &b, &c, &late});
  CHECK(c.Value(child, "class") == "6В");
  CHECK(c.store().GetStatus().reviews == 1);
  REQUIRE(c.store().Disputes().size() == 1);
  CHECK(c.store().Disputes()[0].official_before);
  CHECK(c.Resolve(child, "class", "6А").empty());
  CHECK(c.store().GetStatus().reviews == 0);
}

TEST_CASE("What nobody has signed is not believed because somebody brings it; its author is") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б"), &c = d.Coordinator();
  d.SyncAll();
  const auto child = a.Put("child", kElkin);
  std::vector<sync::PushedFrame> stolen;
  a.line = [&](const std::string& request) -> std::optional<std::string> {
    const auto sent = sync::DecodeRequest(request);
    if (!sent->message.frames.empty()) stolen = sent->message.frames;
    return std::nullopt;
  };
  CHECK_FALSE(a.Sync().empty());
  b.line = [&](const std::string& request) {
    auto forged = sync::DecodeRequest(request)->message;
    forged.frames = stolen;
    for (const auto& frame : stolen) forged.relayed.push_back(sync::FrameHashOf(frame.bytes));
    return d.Ask(b, EncodeRequest(forged));
  };
  REQUIRE_FALSE(stolen.empty());
  b.Sync();
  CHECK(c.Sync().empty());
  CHECK_FALSE(c.Has(child));
  CHECK(c.store().Refused().empty());
  a.line = [&](const std::string& request) { return d.Ask(a, request); };
  CHECK(a.Sync().empty());
  CHECK(c.Sync().empty());
  CHECK(c.Has(child));
  CHECK(d.hub().Refused().empty());
}

TEST_CASE("A copy of a PC: both are told, go on as two sites, and nothing is lost or disputed") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  a.Put("child", {{"last_name", "Неотправленный"}, {"first_name", "А"}});
  auto& copy = d.Stranger();
  copy.CopyFrom(a);
  CHECK(a.Edit(child, {{"class", "6А"}}).empty());
  copy.Put("child", {{"last_name", "Копия"}, {"first_name", "К"}});
  CheckAllAgree(d, {&a, &copy, &c});
  CHECK(a.replica().membership().site != copy.replica().membership().site);
  CHECK(a.store().GetStatus().copy_notice + copy.store().GetStatus().copy_notice != "");
  CHECK(c.store().Count(*model::FindEntity("child")) == 3);
  CHECK(c.Disputes() == 0);
}

TEST_CASE("A PC put back to an older day gets its own later work back and becomes another site") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  a.Put("child", kElkin);
  d.SyncAll();
  auto& older = d.Stranger();
  older.CopyFrom(a);
  const auto lost = a.Put("child", {{"last_name", "После"}, {"first_name", "А"}});
  d.SyncAll();
  const auto site = a.replica().membership().site;
  a.CopyFrom(older);
  CheckAllAgree(d, {&a, &c});
  CHECK(a.Has(lost));
  CHECK(a.replica().membership().site != site);
  CHECK(a.store().GetStatus().copy_notice == "restored");
}

TEST_CASE("A second organisation: its data come whole, and the device may write there") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  const auto child = b.Put("child", kElkin);
  d.SyncAll();
  CHECK_FALSE(a.Has(child));
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, b.organisation()));
  CHECK(a.Sync().empty());
  CHECK(a.Has(child));
  CHECK(a.Edit(child, {{"class", "8А"}}).empty());
  CHECK(a.Sync().empty());
  CHECK(b.Sync().empty());
  CHECK(b.Value(child, "class") == "8А");
  CHECK(a.DigestOf(b.organisation()) == b.DigestOf(b.organisation()));
  CHECK(d.hub().Refused().empty());
  CHECK(a.store().GetStatus().complete);
}

TEST_CASE("A second organisation that a restored hub has to be told of is read without a gap") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  b.Put("child", kElkin);
  d.SyncAll();
  HubBackup backup(d);
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, b.organisation()));
  d.SyncAll();
  backup.PutBack();
  const auto child = b.Put("child", {{"last_name", "Новая"}, {"first_name", "Б"}});
  CHECK(b.Sync().empty());
  CHECK(a.Sync().empty());  // Brings the word that gave it.
  CHECK(a.Sync().empty());
  CHECK(a.Value(child, "last_name") == "Новая");
  CheckAllAgree(d, {&a, &b});
}

TEST_CASE("A code of another organisation, typed at a joined device, adds that one") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  const auto child = b.Put("child", kElkin);
  d.SyncAll();
  CHECK(a.Join(d.Code(sync::Role::kSchool, b.organisation())).empty());
  CHECK(a.Sync().empty());
  CHECK(a.Has(child));
  CHECK(a.organisation() != b.organisation());
}

TEST_CASE("An organisation taken away: unsent work goes out first, then no byte of it stays") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б"), &c = d.Coordinator();
  const auto child = b.Put("child", {{"last_name", "Секретнов"}, {"first_name", "Пётр"}});
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, b.organisation()));
  const auto own = a.Put("child", kElkin);
  d.SyncAll();
  REQUIRE(a.Has(child));
  CHECK(a.Edit(child, {{"class", "Неотправленный"}}).empty());
  CHECK(d.hub().TakeOrganisation(d.DeviceNamed("А").id, b.organisation()));
  CHECK(a.Sync().empty());
  CHECK_FALSE(a.Has(child));
  CHECK(a.Has(own));
  CHECK_FALSE(a.Knows("Секретнов"));
  CHECK_FALSE(a.Knows("Неотправленный"));
  CHECK(a.store().Verify(false).empty());
  // For the coordinator to judge, like the work of a revoked device.
  REQUIRE(d.hub().Refused().size() == 1);
  CHECK(d.hub().Decide(d.hub().Refused()[0].outside.verdict.dot, sync::Ask::Type::kAccept, ""));
  CheckAllAgree(d, {&a, &b, &c});
  CHECK(b.Value(child, "class") == "Неотправленный");
  a.Put("child", {{"last_name", "Дальше"}, {"first_name", "А"}});
  CheckAllAgree(d, {&a, &b, &c});
}

TEST_CASE("A device whose token is no longer known joins again and loses nothing") {
  District d;
  auto& a = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  HubBackup unused(d);
  CHECK(a.Edit(child, {{"class", "6А"}}).empty());
  const auto site = a.replica().membership().site;
  CHECK(a.Join(d.Code(sync::Role::kSchool, a.organisation())).empty());
  CHECK(a.replica().membership().site == site);
  CHECK(a.Sync().empty());
  CHECK(a.Value(child, "class") == "6А");
  CHECK(d.hub().Devices().size() == 1);
}

TEST_CASE("A device and its copy, both unknown to a restored hub, join again and stay joined") {
  District d;
  auto& a = d.School("А");
  HubBackup backup(d);
  auto& b = d.School("А");
  auto& copy = d.Stranger();
  copy.CopyFrom(b);
  backup.PutBack();
  for (Installation* site : {&b, &copy}) {
    CHECK(site->Sync() == "unauthorized");
    CHECK(site->Join(d.Code(sync::Role::kSchool, a.organisation())).empty());
    CHECK(site->Sync().empty());
  }
  CHECK(b.Sync().empty());
  d.SyncAll();
  CHECK(b.DigestOf(a.organisation()) == copy.DigestOf(a.organisation()));
}

TEST_CASE("A revoked device that joins again leaves its old tokens without a use") {
  District d;
  auto& a = d.School("А");
  auto& thief = d.Stranger();
  thief.CopyFrom(a);
  CHECK(a.Sync().empty());
  REQUIRE(d.hub().RevokeDevice(d.hub().Devices().front().id));
  CHECK(a.Join(d.Code(sync::Role::kSchool, a.organisation())).empty());
  CHECK(a.Sync().empty());
  CHECK(thief.Sync() == "unauthorized");
}

TEST_CASE("Erasure: the values are gone everywhere, the hashes and everybody else's rows stay") {
  District d;
  auto &a = d.School("А"), &b = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", {{"last_name", "Забываемый"}, {"first_name", "Пётр"}});
  const auto other = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(b.Edit(child, {{"class", "9Ъ"}}).empty());  // Not sent yet.
  CHECK(CodeOf(a.store().Erase({"child", child}, {})) == "not_allowed");
  CHECK(c.store().AskedToErase().empty());
  CHECK(c.store().Erase({"child", child}, {.note = "заявление родителя"}));
  CHECK(c.store().AskedToErase() == std::vector<sync::RowKey>{{"child", child}});
  CHECK(c.Sync().empty());
  CHECK(c.store().AskedToErase().empty());
  CheckAllAgree(d, {&a, &b, &c});
  for (Installation* each : {&a, &b, &c}) {
    CHECK_FALSE(each->Has(child));
    CHECK(each->Has(other));
    CHECK_FALSE(each->Knows("Забываемый"));
    CHECK_FALSE(each->Knows("9Ъ"));
    CHECK(each->store().GetStatus().erased_at_ms > 0);
  }
  d.CloseHub();
  for (const std::string& file : d.hub_disk.Files()) {
    CHECK(d.hub_disk.Contents(file).find("Забываемый") == std::string::npos);
    CHECK(d.hub_disk.Contents(file).find("9Ъ") == std::string::npos);
  }
  d.RestartHub();
  auto& fresh = d.School("А");
  CheckAllAgree(d, {&a, &b, &c, &fresh});
  CHECK_FALSE(fresh.Has(child));
  CHECK(a.Edit(other, {{"class", "6А"}}).empty());
  CheckAllAgree(d, {&a, &b, &c, &fresh});
}

TEST_CASE("Erasure outlives a restore of the hub from a copy that still had the values") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", {{"last_name", "Забываемый"}, {"first_name", "Пётр"}});
  d.SyncAll();
  HubBackup before(d);
  CHECK(a.Edit(child, {{"class", "5Я"}}).empty());
  d.SyncAll();
  CHECK(d.hub().Erase("child", child, "заявление"));
  d.SyncAll();
  before.PutBack();
  CheckAllAgree(d, {&a, &c});
  d.SyncAll();
  d.CloseHub();
  for (const std::string& file : d.hub_disk.Files())
    CHECK(d.hub_disk.Contents(file).find("Забываемый") == std::string::npos);
  d.RestartHub();
  CHECK_FALSE(a.Has(child));
}
