// SPDX-License-Identifier: MIT
// References as words: what a list calls another row, and which row a list means by its words.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/app/translator.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// Reads the entities that it is asked for once, each at the first question. One thread; of one
// moment.
class References {
 public:
  References(sync::Store& store, const Translator& texts) : store_(store), texts_(texts) {}

  // The title; with what tells it apart where others have the same title; the id where nothing
  // does.
  std::string TextOf(const model::FieldInfo& field, const model::Uuid& id);
  // Rows that the words mean: by their id, their full words as TextOf has them, their title or
  // short name. None: nobody is called so. More than one: the words do not tell.
  std::vector<model::Uuid> Find(const model::FieldInfo& field, std::string_view words);
  // What a person would call the row, with the rows that it refers to as TextOf has them.
  std::string TitleOf(const model::Record& record);

 private:
  struct Target {
    std::unordered_map<model::Uuid, std::string> text;
    std::unordered_map<std::string, std::vector<model::Uuid>> by_words;  // Folded.
  };
  Target& TargetOf(const model::EntityType& type);
  std::unique_ptr<Target> Read(const model::EntityType& type);

  sync::Store& store_;
  const Translator& texts_;
  std::map<const model::EntityType*, std::unique_ptr<Target>> targets_;
};

}  // namespace kruzhok::client
