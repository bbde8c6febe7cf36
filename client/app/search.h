// SPDX-License-Identifier: MIT
// Search over everything: every searchable field of every row, case and ё folded, in memory. The
// command line, the search of the window and its fields that mean another row use it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/translator.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct SearchHit {
  const model::EntityType* type = nullptr;
  model::Uuid id;
  std::string title;     // What a person calls the row.
  std::string subtitle;  // What tells it from its namesakes: class, birth date, programme.
};

// Immutable once built; any thread may read it.
class SearchIndex {
 public:
  void Add(const sync::RowView& row, std::string subtitle);
  // Sorts; after that nothing is added.
  void Finish();

  // Rows in which every word of the text begins some word, the best first: titles that begin with
  // the text, titles that hold it, then the others; in Russian order among equals. `type`: only its
  // rows. An empty text finds nothing, but of a `type` the first rows.
  std::vector<SearchHit> Find(std::string_view text, size_t limit,
                              const model::EntityType* type = nullptr) const;
  // Empty: no such row.
  std::string TitleOf(const model::EntityType& type, const model::Uuid& id) const;
  size_t size() const;

 private:
  struct Entry;
  std::vector<Entry> entries_;
};

// What the index says of a row beside its title: of a child the class and the birth date, of a group
// its programme; `title_of` names what references mean.
std::string SubtitleOf(const sync::RowView& row, const Translator& texts,
                       const std::function<std::string(const model::FieldInfo&,
                                                       const model::Uuid&)>& title_of);

// Of the whole store.
SearchIndex BuildSearchIndex(sync::Store& store, const Translator& texts);

}  // namespace kruzhok::client
