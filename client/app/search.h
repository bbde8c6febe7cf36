// SPDX-License-Identifier: MIT
// Search over everything: every searchable field of every row, case and ё folded, in memory. The
// command line, the search of the window and its fields that mean another row use it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/person_role.h"
#include "client/app/translator.h"
#include "client/app/value_text.h"
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
  // The row is found by its searchable fields, and by the words of title and subtitle if it has a
  // title of its own: who looks for a child wants the child, not all that names it.
  void Add(const sync::RowView& row, std::string_view title, std::string_view subtitle);
  // Sorts; after that nothing is added.
  void Finish();

  // Rows in which every word of the text begins some word, the best first: titles that begin with
  // the text, titles that hold it, then the others; in Russian order among equals. `type`: only its
  // rows. An empty text finds nothing, but of a `type` the first rows.
  std::vector<SearchHit> Find(std::string_view text, size_t limit,
                              const model::EntityType* type = nullptr) const;
  // Empty: no such row.
  std::string TitleOf(const model::EntityType& type, const model::Uuid& id) const;
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    const model::EntityType* type;
    model::Uuid id;
    uint32_t text;   // Where its title begins in text_, and after that its subtitle.
    uint32_t words;  // Where its words begin in words_.
  };
  SearchHit HitOf(const Entry& entry) const;
  std::string_view WordsAt(size_t entry) const;

  std::vector<Entry> entries_;
  std::vector<uint32_t> by_id_;  // Places in entries_.
  std::string text_;             // Texts, each ended by a NUL.
  // Of each row « word word», squeezed: those of the title, a line end, the others, a NUL.
  std::string words_;
};

// What the index says of a row beside its title: of a child the class and the birth date, of a
// group its programme.
std::string SubtitleOf(const sync::RowView& row, const Translator& texts,
                       const TitleOfReference& title_of);

// Of the whole store, as far as it may be shown to that role.
SearchIndex BuildSearchIndex(sync::Store& store, const Translator& texts,
                             PersonRole role = PersonRole::kFull);

}  // namespace kruzhok::client
