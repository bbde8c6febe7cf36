// SPDX-License-Identifier: MIT
#include "client/transfer/import_plan.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "client/app/row_owner.h"
#include "client/app/search.h"
#include "client/transfer/identity.h"
#include "client/transfer/import_cells.h"
#include "client/transfer/past_imports.h"
#include "model/entities/organisation.h"
#include "model/validation.h"
#include "sync/sqlite/transaction.h"
#include "sync/store/row_store.h"

namespace kruzhok::client {
namespace {

using Values = std::vector<std::pair<const model::FieldInfo*, model::Value>>;

// Whose rows new ones become, as far as it is one for all of them.
model::Uuid OwnerOf(sync::Store& store, const ImportOptions& options) {
  const sync::Membership& membership = store.replica().membership();
  if (options.owner) return *options.owner;
  if (membership.role == sync::Role::kCoordinator) return sync::kDistrict;
  return membership.organisation;
}

class Planner {
 public:
  Planner(sync::Store& store, const Translator& texts, const Workbook& workbook,
          const ImportOptions& options);

  ImportPlan Plan();
  // After the reading is over: what the store would refuse is rejected.
  void Check(ImportPlan& plan);

 private:
  struct Row {
    size_t place;  // In Sheet::rows.
    ReadCells read;
    std::optional<model::Uuid> named;    // By its base.
    std::optional<model::Uuid> derived;  // By its identity.
    bool is_known = false;               // The derived id was written before.
    std::optional<model::Uuid> owner;    // Of a new record.
  };
  void ReadRows();
  void SettleCopies();
  void Place(Row& row);
  void Decide(Row& row, PlannedRow& planned);
  void Match(Row& row, PlannedRow& planned, const model::Record& record);
  bool WouldChangeNothing(const Row& row, const model::Uuid& id);
  void PlanNew(Row& row, PlannedRow& planned, const model::Uuid& id);
  void PlanChange(Row& row, PlannedRow& planned, const model::Uuid& id);
  void PlanReturn(Row& row, PlannedRow& planned, const sync::RowSummary& here);
  void Reject(Row& row, PlannedRow& planned, model::Error error);
  void Ask(Row& row, PlannedRow& planned, const std::vector<model::Uuid>& candidates, bool differs,
           const model::Record& record);
  void AddMissing();
  model::Record RecordOf(const Row& row) const;
  std::string SubtitleText(const model::Uuid& id, const model::Record& record);
  NamesakeQuestion::Candidate CandidateOf(const model::Uuid& id);

