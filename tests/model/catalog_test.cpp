// SPDX-License-Identifier: MIT
#include "model/catalog.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/record.h"

namespace kruzhok::model {
namespace {

using Texts = std::map<std::string, std::string>;

bool IsSnakeCase(std::string_view name) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' && name.back() != '_' &&
         std::ranges::all_of(name, is_allowed) && name.find("__") == name.npos;
}

// "child.last_name", for messages.
std::string Path(const EntityType& type, const FieldInfo& field) {
  return std::string(type.name()) + '.' + std::string(field.name());
}

template <typename Visit>
void ForEachField(Visit visit) {
  for (const EntityType* type : Catalog())
    for (const FieldInfo* field : type->fields()) {
      INFO(Path(*type, *field));
      visit(*type, *field);
    }
}

// In the order of the file.
nlohmann::ordered_json FieldTexts(const std::string& language) {
  std::ifstream file(std::string(KRUZHOK_SOURCE_DIR) + "/assets/i18n/fields." + language + ".json");
  return nlohmann::ordered_json::parse(file);
}

std::set<std::string> NeededKeys() {
  std::set<std::string> keys = {"section.main"};
  for (const EntityType* type : Catalog()) {
    const std::string entity(type->name());
    keys.insert({"entity." + entity, "entity." + entity + ".plural"});
    for (const Cell& cell : type->cells())
      keys.insert("field." + entity + '.' + std::string(cell.name));
    for (const FieldInfo* field : type->fields()) {
      keys.insert("field." + Path(*type, *field));
      if (!field->options().section.empty())
        keys.insert("section." + std::string(field->options().section));
      for (std::string_view code : field->options().choices)
        keys.insert("choice." + Path(*type, *field) + '.' + std::string(code));
    }
  }
  return keys;
}

}  // namespace

TEST_CASE("Catalogue: names are lower snake case and unique") {
  std::set<std::string_view> entities;
  for (const EntityType* type : Catalog()) {
    CHECK(IsSnakeCase(type->name()));
    CHECK(entities.insert(type->name()).second);
    std::set<std::string_view> names;
    for (const FieldInfo* field : type->fields()) {
      INFO(Path(*type, *field));
      CHECK(IsSnakeCase(field->name()));
      CHECK(names.insert(field->name()).second);
    }
    for (const Cell& cell : type->cells()) {
      INFO(cell.name);
      CHECK(IsSnakeCase(cell.name));
      if (cell.is_group) CHECK(names.insert(cell.name).second);
    }
  }
}

TEST_CASE("Catalogue: no field or group is named like a column of the store") {
  const std::set<std::string_view> columns = {"row",   "id",      "owner", "stream", "clock",
                                              "flags", "changed", "extra", "search"};
  for (const EntityType* type : Catalog())
    for (const Cell& cell : type->cells()) {
      INFO(type->name() << '.' << cell.name);
      CHECK_FALSE(columns.contains(cell.name));
    }
  ForEachField([&](const EntityType&, const FieldInfo& field) {
    CHECK_FALSE(columns.contains(field.name()));
  });
}

TEST_CASE(
    "Catalogue: every field is in exactly one cell, and a group has several fields sorted by "
    "name") {
  for (const EntityType* type : Catalog()) {
    size_t in_cells = 0;
    for (const Cell& cell : type->cells()) {
      INFO(type->name() << '.' << cell.name);
      in_cells += cell.fields.size();
      CHECK(&type->cells()[cell.index] == &cell);
      CHECK(type->FindCell(cell.name) == &cell);
      CHECK(cell.is_group == (cell.fields.size() > 1));
      CHECK(std::ranges::is_sorted(cell.fields, {}, &FieldInfo::name));
      for (const FieldInfo* field : cell.fields) CHECK(&type->CellOf(*field) == &cell);
    }
    CHECK(in_cells == type->fields().size());
  }
}

TEST_CASE("Catalogue: references name an entity that is declared before, or their own") {
  std::set<std::string_view> declared;
  for (const EntityType* type : Catalog()) {
    declared.insert(type->name());
    for (const FieldInfo* field : type->fields()) {
      INFO(Path(*type, *field));
      CHECK((field->kind() == Kind::kReference) == !field->options().target.empty());
      if (field->kind() == Kind::kReference) CHECK(declared.contains(field->options().target));
    }
  }
}

TEST_CASE("Catalogue: what the whole district reads refers only to what the whole district reads") {
  ForEachField([](const EntityType& type, const FieldInfo& field) {
    const EntityType* target = FindEntity(field.options().target);
    if (type.audience() == Audience::kDistrict && target)
      CHECK(target->audience() == Audience::kDistrict);
  });
}

TEST_CASE("Catalogue: choices have codes without repeats and commas, and only choices have them") {
  ForEachField([](const EntityType&, const FieldInfo& field) {
    const auto& codes = field.options().choices;
    const bool is_choice = field.kind() == Kind::kChoice || field.kind() == Kind::kChoices;
    CHECK(is_choice == !codes.empty());
    CHECK(std::set(codes.begin(), codes.end()).size() == codes.size());
    for (std::string_view code : codes)
      CHECK(code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == code.npos);
  });
}

