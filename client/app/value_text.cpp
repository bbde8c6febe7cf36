// SPDX-License-Identifier: MIT
#include "client/app/value_text.h"

#include <algorithm>

#include "client/app/masked_name.h"
#include "model/catalog.h"
#include "model/date.h"
#include "model/entities/child.h"
#include "sync/store/field_codec.h"

namespace kruzhok::client {

std::vector<const model::FieldInfo*> TitleFields(const model::EntityType& type) {
  const bool own = HasOwnTitle(type);
  std::vector<const model::FieldInfo*> fields;
  for (const model::FieldInfo* field : type.fields()) {
    // A person is called by all three names, though not everybody has the third.
    const bool named = field->options().required || field == &model::child.middle_name;
    if (named && field->kind() == (own ? model::Kind::kText : model::Kind::kReference))
      fields.push_back(field);
  }
  return fields;
}

bool HasOwnTitle(const model::EntityType& type) {
  return std::ranges::any_of(type.fields(), [](const model::FieldInfo* field) {
    return field->options().required && field->kind() == model::Kind::kText;
  });
}

std::string RowTitle(const model::Record& record, const TitleOfReference& title_of) {
  const char* const between = HasOwnTitle(record.type()) ? " " : " · ";
  std::string title;
  for (const model::FieldInfo* field : TitleFields(record.type())) {
    const model::Value& value = record.value(*field);
    std::string part;
    if (const auto* text = std::get_if<std::string>(&value)) part = *text;
    const auto* id = std::get_if<model::Uuid>(&value);
    if (id != nullptr && title_of) part = title_of(*field, *id);
    if (!part.empty()) title += (title.empty() ? "" : between) + part;
  }
  return title;
}

std::string StoredTitle(sync::Store& store, const model::EntityType& type, const model::Uuid& id) {
  const auto row = store.replica().rows().Summary(type, id);
  if (!row) return {};
  return RowTitle(ShownRecord(store.replica().membership(), row->owner, row->record),
                  StoredTitles(store));
}

TitleOfReference StoredTitles(sync::Store& store) {
  return [&store](const model::FieldInfo& field, const model::Uuid& id) {
    const model::EntityType* target = model::FindEntity(field.options().target);
    return target ? StoredTitle(store, *target, id) : std::string();
  };
}

std::string DetailText(const Translator& texts, const model::EntityType& type,
                       const model::Error& error) {
  return error.reason == "wrong_order" ? texts.FieldLabel(type, error.detail) : error.detail;
}

std::string ValueText::TitleOf(const model::FieldInfo& field, const model::Uuid& id) {
  const auto known = titles_.find(id);
  if (known != titles_.end()) return known->second;
  std::string title = StoredTitles(store_)(field, id);
  if (title.empty() && store_.replica().IsErased(field.options().target, id))
    title = translator_.Text("list.erased");
  if (title.empty()) title = missing_.empty() ? id.Text() : missing_;
  return titles_.emplace(id, std::move(title)).first->second;
}

std::string ValueText::Of(const model::EntityType& type, const model::FieldInfo& field,
                          const model::Value& value) {
  if (const auto* id = std::get_if<model::Uuid>(&value)) return TitleOf(field, *id);
  if (const auto* yes = std::get_if<bool>(&value))
    return translator_.Text(*yes ? "cli.yes" : "cli.no");
  if (const auto* choices = std::get_if<model::Choices>(&value)) {
    std::string text;
    for (const std::string& choice : *choices)
      text += (text.empty() ? "" : ", ") + translator_.ChoiceLabel(type, field, choice);
    return text;
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (field.kind() == model::Kind::kChoice) return translator_.ChoiceLabel(type, field, *text);
    const auto date = model::Date::FromIso(*text);
    return field.kind() == model::Kind::kDate && date ? date->Russian() : *text;
  }
  return model::FormatValue(value);
}

std::string ValueText::OfCell(const model::EntityType* type, std::string_view cell,
                              const sync::HeldValue& value) {
  const model::Cell* known = type ? type->FindCell(cell) : nullptr;
  const auto members = known ? sync::CellMembers(*known, value) : std::nullopt;
  if (!members) return value.empty() ? "" : value.Json();
  std::string text;
  for (size_t i = 0; i < members->size(); ++i) {
    // What only programs read is not shown beside what people have written.
    const bool for_programs = known->is_group && known->fields[i]->kind() == model::Kind::kJson;
    if (for_programs || model::IsEmpty((*members)[i])) continue;
    if (!text.empty()) text += ", ";
    if (known->is_group) text += translator_.FieldLabel(*type, known->fields[i]->name()) + ": ";
    text += Of(*type, *known->fields[i], (*members)[i]);
  }
  return text;
}

}  // namespace kruzhok::client
