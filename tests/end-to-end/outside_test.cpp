// SPDX-License-Identifier: MIT
// What no honest program of this version writes: how the hub, the author and the others take it.
#include <set>

#include <catch2/catch.hpp>

#include "model/catalog.h"
#include "sync/store/commit_builder.h"
#include "sync/store/replica.h"
#include "tests/end-to-end/district.h"

using namespace kruzhok;
using namespace tests::end_to_end;

namespace {

struct Smuggled {
  std::string entity;
  std::string id;                                          // Empty: a new row.
  std::vector<std::pair<std::string, std::string>> cells;  // Values in JSON.
  std::string stream;                                      // "district" or an organisation's id.
  int schemas_ahead = 0;
};

// Writes the commit into the log of a site past every check of its program. Returns the row's id.
std::string Smuggle(const Site& site, const Smuggled& what) {
  sync::Environment& environment = sync::RealEnvironment();
  sync::OpenOptions options;
  options.path = site.database().string();
  const auto opened = sync::Replica::Open(options, environment);
  REQUIRE(opened);
  sync::Replica& replica = **opened;
  const sync::RowKey key{
      what.entity, what.id.empty() ? sync::NewUuid(environment) : *model::Uuid::FromText(what.id)};
  sync::CommitBuilder builder(sync::RandomUuid(environment), "Хитрец", "");
  sync::Commit& commit = builder.commit();
  commit.stream = *sync::ParseStreamName(what.stream);
  commit.owner =
      commit.stream == sync::kDistrict ? replica.membership().organisation : commit.stream;
  const auto state = replica.rows().Load(key.entity, key.id);
  builder.AddRow(key).creates = !state;
  for (const auto& [cell, json] : what.cells) {
    std::vector<sync::Dot> replaces;
    if (state)
      if (const auto found = state->cells.find(cell); found != state->cells.end())
        for (const sync::Head& head : found->second) replaces.push_back(head.dot);
    builder.AddCell(cell, *sync::ParseHeldValue(json), replaces);
  }
  if (state) builder.NameBirths(state->births);
  sync::Replica::Change change(replica);
  commit.site = replica.membership().site;
  commit.seq = replica.log().MaxSeq(commit.site) + 1;
  commit.at_ms = environment.NowMs();
  commit.schema = model::SchemaVersion() + what.schemas_ahead;
  std::string line;
  AppendLine(commit, line);
  commit.hash = sync::HashOf(line);
  replica.log().AppendOwn(commit, line);
  replica.Refold({key});
  change.Commit();
  return key.id.Text();
}

// The commits outside that a coordinator sees, by their codes.
std::map<std::string, Json> RefusedOf(const Site& site) {
  std::map<std::string, Json> by_code;
  for (const Json& refused : site.Cli({"refused"}).lines()) by_code[refused["code"]] = refused;
  return by_code;
}

// School А has written what it may not, among honest work, and everybody has exchanged.
struct Mischief : District {
  Mischief() {
    foreign = b.Put("programme", {"title=Шахматы"});
    SyncAll({&b, &a});
    Smuggle(a, {"programme", foreign, {{"title", "\"Шашки\""}}, "district"});
    bad = Smuggle(a, {"child",
                      "",
                      {{"last_name", "\"Ёлкин\""}, {"first_name", "\"Яша\""}, {"class", "12"}},
                      a.organisation()});
    a.Edit("child", bad, {"phone=77"});
    stray = Smuggle(
        a,
        {"child", "", {{"last_name", "\"Чужой\""}, {"first_name", "\"Яша\""}}, b.organisation()});
    good = a.Put("child", Child("Щукин"));
    first = a.Cli({"sync"});
    SyncAll({&coordinator, &b}, 1);
  }
  void CheckAgreement() {
    for (const Site* site : {&a, &b, &coordinator}) {
      site->Verify();
      CHECK(site->Digest("district") == coordinator.Digest("district"));
      if (!site->organisation().empty())
        CHECK(site->Digest(site->organisation()) == coordinator.Digest(site->organisation()));
    }
  }

  Site a = hub.Join("А", "school");
  Site b = hub.Join("Б", "school");
  Site coordinator = hub.Join("Вера", "coordinator");
  std::string foreign;  // A programme of Б that А has changed.
  std::string bad;      // A child with a class of a wrong type, and a later edit of it.
  std::string stray;    // A child in Б's stream.
  std::string good;
  Ran first;  // The exchange that brought it all.
};

}  // namespace

TEST_CASE(
    "What a school may not write stays outside at its author; all else goes through at once") {
  Mischief here;
  CHECK(here.first.exit == 5);
  CHECK(here.first.json()["refused"] == 3);
  CHECK(here.first.json()["waiting"] == 1);
  CHECK(here.first.json()["pending"] == 0);
  const Json programme = here.a.Get("programme", here.foreign);
  CHECK(programme["fields"]["title"] == "Шахматы");
  CHECK(programme["outside"] == Json{{"title", "Шашки"}});
  CHECK(programme["state"] == "refused");
  const Json child = here.a.Get("child", here.bad);
  CHECK(child["fields"].empty());
  CHECK(child["outside"]["last_name"] == "Ёлкин");
  CHECK(child["outside"]["phone"] == "77");
  CHECK(child["rev"].is_null());
  CHECK(here.a.Get("child", here.good)["state"] == "acknowledged");
  for (const Json& refused : here.a.Cli({"refused"}).lines()) {
    CHECK_FALSE(refused["reason"].get<std::string>().empty());
    CHECK(refused["own"] == true);
  }
  CHECK(here.a.Cli({"put", "programme", "--id", here.foreign, "hours=3"}).code() == "not_allowed");
}

