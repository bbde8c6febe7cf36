// SPDX-License-Identifier: MIT
// Values and rows in the words of people: choices by their names, dates as 03.01.2011, references
// by the title of the row that they mean.
#pragma once

#include <map>
#include <string>

#include "client/app/translator.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// What a person calls the row: its required texts, else any text of it.
std::string RowTitle(const model::Record& record);

// One thread; the store must outlive it. Remembers the titles that it has looked up.
class ValueText {
 public:
  // `missing`: what is said of a reference to a row that is not here; empty: its id.
  ValueText(const Translator& translator, sync::Store& store, std::string_view missing = {})
      : translator_(translator), store_(store), missing_(missing) {}

  std::string Of(const model::EntityType& type, const model::FieldInfo& field,
                 const model::Value& value);
  // Of a field or a group, as the log has it.
  std::string OfCell(const model::EntityType* type, std::string_view cell,
                     const sync::HeldValue& value);

 private:
  std::string TitleOf(const model::FieldInfo& field, const model::Uuid& id);

  const Translator& translator_;
  sync::Store& store_;
  std::string missing_;
  std::map<model::Uuid, std::string> titles_;
};

}  // namespace kruzhok::client
