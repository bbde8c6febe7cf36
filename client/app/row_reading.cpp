// SPDX-License-Identifier: MIT
#include "client/app/row_reading.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <nlohmann/json.hpp>

#include "model/catalog.h"
#include "model/text_fold.h"
#include "model/validation.h"
#include "sync/store/field_codec.h"

namespace kruzhok::client {
namespace {

using nlohmann::json;

// How many letters must be put in, taken out or replaced to get from one name to the other.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::vector<std::string> Nearest(const std::vector<std::string_view>& names,
                                 std::string_view wanted) {
  constexpr size_t kShown = 3;
  std::vector<std::pair<size_t, std::string>> ranked;
  for (const std::string_view name : names) {
    const bool part =
        wanted.size() >= 3 && (name.find(wanted) != name.npos || wanted.find(name) != wanted.npos);
    const size_t distance = part ? 1 : Distance(name, wanted);
    if (distance <= std::max<size_t>(2, wanted.size() / 3)) ranked.emplace_back(distance, name);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> nearest;
  for (size_t i = 0; i < ranked.size() && i < kShown; ++i) nearest.push_back(ranked[i].second);
  return nearest;
}

model::Error WrongKind(const model::FieldInfo& field) {
  return {"bad_value", std::string(model::KindName(field.kind())), std::string(field.name()),
          "wrong_kind"};
}

// The beginning of what was handed in, whatever bytes it is made of.
model::Error BadJson(std::string_view detail) {
  return {"bad_json", model::Normalize(detail.substr(0, 80)), {}};
}

model::Result<model::Value> ReadText(const model::FieldInfo& field, const std::string& text) {
  auto value = model::ParseInput(field, text);
  if (value) return value;
  model::Error error = value.error();
  error.field = field.name();
  return error;
}

model::Result<model::Value> ValueOf(const model::FieldInfo& field, const json& value) {
  if (value.is_null()) return model::Value();
  if (field.kind() == model::Kind::kJson && !value.is_string())
    return ReadText(field, value.dump());
  // A text in a JSON field is JSON text where it can be read so, else a JSON string.
  if (field.kind() == model::Kind::kJson) {
    const auto& text = value.get_ref<const std::string&>();
    return json::accept(text) ? ReadText(field, text) : ReadText(field, value.dump());
  }
  if (value.is_string()) return ReadText(field, value.get_ref<const std::string&>());
  if (value.is_boolean() && field.kind() == model::Kind::kBoolean)
    return model::Value(value.get<bool>());
  if (value.is_number_integer() && field.kind() != model::Kind::kBoolean)
    return ReadText(field, value.dump());
  if (!value.is_array() || field.kind() != model::Kind::kChoices) return WrongKind(field);
  model::Choices choices;
  for (const json& choice : value) {
    if (!choice.is_string()) return WrongKind(field);
    choices.push_back(choice.get<std::string>());
  }
  std::sort(choices.begin(), choices.end());
  choices.erase(std::unique(choices.begin(), choices.end()), choices.end());
  return choices.empty() ? model::Value() : model::Value(std::move(choices));
}

// Members of a Row JSON that say nothing about what is to be written.
const std::set<std::string, std::less<>> kPassedOver = {
    "rev",     "deleted",  "disputed",   "outside",    "state",
    "unknown", "findings", "changed_at", "changed_by", "received_at"};

model::Result<void> ReadMember(const std::string& name, const json& value, sync::RowWrite& row) {
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  if (name == "entity") {
    if (text != row.type->name()) return BadJson("entity: " + text);
  } else if (name == "id") {
    row.id = model::Uuid::FromText(text);
    if (!row.id || row.id->is_nil()) return model::Error{"bad_id", text, {}};
  } else if (name == "base") {
    row.base = text;
  } else if (name == "owner") {
    row.owner = sync::ParseStreamName(text);
    if (!row.owner) return model::Error{"bad_id", text, "owner"};
  } else if (name == "fields") {
    if (!value.is_object()) return BadJson("fields: " + text);
    for (const auto& [field_name, field_value] : value.items()) {
      const auto field = FindField(*row.type, field_name);
      if (!field) return field.error();
      auto read = ValueOf(**field, field_value);
      if (!read) return read.error();
      row.fields.emplace_back(*field, *std::move(read));
    }
  } else if (!kPassedOver.contains(name)) {
    return BadJson(name);
  }
  return {};
}

}  // namespace

model::Result<const model::FieldInfo*> FindField(const model::EntityType& type,
                                                 std::string_view name) {
  const model::FieldInfo* field = type.FindField(name);
  if (field == nullptr) return model::Error{"unknown_field", std::string(name), std::string(name)};
  return field;
}

std::vector<std::string> NearestFields(const model::EntityType& type, std::string_view name) {
  std::vector<std::string_view> names;
  for (const model::FieldInfo* field : type.fields()) names.push_back(field->name());
  return Nearest(names, name);
}

std::vector<std::string> NearestEntities(std::string_view name) {
  std::vector<std::string_view> names;
  for (const model::EntityType* type : model::Catalog()) names.push_back(type->name());
  return Nearest(names, name);
}

model::Result<model::Value> ReadValue(const model::FieldInfo& field, std::string_view text) {
  const json value = json::parse(text, nullptr, false);
  if (value.is_discarded()) return WrongKind(field);
  return ValueOf(field, value);
}

model::Result<sync::HeldValue> ReadCell(const model::EntityType& type, std::string_view name,
                                        std::string_view text) {
  const model::FieldInfo* field = type.FindField(name);
  const model::Cell* cell = type.FindCell(field ? field->cell() : name);
  if (cell == nullptr) return model::Error{"unknown_field", std::string(name), std::string(name)};
  if (!cell->is_group) {
    auto value = ReadText(*cell->fields.front(), std::string(text));
    if (!value) return value.error();
    return sync::ToHeld(*value);
  }
  if (text.empty()) return sync::HeldValue();
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object())
    return model::Error{"bad_value", std::string(text), std::string(name), "cli_group_value"};
  std::vector<model::Value> members(cell->fields.size());
  for (const auto& item : object.items()) {
    const std::string& member = item.key();
    const auto found = std::find_if(cell->fields.begin(), cell->fields.end(),
                                    [&](const auto* one) { return one->name() == member; });
    if (found == cell->fields.end()) return model::Error{"unknown_field", member, member};
    auto read = ValueOf(**found, item.value());
    if (!read) return read.error();
    members[static_cast<size_t>(found - cell->fields.begin())] = *std::move(read);
  }
  return sync::CellValue(*cell, members);
}

model::Result<sync::RowWrite> ReadRow(const model::EntityType& type, std::string_view line) {
  std::string_view bytes = line;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const json object = json::parse(bytes, nullptr, false);
  if (!object.is_object()) return BadJson(line);
  sync::RowWrite row;
  row.type = &type;
  for (const auto& [name, value] : object.items())
    if (const auto read = ReadMember(name, value, row); !read) return read.error();
  return row;
}

}  // namespace kruzhok::client
