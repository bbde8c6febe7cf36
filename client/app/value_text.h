// SPDX-License-Identifier: MIT
// Values and rows in the words of people: choices by their names, dates as 03.01.2011, references
// by the title of the row that they mean.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "client/app/translator.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// Names what a reference means; empty: unknown.
using TitleOfReference = std::function<std::string(const model::FieldInfo&, const model::Uuid&)>;

// What a row of the entity is called by: its required texts; where it has none, as an enrolment,
// the rows that it must name.
std::vector<const model::FieldInfo*> TitleFields(const model::EntityType& type);
// Whether rows of the entity have a text of their own to be called by.
bool HasOwnTitle(const model::EntityType& type);
// What a person calls the row: «Ёлкин Пётр»; «Ёлкин Пётр · 1 группа», if `title_of` is there to
// name them. Empty where all of it is.
std::string RowTitle(const model::Record& record, const TitleOfReference& title_of = {});
// Of a row as it is stored, as far as it may be shown; empty: it is not here.
std::string StoredTitle(sync::Store& store, const model::EntityType& type, const model::Uuid& id);
// Looks up there whatever a reference means.
TitleOfReference StoredTitles(sync::Store& store);

// What the reason of an error tells besides: another field of the entity by its label.
std::string DetailText(const Translator& texts, const model::EntityType& type,
                       const model::Error& error);

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