TEST_CASE("What was refused is nowhere else, and the coordinator is told of each with its reason") {
  Mischief here;
  CHECK(here.coordinator.Cli({"sync"}).exit == 5);
  CHECK(here.coordinator.Get("child", here.good)["fields"]["last_name"] == "Щукин");
  CHECK(here.coordinator.Cli({"get", "child", here.bad}).code() == "not_found");
  CHECK(here.b.Cli({"get", "child", here.stray}).code() == "not_found");
  CHECK(here.coordinator.Get("programme", here.foreign)["fields"]["title"] == "Шахматы");
  CHECK_FALSE(here.b.Knows("Чужой"));
  here.CheckAgreement();
  const auto refused = RefusedOf(here.coordinator);
  REQUIRE(refused.size() == 3);
  REQUIRE(refused.contains("wrong_owner"));
  REQUIRE(refused.contains("wrong_type"));
  REQUIRE(refused.contains("wrong_stream"));
  CHECK(refused.at("wrong_owner")["row"] == here.foreign);
  CHECK(refused.at("wrong_type")["row"] == here.bad);
  CHECK(refused.at("wrong_type")["field"] == "class");
  CHECK(refused.at("wrong_stream")["row"] == here.stray);
}

TEST_CASE("What the coordinator accepts is everybody's, with what waited for it; not all can be") {
  Mischief here;
  const auto refused = RefusedOf(here.coordinator);
  const auto decide = [&](const Site& site, const char* code) {
    return site.Cli({"refused", "accept", refused.at(code)["id"]});
  };
  CHECK(decide(here.a, "wrong_type").code() == "not_allowed");
  CHECK(decide(here.coordinator, "wrong_stream").code() == "cannot_accept");
  CHECK(decide(here.coordinator, "wrong_owner").exit == 0);
  CHECK(decide(here.coordinator, "wrong_type").exit == 0);
  SyncAll({&here.coordinator, &here.a, &here.b});
  for (const Site* site : {&here.a, &here.b, &here.coordinator})
    CHECK(site->Get("programme", here.foreign)["fields"]["title"] == "Шашки");
  for (const Site* site : {&here.a, &here.coordinator}) {
    const Json row = site->Get("child", here.bad);
    CHECK(row["fields"]["last_name"] == "Ёлкин");
    CHECK(row["fields"]["phone"] == "77");
    CHECK(row["unknown"] == Json{{"class", 12}});
    CHECK(row["findings"] == Json{"misfit"});
    CHECK(row["state"] == "acknowledged");
  }
  here.CheckAgreement();

  const auto left = here.a.Cli({"refused"}).lines();
  REQUIRE(left.size() == 1);
  here.a.Do({"refused", "discard", left[0]["id"]});
  SyncAll({&here.a, &here.coordinator});
  CHECK(here.a.Cli({"refused"}).lines().empty());
  CHECK(here.coordinator.Cli({"refused"}).lines().empty());
  CHECK(here.a.Cli({"get", "child", here.stray}).code() == "not_found");
}

TEST_CASE("Fields and entities of a newer schema are kept and travel; of this schema, refused") {
  District district;
  const Site a = district.hub.Join("А", "school");
  const Site second = district.hub.Join("А", "school");
  const Site coordinator = district.hub.Join("Вера", "coordinator");
  const std::string child =
      Smuggle(a, {"child",
                  "",
                  {{"last_name", "\"Ёлкин\""}, {"first_name", "\"Яша\""}, {"shoe_size", "34"}},
                  a.organisation(),
                  1});
  Smuggle(a, {"club", "", {{"motto", "\"Вперёд-и-выше\""}}, a.organisation(), 1});
  a.Put("child", Child("Щукин"));
  CHECK(a.Sync()["refused"] == 0);
  SyncAll({&coordinator, &second});
  for (const Site* site : {&a, &second, &coordinator}) {
    CHECK(site->Get("child", child)["unknown"] == Json{{"shoe_size", 34}});
    CHECK(site->Knows("Вперёд-и-выше"));
    CHECK(site->Digest(a.organisation()) == a.Digest(a.organisation()));
    site->Verify();
  }
  second.Edit("child", child, {"phone=5"});
  Smuggle(a, {"child", child, {{"hat_size", "54"}}, a.organisation()});
  Smuggle(a, {"club", "", {{"motto", "\"Тише\""}}, a.organisation()});
  CHECK(a.Sync()["refused"] == 2);
  SyncAll({&second, &coordinator, &a});
  CHECK(RefusedOf(a).contains("unknown_field"));
  CHECK(RefusedOf(a).contains("unknown_entity"));
  CHECK(coordinator.Get("child", child)["fields"]["phone"] == "5");
  CHECK(coordinator.Get("child", child)["unknown"] == Json{{"shoe_size", 34}});
  CHECK(a.Digest(a.organisation()) == coordinator.Digest(a.organisation()));
}