  sync::Store& store_;
  const Translator& texts_;
  const ImportOptions& options_;
  const Sheet& sheet_;
  const model::EntityType& type_;
  model::Uuid owner_;
  References references_;
  CellReader cells_;
  IdentityIndex identities_;
  PastImports past_;
  bool has_outside_;
  std::vector<Row> rows_;
  std::unordered_set<model::Uuid> claimed_;               // Records that a row of the list is.
  std::unordered_map<std::string, size_t> lines_;         // Identity → the first line with it.
  std::unordered_map<model::Uuid, model::Record> added_;  // New rows that a question may be about.
  std::map<size_t, size_t> write_rows_;  // Place in plan_.writes → in plan_.rows.
  ImportPlan plan_;
};

bool AnyOwner(sync::Store& store, const model::EntityType& type) {
  return &type == &model::organisation ||
         store.replica().membership().role == sync::Role::kCoordinator;
}

Planner::Planner(sync::Store& store, const Translator& texts, const Workbook& workbook,
                 const ImportOptions& options)
    : store_(store),
      texts_(texts),
      options_(options),
      sheet_(workbook.sheets[options.sheet]),
      type_(*options.type),
      owner_(OwnerOf(store, options)),
      references_(store, texts),
      cells_(references_, sheet_, options, owner_),
      identities_(store, type_,
                  AnyOwner(store, type_) && !options.owner ? std::nullopt : std::optional(owner_)),
      past_(store),
      has_outside_(!store.replica().Outside().empty()) {
  plan_.type = &type_;
}

void Planner::ReadRows() {
  for (size_t place = options_.columns.header + 1; place < sheet_.rows.size(); ++place) {
    if (sheet_.rows[place].empty()) continue;
    Row& row = rows_.emplace_back();
    row.place = place;
    row.read = cells_.Read(place);
    if (row.read.base) row.named = row.read.base->id;
  }
}

// Of several rows with one base, the one that differs least is the record; the others are copies
// that somebody made new records of.
void Planner::SettleCopies() {
  std::unordered_map<model::Uuid, size_t> nearest;
  std::vector<size_t> copies;
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (!rows_[i].named) continue;
    const auto [place, is_first] = nearest.emplace(*rows_[i].named, i);
    if (is_first) continue;
    size_t& kept = place->second;
    // A row that stands twice as it is, is a repetition.
    if (rows_[i].read.identity == rows_[kept].read.identity) continue;
    const bool nearer = rows_[i].read.values.size() < rows_[kept].read.values.size();
    copies.push_back(nearer ? kept : i);
    if (nearer) kept = i;
  }
  for (const size_t copy : copies) {
    rows_[copy].read = cells_.Read(rows_[copy].place, true);
    rows_[copy].named.reset();
  }
}

// Which record it surely is, before anything is guessed.
void Planner::Place(Row& row) {
  if (row.named) {
    claimed_.insert(*row.named);
    return;
  }
  const bool is_coordinator = store_.replica().membership().role == sync::Role::kCoordinator;
  const bool is_organisation = &type_ == &model::organisation;
  row.owner = owner_;
  if (is_coordinator && !options_.owner && !is_organisation)
    row.owner = OwnerByReferences(store_, type_, row.read.values);
  if (is_coordinator && !row.owner && type_.audience() == model::Audience::kDistrict)
    row.owner = sync::kDistrict;
  // A coordinator's organisations own themselves; they are the district's as far as lists go.
  row.derived = DerivedId(type_, is_organisation || !row.owner ? sync::kDistrict : *row.owner,
                          row.read.identity);
  if (is_organisation && is_coordinator && !options_.owner) row.owner.reset();
  row.is_known = store_.replica().rows().Summary(type_, *row.derived).has_value();
  if (row.is_known) claimed_.insert(*row.derived);
}

model::Record Planner::RecordOf(const Row& row) const {
  model::Record record(type_);
  for (const auto& [field, value] : row.read.values) record.SetValue(*field, value);
  return record;
}

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
  const model::Record& record = here ? here->record : added_.at(id);
  return {id, references_.TitleOf(record), SubtitleText(id, record)};
}

void Planner::Ask(Row& row, PlannedRow& planned, const std::vector<model::Uuid>& candidates,
                  bool differs, const model::Record& record) {
  NamesakeQuestion& question = plan_.questions.emplace_back();
  question.line = planned.line;
  question.title = planned.title;
  question.subtitle = SubtitleText({}, record);
  question.differs = differs;
  for (const model::Uuid& id : candidates) question.candidates.push_back(CandidateOf(id));
  const auto answer = options_.answers.find(planned.line);
  std::optional<model::Uuid> is;
  bool decided = differs;
  if (answer != options_.answers.end()) {
    is = answer->second;
    decided = true;
  } else if (!differs && options_.namesakes != Namesakes::kAsk) {
    decided = true;
    if (options_.namesakes == Namesakes::kSame) is = candidates.front();
  }
  if (!decided) {
    planned.fate = Fate::kAsked;
    row.read.notes.push_back(
        {planned.line, true, std::nullopt, {"ambiguous", question.candidates.front().title}});
  } else if (is) {
    claimed_.insert(*is);
    PlanChange(row, planned, *is);
  } else {
    PlanNew(row, planned, *row.derived);
  }
}

bool Planner::WouldChangeNothing(const Row& row, const model::Uuid& id) {
  const auto here = store_.replica().rows().Summary(type_, id);
  return here && std::ranges::all_of(row.read.values, [&](const auto& one) {
           return here->record.value(*one.first) == one.second;
         });
}

void Planner::Match(Row& row, PlannedRow& planned, const model::Record& record) {
  IdentityIndex::Match match = identities_.Find(record);
  const auto is_taken = [this](const model::Uuid& id) { return claimed_.contains(id); };
  std::erase_if(match.same, is_taken);
  std::erase_if(match.perhaps, is_taken);
  std::erase_if(match.differs, is_taken);
  // Of several equals it may be any that the row would not change.
  const auto unchanged = std::ranges::find_if(
      match.same, [&](const model::Uuid& id) { return WouldChangeNothing(row, id); });
  if (match.same.size() == 1 || unchanged != match.same.end()) {
    const model::Uuid id = unchanged != match.same.end() ? *unchanged : match.same.front();
    claimed_.insert(id);
    return PlanChange(row, planned, id);
  }
  std::vector<model::Uuid> perhaps = match.same;
  perhaps.insert(perhaps.end(), match.perhaps.begin(), match.perhaps.end());
  const std::vector<model::Uuid> added = identities_.FindAdded(record);
  perhaps.insert(perhaps.end(), added.begin(), added.end());
  if (!perhaps.empty()) return Ask(row, planned, perhaps, false, record);
  if (!match.differs.empty()) return Ask(row, planned, match.differs, true, record);
  PlanNew(row, planned, *row.derived);
}

