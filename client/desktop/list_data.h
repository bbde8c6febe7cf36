// SPDX-License-Identifier: MIT
// The rows of one entity as a list shows them: every cell in the words of people, with what sorting
// and filtering need. Made in the background, never changed, so any thread may read it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/app/translator.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct ListColumn {
  std::string key;    // The field's name, or that of something computed: "name", "programmes", "where".
  std::string label;  // In the window's language.
  bool number = false;     // Aligned to the right.
  bool facet = false;      // Few distinct values, so that it can be chosen by them.
  bool condition = false;  // Where the row's data stand: drawn with its sign and colour.
  bool hidden = false;     // Not shown before somebody asks for it.
};

class ListData {
 public:
  const model::EntityType& type() const { return *type_; }
  const std::vector<ListColumn>& columns() const { return columns_; }
  std::optional<size_t> FindColumn(std::string_view key) const;

  size_t size() const { return rows_.size(); }
  const model::Uuid& id(size_t row) const { return rows_[row].id; }
  sync::RowCondition condition(size_t row) const { return rows_[row].condition; }
  std::optional<size_t> Find(const model::Uuid& id) const;
  // As it is shown; empty where there is nothing.
  std::string_view Cell(size_t row, size_t column) const;
  // What a reference of the row holds; nil when it is empty. REQUIRES: `field` is a reference.
  const model::Uuid& Reference(size_t row, const model::FieldInfo& field) const;
  // Rows whose reference holds the id, in the order of the list.
  std::vector<uint32_t> RowsOf(const model::FieldInfo& field, const model::Uuid& id) const;

  // All rows in the order of a column, as Russian readers expect it (numbers and dates by their
  // size); rows that are equal there, by the first column.
  std::vector<uint32_t> Sorted(size_t column, bool descending) const;
  // The values of a facet and how many rows have them, in order.
  std::vector<std::pair<std::string, int64_t>> Values(size_t column) const;
  // Whether every word of the folded text (model::Fold) stands somewhere in the row.
  bool Matches(size_t row, std::string_view folded) const;

 private:
  friend class ListBuilder;
  struct Row {
    model::Uuid id;
    uint64_t text = 0;    // Where its cells begin in text_.
    uint64_t folded = 0;  // Where its folded text begins in folded_.
    sync::RowCondition condition = sync::RowCondition::kLocal;
  };
  const model::EntityType* type_ = nullptr;
  std::vector<ListColumn> columns_;
  std::vector<const model::FieldInfo*> references_;
  std::vector<Row> rows_;
  std::string text_;              // Cells, each ended by a NUL.
  std::string folded_;            // Of each row, ended by a NUL.
  std::vector<model::Uuid> held_;  // references_.size() per row.
  std::unordered_map<model::Uuid, uint32_t> places_;
};

// One list, row by row.
class ListBuilder {
 public:
  ListBuilder(const model::EntityType& type, std::vector<ListColumn> columns);
  // `cells`: one per column. `also`: further text that the row is found by.
  void Add(const sync::RowView& row, const std::vector<std::string>& cells, std::string_view also);
  std::shared_ptr<const ListData> Finish();

 private:
  std::shared_ptr<ListData> data_;
};

}  // namespace kruzhok::client
