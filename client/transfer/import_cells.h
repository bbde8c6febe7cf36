// SPDX-License-Identifier: MIT
// One row of a list as values of a record's fields, with what could not be understood.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/transfer/import_plan.h"
#include "client/transfer/references.h"
#include "client/transfer/row_base.h"

namespace kruzhok::client {

struct ReadCells {
  std::optional<RowBase> base;
  // Of the cells that are filled; with a base, of those that somebody has touched. An empty value
  // clears the field.
  std::vector<std::pair<const model::FieldInfo*, model::Value>> values;
  std::vector<ImportNote> notes;
  std::string identity;  // What tells the row from the others: equal rows have equal ones.

  bool rejected() const {
    for (const ImportNote& note : notes)
      if (note.rejects) return true;
    return false;
  }
};

class CellReader {
 public:
  CellReader(References& references, const Sheet& sheet, const ImportOptions& options,
             const model::Uuid& owner);

  // `row`: of Sheet::rows. `as_new`: its base does not count, the row is a copy of another one.
  ReadCells Read(size_t row, bool as_new = false);

  // Rows of other entities that references name and nobody has, in the order of the list; with
  // their ids where they are to be created.
  struct Missing {
    const model::EntityType* type;
    std::string words;
    model::Uuid id;
  };
  const std::vector<Missing>& missing() const { return missing_; }

 private:
  struct Cell {
    size_t column;
    std::string text;
  };
  void ReadTarget(const std::string& target, const std::vector<Cell>& cells, ReadCells& read);
  void ReadAges(const Cell& cell, ReadCells& read);
  void ReadFullName(const Cell& cell, ReadCells& read);
  void ReadField(const model::FieldInfo& field, const Cell& cell, ReadCells& read);
  void ReadReference(const model::FieldInfo& field, const Cell& cell, ReadCells& read);
  bool Untouched(const ReadCells& read, const model::FieldInfo& field,
                 const std::string& text) const;
  void Note(ReadCells& read, const Cell& cell, bool rejects, model::Error error) const;
  std::string IdentityOf(const TableRow& cells, bool with_base) const;
  std::optional<model::Uuid> Create(const model::FieldInfo& field, const std::string& words);

  References& references_;
  const Sheet& sheet_;
  const ImportOptions& options_;
  const model::EntityType& type_;
  model::Uuid owner_;
  std::optional<size_t> base_column_;
  std::map<std::string, std::vector<size_t>> columns_of_;  // Target → its columns.
  std::vector<bool> tells_;  // Of each column: whether it tells rows apart where no key does.
  bool has_keys_ = false;
  std::vector<std::string> heading_words_;
  std::vector<Missing> missing_;
  std::map<std::string, size_t> missing_places_;  // Entity and folded words → place in missing_.
};

// The only field that a row of the entity needs, when it is a text: such rows can be made from a
// name.
const model::FieldInfo* NameField(const model::EntityType& type);

}  // namespace kruzhok::client
