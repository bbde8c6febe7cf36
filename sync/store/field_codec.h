// SPDX-License-Identifier: MIT
// The three forms of a field's value and the ways between them: model::Value for the program,
// HeldValue as in the log, a column of SQLite. A kind's column: text, date and choice TEXT; integer
// and boolean INTEGER; reference BLOB(16); choices and JSON their normal JSON as TEXT.
#pragma once

#include "model/entity_type.h"
#include "sync/held_value.h"
#include "sync/sqlite/statement.h"

namespace kruzhok::sync {

std::string_view ColumnTypeName(model::Kind kind);  // For CREATE TABLE.

HeldValue ToHeld(const model::Value& value);
// Nothing when a field of that kind cannot hold it.
std::optional<model::Value> FromHeld(model::Kind kind, const HeldValue& value);

// A group's value is an object of its members that hold something, or null.
HeldValue GroupValue(const model::Cell& cell, const std::vector<model::Value>& members);
// The members in the order of cell.fields. Nothing when the value does not fit the cell: a member
// that is not known, a kind that differs, or a spelling that GroupValue would not give back.
std::optional<std::vector<model::Value>> CellMembers(const model::Cell& cell,
                                                     const HeldValue& value);
// The whole cell out of its members' values.
HeldValue CellValue(const model::Cell& cell, const std::vector<model::Value>& members);

// Whether the cell can hold it, without building values where that is not needed.
bool CellFits(const model::Cell& cell, const WireValue& value);

// Binds a value that fits the kind without building a model::Value; false when it does not fit.
bool BindWire(Statement& statement, int index, model::Kind kind, const WireValue& value);
void BindValue(Statement& statement, int index, const model::Value& value);
model::Value ColumnValue(const Statement& row, int column, model::Kind kind);

}  // namespace kruzhok::sync
