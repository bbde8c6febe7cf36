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

// What names a row in a file: its id; where that would tell when the row was written, a hash of it.
model::Uuid NameInFile(const model::EntityType& type, const model::Uuid& id);

class IdentityIndex {
 public:
  IdentityIndex(sync::Store& store, const model::EntityType& type);

  enum class Verdict {
    kSame,
    kPerhaps,  // Nothing tells them apart, nothing proves it.
    kDiffers,  // Of the same name, told apart by a proof.
  };
  struct Candidate {
    model::Uuid id;
    model::Uuid owner;
    Verdict verdict;
    bool proved;  // A proof agrees.
  };
  // Among the rows that were here: those of the same name, and those with the same number of a
  // person.
  std::vector<Candidate> Find(const model::Record& record);
  // Those of the list that were added and perhaps are the same; only by a proof, for a list may
  // hold equals on purpose.
  std::vector<model::Uuid> FindAdded(const model::Record& record) const;
  void Add(const model::Uuid& id, const model::Record& record);

  // Whether rows of the entity can be proved to be one.
  bool has_proofs() const { return has_proofs_; }

 private:
  enum class Judged { kSame, kPerhaps, kDiffers, kOther };
  using Marks = std::vector<std::string>;  // Folded values of the fields that tell rows apart.
  std::string NameOf(const model::Record& record) const;
  std::vector<std::string> NumbersOf(const model::Record& record) const;
  Marks MarksOf(const model::Record& record) const;
  Judged Compare(const Marks& one, const Marks& other, bool& proved) const;

  sync::Store& store_;
  const model::EntityType& type_;
  std::vector<const model::FieldInfo*> names_, marks_, numbers_;
  bool has_proofs_ = false;
  std::unordered_map<std::string, std::vector<model::Uuid>> here_;  // By name, and by number.
  std::unordered_map<std::string, std::vector<std::pair<model::Uuid, Marks>>> added_;
};

}  // namespace kruzhok::client
