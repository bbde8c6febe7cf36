// SPDX-License-Identifier: MIT
// What earlier imports have written, so that a list that comes again does not take back what people
// have corrected since: what an import wrote last is the state that its list was at.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sync/store/store.h"

namespace kruzhok::client {

class PastImports {
 public:
  explicit PastImports(sync::Store& store);

  // Takes out the values that an import has written to the row before and somebody has changed
  // since.
  void DropCorrected(const model::EntityType& type, const model::Uuid& id,
                     std::vector<std::pair<const model::FieldInfo*, model::Value>>& values);

  // The setting that marks an action as an import.
  static std::string Mark(const model::Uuid& action);

 private:
  sync::Store& store_;
  std::set<model::Uuid> actions_;
};

}  // namespace kruzhok::client
