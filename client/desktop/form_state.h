// SPDX-License-Identifier: MIT
// One record that is open in a form: what the row held when the edit began, what was typed, and what
// is wrong with it. Every field is text until it is saved, so that nothing typed is ever refused.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/validation.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct FormField {
  const model::FieldInfo* info = nullptr;
  // As ParseInput reads it: choices by their codes with commas, references as ids, booleans
  // "true"/"false"; dates and numbers as they were typed.
  std::string text;
  std::string saved;  // The same of the row when the edit began.
  std::optional<model::Error> problem;  // Set by CheckForm, CheckField.
  bool changed() const { return text != saved; }
};

struct FormState {
  const model::EntityType* type = nullptr;
  model::Uuid id;       // Of a new record the id that it will have.
  bool is_new = false;
  std::string base;     // The rev that was seen when the edit began; empty: a new one.
  std::vector<FormField> fields;  // Without the retired ones.
  // What is typed with it and belongs to other rows; kept in its draft.
  std::map<std::string, std::string> beside, beside_saved;
  bool deleted = false;
  bool fixed_key = false;  // What a new row is known by is told already: nobody types it.
  bool locked = false;     // Of a school year that is closed: nothing of it is changed.
  std::string focus;    // The field to which the keyboard goes at the next frame.
  bool overtaken = false;  // The row has changed elsewhere since the edit began.
  int64_t drafted_at_ms = 0;  // When the draft was stored last; 0: never.

  FormField* Find(std::string_view name);
  const FormField* Find(std::string_view name) const;
  bool dirty() const;  // Something typed is not saved.
  // What the row is known by, so that it is another row with another value.
  bool IsFixed(const FormField& field) const {
    return field.info->options().key && (!is_new || fixed_key);
  }
};

FormState NewForm(const model::EntityType& type, const model::Uuid& id,
                  const std::vector<std::pair<const model::FieldInfo*, std::string>>& preset = {});
FormState FormOf(const sync::RowView& row);
// What a field of the row is in a form: dates as 03.01.2011.
std::string FormText(const model::FieldInfo& field, const model::Value& value);

// Judges one field, as it is left; brings a date or SNILS that can be read to its spelling.
void CheckField(FormField& field);
// The write that saves the form, with `base` as what was seen; or nothing, with the problems set and
// the focus on the first of them. nothing_to_write: nothing was changed.
model::Result<sync::RowWrite> WriteOf(FormState& form);

// Where a draft is kept among the settings.
inline constexpr std::string_view kDraftPrefix = "draft/";
std::string DraftKey(const model::EntityType& type, const model::Uuid& id);

// A draft as JSON: only what was typed. The form of the row as it is now, with the draft's texts in it
// and its base; nothing when the draft is of an unknown entity or cannot be read.
std::string EncodeDraft(const FormState& form);
struct Draft {
  const model::EntityType* type = nullptr;
  model::Uuid id;
  bool is_new = false;
  std::string base;
  std::map<std::string, std::pair<std::string, std::string>> texts;  // Field → typed, saved.
  std::map<std::string, std::string> beside;                         // As in FormState.
  int64_t at_ms = 0;
};
std::optional<Draft> DecodeDraft(std::string_view json);
// Puts the draft's texts into the form of its row. The base becomes the draft's.
void ApplyDraft(const Draft& draft, FormState& form);

}  // namespace kruzhok::client
