// SPDX-License-Identifier: MIT
// What becomes of one row of a list.
#include <algorithm>

#include "client/app/search.h"
#include "client/app/search_text.h"
#include "client/transfer/import_planner.h"
#include "model/entities/organisation.h"
#include "model/text_fold.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

// Equal but for capitals, ё and signs.
bool SpelledAlike(const model::FieldInfo& field, const model::Value& one,
                  const model::Value& other) {
  if (one == other) return true;
  const auto* left = std::get_if<std::string>(&one);
  const auto* right = std::get_if<std::string>(&other);
  return field.kind() == model::Kind::kText && left != nullptr && right != nullptr &&
         FoldedWords(*left) == FoldedWords(*right);
}

}  // namespace

void Planner::Reject(Row& row, PlannedRow& planned, model::Error error) {
  planned.fate = Fate::kRejected;
  row.read.notes.push_back({planned.line, true, std::nullopt, std::move(error)});
}

std::string Planner::SubtitleText(const model::Uuid& id, const model::Record& record) {
  sync::RowView view(type_);
  view.id = id;
  view.record = record;
  return SubtitleOf(view, texts_, [this](const model::FieldInfo& field, const model::Uuid& to) {
    return references_.TextOf(field, to);
  });
}

NamesakeQuestion::Candidate Planner::CandidateOf(const model::Uuid& id) {
  const auto here = store_.replica().rows().Summary(type_, id);
  const model::Record record = here ? here->record : RecordOf(*added_.at(id));
  return {id, references_.TitleOf(record), SubtitleText(id, record)};
}

void Planner::Ask(Row& row, PlannedRow& planned, const std::vector<model::Uuid>& candidates,
                  bool differs, const model::Record& record) {
  NamesakeQuestion& question = plan_.questions.emplace_back();
  question.line = planned.line;
  question.title = planned.title;
  question.subtitle = SubtitleText({}, record);
  question.differs = differs;
  question.typed_over = row.named.has_value();
  for (const model::Uuid& id : candidates) question.candidates.push_back(CandidateOf(id));
  const auto answer = options_.answers.find(planned.line);
  std::optional<model::Uuid> is;
  bool decided = differs;
  if (answer != options_.answers.end()) {
    is = answer->second;
    decided = true;
  } else if (!differs && options_.namesakes == Namesakes::kNew) {
    decided = true;
  } else if (!differs && options_.namesakes == Namesakes::kSame && candidates.size() == 1) {
    decided = true;
    is = candidates.front();
  }
  if (!decided) {
    planned.fate = Fate::kAsked;
    row.read.notes.push_back(
        {planned.line, true, std::nullopt, {"ambiguous", question.candidates.front().title}});
  } else if (is) {
    claimed_.insert(*is);
    PlanChange(row, planned, *is, Sure::kYes);
  } else if (row.named) {
    // Somebody typed another one over the row: it is read as if nothing had stood there.
    row.read = cells_.Read(row.place, true);
    row.named.reset();
    FindRecord(row);
    MakeNew(row, planned);
  } else {
    MakeNew(row, planned);
  }
}

// A person says that it is new; where its record was deleted, that one comes back.
void Planner::MakeNew(Row& row, PlannedRow& planned) {
  if (!row.is_known) return PlanNew(row, planned, *row.derived);
  const auto here = store_.replica().rows().Summary(type_, *row.derived);
  const auto state = store_.replica().rows().Load(type_.name(), *row.derived);
  if (!state->deleted()) return PlanChange(row, planned, *row.derived, Sure::kYes);
  PlanReturn(row, planned, *here, *state);
}

bool Planner::WouldChangeNothing(const Row& row, const model::Uuid& id) {
  const auto here = store_.replica().rows().Summary(type_, id);
  return here && std::ranges::all_of(row.read.values, [&](const auto& one) {
           return here->record.value(*one.first) == one.second;
         });
}

// Something that the row says and the record says otherwise.
bool Planner::Contradicts(const Row& row, const model::Record& here) {
  return std::ranges::any_of(row.read.values, [&](const auto& one) {
    const auto& [field, value] = one;
    return !model::IsEmpty(value) && !model::IsEmpty(here.value(*field)) &&
           !SpelledAlike(*field, here.value(*field), value);
  });
}

