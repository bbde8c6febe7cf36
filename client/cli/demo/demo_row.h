// SPDX-License-Identifier: MIT
// Rows of the demonstration, as they are written.
#pragma once

#include <string>
#include <utility>

#include "sync/store/store.h"

namespace kruzhok::client {

class RowMaker {
 public:
  explicit RowMaker(const model::EntityType& type) { row_.type = &type; }
  // What is empty is not written.
  RowMaker& Set(const model::FieldInfo& field, model::Value value) {
    const auto* text = std::get_if<std::string>(&value);
    const auto* choices = std::get_if<model::Choices>(&value);
    if ((text == nullptr || !text->empty()) && (choices == nullptr || !choices->empty()))
      row_.fields.emplace_back(&field, std::move(value));
    return *this;
  }
  RowMaker& Set(const model::FieldInfo& field, int number) {
    return Set(field, model::Value(int64_t{number}));
  }
  RowMaker& Set(const model::FieldInfo& field, bool is) { return Set(field, model::Value(is)); }
  RowMaker& Set(const model::FieldInfo& field, const char* text) {
    return Set(field, model::Value(std::string(text)));
  }
  RowMaker& Set(const model::FieldInfo& field, const model::Date& date) {
    return Set(field, model::Value(date.Iso()));
  }
  sync::RowWrite row() const { return row_; }

 private:
  sync::RowWrite row_;
};

inline model::Choices Only(const char* choice) {
  return *choice == '\0' ? model::Choices() : model::Choices{choice};
}

}  // namespace kruzhok::client
