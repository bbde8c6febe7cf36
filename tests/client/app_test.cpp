// SPDX-License-Identifier: MIT
// What the command line and the desktop program share: texts, rows as JSON, exchange.
#include <catch2/catch.hpp>

#include "client/app/json_text.h"
#include "client/app/row_json.h"
#include "client/app/row_reading.h"
#include "client/app/sync_runner.h"
#include "client/app/translator.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/programme.h"
#include "sync/store/field_codec.h"

using namespace kruzhok;
using namespace kruzhok::client;

namespace {

// Every request fails alike.
class DeadTransport final : public sync::Transport {
 public:
  explicit DeadTransport(model::ErrorCode code) : code_(code) {}
  model::Result<sync::TransportReply> Post(const sync::TransportRequest&) override {
    ++count_.requests;
    return model::Error{code_, "nobody", {}};
  }
  sync::TransportCount count() const override { return count_; }

 private:
  model::ErrorCode code_;
  sync::TransportCount count_;
};

const model::FieldInfo& FieldOfKind(model::EntityType& entity, model::Kind kind) {
  for (const model::FieldInfo* field : entity.fields())
    if (field->kind() == kind) return *field;
  FAIL("the entity lacks a kind");
  return *entity.fields().front();
}

struct EveryKind : model::EntityType {
  EveryKind() : EntityType("every", model::Audience::kOwner) {}
  model::Field<std::string> text{*this, "text"};
  model::Field<int64_t> integer{*this, "integer"};
  model::Field<bool> boolean{*this, "boolean"};
  model::Field<model::Date> date{*this, "date"};
  model::Field<model::Choice> choice{*this, "choice"};
  model::Field<model::Choices> choices{*this, "choices"};
  model::Field<model::Reference> reference{*this, "reference", {.target = "child"}};
  model::Field<model::Json> json{*this, "json"};
};

}  // namespace

TEST_CASE("Translator: Russian has three plural forms, English two") {
  const auto forms = [](Language language, std::initializer_list<int64_t> counts) {
    std::string out;
    for (const int64_t count : counts) out += std::string(PluralForm(language, count)) + ' ';
    return out;
  };
  CHECK(forms(Language::kRussian, {1, 21, 101, 2, 4, 22, 0, 5, 11, 12, 14, 111, 112}) ==
        "one one one few few few many many many many many many many ");
  CHECK(forms(Language::kEnglish, {1, 0, 2, 21}) == "one many many many ");
  CHECK(Translator(Language::kRussian).Count("cli.rows", 22) == "22 записи");
  CHECK(Translator(Language::kEnglish).Count("cli.rows", 1) == "1 row");
}

TEST_CASE("Translator: placeholders are filled once; a value with braces is not filled again") {
  const Translator texts(Language::kEnglish);
  CHECK(texts.Text("cli.at_line", {{"line", "{message}"}, {"message", "7"}}) ==
        "Line {message}: 7");
  CHECK(texts.Text("cli.at_line", {{"line", "7"}}) == "Line 7: {message}");
  CHECK(texts.Text("no.such.key") == "no.such.key");
}

TEST_CASE("Translator: an error is a sentence, with its reason, and without an empty detail") {
  const Translator texts(Language::kEnglish);
  const ErrorText bare = Describe(texts, {"not_found", "", ""}, "");
  CHECK(bare.message.find("{detail}") == std::string::npos);
  CHECK(bare.message.find(':') == std::string::npos);
  const ErrorText reason = Describe(texts, {"bad_value", "zz", "phone", "unreadable"}, "phone");
  CHECK(reason.message.find("zz") != std::string::npos);
  CHECK(reason.message.find("phone") != std::string::npos);
  CHECK_FALSE(reason.hint.empty());
}

TEST_CASE("Row JSON: a value of every kind comes back as it went") {
  EveryKind every;
  const auto id = *model::Uuid::FromText("0190a6c4-0000-7000-8000-000000000001");
  const std::vector<std::pair<model::Kind, model::Value>> values = {
      {model::Kind::kText, std::string("«Ёж» \"quoted\"\n\\ 😀")},
      {model::Kind::kInteger, int64_t{-9007199254740992}},
      {model::Kind::kBoolean, true},
      {model::Kind::kBoolean, false},
      {model::Kind::kDate, std::string("2011-01-03")},
      {model::Kind::kChoice, std::string("basic")},
      {model::Kind::kChoices, model::Choices{"a", "b"}},
      {model::Kind::kReference, id},
      {model::Kind::kJson, model::Json{R"({"a":[1,null,"x"]})"}}};
  for (const auto& [kind, value] : values) {
    const model::FieldInfo& field = FieldOfKind(every, kind);
    const std::string json = ValueJson(value);
    CAPTURE(json);
    const auto read = ReadValue(field, json);
    REQUIRE(read);
    CHECK(*read == value);
    CHECK(CellJson(&every, field.name(), sync::ToHeld(value)) == json);
  }
  for (const model::FieldInfo* field : every.fields()) {
    const auto cleared = ReadValue(*field, "null");
    REQUIRE(cleared);
    CHECK(model::IsEmpty(*cleared));
  }
  CHECK(ValueJson(id) == "\"0190a6c4-0000-7000-8000-000000000001\"");
}

