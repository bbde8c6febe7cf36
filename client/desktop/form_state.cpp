// SPDX-License-Identifier: MIT
#include "client/desktop/form_state.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "model/catalog.h"
#include "model/date.h"

namespace kruzhok::client {
namespace {

using nlohmann::json;

// The value that the text stands for; empty where it cannot be read.
model::Value ValueOf(const model::FieldInfo& field, const std::string& text) {
  auto value = model::ParseInput(field, text);
  return value ? *std::move(value) : model::Value();
}

// Cells with a changed field: those are written whole, since what was seen is a whole cell.
std::set<std::string_view> ChangedCells(const FormState& form) {
  std::set<std::string_view> cells;
  for (const FormField& field : form.fields)
    if (field.changed()) cells.insert(field.info->cell());
  return cells;
}

void AddProblems(FormState& form) {
  model::Record before(*form.type);
  model::Record after(*form.type);
  for (const FormField& field : form.fields) {
    before.SetValue(*field.info, ValueOf(*field.info, field.saved));
    after.SetValue(*field.info, ValueOf(*field.info, field.text));
  }
  const auto problems = form.is_new ? model::Validate(after) : model::ValidateChange(before, after);
  for (const model::Problem& problem : problems)
    if (FormField* field = form.Find(problem.field->name()); field && !field->problem)
      field->problem = problem.error;
}

}  // namespace

FormField* FormState::Find(std::string_view name) {
  return const_cast<FormField*>(std::as_const(*this).Find(name));
}

const FormField* FormState::Find(std::string_view name) const {
  for (const FormField& field : fields)
    if (field.info->name() == name) return &field;
  return nullptr;
}

bool FormState::dirty() const {
  return beside != beside_saved || std::ranges::any_of(fields, [this](const FormField& field) {
           return field.changed() && !IsFixed(field);
         });
}

FormState NewForm(const model::EntityType& type, const model::Uuid& id,
                  const std::vector<std::pair<const model::FieldInfo*, std::string>>& preset) {
  FormState form;
  form.type = &type;
  form.id = id;
  form.is_new = true;
  for (const model::FieldInfo* info : type.fields())
    if (!info->options().retired) form.fields.push_back({info, {}, {}, {}});
  for (const auto& [info, text] : preset)
    if (FormField* field = form.Find(info->name())) field->text = text;
  // The keyboard goes to what there is still to be typed.
  const auto first =
      std::ranges::find_if(form.fields, [](const FormField& field) { return field.text.empty(); });
  if (first != form.fields.end()) form.focus = first->info->name();
  return form;
}

FormState FormOf(const sync::RowView& row) {
  FormState form;
  form.type = row.type;
  form.id = row.id;
  form.base = row.rev;
  form.deleted = row.deleted;
  for (const model::FieldInfo* info : row.type->fields()) {
    if (info->options().retired) continue;
    const std::string text = FormText(*info, row.record.value(*info));
    form.fields.push_back({info, text, text, {}});
  }
  return form;
}

std::string FormText(const model::FieldInfo& field, const model::Value& value) {
  const std::string text = model::FormatValue(value);
  if (field.kind() != model::Kind::kDate) return text;
  const auto date = model::Date::FromIso(text);
  return date ? date->Russian() : text;
}

void CheckField(FormField& field) {
  field.problem.reset();
  const auto value = model::ParseInput(*field.info, field.text);
  if (!value) {
    field.problem = value.error();
    return;
  }
  // Who passes by an empty field is not told off; who empties one that is needed is.
  if (model::IsEmpty(*value) && field.info->options().required && field.changed())
    field.problem = model::Error{"required", {}, std::string(field.info->name())};
  if (!field.changed()) return;
  if (auto problem = model::CheckValue(*field.info, *value)) {
    field.problem = std::move(problem);
    return;
  }
  const bool spelled = field.info->options().format != model::TextFormat::kPlain ||
                       field.info->kind() == model::Kind::kDate;
  if (spelled) field.text = FormText(*field.info, *value);
}

model::Result<sync::RowWrite> WriteOf(FormState& form) {
  for (FormField& field : form.fields) CheckField(field);
  AddProblems(form);
  for (const FormField& field : form.fields) {
    if (!field.problem) continue;
    form.focus = field.info->name();
    return *field.problem;
  }
  sync::RowWrite write;
  write.type = form.type;
  write.id = form.id;
  if (!form.is_new) write.base = form.base;
  std::set<std::string_view> cells;
  for (const FormField& field : form.fields)
    if (ValueOf(*field.info, field.text) != ValueOf(*field.info, field.saved))
      cells.insert(field.info->cell());
  for (const FormField& field : form.fields)
    if (cells.contains(field.info->cell()))
      write.fields.emplace_back(field.info, ValueOf(*field.info, field.text));
  if (write.fields.empty()) return model::Error{"nothing_to_write", form.id.Text()};
  return write;
}

std::string DraftKey(const model::EntityType& type, const model::Uuid& id) {
  return std::string(kDraftPrefix) + std::string(type.name()) + '/' + id.Text();
}

std::string EncodeDraft(const FormState& form) {
  const auto cells = ChangedCells(form);
  json texts = json::object();
  for (const FormField& field : form.fields)
    if (cells.contains(field.info->cell()))
      texts[std::string(field.info->name())] = {field.text, field.saved};
  return json{{"entity", form.type->name()}, {"id", form.id.Text()},     {"new", form.is_new},
              {"base", form.base},           {"at", form.drafted_at_ms}, {"texts", texts},
              {"beside", form.beside}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<Draft> DecodeDraft(std::string_view text) {
  try {
    const json value = json::parse(text);
    Draft draft;
    draft.type = model::FindEntity(value.at("entity").get<std::string>());
    const auto id = model::Uuid::FromText(value.at("id").get<std::string>());
    if (draft.type == nullptr || !id) return std::nullopt;
    draft.id = *id;
    draft.is_new = value.at("new").get<bool>();
    draft.base = value.at("base").get<std::string>();
    draft.at_ms = value.at("at").get<int64_t>();
    for (const auto& [name, pair] : value.at("texts").items())
      draft.texts[name] = {pair.at(0).get<std::string>(), pair.at(1).get<std::string>()};
    if (value.contains("beside"))  // Not in what an older program wrote.
      draft.beside = value.at("beside").get<std::map<std::string, std::string>>();
    return draft;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

void ApplyDraft(const Draft& draft, FormState& form) {
  // A draft of a row that was new, and is known by now, has seen nothing of it.
  const bool knows_row = form.is_new == draft.is_new;
  for (const auto& [name, texts] : draft.texts) {
    FormField* field = form.Find(name);
    if (field == nullptr) continue;
    field->text = texts.first;
    if (knows_row) field->saved = texts.second;
  }
  form.drafted_at_ms = draft.at_ms;
  form.overtaken = !form.is_new && (!knows_row || form.base != draft.base);
  if (knows_row) form.base = draft.base;
}

}  // namespace kruzhok::client
