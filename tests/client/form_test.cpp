// SPDX-License-Identifier: MIT
// What is typed into a form, judged and kept.
#include <catch2/catch.hpp>

#include "client/desktop/form_state.h"
#include "client/desktop/settings.h"
#include "model/entities/child.h"
#include "model/entities/group.h"

using namespace kruzhok;
using client::FormState;

namespace {

constexpr std::string_view kSnils = "112-233-445 95";

FormState ChildForm() {
  FormState form = client::NewForm(model::child, model::Uuid{{1}});
  form.Find("last_name")->text = "Ёлкин";
  form.Find("first_name")->text = "Пётр";
  return form;
}

sync::RowView Row(const model::EntityType& type) {
  sync::RowView row(type);
  row.id = model::Uuid{{7}};
  row.rev = "rev";
  return row;
}

}  // namespace

TEST_CASE("Form: 3.1.11 is the third of January 2011 when the field is left") {
  FormState form = ChildForm();
  client::FormField& field = *form.Find("birth_date");
  field.text = "3.1.11";
  client::CheckField(field);
  CHECK(field.text == "03.01.2011");
  CHECK_FALSE(field.problem);
  field.text = "31.02.2011";
  client::CheckField(field);
  CHECK(field.text == "31.02.2011");
  REQUIRE(field.problem);
  CHECK(field.problem->code.name() == "bad_value");
}

TEST_CASE("Form: eleven digits become a SNILS with its dashes, a wrong checksum is told") {
  FormState form = ChildForm();
  client::FormField& field = *form.Find("snils");
  field.text = "11223344595";
  client::CheckField(field);
  CHECK(field.text == kSnils);
  CHECK_FALSE(field.problem);
  field.text = "11223344590";
  client::CheckField(field);
  CHECK(field.problem);
}

TEST_CASE("Form: who passes by a field that is needed is not told off, saving names it") {
  FormState form = client::NewForm(model::child, model::Uuid{{1}});
  form.Find("first_name")->text = "Анна";
  client::CheckField(*form.Find("last_name"));
  CHECK_FALSE(form.Find("last_name")->problem);
  const auto write = client::WriteOf(form);
  REQUIRE_FALSE(write);
  CHECK(write.error().code.name() == "required");
  CHECK(form.Find("last_name")->problem);
  CHECK(form.focus == "last_name");
}

TEST_CASE("Form: only what was changed is written, with what was seen; a group as a whole") {
  sync::RowView row = Row(model::group);
  row.record.Set(model::group.name, "Группа 1");
  row.record.Set(model::group.age_min, 7);
  row.record.Set(model::group.age_max, 9);
  FormState form = client::FormOf(row);
  CHECK_FALSE(form.dirty());
  form.Find("age_max")->text = "10";
  CHECK(form.dirty());
  const auto write = client::WriteOf(form);
  REQUIRE(write);
  CHECK(write->base == "rev");
  REQUIRE(write->fields.size() == 2);
  CHECK(write->fields[0].second == model::Value(int64_t{7}));
  CHECK(write->fields[1].second == model::Value(int64_t{10}));
}

TEST_CASE("Form: blanks around a text change nothing") {
  sync::RowView row = Row(model::child);
  row.record.Set(model::child.last_name, "Ёлкин");
  row.record.Set(model::child.first_name, "Пётр");
  FormState form = client::FormOf(row);
  form.Find("last_name")->text = " Ёлкин ";
  const auto write = client::WriteOf(form);
  REQUIRE_FALSE(write);
  CHECK(write.error().code.name() == "nothing_to_write");
}

TEST_CASE("Form: a group's ages the wrong way round stop nobody but the one who saves") {
  FormState form = client::NewForm(model::group, model::Uuid{{1}});
  form.Find("name")->text = "Группа";
  form.Find("programme")->text = model::Uuid{{2}}.Text();
  form.Find("age_min")->text = "12";
  form.Find("age_max")->text = "9";
  CHECK_FALSE(client::WriteOf(form));
  CHECK(form.focus == "age_max");
}

TEST_CASE("Form: a new one begins with what was given and the keyboard in the first empty field") {
  const FormState form =
      client::NewForm(model::child, model::Uuid{{1}}, {{&model::child.last_name, "Ёлкин"}});
  CHECK(form.Find("last_name")->text == "Ёлкин");
  CHECK(form.focus == "first_name");
  CHECK(form.dirty());
}

TEST_CASE("Form: a draft brings back what was typed, also over a row that has changed since") {
  sync::RowView row = Row(model::child);
  row.record.Set(model::child.last_name, "Ёлкин");
  row.record.Set(model::child.phone, "1");
  FormState form = client::FormOf(row);
  form.Find("phone")->text = "2 \"кавычки\" \xF0\x9F\x98\x80";
  form.drafted_at_ms = 5;
  const auto draft = client::DecodeDraft(client::EncodeDraft(form));
  REQUIRE(draft);
  CHECK(draft->type == &model::child);
  CHECK(draft->at_ms == 5);
  CHECK(draft->texts.size() == 1);

  row.rev = "later";
  row.record.Set(model::child.phone, "3");
  FormState again = client::FormOf(row);
  client::ApplyDraft(*draft, again);
  CHECK(again.Find("phone")->text == form.Find("phone")->text);
  CHECK(again.Find("phone")->saved == "1");
  CHECK(again.base == "rev");
  CHECK(again.overtaken);
}

TEST_CASE("Form: what is no draft is nothing") {
  for (const char* json : {"", "{", "[]", "{\"entity\":\"child\"}",
                           "{\"entity\":\"star\",\"id\":\"\",\"new\":true,\"base\":\"\",\"at\":1}",
                           "{\"entity\":7,\"id\":1,\"new\":0,\"base\":[],\"at\":\"\"}"})
    CHECK_FALSE(client::DecodeDraft(json));
}

TEST_CASE("Settings: what cannot be read keeps its first value") {
  client::Settings settings;
  settings.language = client::Language::kEnglish;
  settings.theme = client::ThemeChoice::kDark;
  settings.text_percent = 150;
  settings.users = {"Марина", "Вера"};
  settings.sync_by_itself = false;
  const client::Settings same = client::DecodeSettings(client::EncodeSettings(settings));
  CHECK(same.language == client::Language::kEnglish);
  CHECK(same.theme == client::ThemeChoice::kDark);
  CHECK(same.text_percent == 150);
  CHECK(same.users == settings.users);
  CHECK_FALSE(same.sync_by_itself);
  for (const char* json : {"", "[]", "{\"language\":1,\"text_percent\":\"x\",\"users\":[1]}"}) {
    const client::Settings first = client::DecodeSettings(json);
    CHECK(first.language == client::Language::kRussian);
    CHECK(first.text_percent == 100);
    CHECK(first.users.empty());
  }
  CHECK(client::DecodeSettings("{\"text_percent\":1000}").text_percent == 200);
}
