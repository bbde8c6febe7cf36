// SPDX-License-Identifier: MIT
#include "sync/store/field_codec.h"

#include "model/date.h"

namespace kruzhok::sync {
namespace {

using model::Kind;
using Type = WireValue::Type;

std::string ChoicesJson(const model::Choices& choices) {
  std::string json = "[";
  for (const std::string& choice : choices) {
    if (json.size() > 1) json += ',';
    AppendJson({.type = Type::kText, .text = choice}, json);
  }
  return json + ']';
}

// The array is in normal form, so its texts stand one after the other.
std::optional<model::Choices> ParseChoices(std::string_view json) {
  model::Choices choices;
  size_t at = 1;
  while (at < json.size() && json[at] != ']') {
    if (json[at] != '"') return std::nullopt;
    size_t end = at + 1;
    while (end < json.size() && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
    if (end >= json.size()) return std::nullopt;
    const auto item = ParseHeldValue(json.substr(at, end + 1 - at));
    if (!item) return std::nullopt;
    choices.push_back(item->text);
    at = end + 1;
    if (at < json.size() && json[at] == ',') ++at;
  }
  return choices;
}

}  // namespace

std::string_view ColumnTypeName(Kind kind) {
  switch (kind) {
    case Kind::kInteger:
    case Kind::kBoolean:
      return "INTEGER";
    case Kind::kReference:
      return "BLOB";
    case Kind::kText:
    case Kind::kDate:
    case Kind::kChoice:
    case Kind::kChoices:
    case Kind::kJson:
      return "TEXT";
  }
  return "TEXT";
}

HeldValue ToHeld(const model::Value& value) {
  HeldValue held;
  if (const auto* boolean = std::get_if<bool>(&value)) {
    held.type = Type::kBoolean;
    held.number = *boolean;
  } else if (const auto* number = std::get_if<int64_t>(&value)) {
    held.type = Type::kInteger;
    held.number = *number;
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    held.type = Type::kText;
    held.text = *text;
  } else if (const auto* choices = std::get_if<model::Choices>(&value)) {
    held.type = Type::kArray;
    held.text = ChoicesJson(*choices);
  } else if (const auto* id = std::get_if<model::Uuid>(&value)) {
    held.type = Type::kText;
    held.text = id->Base64();
  } else if (const auto* json = std::get_if<model::Json>(&value)) {
    if (auto parsed = ParseHeldValue(json->text)) held = std::move(*parsed);
  }
  return held;
}

std::optional<model::Value> FromHeld(Kind kind, const HeldValue& value) {
  if (value.empty()) return model::Value();
  switch (kind) {
    case Kind::kText:
    case Kind::kChoice:
      if (value.type == Type::kText) return value.text;
      return std::nullopt;
    case Kind::kDate:
      if (value.type == Type::kText && model::Date::FromIso(value.text)) return value.text;
      return std::nullopt;
    case Kind::kInteger:
      if (value.type == Type::kInteger) return value.number;
      return std::nullopt;
    case Kind::kBoolean:
      if (value.type == Type::kBoolean) return value.number != 0;
      return std::nullopt;
    case Kind::kReference:
      if (value.type == Type::kText)
        if (const auto id = model::Uuid::FromBase64(value.text)) return *id;
      return std::nullopt;
    case Kind::kChoices: {
      if (value.type != Type::kArray) return std::nullopt;
      auto choices = ParseChoices(value.text);
      if (!choices) return std::nullopt;
      return std::move(*choices);
    }
    case Kind::kJson:
      return model::Json{value.Json()};
  }
  return std::nullopt;
}

HeldValue GroupValue(const model::Cell& cell, const std::vector<model::Value>& members) {
  HeldValue group;
  group.text = "{";
  for (size_t i = 0; i < cell.fields.size(); ++i) {
    if (model::IsEmpty(members[i])) continue;
    if (group.text.size() > 1) group.text += ',';
    AppendJson({.type = Type::kText, .text = cell.fields[i]->name()}, group.text);
    group.text += ':';
    group.text += ToHeld(members[i]).Json();
  }
  if (group.text.size() == 1) return {};
  group.text += '}';
  group.type = Type::kObject;
  return group;
}

HeldValue CellValue(const model::Cell& cell, const std::vector<model::Value>& members) {
  return cell.is_group ? GroupValue(cell, members) : ToHeld(members.front());
}

std::optional<std::vector<model::Value>> CellMembers(const model::Cell& cell,
                                                     const HeldValue& value) {
  std::vector<model::Value> members(cell.fields.size());
  if (value.empty()) return members;
  if (!cell.is_group) {
    auto single = FromHeld(cell.fields.front()->kind(), value);
    if (!single) return std::nullopt;
    members.front() = std::move(*single);
    return members;
  }
  if (value.type != Type::kObject) return std::nullopt;
  for (const auto& [name, member] : ObjectMembers(value))
    for (size_t i = 0; i < cell.fields.size(); ++i)
      if (cell.fields[i]->name() == name) {
        auto single = FromHeld(cell.fields[i]->kind(), member);
        if (!single) return std::nullopt;
        members[i] = std::move(*single);
      }
  if (GroupValue(cell, members) != value) return std::nullopt;
  return members;
}

bool CellFits(const model::Cell& cell, const WireValue& value) {
  if (!cell.is_group) {
    const Kind kind = cell.fields.front()->kind();
    if (kind == Kind::kText || kind == Kind::kChoice)
      return value.type == Type::kText || value.type == Type::kNull;
  }
  return CellMembers(cell, HeldValue(value)).has_value();
}

bool BindWire(Statement& statement, int index, Kind kind, const WireValue& value) {
  if (value.type == Type::kNull) {
    statement.Bind(index, nullptr);
    return true;
  }
  switch (kind) {
    case Kind::kDate:
      if (value.type != Type::kText || !model::Date::FromIso(value.text)) return false;
      [[fallthrough]];
    case Kind::kText:
    case Kind::kChoice:
      if (value.type != Type::kText) return false;
      statement.Bind(index, value.text);
      return true;
    case Kind::kInteger:
      if (value.type != Type::kInteger) return false;
      statement.Bind(index, value.number);
      return true;
    case Kind::kBoolean:
      if (value.type != Type::kBoolean) return false;
      statement.Bind(index, value.number);
      return true;
    case Kind::kReference: {
      if (value.type != Type::kText) return false;
      const auto id = model::Uuid::FromBase64(value.text);
      if (!id) return false;
      statement.BindCopy(index, BlobView{id->view()});
      return true;
    }
    case Kind::kChoices:
      if (value.type != Type::kArray || !ParseChoices(value.text)) return false;
      statement.Bind(index, value.text);
      return true;
    case Kind::kJson: {
      std::string json;
      AppendJson(value, json);
      statement.BindCopy(index, json);
      return true;
    }
  }
  return false;
}

void BindValue(Statement& statement, int index, const model::Value& value) {
  if (model::IsEmpty(value)) {
    statement.Bind(index, nullptr);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    statement.BindCopy(index, *text);
  } else if (const auto* number = std::get_if<int64_t>(&value)) {
    statement.Bind(index, *number);
  } else if (const auto* boolean = std::get_if<bool>(&value)) {
    statement.Bind(index, *boolean);
  } else if (const auto* id = std::get_if<model::Uuid>(&value)) {
    statement.BindCopy(index, BlobView{id->view()});
  } else if (const auto* json = std::get_if<model::Json>(&value)) {
    statement.BindCopy(index, json->text);
  } else {
    statement.BindCopy(index, ToHeld(value).text);
  }
}

model::Value ColumnValue(const Statement& row, int column, Kind kind) {
  if (row.IsNull(column)) return {};
  switch (kind) {
    case Kind::kText:
    case Kind::kDate:
    case Kind::kChoice:
      return std::string(row.Text(column));
    case Kind::kInteger:
      return row.Int(column);
    case Kind::kBoolean:
      return row.Int(column) != 0;
    case Kind::kReference:
      return model::Uuid::FromBytes(row.Blob(column));
    case Kind::kChoices:
      return ParseChoices(row.Text(column)).value_or(model::Choices());
    case Kind::kJson:
      return model::Json{std::string(row.Text(column))};
  }
  return {};
}

}  // namespace kruzhok::sync