void Planner::Decide(Row& row, PlannedRow& planned) {
  const auto [first, is_first] = lines_.emplace(row.read.identity, planned.line);
  if (!is_first) {
    planned.fate = Fate::kRepeated;
    planned.first_line = first->second;
    row.read.notes.clear();
    return;
  }
  if (row.read.rejected()) {
    planned.fate = Fate::kRejected;
    return;
  }
  if (row.named) return PlanChange(row, planned, *row.named);
  model::Record record = RecordOf(row);
  if (row.is_known) {
    const auto here = store_.replica().rows().Summary(type_, *row.derived);
    if ((here->flags & sync::kRowDeleted) != 0) return PlanReturn(row, planned, *here);
    return PlanChange(row, planned, *row.derived);
  }
  Match(row, planned, record);
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
  added_.emplace(id, record);
}

// A row that was deleted and stands in the list comes back.
void Planner::PlanReturn(Row& row, PlannedRow& planned, const sync::RowSummary& here) {
  model::Record after = here.record;
  Values changed;
  for (const auto& [field, value] : row.read.values) {
    if (here.record.value(*field) != value) changed.emplace_back(field, value);
    after.SetValue(*field, value);
  }
  const auto problems = model::ValidateChange(here.record, after);
  if (!problems.empty()) return Reject(row, planned, problems.front().error);
  planned.fate = Fate::kNew;
  planned.id = here.id;
  plan_.restores.push_back({&type_, sync::RowWrite::Kind::kRestore, here.id});
  if (changed.empty()) return;
  write_rows_.emplace(plan_.writes.size(), plan_.rows.size());
  plan_.writes.push_back(
      {&type_, sync::RowWrite::Kind::kPut, here.id, std::nullopt, std::move(changed)});
}

void Planner::PlanChange(Row& row, PlannedRow& planned, const model::Uuid& id) {
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
  for (const auto& [field, value] : row.read.values)
    if (here->record.value(*field) != value) changed.emplace_back(field, value);
  if (!row.named) past_.DropCorrected(type_, id, changed);
  if (changed.empty()) return;
  if ((here->flags & sync::kRowDeleted) != 0)
    return Reject(row, planned, {"deleted", references_.TitleOf(here->record)});
  planned.fate = Fate::kChanged;
  for (const auto& [field, value] : changed) {
    planned.before.emplace_back(field, here->record.value(*field));
    planned.after.emplace_back(field, value);
    if (row.named && model::IsEmpty(value)) ++plan_.cleared;
  }
  sync::RowWrite write{&type_, sync::RowWrite::Kind::kPut, id};
  const auto state = store_.replica().rows().Load(type_.name(), id);
  write.base = row.named ? row.read.base->rev : sync::FormatRev(sync::ClockOf(*state));
  write.fields = std::move(changed);
  write_rows_.emplace(plan_.writes.size(), plan_.rows.size());
  plan_.writes.push_back(std::move(write));
}

// Rows of other entities that the list's references name come first.
void Planner::AddMissing() {
  std::vector<sync::RowWrite> writes;
  for (const CellReader::Missing& missing : cells_.missing()) {
    plan_.missing.emplace_back(missing.type, missing.words);
    if (!options_.create_missing) continue;
    const auto here = store_.replica().rows().Summary(*missing.type, missing.id);
    if (here && (here->flags & sync::kRowDeleted) == 0) continue;
    if (here) {
      plan_.restores.push_back({missing.type, sync::RowWrite::Kind::kRestore, missing.id});
      continue;
    }
    sync::RowWrite& write = writes.emplace_back();
    write.type = missing.type;
    write.id = missing.id;
    write.fields = {{NameField(*missing.type), model::Value(missing.words)}};
    const bool is_school = store_.replica().membership().role == sync::Role::kSchool;
    if (is_school || options_.owner) write.owner = owner_;
  }
  plan_.other_writes = writes.size();
  plan_.writes.insert(plan_.writes.begin(), std::make_move_iterator(writes.begin()),
                      std::make_move_iterator(writes.end()));
}

