// SPDX-License-Identifier: MIT
// What a device of the district can try with its own valid key, and what chance can do.
#include <catch2/catch.hpp>

#include "model/catalog.h"
#include "sync/exchange/bundle.h"
#include "sync/frame.h"
#include "sync/store/commit_builder.h"
#include "tests/support/district.h"

namespace {

using tests::CodeOf;
using tests::District;
using tests::Fields;
using tests::HubBackup;
using tests::Installation;

const Fields kElkin{{"last_name", "Ёлкин"}, {"first_name", "Пётр"}, {"class", "5А"}};

std::string Text64(std::string_view bytes) {
  std::string text;
  model::AppendBase64Url(bytes, text);
  return text;
}

}  // namespace

TEST_CASE("A school forges a redacted line with a control and becomes a coordinator") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  b.Put("child", {{"last_name", "Секретнов"}, {"first_name", "Пётр"}});
  CHECK(b.Sync().empty());
  CHECK(a.Sync().empty());
  // A page of its own stream that the hub has signed.
  sync::Page page;
  sync::Epoch epoch;
  for (const std::string& text : a.answers) {
    const auto answer = sync::DecodeAnswer(text);
    for (const auto& each : answer->message.pages)
      if (each.stream == a.organisation() && each.after == 0) {
        page = each;
        epoch = answer->message.lineage.back();
      }
  }
  REQUIRE_FALSE(page.items.empty());
  sync::Proof proof{page.stream, epoch, std::string(32, '\0'), page.through, 0, page.signature, {}};
  auto& log = a.replica().log();
  std::vector<std::pair<int64_t, int64_t>> numbered;
  auto& select = log.NumberedAfter(page.stream, 0);
  while (select.Step()) numbered.emplace_back(select.Int(1), select.Int(0));
  sync::Hash last{};
  for (const auto& [number, id] : numbered) {
    if (number > page.through) break;
    proof.numbers.emplace_back(number, log.Get(id).dot);
    last = log.HashOfLine(id);
  }
  sync::Dot fake{sync::RandomUuid(a.environment), 1, sync::DotHash(last)};
  proof.numbers.back().second = fake;
  const std::string key(32, 'k');
  const std::string line = "{\"site\":\"" + fake.site.Base64() + "\",\"seq\":1,\"action\":\"" +
                           sync::RandomUuid(a.environment).Base64() +
                           "\",\"at\":1,\"stream\":\"district\",\"schema\":1,\"control\":[{"
                           "\"type\":\"device\",\"device\":\"" +
                           sync::RandomUuid(a.environment).Base64() +
                           "\",\"name\":\"x\",\"role\":\"coordinator\",\"key\":\"" + Text64(key) +
                           "\",\"token\":\"" + Text64(sync::View(sync::HashOf("stolen"))) +
                           "\",\"organisation\":\"" + model::Uuid().Base64() +
                           "\",\"organisations\":[]}],\"redacted\":\"" + Text64(sync::View(last)) +
                           "\"}\n";
  sync::Request request;
  request.site = a.replica().membership().site;
  request.lineage = a.replica().lineage();
  request.nonce = a.replica().Setting("nonce");
  const std::string frame = sync::PackFrame(line);
  request.frames.push_back({sync::FrameHashOf(frame), frame});
  request.proofs.push_back(proof);
  (void)d.Ask(a, EncodeRequest(request));
  sync::Request spy;
  spy.site = sync::RandomUuid(a.environment);
  spy.want_bytes = 1 << 20;
  const auto read = d.hub().Sync("stolen", EncodeRequest(spy), true);
  CHECK(CodeOf(read) == "unauthorized");
  if (read) {
    bool leaked = false;
    for (const auto& each : sync::DecodeAnswer(*read)->message.pages)
      leaked |= each.stream == b.organisation();
    CHECK_FALSE(leaked);
  }
}

