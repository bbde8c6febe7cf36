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

model::Uuid NameInFile(const model::EntityType& type, const model::Uuid& id) {
  return type.moment() == model::Moment::kExact ? id : DerivedId(type, {}, id.view());
}

IdentityIndex::IdentityIndex(sync::Store& store, const model::EntityType& type)
    : store_(store), type_(type) {
  for (const model::FieldInfo* field : type.fields()) {
    const model::Identity identity = field->options().identity;
    if (identity == model::Identity::kName) names_.push_back(field);
    if (identity == model::Identity::kProof || identity == model::Identity::kHint)
      marks_.push_back(field);
    has_proofs_ = has_proofs_ || identity == model::Identity::kProof;
    // Nobody shares it, and it stays when the name changes.
    if (field->options().format == model::TextFormat::kSnils) numbers_.push_back(field);
  }
  if (names_.empty()) return;
  store.replica().rows().ForEachSummary(type, false, [&](const sync::RowSummary& row) {
    here_[NameOf(row.record)].push_back(row.id);
    for (const std::string& number : NumbersOf(row.record)) here_[number].push_back(row.id);
    return true;
  });
}

std::string IdentityIndex::NameOf(const model::Record& record) const {
  std::string name;
  for (const model::FieldInfo* field : names_)
    name += FoldedWords(model::FormatValue(record.value(*field))) + '\n';
  return name;
}

std::vector<std::string> IdentityIndex::NumbersOf(const model::Record& record) const {
  std::vector<std::string> numbers;
  for (const model::FieldInfo* field : numbers_)
    if (const auto* text = std::get_if<std::string>(&record.value(*field)))
      numbers.push_back("number\n" + *text);
  return numbers;
}

IdentityIndex::Marks IdentityIndex::MarksOf(const model::Record& record) const {
  Marks marks;
  for (const model::FieldInfo* field : marks_)
    marks.push_back(FoldedWords(model::FormatValue(record.value(*field))));
  return marks;
}

IdentityIndex::Judged IdentityIndex::Compare(const Marks& one, const Marks& other,
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
      if (!is_proof) return Judged::kOther;
      differs = true;
    }
  }
  if (proved) return differs ? Judged::kPerhaps : Judged::kSame;
  if (differs) return Judged::kDiffers;
  return half ? Judged::kPerhaps : Judged::kSame;
}

std::vector<IdentityIndex::Candidate> IdentityIndex::Find(const model::Record& record) {
  std::vector<Candidate> candidates;
  if (names_.empty()) return candidates;
  const std::string name = NameOf(record);
  std::vector<std::string> keys = NumbersOf(record);
  keys.push_back(name);
  const Marks marks = MarksOf(record);
  for (const std::string& key : keys) {
    const auto found = here_.find(key);
    if (found == here_.end()) continue;
    for (const model::Uuid& id : found->second) {
      if (std::ranges::find(candidates, id, &Candidate::id) != candidates.end()) continue;
      const auto row = store_.replica().rows().Summary(type_, id);
      if (!row) continue;
      bool proved = key != name;
      const Judged judged = proved ? Judged::kSame : Compare(marks, MarksOf(row->record), proved);
      if (judged == Judged::kOther) continue;
      const Verdict verdict = judged == Judged::kSame      ? Verdict::kSame
                              : judged == Judged::kPerhaps ? Verdict::kPerhaps
                                                           : Verdict::kDiffers;
      candidates.push_back({id, row->owner, verdict, proved});
    }
  }
  return candidates;
}

std::vector<model::Uuid> IdentityIndex::FindAdded(const model::Record& record) const {
  std::vector<model::Uuid> perhaps;
  const auto found = added_.find(NameOf(record));
  if (found == added_.end()) return perhaps;
  const Marks marks = MarksOf(record);
  for (const auto& [id, others] : found->second) {
    bool proved = false;
    const Judged judged = Compare(marks, others, proved);
    if (judged != Judged::kOther && proved) perhaps.push_back(id);
  }
  return perhaps;
}

void IdentityIndex::Add(const model::Uuid& id, const model::Record& record) {
  if (has_proofs_) added_[NameOf(record)].emplace_back(id, MarksOf(record));
}

}  // namespace kruzhok::client
