// SPDX-License-Identifier: MIT
// The roster grid: a class list keyed from paper, a row a child, without a mouse.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/desktop/snapshot.h"
#include "model/entities/child.h"

namespace kruzhok::client {

struct RosterRow {
  model::Uuid id;  // That the child will have: saving twice makes nobody twice.
  std::vector<std::string> cells;                   // One per column.
  std::vector<std::optional<model::Error>> problems;  // The same.
  model::Uuid enrolment;  // The same for the enrolment.
  std::string namesake;   // A child that is there already, of the same name and birth date.
  bool empty() const;
};

struct RosterState {
  std::vector<const model::FieldInfo*> columns;  // Last, first and middle name, birth date, sex, class.
  std::vector<RosterRow> rows;  // The last one is always empty: typing there adds the next.
  std::string school_class;     // For rows whose own class is empty.
  std::string expected;         // The control total: how many the paper has.
  size_t row = 0, column = 0;   // The cell of the keyboard.
  bool take_focus = false;      // The keyboard goes to that cell at the next frame.
  std::string group;            // Enrol everybody into this group at once; id or empty.
  std::string order_number, order_date, start_date;
  std::map<std::string, model::Error, std::less<>> problems;  // Of the enrolment: field → error.
  int64_t filled() const;       // Rows that are not empty.
  bool matches_total() const;   // An empty control total matches everything.
};

RosterState NewRoster(sync::Environment& environment);
// Keeps one empty row at the end; judges the row; finds namesakes in the data. After a cell is left.
void SettleRoster(RosterState& roster, size_t row, const Snapshot& data,
                  sync::Environment& environment);
// What was copied in a spreadsheet: lines and tabs. A cell «Фамилия Имя Отчество» pasted into the first
// column becomes three; «м», «жен» and so on become the codes of sex. Returns the number of rows.
size_t PasteIntoRoster(RosterState& roster, std::string_view text, const Snapshot& data,
                       sync::Environment& environment);
// The writes that save it: children, and their enrolments where a group was chosen; none for an empty
// roster. Nothing, with problems set and the keyboard in the cell of the first, when some row cannot
// be saved.
std::optional<std::vector<sync::RowWrite>> WritesOf(RosterState& roster,
                                                    sync::Environment& environment);
// A draft; empty when nothing is typed.
std::string EncodeRoster(const RosterState& roster);
// Nothing when it cannot be read.
std::optional<RosterState> DecodeRoster(std::string_view json);

}  // namespace kruzhok::client
