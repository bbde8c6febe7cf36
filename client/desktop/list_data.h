// SPDX-License-Identifier: MIT
// The rows of one entity as a list shows them: every cell in the words of people, with what sorting
// and filtering need. Made in the background, never changed, so any thread may read it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "client/app/translator.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct ListColumn {
  std::string
      key;  // The field's name, or that of something computed: "name", "programmes", "where".
  std::string label;       // In the window's language.
  bool number = false;     // Aligned to the right.
  bool date = false;       // дд.мм.гггг, sorted as dates.
  bool facet = false;      // Few distinct values, so that it can be chosen by them.
  bool condition = false;  // Where the row's data stand: drawn with its sign and colour.
  bool hidden = false;     // Not shown before somebody asks for it.
  std::string alarm{};     // A value that somebody should do something about; drawn so.
};

// Rows are numbered in the order of the first column; those that are empty there come last.
class ListData {
 public:
  const model::EntityType& type() const { return *type_; }
  const std::vector<ListColumn>& columns() const { return columns_; }
  std::optional<size_t> FindColumn(std::string_view key) const;

  size_t size() const { return rows_.size(); }
  const model::Uuid& id(size_t row) const { return rows_[row].id; }
  sync::RowCondition condition(size_t row) const { return rows_[row].condition; }
  std::optional<size_t> Find(const model::Uuid& id) const;
  // As it is shown; empty where there is nothing. It is followed by a NUL.
  std::string_view Cell(size_t row, size_t column) const;
  // Equal for equal cells. REQUIRES: not the first column, whose cells are kept one by one.
  uint32_t CellKey(size_t row, size_t column) const {
    return cells_[row * columns_.size() + column];
  }
  // What a reference of the row holds; nil when it is empty. REQUIRES: `field` is a reference.
  const model::Uuid& Reference(size_t row, const model::FieldInfo& field) const;
  // Rows whose reference holds the id, in the order of the list.
  std::vector<uint32_t> RowsOf(const model::FieldInfo& field, const model::Uuid& id) const;

  // All rows in the order of a column, as Russian readers expect it (numbers and dates by their
  // size); rows that are equal there, by the first column. Rows without a value come last, whatever
  // the direction. Found once.
  std::vector<uint32_t> Sorted(size_t column, bool descending) const;
  // The values of a facet and how many rows have them, in order. Counted once.
  using ValueCounts = std::vector<std::pair<std::string, int64_t>>;
  const ValueCounts& Values(size_t column) const;
  // Whether every word of the folded text (model::Fold) stands somewhere in the row.
  bool Matches(size_t row, std::string_view folded) const;
  // The same of every row at once.
  std::vector<bool> Matching(std::string_view folded) const;
  // Where the rows of this list are in another; kNowhere: not there.
  static constexpr uint32_t kNowhere = UINT32_MAX;
  std::vector<uint32_t> PlacesIn(const ListData& other) const;

 private:
  friend class ListBuilder;
  struct Row {
    model::Uuid id;
    uint32_t found_by = 0;  // Where its text begins in found_by_.
    sync::RowCondition condition = sync::RowCondition::kLocal;
  };
  std::string_view FoundBy(size_t row) const;
  std::vector<uint32_t> SortedDistinct(size_t column) const;
  std::vector<uint32_t> Sort(size_t column, bool descending) const;
  ValueCounts CountValues(size_t column) const;

  const model::EntityType* type_ = nullptr;
  std::vector<ListColumn> columns_;
  std::vector<const model::FieldInfo*> references_;
  std::vector<Row> rows_;
  std::vector<uint32_t> cells_;    // columns_.size() per row: where the cell begins in text_.
  std::string text_;               // Each text once, but those of the first column; ended by a NUL.
  std::string found_by_;           // Squeezed, of each row, ended by a NUL.
  std::vector<model::Uuid> held_;  // references_.size() per row.
  std::vector<uint32_t> by_id_;    // Rows.

  mutable std::mutex mutex_;  // Guards what has been sorted and counted so far.
  mutable std::map<std::pair<size_t, bool>, std::vector<uint32_t>> sorted_;
  mutable std::map<size_t, ValueCounts> values_;  // By column; what is there stays as it is.
};

// One list, row by row.
class ListBuilder {
 public:
  ListBuilder(const model::EntityType& type, std::vector<ListColumn> columns);
  // `cells`: one per column. `also`: further text that the row is found by.
  void Add(const sync::RowView& row, const std::vector<std::string>& cells, std::string_view also);
  // Writes a cell afterwards, for what only later rows tell.
  void SetCell(const model::Uuid& row, size_t column, std::string_view text);
  // After that nothing is added.
  std::shared_ptr<const ListData> Finish();

 private:
  uint32_t Keep(std::string_view text);
  uint32_t Intern(std::string_view text);
  std::vector<uint32_t> Order() const;
  void FoldRows();

  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::shared_ptr<ListData> data_;
  std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>> interned_;
  std::unordered_map<model::Uuid, uint32_t> places_;
  std::string also_;                   // Of each row, ended by a NUL.
  std::vector<uint32_t> also_begins_;  // By row.
};

// Blanks are found by their wave, a report's remarks by the report, figures on their own screens:
// nobody looks for one in a list.
bool HasList(const model::EntityType& type);
// What is told by a child's card is found by the child.
bool IsSearched(const model::EntityType& type);

}  // namespace kruzhok::client