void Planner::Match(Row& row, PlannedRow& planned, const model::Record& record) {
  using Verdict = IdentityIndex::Verdict;
  const bool is_organisation = &type_ == &model::organisation;
  const bool is_school = store_.replica().membership().role == sync::Role::kSchool;
  std::vector<model::Uuid> same, perhaps, differs;
  for (const IdentityIndex::Candidate& one : identities_.Find(record)) {
    const bool is_own = is_organisation || !row.owner || one.owner == *row.owner;
    const bool is_taken = claimed_.contains(one.id);
    // Other schools have children of their own, and a list may hold equals on purpose.
    if ((!is_own && is_school) || (is_taken && !one.proved)) continue;
    if (one.verdict == Verdict::kDiffers) {
      if (is_own) differs.push_back(one.id);
      continue;
    }
    const auto here = store_.replica().rows().Summary(type_, one.id);
    const bool doubtful = !one.proved && identities_.has_proofs() && Contradicts(row, here->record);
    const bool is_same = one.verdict == Verdict::kSame && is_own && !is_taken && !doubtful;
    (is_same ? same : perhaps).push_back(one.id);
  }
  // Of several equals it may be any that the row would not change.
  const auto unchanged = std::ranges::find_if(
      same, [&](const model::Uuid& id) { return WouldChangeNothing(row, id); });
  if (same.size() == 1 || unchanged != same.end()) {
    const model::Uuid id = unchanged != same.end() ? *unchanged : same.front();
    claimed_.insert(id);
    return PlanChange(row, planned, id, Sure::kYes);
  }
  perhaps.insert(perhaps.begin(), same.begin(), same.end());
  const std::vector<model::Uuid> added = identities_.FindAdded(record);
  perhaps.insert(perhaps.end(), added.begin(), added.end());
  if (!perhaps.empty()) return Ask(row, planned, perhaps, false, record);
  if (!differs.empty()) return Ask(row, planned, differs, true, record);
  if (row.is_known) return Reject(row, planned, {"deleted", planned.title});
  PlanNew(row, planned, *row.derived);
}

void Planner::Decide(Row& row, PlannedRow& planned) {
  if (!row.is_row) return Reject(row, planned, {"bad_value", {}, {}, "no_row"});
  const auto [first, is_first] = lines_.emplace(row.read.identity, planned.line);
  if (!is_first) {
    planned.first_line = first->second;
    if (SameCells(planned.line, first->second)) {
      planned.fate = Fate::kRepeated;
      row.read.notes.clear();
      return;
    }
    return Reject(row, planned, {"bad_value", std::to_string(first->second), {}, "same_key"});
  }
  if (row.read.rejected()) {
    planned.fate = Fate::kRejected;
    return;
  }
  if (row.named) return PlanChange(row, planned, *row.named, Sure::kNo);
  const model::Record record = RecordOf(row);
  if (!row.is_known) return Match(row, planned, record);
  const auto here = store_.replica().rows().Summary(type_, *row.derived);
  if ((here->flags & sync::kRowDeleted) == 0)
    return PlanChange(row, planned, *row.derived, Sure::kYes);
  // What a person has deleted stays so; what went with an import that was undone comes back.
  const auto state = store_.replica().rows().Load(type_.name(), here->id);
  if (past_.DeletedByUndo(*state)) return PlanReturn(row, planned, *here, *state);
  claimed_.erase(*row.derived);
  Match(row, planned, record);
}

bool Planner::SameCells(size_t line, size_t other) const {
  const TableRow& one = sheet_.rows[line - 1];
  const TableRow& two = sheet_.rows[other - 1];
  for (size_t column = 0; column < std::max(one.size(), two.size()); ++column) {
    if (column < options_.columns.running_number.size() && options_.columns.running_number[column])
      continue;
    const std::string_view left = column < one.size() ? std::string_view(one[column]) : "";
    const std::string_view right = column < two.size() ? std::string_view(two[column]) : "";
    if (left != right && model::Normalize(left) != model::Normalize(right)) return false;
  }
  return true;
}

void Planner::PlanNew(Row& row, PlannedRow& planned, const model::Uuid& id) {
  const model::Record record = RecordOf(row);
  const auto problems = model::Validate(record);
  if (!problems.empty()) return Reject(row, planned, problems.front().error);
  if (!row.owner && type_.audience() == model::Audience::kOwner)
    return Reject(row, planned, {"required", {}, "owner"});
  const bool is_outside =
      has_outside_ && !store_.replica().OutsideOf({std::string(type_.name()), id}).empty();
  if (is_outside) return Reject(row, planned, {"outside", planned.title});
  planned.fate = Fate::kNew;
  planned.id = id;
  sync::RowWrite write{&type_,   sync::RowWrite::Kind::kPut, id, std::nullopt, row.read.values,
                       row.owner};
  std::erase_if(write.fields, [](const auto& one) { return model::IsEmpty(one.second); });
  if (write.fields.empty()) return Reject(row, planned, {"nothing_to_write"});
  write_rows_.emplace(plan_.writes.size(), plan_.rows.size());
  plan_.writes.push_back(std::move(write));
  identities_.Add(id, record);
  added_.emplace(id, &row);
}