TEST_CASE("What a revoked device wrote into another school's stream can never be accepted") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  d.SyncAll();
  CHECK(d.hub().RevokeDevice(d.DeviceNamed("А").id));
  const auto id = NewUuid(a.environment);
  a.Smuggle(
      {{"child", id, {{"last_name", "\"Чужой\""}, {"first_name", "\"А\""}}, b.organisation()}});
  a.Sync();
  REQUIRE(d.hub().Refused().size() == 1);
  CHECK(CodeOf(d.hub().Decide(d.hub().Refused()[0].outside.verdict.dot, sync::Ask::Type::kAccept,
                              "")) == "cannot_accept");
  CHECK(b.Sync().empty());
  CHECK_FALSE(b.Has(id));
}

TEST_CASE("A refused commit on an erased row does not stop its site when the hub restarts") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  a.Smuggle({{"child", child, {{"class", "12"}}}});
  d.SyncAll();
  REQUIRE(a.store().GetStatus().refused == 1);
  CHECK(c.store().Erase({"child", child}, {}));
  d.SyncAll();
  d.RestartHub();
  CHECK(a.Sync().empty());
  a.Put("child", kElkin);
  CHECK(a.Sync().empty());
}

TEST_CASE("A coordinator's code typed at a school's PC does not break its exchange") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  b.Put("child", {{"last_name", "Секретнов"}, {"first_name", "Пётр"}});
  d.SyncAll();
  a.Join(d.Code(sync::Role::kCoordinator, {}));
  b.Put("child", kElkin);
  CHECK(b.Sync().empty());
  CHECK(a.Sync().empty());
  CHECK(a.Sync().empty());
}

TEST_CASE("A revoked PC that joins again for another school goes on") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  b.Put("child", {{"last_name", "Секретнов"}, {"first_name", "Пётр"}});
  d.SyncAll();
  CHECK(d.hub().RevokeDevice(d.DeviceNamed("А").id));
  const auto joined = a.Join(d.Code(sync::Role::kSchool, b.organisation()));
  b.Put("child", kElkin);
  CHECK(b.Sync().empty());
  if (joined.empty()) CHECK(a.Sync().empty());
}

TEST_CASE("Two persons erased one after the other: of neither a byte is left") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto one = a.Put("child", {{"last_name", "Первозабываемый"}, {"first_name", "Пётр"}});
  const auto two = a.Put("child", {{"last_name", "Второзабываемый"}, {"first_name", "Пётр"}});
  d.SyncAll();
  CHECK(d.hub().Erase("child", one, ""));
  d.SyncAll();
  CHECK(d.hub().Erase("child", two, ""));
  d.SyncAll();
  for (Installation* each : {&a, &c}) {
    CHECK_FALSE(each->Knows("Первозабываемый"));
    CHECK_FALSE(each->Knows("Второзабываемый"));
  }
}

TEST_CASE("What is refused of an erased row tells nothing of it") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  CHECK(a.Edit(child, {{"class", "9Ъ"}}).empty());
  CHECK(d.hub().Erase("child", child, ""));
  CHECK(d.hub().RevokeDevice(d.DeviceNamed("А").id));
  a.Sync();
  CHECK(c.Sync().empty());
  CHECK(c.Sync().empty());
  CHECK_FALSE(c.Knows("9Ъ"));
}

TEST_CASE("A device that got a new token before the hub was restored goes on") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б"), &c = d.Coordinator();
  d.SyncAll();
  HubBackup backup(d);
  CHECK(a.Join(d.Code(sync::Role::kSchool, b.organisation())).empty());
  d.SyncAll();
  backup.PutBack();
  CHECK(c.Sync().empty());
  CHECK(a.Sync().empty());
}

