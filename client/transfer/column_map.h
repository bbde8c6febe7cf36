// SPDX-License-Identifier: MIT
// Which column of a list fills what of a record. Guessed by the headings in Russian or English,
// changed by a person, remembered for the next list with the same headings.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/app/translator.h"
#include "client/tables/workbook.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// What a column can fill is called by name: a field's name, or one of these.
inline constexpr std::string_view kAges = "ages";  // «9-13, 5 и старше»: both bounds and the words.
inline constexpr std::string_view kFullName =
    "full_name";  // «Ёлкина Мария Ивановна»: three fields.
inline constexpr std::string_view kBase = "_base";  // What Kruzhok wrote when it exported.

// All of an entity, in the order of its form; without retired fields and kBase.
std::vector<std::string> TargetsOf(const model::EntityType& type);
std::string TargetLabel(const Translator& texts, const model::EntityType& type,
                        std::string_view target);
// Several columns may fill one text: «Название объекта» and «Адрес» both say where.
bool TakesSeveral(const model::EntityType& type, std::string_view target);

inline constexpr size_t kNoHeader = SIZE_MAX;  // The row after it is the first.

struct ColumnMap {
  size_t header = 0;  // The row of the headings, of Sheet::rows; kNoHeader: the list has none.
  // Of each column.
  std::vector<std::string> headings;
  std::vector<std::string> targets;  // Empty: the column is not loaded.
  std::vector<bool> running_number;  // № п/п: says nothing about the row.
  std::vector<bool> key;             // Tells rows apart; none: the whole row does.
};

// The row of the headings is the one, of the first thirty, whose cells suit most fields. Columns
// are guessed by both languages' labels, names and the aliases of `import.alias.ENTITY.TARGET`.
ColumnMap GuessColumns(const model::EntityType& type, const Sheet& sheet);

// The sheet that fills most of one of the entities: the lists often stand behind a title sheet.
size_t BestSheet(const Workbook& workbook, std::span<const model::EntityType* const> types);

bool Fills(const ColumnMap& columns, std::string_view target);
// The fields that a new record must have and no column fills.
std::vector<const model::FieldInfo*> MissingFields(const model::EntityType& type,
                                                   const ColumnMap& columns);

// Fills as remembered of a list with the same headings, else as guessed.
ColumnMap RecallColumns(sync::Store& store, const model::EntityType& type, const Sheet& sheet);
void RememberColumns(sync::Store& store, const model::EntityType& type, const ColumnMap& columns);

// A heading, or a letter as spreadsheets call columns; nothing: no such column.
std::optional<size_t> FindColumn(const ColumnMap& columns, std::string_view name);
// FIELD=COLUMN of the command, in the order in which a target that takes several has them. What was
// guessed of these targets goes. unknown_field, unknown_column.
using Assignment = std::pair<std::string, std::string>;  // Target, column.
model::Result<void> MapColumns(const model::EntityType& type, ColumnMap& columns,
                               const std::vector<Assignment>& assignments);

}  // namespace kruzhok::client