// A row that went with an undone import and stands in the list comes back.
void Planner::PlanReturn(Row& row, PlannedRow& planned, const sync::RowSummary& here,
                         const sync::RowState& state) {
  model::Record after = here.record;
  Values changed;
  for (const auto& [field, value] : row.read.values) {
    if (here.record.value(*field) == value) continue;
    if (state.Disputed(field->cell()))
      return Reject(row, planned, {"disputed", {}, std::string(field->name())});
    changed.emplace_back(field, value);
    after.SetValue(*field, value);
  }
  const auto problems = model::ValidateChange(here.record, after);
  if (!problems.empty()) return Reject(row, planned, problems.front().error);
  planned.fate = Fate::kNew;
  planned.id = here.id;
  restore_rows_.push_back(plan_.rows.size());
  plan_.restores.push_back({&type_, sync::RowWrite::Kind::kRestore, here.id});
  if (changed.empty()) return;
  write_rows_.emplace(plan_.writes.size(), plan_.rows.size());
  plan_.writes.push_back(
      {&type_, sync::RowWrite::Kind::kPut, here.id, std::nullopt, std::move(changed)});
}

// In a list of ours: every name and a proof are others now. People replace a pupil so.
bool Planner::IsTypedOver(const Values& changed) const {
  if (!identities_.has_proofs()) return false;
  const auto is_changed = [&](const model::FieldInfo* field) {
    return std::ranges::any_of(changed, [&](const auto& one) {
      return one.first == field && !model::IsEmpty(one.second);
    });
  };
  bool proof = false;
  for (const model::FieldInfo* field : type_.fields()) {
    const model::Identity identity = field->options().identity;
    if (identity == model::Identity::kName && !is_changed(field)) return false;
    proof = proof || (identity == model::Identity::kProof && is_changed(field));
  }
  return proof;
}

void Planner::PlanChange(Row& row, PlannedRow& planned, const model::Uuid& id, Sure sure) {
  planned.id = id;
  const auto here = store_.replica().rows().Summary(type_, id);
  if (!here && added_.contains(id)) {
    // The record is new in this very list: the row adds to it.
    planned.fate = Fate::kChanged;
    planned.after = row.read.values;
    write_rows_.emplace(plan_.writes.size(), plan_.rows.size());
    plan_.writes.push_back(
        {&type_, sync::RowWrite::Kind::kPut, id, std::nullopt, row.read.values, row.owner});
    return;
  }
  if (!here) return Reject(row, planned, {"not_found", planned.title});
  planned.fate = Fate::kSame;
  Values changed;
  for (const auto& [field, value] : row.read.values) {
    const model::Value& held = here->record.value(*field);
    // A list from elsewhere that spells a name in capitals or with е for ё says nothing new.
    const bool alike = !row.named && field->options().identity != model::Identity::kNone &&
                       SpelledAlike(*field, held, value);
    if (held != value && !alike) changed.emplace_back(field, value);
  }
  if (changed.empty()) return;
  const auto state = store_.replica().rows().Load(type_.name(), id);
  if (!row.named) past_.DropCorrected(type_, id, *state, changed);
  if (changed.empty()) return;
  if ((here->flags & sync::kRowDeleted) != 0)
    return Reject(row, planned, {"deleted", references_.TitleOf(here->record)});
  if (sure == Sure::kNo && IsTypedOver(changed)) {
    planned.id.reset();
    return Ask(row, planned, {id}, false, RecordOf(row));
  }
  planned.fate = Fate::kChanged;
  for (const auto& [field, value] : changed) {
    planned.before.emplace_back(field, here->record.value(*field));
    planned.after.emplace_back(field, value);
    if (row.named && model::IsEmpty(value)) ++plan_.cleared;
  }
  sync::RowWrite write{&type_, sync::RowWrite::Kind::kPut, id};
  // A row whose file does not tell what was seen of it: what is here now.
  const bool tells = row.named && !row.read.base->rev.empty();
  write.base = tells ? row.read.base->rev : sync::FormatRev(sync::ClockOf(*state));
  write.fields = std::move(changed);
  write_rows_.emplace(plan_.writes.size(), plan_.rows.size());
  plan_.writes.push_back(std::move(write));
}

}  // namespace kruzhok::client