ImportPlan Planner::Plan() {
  ReadRows();
  SettleCopies();
  for (Row& row : rows_) Place(row);
  plan_.rows.reserve(rows_.size());
  for (Row& row : rows_) {
    PlannedRow planned;
    planned.line = row.place + 1;
    planned.title = references_.TitleOf(RecordOf(row));
    for (ImportNote& note : row.read.notes) note.line = planned.line;
    Decide(row, planned);
    if (planned.title.empty() && planned.id)
      if (const auto here = store_.replica().rows().Summary(type_, *planned.id))
        planned.title = references_.TitleOf(here->record);
    std::ranges::move(row.read.notes, std::back_inserter(plan_.notes));
    plan_.rows.push_back(std::move(planned));
  }
  AddMissing();
  return std::move(plan_);
}

void Planner::Check(ImportPlan& plan) {
  std::vector<sync::RowWrite> doubtful;
  std::vector<size_t> places;
  for (const auto& [write, row] : write_rows_) {
    const size_t place = write + plan.other_writes;
    const sync::RowWrite& one = plan.writes[place];
    if (!one.base) continue;
    doubtful.push_back(one);
    places.push_back(place);
  }
  const auto errors = store_.Check(doubtful);
  std::set<size_t> refused;
  for (size_t i = 0; i < errors.size(); ++i) {
    if (!errors[i]) continue;
    PlannedRow& row = plan.rows[write_rows_.at(places[i] - plan.other_writes)];
    row.fate = Fate::kRejected;
    row.id.reset();
    plan.notes.push_back({row.line, true, std::nullopt, *errors[i]});
    refused.insert(places[i]);
  }
  if (!refused.empty()) {
    std::ranges::stable_sort(plan.notes, {}, &ImportNote::line);
    std::vector<sync::RowWrite> kept;
    for (size_t i = 0; i < plan.writes.size(); ++i)
      if (!refused.contains(i)) kept.push_back(std::move(plan.writes[i]));
    plan.writes = std::move(kept);
  }
}

void Count(ImportPlan& plan) {
  ImportCounts& counts = plan.counts;
  counts.rows = static_cast<int64_t>(plan.rows.size());
  for (const PlannedRow& row : plan.rows) switch (row.fate) {
      case Fate::kNew:
        ++counts.created;
        break;
      case Fate::kChanged:
        ++counts.changed;
        break;
      case Fate::kSame:
        ++counts.same;
        break;
      case Fate::kRepeated:
        ++counts.repeated;
        break;
      case Fate::kRejected:
        ++counts.rejected;
        break;
      case Fate::kAsked:
        ++counts.asked;
        break;
    }
}

// Labels of fields that a record must have and no column fills.
std::string Unfilled(const Translator& texts, const ImportOptions& options) {
  const auto& targets = options.columns.targets;
  const auto has = [&](std::string_view target) {
    return std::ranges::find(targets, target) != targets.end();
  };
  if (has(kBase)) return {};
  std::string labels;
  for (const model::FieldInfo* field : options.type->fields()) {
    if (!field->options().required || has(field->name())) continue;
    const bool in_name = field->options().identity == model::Identity::kName && has(kFullName);
    if (in_name) continue;
    labels += (labels.empty() ? "" : ", ") + texts.FieldLabel(*options.type, field->name());
  }
  return labels;
}

}  // namespace

std::string_view Name(Fate fate) {
  switch (fate) {
    case Fate::kNew:
      return "new";
    case Fate::kChanged:
      return "changed";
    case Fate::kSame:
      return "same";
    case Fate::kRepeated:
      return "repeated";
    case Fate::kRejected:
      return "rejected";
    case Fate::kAsked:
      return "asked";
  }
  return {};
}

model::Result<ImportPlan> PlanImport(sync::Store& store, const Translator& texts,
                                     const Workbook& workbook, const ImportOptions& options) {
  if (const std::string labels = Unfilled(texts, options); !labels.empty())
    return model::Error{"no_columns", labels};
  std::optional<sync::Transaction> reading(std::in_place, store.replica().database(),
                                           sync::Transaction::Kind::kRead);
  Planner planner(store, texts, workbook, options);
  ImportPlan plan = planner.Plan();
  reading.reset();
  planner.Check(plan);
  Count(plan);
  return plan;
}

}  // namespace kruzhok::client