TEST_CASE("Row JSON: types are read as scripts naturally write them, and a wrong one is told") {
  EveryKind every;
  CHECK(*ReadValue(every.text, "7") == model::Value(std::string("7")));
  CHECK(*ReadValue(every.integer, "\"7\"") == model::Value(int64_t{7}));
  CHECK(*ReadValue(every.boolean, "\"да\"") == model::Value(true));
  CHECK(*ReadValue(every.date, "\"3.1.2011\"") == model::Value(std::string("2011-01-03")));
  CHECK(*ReadValue(every.choices, R"(["b","a","b"])") == model::Value(model::Choices{"a", "b"}));
  CHECK(*ReadValue(every.json, R"({"b":1,"a":2})") ==
        model::Value(model::Json{R"({"a":2,"b":1})"}));
  for (const auto& [field, json] :
       std::vector<std::pair<const model::FieldInfo*, const char*>>{{&every.integer, "1.5"},
                                                                    {&every.integer, "true"},
                                                                    {&every.text, "[]"},
                                                                    {&every.choices, "[1]"},
                                                                    {&every.reference, "\"x\""},
                                                                    {&every.date, "2011"}}) {
    CAPTURE(json);
    const auto read = ReadValue(*field, json);
    REQUIRE_FALSE(read);
    CHECK(read.error().code.name() == "bad_value");
    CHECK(read.error().field == field->name());
  }
}

TEST_CASE(
    "Row JSON: a line is read with its id; unknown names are told, a listed row can come back") {
  const auto row = ReadRow(
      model::child,
      R"({"entity":"child","id":"0190a6c4-0000-7000-8000-000000000001","rev":"x","state":"local",
          "fields":{"last_name":"Ёлкин","consent":true}})");
  REQUIRE(row);
  CHECK(row->id->Text() == "0190a6c4-0000-7000-8000-000000000001");
  CHECK_FALSE(row->base);
  CHECK(row->fields.size() == 2);
  CHECK(ReadRow(model::child, R"({"field":{}})").error().code.name() == "bad_json");
  CHECK(ReadRow(model::child, "[]").error().code.name() == "bad_json");
  CHECK(ReadRow(model::child, R"({"id":"7","fields":{}})").error().code.name() == "bad_id");
  CHECK(ReadRow(model::child, R"({"fields":{"lastname":1}})").error().field == "lastname");
  CHECK(ReadRow(model::child, R"({"entity":"group","fields":{}})").error().code.name() ==
        "bad_json");
}

TEST_CASE("Row JSON: a group of fields is an object of what is filled, both ways") {
  const auto held = ReadCell(model::programme, "ages", R"({"age_min":7,"age_max":17})");
  REQUIRE(held);
  CHECK(CellJson(&model::programme, "ages", *held) == R"({"age_max":17,"age_min":7})");
  CHECK(ReadCell(model::programme, "ages", "7").error().code.name() == "bad_value");
  CHECK(ReadCell(model::programme, "age_min", R"({"hours":7})").error().code.name() ==
        "unknown_field");
  CHECK(CellJson(&model::programme, "ages", sync::HeldValue()) == "null");
}

TEST_CASE("JSON text: what is not UTF-8 still makes a line of JSON; times are ISO 8601") {
  CHECK(JsonText("a\xFF") == "\"a\uFFFD\"");
  CHECK(JsonObject().Text("a", "\t").TextOrNull("b", "").str() == "{\"a\":\"\\t\",\"b\":null}");
  CHECK(IsoTime(1'700'000'000'123) == "2023-11-14T22:13:20.123Z");
  CHECK(IsoTime(0).empty());
}

TEST_CASE("Nearest names: a slip of the finger is found, something else is not") {
  CHECK(NearestFields(model::child, "lst_name").front() == "last_name");
  CHECK(NearestFields(model::child, "birthdate").front() == "birth_date");
  CHECK(NearestFields(model::child, "qqqqqqqq").empty());
}

TEST_CASE(
    "Sync runner: nothing is sent without a district; a dead line is tried some times, or until "
    "told") {
  sync::OpenOptions options;
  options.path = ":memory:";
  auto store = sync::Store::Open(options, sync::RealEnvironment());
  REQUIRE(store);
  sync::Replica& replica = (*store)->replica();
  DeadTransport dead("connection_lost");
  CHECK(RunSync(replica, dead).error->code.name() == "not_joined");
  CHECK(dead.count().requests == 0);

  sync::Membership membership = replica.membership();
  membership.joined = true;
  {
    sync::Replica::Change change(replica);
    replica.SetMembership(membership);
    change.Commit();
  }
  SyncHooks hooks;
  int waits = 0;
  hooks.wait = [&](int64_t) { return ++waits < 100; };
  const SyncOutcome lost = RunSync(replica, dead, hooks);
  CHECK(lost.error->code.name() == "connection_lost");
  CHECK(lost.totals.requests > 3);
  CHECK(waits == static_cast<int>(lost.totals.requests) - 1);

  hooks.wait = [](int64_t) { return false; };
  CHECK(RunSync(replica, dead, hooks).stopped);
  DeadTransport nobody("unreachable");
  CHECK(RunSync(replica, nobody, hooks).error->code.name() == "unreachable");
}
