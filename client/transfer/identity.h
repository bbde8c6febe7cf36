// SPDX-License-Identifier: MIT
// Whether a row of a list is a record that is here, judged by what people would judge it by
// (model::Identity): names, birth dates, addresses. Folded, without punctuation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sync/store/store.h"

namespace kruzhok::client {

// The id of a row that is imported: of its owner, its entity and what tells it from others, so that
// the same list makes the same rows on every computer. A UUIDv8 (RFC 9562) that begins like its
// owner's id, so that rows of one owner lie together.
model::Uuid DerivedId(const model::EntityType& type, const model::Uuid& owner,
                      std::string_view what);

class IdentityIndex {
 public:
  // Knows the rows of the owner; of any when it is absent.
  IdentityIndex(sync::Store& store, const model::EntityType& type,
                const std::optional<model::Uuid>& owner);

  struct Match {
    std::vector<model::Uuid> same;     // A proof agrees, or there is nothing on either side.
    std::vector<model::Uuid> perhaps;  // Nothing tells them apart, nothing proves it.
    std::vector<model::Uuid> differs;  // Of the same name, told apart by a proof.
  };
  // Among the rows that were here.
  Match Find(const model::Record& record);
  // Those of the list that were added and perhaps are the same; only by a proof, for a list may
  // hold equals on purpose.
  std::vector<model::Uuid> FindAdded(const model::Record& record) const;
  void Add(const model::Uuid& id, const model::Record& record);

 private:
  enum class Verdict { kSame, kPerhaps, kDiffers, kOther };
  using Marks = std::vector<std::string>;  // Folded values of the fields that tell rows apart.
  std::string NameOf(const model::Record& record) const;
  Marks MarksOf(const model::Record& record) const;
  Verdict Compare(const Marks& one, const Marks& other, bool& proved) const;

  sync::Store& store_;
  const model::EntityType& type_;
  std::vector<const model::FieldInfo*> names_, marks_;
  std::unordered_map<std::string, std::vector<model::Uuid>> here_;  // By name.
  std::unordered_map<std::string, std::vector<std::pair<model::Uuid, Marks>>> added_;
};

}  // namespace kruzhok::client