TEST_CASE("A device that was let in again is not revoked by a restore") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  d.SyncAll();
  HubBackup backup(d);
  CHECK(d.hub().RevokeDevice(d.DeviceNamed("А").id));
  CHECK(a.Join(d.Code(sync::Role::kSchool, a.organisation())).empty());
  d.SyncAll();
  CHECK_FALSE(d.DeviceNamed("А").revoked);
  backup.PutBack();
  CHECK(c.Sync().empty());
  CHECK_FALSE(d.DeviceNamed("А").revoked);
}

TEST_CASE("An organisation without a word said in it can be given") {
  District d;
  auto& a = d.School("А");
  d.SyncAll();
  const auto empty = d.Organisation("Пустая");
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, empty));
  CHECK(a.Sync().empty());
  CHECK(a.Sync().empty());
  CHECK_FALSE(a.replica().behind());
  auto& b = d.School("Б");
  b.Put("programme", {{"title", "Шахматы"}});
  CHECK(b.Sync().empty());
  CHECK(a.Sync().empty());
  const auto rest = a.replica().rest();
  CHECK(rest >= 5);
}

TEST_CASE("An organisation taken away: the names of those who wrote there go too") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  sync::RowWrite write;
  write.type = model::FindEntity("child");
  write.id = NewUuid(b.environment);
  for (const auto& [name, text] : kElkin)
    write.fields.emplace_back(write.type->FindField(name), model::Value(text));
  CHECK(b.store().Write({write}, {.author = "Секретарёва"}));
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, b.organisation()));
  d.SyncAll();
  CHECK(a.Knows("Секретарёва"));
  CHECK(d.hub().TakeOrganisation(d.DeviceNamed("А").id, b.organisation()));
  d.SyncAll();
  CHECK_FALSE(a.Knows("Секретарёва"));
}

TEST_CASE("A device shows an epoch of its own making: nothing comes of it") {
  District d;
  auto& a = d.School("А");
  d.SyncAll();
  const auto before = d.hub().epoch();
  for (int i = 0; i < 3; ++i) {
    sync::Request request;
    request.site = a.replica().membership().site;
    request.lineage = {{int64_t{1} << 30, static_cast<uint64_t>(i), 0}};
    (void)d.Ask(a, EncodeRequest(request));
    request.lineage = a.replica().lineage();
    request.rest = 1'000'000;
    (void)d.Ask(a, EncodeRequest(request));
  }
  CHECK(d.hub().epoch() == before);
}

TEST_CASE("A refusal does not go into a stream that its sender may not write") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  b.Put("child", kElkin);
  d.SyncAll();
  // A pushes, as its own, a line under a site of Б.
  const std::string line =
      "{\"site\":\"" + b.replica().membership().site.Base64() + "\",\"seq\":77,\"action\":\"" +
      sync::RandomUuid(a.environment).Base64() + "\",\"at\":1,\"author\":\"Никто\",\"stream\":\"" +
      b.organisation().Base64() + "\",\"schema\":1,\"rows\":[{\"entity\":\"child\",\"id\":\"" +
      sync::RandomUuid(a.environment).Base64() +
      "\",\"new\":true,\"fields\":{\"last_name\":\"Подброшенный\"}}]}\n";
  sync::Request request;
  request.site = a.replica().membership().site;
  request.lineage = a.replica().lineage();
  request.nonce = a.replica().Setting("nonce");
  const std::string frame = sync::PackFrame(line);
  request.frames.push_back({sync::FrameHashOf(frame), frame});
  (void)d.Ask(a, EncodeRequest(request));
  CHECK(b.Sync().empty());
  CHECK_FALSE(b.Knows("Подброшенный"));
  CHECK(b.store().GetStatus().refused == 0);
}

TEST_CASE("A device in the list that a restore brought back is as this life says") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б"), &c = d.Coordinator();
  d.SyncAll();
  HubBackup backup(d);
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, b.organisation()));
  CHECK(d.hub().TakeOrganisation(d.DeviceNamed("А").id, b.organisation()));
  d.SyncAll();
  backup.PutBack();
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, b.organisation()));
  CHECK(c.Sync().empty());
  CHECK(a.Sync().empty());
  CHECK(d.DeviceNamed("А").others.size() == 1);
  CHECK(a.replica().membership().others.size() == 1);
}