TEST_CASE("Catalogue: options make sense for the kind of their field") {
  ForEachField([](const EntityType&, const FieldInfo& field) {
    const FieldOptions& options = field.options();
    const bool is_text = field.kind() == Kind::kText;
    CHECK(options.min <= options.max);
    CHECK(
        (field.kind() == Kind::kInteger || (options.min == INT64_MIN && options.max == INT64_MAX)));
    CHECK(options.max_length > 0);
    CHECK((is_text || !options.multiline));
    CHECK((is_text || !options.searchable));
    CHECK((is_text || options.format == TextFormat::kPlain));
    CHECK_FALSE((options.required && options.retired));
  });
}

TEST_CASE("Catalogue: an entity and a field are found by name, and nothing else is") {
  CHECK(FindEntity("child") == &child);
  CHECK(FindEntity("Child") == nullptr);
  CHECK(FindEntity("") == nullptr);
  CHECK(child.FindField("class") == &child.school_class);
  CHECK(child.FindField("school_class") == nullptr);
  CHECK(child.FindCell("standing")->fields.size() == 2);
  CHECK(child.FindCell("left_on") == nullptr);
}

TEST_CASE("Catalogue: the schema's number grows with every entity and field") {
  size_t declared = 0;
  for (const EntityType* type : Catalog()) declared += 1 + type->fields().size();
  CHECK(SchemaVersion() == static_cast<int>(declared));
}

TEST_CASE("Catalogue: the names that scripts rely on are there") {
  const std::map<std::string, std::vector<std::string>> relied_on = {
      {"organisation", {"name", "kind", "inn", "ogrn", "address"}},
      {"programme",
       {"title", "direction", "level", "kind", "form", "age_min", "age_max", "provider", "hours",
        "state"}},
      {"group",
       {"programme", "name", "capacity", "age_min", "age_max", "start_date", "end_date",
        "teacher"}},
      {"child",
       {"last_name", "first_name", "middle_name", "birth_date", "sex", "class", "snils", "consent",
        "person", "state", "left_on"}},
      {"enrolment",
       {"child", "group", "state", "start_date", "end_date", "order_number", "reason"}},
      {"survey", {"title", "respondents", "questions"}},
      {"survey_wave", {"survey", "title", "start_date", "end_date", "invited"}},
      {"survey_answer", {"wave", "programme", "answers"}},
  };
  for (const auto& [entity, fields] : relied_on)
    for (const std::string& field : fields) {
      INFO(entity << '.' << field);
      REQUIRE(FindEntity(entity));
      CHECK(FindEntity(entity)->FindField(field));
    }
}

TEST_CASE("Record: a typed field gives its own type, and nothing while it is empty") {
  Record record(child);
  CHECK_FALSE(record.Get(child.birth_date));
  record.Set(child.birth_date, Date{2013, 2, 28});
  record.Set(child.last_name, "Ёлкина");
  record.Set(child.consent, true);
  CHECK(record.Get(child.birth_date) == Date{2013, 2, 28});
  CHECK(record.Get(child.last_name) == "Ёлкина");
  CHECK(record.Get(child.consent) == true);
  Record lessons(programme);
  lessons.Set(programme.tags, {"summer", "it"});
  CHECK(lessons.Get(programme.tags) == Choices{"summer", "it"});
  CHECK(record.value(child.birth_date) == Value("2013-02-28"));
  record.SetValue(child.birth_date, Value("2013-02-30"));
  CHECK_FALSE(record.Get(child.birth_date));
}

TEST_CASE(
    "Texts of fields: every entity, field, group, section and code has a name in both languages") {
  const std::set<std::string> needed = NeededKeys();
  std::ostringstream missing;
  for (const char* language : {"en", "ru"}) {
    const auto texts = FieldTexts(language).get<Texts>();
    for (const std::string& key : needed)
      if (const auto found = texts.find(key); found == texts.end() || found->second.empty())
        missing << "\nassets/i18n/fields." << language << ".json lacks:   \"" << key << "\": \"\",";
  }
  CHECK(missing.str() == "");
}

TEST_CASE(
    "Texts of fields: nothing is kept for what is not declared, and both languages have the same "
    "keys") {
  const std::set<std::string> needed = NeededKeys();
  const auto english = FieldTexts("en").get<Texts>();
  const auto russian = FieldTexts("ru").get<Texts>();
  for (const auto& [key, text] : english) {
    INFO(key);
    const std::string base = key.ends_with(".help") ? key.substr(0, key.size() - 5) : key;
    CHECK((needed.contains(base) || key.starts_with("reason.")));
    REQUIRE(russian.contains(key));
    CHECK((text.find("{detail}") == text.npos) == (russian.at(key).find("{detail}") == text.npos));
  }
  CHECK(russian.size() == english.size());
}

TEST_CASE("Texts of fields: the keys stand sorted, so that two additions merge well") {
  for (const char* language : {"en", "ru"}) {
    std::vector<std::string> keys;
    const auto texts = FieldTexts(language);
    for (const auto& [key, text] : texts.items()) keys.push_back(key);
    CHECK(std::ranges::is_sorted(keys));
  }
}

}  // namespace kruzhok::model
