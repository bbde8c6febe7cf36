// SPDX-License-Identifier: MIT
#include "client/transfer/identity.h"

#include <algorithm>

#include "client/app/search_text.h"
#include "sync/crypto.h"
#include "sync/store/row_store.h"

namespace kruzhok::client {

model::Uuid DerivedId(const model::EntityType& type, const model::Uuid& owner,
                      std::string_view what) {
  constexpr size_t kTimeBytes = 6;
  std::string head(owner.view());
  head.append(type.name()).push_back('\0');
  const sync::Hash hash = sync::HashOf(head, what);
  model::Uuid id = owner;
  std::copy_n(hash.begin(), id.bytes.size() - kTimeBytes, id.bytes.begin() + kTimeBytes);
  id.bytes[6] = static_cast<uint8_t>((id.bytes[6] & 0x0f) | 0x80);
  id.bytes[8] = static_cast<uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

IdentityIndex::IdentityIndex(sync::Store& store, const model::EntityType& type,
                             const std::optional<model::Uuid>& owner)
    : store_(store), type_(type) {
  for (const model::FieldInfo* field : type.fields()) {
    const model::Identity identity = field->options().identity;
    if (identity == model::Identity::kName) names_.push_back(field);
    if (identity == model::Identity::kProof || identity == model::Identity::kHint)
      marks_.push_back(field);
  }
  if (names_.empty()) return;
  store.replica().rows().ForEachSummary(type, false, [&](const sync::RowSummary& row) {
    if (!owner || row.owner == *owner) here_[NameOf(row.record)].push_back(row.id);
    return true;
  });
}

std::string IdentityIndex::NameOf(const model::Record& record) const {
  std::string name;
  for (const model::FieldInfo* field : names_)
    name += FoldedWords(model::FormatValue(record.value(*field))) + '\n';
  return name;
}

IdentityIndex::Marks IdentityIndex::MarksOf(const model::Record& record) const {
  Marks marks;
  for (const model::FieldInfo* field : marks_)
    marks.push_back(FoldedWords(model::FormatValue(record.value(*field))));
  return marks;
}

IdentityIndex::Verdict IdentityIndex::Compare(const Marks& one, const Marks& other,
                                              bool& proved) const {
  bool differs = false, half = false;
  proved = false;
  for (size_t i = 0; i < marks_.size(); ++i) {
    const bool is_proof = marks_[i]->options().identity == model::Identity::kProof;
    if (one[i].empty() || other[i].empty()) {
      half = half || (is_proof && one[i].empty() != other[i].empty());
    } else if (one[i] == other[i]) {
      proved = proved || is_proof;
    } else {
      if (!is_proof) return Verdict::kOther;
      differs = true;
    }
  }
  if (proved) return differs ? Verdict::kPerhaps : Verdict::kSame;
  if (differs) return Verdict::kDiffers;
  return half ? Verdict::kPerhaps : Verdict::kSame;
}

IdentityIndex::Match IdentityIndex::Find(const model::Record& record) {
  Match match;
  const auto found = here_.find(NameOf(record));
  if (names_.empty() || found == here_.end()) return match;
  const Marks marks = MarksOf(record);
  for (const model::Uuid& id : found->second) {
    const auto row = store_.replica().rows().Summary(type_, id);
    if (!row) continue;
    bool proved = false;
    switch (Compare(marks, MarksOf(row->record), proved)) {
      case Verdict::kSame:
        match.same.push_back(id);
        break;
      case Verdict::kPerhaps:
        match.perhaps.push_back(id);
        break;
      case Verdict::kDiffers:
        match.differs.push_back(id);
        break;
      case Verdict::kOther:
        break;
    }
  }
  return match;
}

std::vector<model::Uuid> IdentityIndex::FindAdded(const model::Record& record) const {
  std::vector<model::Uuid> perhaps;
  const auto found = added_.find(NameOf(record));
  if (found == added_.end()) return perhaps;
  const Marks marks = MarksOf(record);
  for (const auto& [id, others] : found->second) {
    bool proved = false;
    const Verdict verdict = Compare(marks, others, proved);
    if (verdict != Verdict::kOther && proved) perhaps.push_back(id);
  }
  return perhaps;
}

void IdentityIndex::Add(const model::Uuid& id, const model::Record& record) {
  const bool has_proof = std::ranges::any_of(marks_, [](const model::FieldInfo* field) {
    return field->options().identity == model::Identity::kProof;
  });
  if (has_proof) added_[NameOf(record)].emplace_back(id, MarksOf(record));
}

}  // namespace kruzhok::client