TEST_CASE("A hub restored before an erasure of one in a long chain gets everything back") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  HubBackup backup(d);
  const std::string words(3000, 'w');
  CHECK(a.Edit(child, {{"class", "5Я"}}).empty());
  for (int i = 0; i < 200; ++i)
    a.Put("programme", {{"title", "Шахматы"}, {"goals", words + std::to_string(i)}});
  const auto last = a.Put("child", kElkin);
  CHECK(a.Edit(last, {{"class", "6Я"}}).empty());
  d.SyncAll();
  CHECK(d.hub().Erase("child", child, ""));
  CHECK(d.hub().Erase("child", last, ""));
  d.SyncAll();
  backup.PutBack();
  CHECK(c.Sync().empty());
  CHECK(a.Sync().empty());
  CHECK(c.Sync().empty());
  CHECK(a.replica().Offers().empty());
}

TEST_CASE("A coordinator gives back a long chain with an erased line in it") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  d.SyncAll();
  HubBackup backup(d);
  const std::string words(3000, 'w');
  std::vector<model::Uuid> children;
  for (int i = 0; i < 300; ++i) {
    tests::Fields fields = kElkin;
    fields.push_back({"notes", words + std::to_string(i)});
    children.push_back(a.Put("child", kElkin));
    a.Put("programme", {{"title", "Шахматы"}, {"goals", words + std::to_string(i)}});
  }
  CHECK(a.Sync().empty());
  CHECK(c.Sync().empty());
  CHECK(d.hub().Erase("child", children.front(), ""));
  CHECK(c.Sync().empty());
  backup.PutBack();
  CHECK(c.Sync().empty());
  CHECK(c.replica().Offers().empty());
  CHECK(a.Sync().empty());
}

TEST_CASE("By stick: an organisation taken away after its last commit was numbered is left") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  const auto child = b.Put("child", {{"last_name", "Секретнов"}, {"first_name", "Пётр"}});
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, b.organisation()));
  d.SyncAll();
  CHECK(a.Edit(child, {{"class", "9Ъ"}}).empty());
  (void)d.Ask(a, sync::CarriedRequest(a.replica(), 1 << 20));  // Its answer is lost.
  CHECK(d.hub().TakeOrganisation(d.DeviceNamed("А").id, b.organisation()));
  for (int i = 0; i < 4; ++i) {
    const auto carried = d.Ask(a, sync::CarriedRequest(a.replica(), 1 << 20));
    CHECK(CodeOf(sync::TakeCarriedAnswer(a.replica(), *carried)).empty());
  }
  CHECK(a.replica().Offers().empty());
  CHECK_FALSE(a.Knows("Секретнов"));
}

TEST_CASE("A revoked device's dispute of old: retry, waits: counts") {
  District d;
  auto& a = d.School("А");
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  d.RestartHub();
  d.RestartHub();
  a.Smuggle({{"child", child, {{"class", "12"}}}});
  for (int i = 0; i < 3; ++i) {
    a.Sync();
    d.RestartHub();
  }
  a.Sync();
  // create (1), refused (1); nothing else was ever taken from it.
  CHECK(d.DeviceNamed("А").acknowledged == 2);
}

namespace {
// Every line of every frame, whether a log entry points there or not.
bool InFrames(sync::Database& database, std::string_view text) {
  bool found = false;
  auto select = database.Prepare("SELECT data FROM frame");
  while (select.Step())
    if (const auto lines = sync::UnpackFrame(select.Blob(0)))
      found |= lines->text().find(text) != std::string_view::npos;
  return found;
}
}  // namespace

