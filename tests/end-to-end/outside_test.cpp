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
  std::string id;  // Empty: a new row.
  std::vector<std::pair<std::string, std::string>> cells;  // Values in JSON.
  std::string stream;  // "district" or an organisation's id.
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
  const sync::RowKey key{what.entity, what.id.empty() ? sync::NewUuid(environment)
                                                      : *model::Uuid::FromText(what.id)};
  sync::CommitBuilder builder(sync::RandomUuid(environment), "Хитрец", "");
  sync::Commit& commit = builder.commit();
  commit.stream = *sync::ParseStreamName(what.stream);
  commit.owner = commit.stream == sync::kDistrict ? replica.membership().organisation
                                                  : commit.stream;
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

}  // namespace

TEST_CASE("What a school may not write stays outside, also at its author; all else goes through") {
  District district;
  Hub& hub = district.hub;
  const Site a = hub.Join("А", "school");
  const Site b = hub.Join("Б", "school");
  const Site coordinator = hub.Join("Вера", "coordinator");
  const std::string foreign = b.Put("programme", {"title=Шахматы"});
  SyncAll({&b, &a});

  // Another school's row, a wrong type, and a row in another school's stream.
  CHECK(a.Cli({"put", "programme", "--id", foreign, "title=Шашки"}).code() == "not_allowed");
  Smuggle(a, {"programme", foreign, {{"title", "\"Шашки\""}}, "district"});
  const std::string bad = Smuggle(a, {"child",
                                      "",
                                      {{"last_name", "\"Ёлкин\""},
                                       {"first_name", "\"Яша\""},
                                       {"class", "12"}},
                                      a.organisation()});
  a.Edit("child", bad, {"phone=77"});
  const std::string stray = Smuggle(
      a, {"child", "", {{"last_name", "\"Чужой\""}, {"first_name", "\"Яша\""}}, b.organisation()});
  const std::string good = a.Put("child", Child("Щукин"));
  const Ran sync = a.Cli({"sync"});
  CHECK(sync.exit == 5);
  CHECK(sync.json()["refused"] == 3);
  CHECK(sync.json()["waiting"] == 1);
  CHECK(sync.json()["pending"] == 0);

  // At the author: the official values without them, and beside these what was not accepted.
  CHECK(a.Get("programme", foreign)["fields"]["title"] == "Шахматы");
  CHECK(a.Get("programme", foreign)["outside"] == Json{{"title", "Шашки"}});
  CHECK(a.Get("programme", foreign)["state"] == "refused");
  CHECK(a.Get("child", bad)["fields"].empty());
  CHECK(a.Get("child", bad)["outside"]["phone"] == "77");
  CHECK(a.Get("child", bad)["outside"]["last_name"] == "Ёлкин");
  CHECK(a.Get("child", bad)["rev"].is_null());
  CHECK(a.Get("child", good)["state"] == "acknowledged");
  for (const Json& refused : a.Cli({"refused"}).lines()) {
    CHECK_FALSE(refused["reason"].get<std::string>().empty());
    CHECK(refused["own"] == true);
  }

  CHECK(coordinator.Cli({"sync"}).exit == 5);
  b.Sync();
  CHECK(coordinator.Get("child", good)["fields"]["last_name"] == "Щукин");
  CHECK(coordinator.Cli({"get", "child", bad}).code() == "not_found");
  CHECK(coordinator.Get("programme", foreign)["fields"]["title"] == "Шахматы");
  CHECK_FALSE(b.Knows("Чужой"));
  CHECK(a.Digest("district") == coordinator.Digest("district"));
  CHECK(a.Digest(a.organisation()) == coordinator.Digest(a.organisation()));

  const auto refused = RefusedOf(coordinator);
  REQUIRE(refused.size() == 3);
  REQUIRE(refused.contains("wrong_owner"));
  REQUIRE(refused.contains("wrong_type"));
  REQUIRE(refused.contains("wrong_stream"));
  CHECK(refused.at("wrong_owner")["row"] == foreign);
  CHECK(refused.at("wrong_type")["row"] == bad);
  CHECK(refused.at("wrong_type")["field"] == "class");
  CHECK(a.Cli({"refused", "accept", refused.at("wrong_type")["id"]}).code() == "not_allowed");
  CHECK(coordinator.Cli({"refused", "accept", refused.at("wrong_stream")["id"]}).code() ==
        "cannot_accept");
  coordinator.Do({"refused", "accept", refused.at("wrong_owner")["id"]});
  coordinator.Do({"refused", "accept", refused.at("wrong_type")["id"]});
  SyncAll({&coordinator, &a, &b});
  for (const Site* site : {&a, &b, &coordinator})
    CHECK(site->Get("programme", foreign)["fields"]["title"] == "Шашки");
  for (const Site* site : {&a, &coordinator}) {
    const Json row = site->Get("child", bad);
    CHECK(row["fields"]["last_name"] == "Ёлкин");
    CHECK(row["fields"]["phone"] == "77");
    CHECK(row["unknown"] == Json{{"class", 12}});
    CHECK(row["findings"] == Json{"misfit"});
    CHECK(row["state"] == "acknowledged");
    site->Verify();
  }
  CHECK(a.Digest("district") == b.Digest("district"));
  CHECK(a.Digest("district") == coordinator.Digest("district"));
  CHECK(a.Digest(a.organisation()) == coordinator.Digest(a.organisation()));
  CHECK(RefusedOf(coordinator).size() == 1);
  const auto own = a.Cli({"refused"}).lines();
  REQUIRE(own.size() == 1);
  a.Do({"refused", "discard", own[0]["id"]});
  SyncAll({&a, &coordinator});
  CHECK(a.Cli({"refused"}).lines().empty());
  CHECK(coordinator.Cli({"refused"}).lines().empty());
  CHECK(a.Cli({"get", "child", stray}).code() == "not_found");
}

TEST_CASE("Fields and entities of a newer schema are kept and travel; of this schema, refused") {
  District district;
  const Site a = district.hub.Join("А", "school");
  const Site second = district.hub.Join("А", "school");
  const Site coordinator = district.hub.Join("Вера", "coordinator");
  const std::string child = Smuggle(a, {"child",
                                        "",
                                        {{"last_name", "\"Ёлкин\""},
                                         {"first_name", "\"Яша\""},
                                         {"shoe_size", "34"}},
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
