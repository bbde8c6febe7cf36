// SPDX-License-Identifier: MIT
// The model: which entities there are, and their fields.
#include "client/app/json_text.h"
#include "client/cli/commands.h"

namespace kruzhok::client {
namespace {

std::string_view AudienceWord(const model::EntityType& type) {
  return type.audience() == model::Audience::kDistrict ? "district" : "owner";
}

std::string Choices(const model::FieldInfo& field) {
  JsonArray choices;
  for (const std::string_view choice : field.options().choices) choices.Text(choice);
  return choices.str();
}

std::string FieldJson(const Translator& texts, const model::EntityType& type,
                      const model::FieldInfo& field) {
  const model::FieldOptions& options = field.options();
  JsonObject object;
  object.Text("entity", type.name())
      .Text("name", field.name())
      .Text("type", model::KindName(field.kind()))
      .Boolean("required", options.required)
      .Raw("choices", Choices(field))
      .TextOrNull("target", options.target)
      .TextOrNull("group", options.group)
      .TextOrNull("section", options.section)
      .Text("label", texts.FieldLabel(type, field.name()))
      .Text("audience", AudienceWord(type))
      .Boolean("in_list", options.in_list)
      .Boolean("searchable", options.searchable)
      .Boolean("retired", options.retired);
  options.min == INT64_MIN ? object.Null("min") : object.Number("min", options.min);
  options.max == INT64_MAX ? object.Null("max") : object.Number("max", options.max);
  const bool has_length = field.kind() == model::Kind::kText || field.kind() == model::Kind::kJson;
  has_length ? object.Number("max_length", static_cast<int64_t>(options.max_length))
             : object.Null("max_length");
  return object.str();
}

// What a value may be, for people: the codes of a choice, the entity of a reference, a range.
std::string Allowed(const model::FieldInfo& field) {
  const model::FieldOptions& options = field.options();
  std::string text(options.target);
  for (const std::string_view choice : options.choices)
    text += (text.empty() ? "" : ", ") + std::string(choice);
  if (options.min != INT64_MIN && options.max != INT64_MAX)
    text = std::to_string(options.min) + "–" + std::to_string(options.max);
  return text;
}

}  // namespace

Outcome RunEntities(Session& session) {
  const Translator& texts = session.texts();
  Table table({texts.Text("cli.column.name"), texts.Text("cli.column.label"),
               texts.Text("cli.column.audience"), texts.Text("cli.column.fields")});
  for (const model::EntityType* type : model::Catalog()) {
    if (session.json()) {
      JsonArray names;
      for (const model::FieldInfo* field : type->fields()) names.Text(field->name());
      session.out() << JsonObject()
                           .Text("name", type->name())
                           .Text("label", texts.EntityLabel(*type))
                           .Text("audience", AudienceWord(*type))
                           .Raw("fields", names.str())
                           .str()
                    << '\n';
      continue;
    }
    table.Add({std::string(type->name()), texts.EntityLabel(*type),
               texts.Text("cli.audience." + std::string(AudienceWord(*type))),
               std::to_string(type->fields().size())});
  }
  if (!session.json()) session.out() << table.Format();
  return model::Exit::kDone;
}

Outcome RunFields(Session& session) {
  const auto type = session.Entity(session.word(0));
  if (!type) return type.error();
  const Translator& texts = session.texts();
  Table table({texts.Text("cli.column.name"), texts.Text("cli.column.type"),
               texts.Text("cli.column.required"), texts.Text("cli.column.label"),
               texts.Text("cli.column.allowed")});
  for (const model::FieldInfo* field : (*type)->fields()) {
    if (session.json())
      session.out() << FieldJson(texts, **type, *field) << '\n';
    else if (!field->options().retired)
      table.Add({std::string(field->name()), std::string(model::KindName(field->kind())),
                 field->options().required ? texts.Text("cli.yes") : "",
                 texts.FieldLabel(**type, field->name()), Allowed(*field)});
  }
  if (!session.json()) session.out() << table.Format();
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