TEST_CASE("Erasure: a frame that holds a line of a commit known before tells nothing either") {
  District d;
  auto &a = d.School("А"), &c = d.Coordinator();
  const auto child = a.Put("child", kElkin);
  d.SyncAll();
  a.Smuggle({{"child", child, {{"class", "12"}, {"last_name", "\"Забываемый\""}}}});
  d.SyncAll();
  d.RestartHub();
  a.Put("child", kElkin);  // Goes out in one frame with the refused one.
  d.SyncAll();
  CHECK(d.hub().Erase("child", child, ""));
  d.SyncAll();
  CHECK_FALSE(InFrames(a.replica().database(), "Забываемый"));
  CHECK_FALSE(InFrames(c.replica().database(), "Забываемый"));
  d.CloseHub();
  {
    const auto hub = sync::Database::Open(d.hub_disk.Options("hub.db"));
    CHECK_FALSE(InFrames(*hub, "Забываемый"));
  }
  d.RestartHub();
}

TEST_CASE("The same at the hub, of a frame that came twice with more in it") {
  District d;
  auto& a = d.School("А");
  CHECK(a.Sync().empty());
  const auto child = a.Put("child", {{"last_name", "Забываемый"}, {"first_name", "П"}});
  (void)d.Ask(a, sync::CarriedRequest(a.replica(), 1 << 20));  // Its answer is lost.
  a.Put("child", kElkin);
  CHECK(a.Sync().empty());
  CHECK(d.hub().Erase("child", child, ""));
  CHECK(a.Sync().empty());
  CHECK_FALSE(InFrames(a.replica().database(), "Забываемый"));
  d.CloseHub();
  {
    const auto hub = sync::Database::Open(d.hub_disk.Options("hub.db"));
    CHECK_FALSE(InFrames(*hub, "Забываемый"));
  }
  d.RestartHub();
}

TEST_CASE("Figures are not complete while a stream is behind") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  b.Put("child", kElkin);
  d.SyncAll();
  const std::string r1 = sync::CarriedRequest(a.replica(), 1 << 20);
  const std::string r2 = sync::CarriedRequest(a.replica(), 1 << 20);
  const auto early = d.Ask(a, r1);
  CHECK(d.hub().GiveOrganisation(d.DeviceNamed("А").id, b.organisation()));
  const auto later = d.Ask(a, r2);
  CHECK(sync::TakeCarriedAnswer(a.replica(), *later));
  CHECK_FALSE(a.store().GetStatus().complete);
  CHECK(sync::TakeCarriedAnswer(a.replica(), *early));
  CHECK(a.replica().behind());
  CHECK_FALSE(a.store().GetStatus().complete);
}

TEST_CASE(
    "The hub's machine goes back in time and has gone on before the site that was ahead comes") {
  District d;
  auto &a = d.School("А"), &b = d.School("Б");
  d.SyncAll();
  d.RestartHub();
  d.SyncAll();
  d.CloseHub();
  tests::MemoryDisk snapshot(32);
  snapshot.CopyFrom(d.hub_disk);
  std::unique_ptr<server::Hub> hub;
  const auto open = [&] {
    hub.reset();
    hub = std::move(*server::Hub::Open({d.hub_disk.Options("hub.db"), {}}, d.hub_environment));
  };
  open();
  for (auto* each : {&a, &b})
    each->line = [&hub, each](const std::string& request) -> std::optional<std::string> {
      const auto answer = hub->Sync(each->replica().membership().token, request, true);
      return answer ? std::optional(*answer) : std::nullopt;
    };
  const auto programme = a.Put("programme", {{"title", "Шахматы"}});
  CHECK(a.Sync().empty());
  hub.reset();
  d.hub_disk.CopyFrom(snapshot);
  open();
  for (int i = 0; i < 3; ++i) b.Put("programme", {{"title", "Шахматы"}});
  CHECK(b.Sync().empty());
  CHECK(a.Sync().empty());
  CHECK(b.Sync().empty());
  CHECK(b.replica().rows().Load("programme", programme));
}
