// SPDX-License-Identifier: MIT
// Who sees what, and the log of who did.
#include <algorithm>

#include "client/app/masked_name.h"
#include "client/app/value_text.h"
#include "client/desktop/desk.h"
#include "client/desktop/old_categories.h"
#include "model/catalog.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/submission.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

constexpr int64_t kLinesAtOnce = 300;

}  // namespace

bool Desk::Allows(std::string_view entity) {
  return MaySee(RoleOf(state_), entity) || AllowsAll();
}

bool Desk::AllowsAll() {
  if (RoleOf(state_) == PersonRole::kFull) return true;
  Complain({"not_allowed", {}, {}, "person_role"});
  state_.notice->hint = texts_->Text("privacy.role.ask");
  return false;
}

void Desk::Do(const SetPersonRole& command) {
  if (!AllowsAll()) return;
  People restricted = state_.privacy.restricted;
  if (command.role == PersonRole::kRestricted)
    restricted.insert(command.name);
  else
    restricted.erase(command.name);
  std::vector<std::string> people = state_.settings.users;
  people.push_back(state_.user);
  if (std::ranges::all_of(people, [&](const auto& one) { return restricted.contains(one); }))
    return Say(texts_->Text("privacy.role.last"), false);
  {
    sync::Replica::Change change(store_.replica());
    SetRole(store_.replica(), command.name, command.role);
    change.Commit();
  }
  state_.privacy.restricted = std::move(restricted);
  if (command.name == state_.user) ShowToAnother();
}

// At once: what the next snapshot will not have is shut, and not asked for by a filter that stays.
void Desk::ShowToAnother() {
  ++wanted_;
  const PersonRole role = RoleOf(state_);
  if (state_.record && !MaySee(role, state_.record->form.type->name())) {
    Do(CloseRecord{});
    state_.notice.reset();
  }
  state_.privacy.adding = {};
  state_.drafts.clear();
  LoadDrafts();
  if (role == PersonRole::kRestricted) {
    if (state_.screen == Screen::kAccessLog) Do(GoTo{Screen::kOverview});
    state_.privacy.log = {};
    ListState& children = state_.lists[std::string(model::child.name())];
    const std::string_view column = "category";
    std::erase(children.shown_columns, column);
    if (const auto facet = children.facets.find(column); facet != children.facets.end()) {
      children.facets.erase(facet);
      Arrange(children);
    }
  }
  RefreshRecord();
  if (state_.record) state_.record->history.clear();
  ReadHistory();
}

void Desk::MaskForm(const sync::RowView& row, FormState& form) {
  if (!IsMasked(store_.replica().membership(), row.owner, row.record)) return;
  std::erase_if(form.fields,
                [](const FormField& field) { return IsHiddenOfMasked(field.info->name()); });
}

void Desk::ReadCategories(OpenedRecord& record) {
  record.categories.clear();
  if (record.form.type != &model::child || RoleOf(state_) == PersonRole::kRestricted) return;
  const auto& type = model::category;
  const ListData& list = data_->List(type);
  ValueText words(*texts_, store_);
  std::vector<std::pair<std::string, CategoryChip>> chips;  // The newest first, ended ones last.
  for (const uint32_t place : list.RowsOf(type.child, record.form.id)) {
    const auto row = store_.replica().rows().Summary(type, list.id(place));
    if (!row || (row->flags & sync::kRowDeleted) != 0) continue;
    const auto start = row->record.Get(type.start_date), end = row->record.Get(type.end_date);
    CategoryChip chip;
    chip.id = row->id;
    chip.text = words.Of(type, type.category, row->record.value(type.category));
    if (start) chip.text += ' ' + texts_->Text("privacy.since", {{"date", start->Russian()}});
    if (end) chip.text += ' ' + texts_->Text("privacy.until", {{"date", end->Russian()}});
    chip.about = words.Of(type, type.ovz_types, row->record.value(type.ovz_types));
    if (const auto basis = row->record.Get(type.basis))
      chip.about += (chip.about.empty() ? "" : " · ") + *basis;
    chip.ended = end && *end < today();
    chips.emplace_back((chip.ended ? "0" : "1") + (start ? start->Iso() : ""), std::move(chip));
  }
  std::ranges::stable_sort(chips, std::greater<>(), [](const auto& one) { return one.first; });
  for (auto& [order, chip] : chips) record.categories.push_back(std::move(chip));
}

void Desk::MoveOldCategories() {
  const sync::Status& status = data_->status;
  if (data_->old_categories.empty() || (status.membership.joined && !status.complete)) return;
  const auto writes = CategoriesOfOldCards(store_, data_->old_categories);
  if (writes.empty()) return;
  if (const auto moved = store_.Write(writes, Options(texts_->Text("privacy.moved"))); !moved)
    return Complain(moved.error(), &model::category);
  ++wanted_;
}

// --- The log ---

void Desk::Note(AccessLine line) {
  line.at_ms = options_.environment->NowMs();
  line.who = state_.user;
  access_waiting_.push_back(std::move(line));
  KeepAccess();
}

void Desk::KeepAccess() {
  // A list that is being loaded holds the data; the log must not wait for it.
  if (access_waiting_.empty() || state_.import.running) return;
  try {
    for (const AccessLine& line : access_waiting_) WriteAccess(store_.replica().database(), line);
  } catch (const model::StorageError& error) {
    if (!std::exchange(access_failed_, true)) {
      Complain({error.code(), error.what()});
      state_.notice->hint = texts_->Text("privacy.log.failed");
    }
  }
  access_waiting_.clear();
}

void Desk::NoteView(const sync::RowView& row) {
  if (IsPersonal(*row.type)) Note(AccessTo(Access::kViewed, *row.type, row.id, row.record));
}

void Desk::NotePaper(const DocumentRequest& request) {
  using What = DocumentRequest::What;
  AccessLine line;
  line.what = Access::kPrinted;
  switch (request.what) {
    case What::kChildCard:
      line.entity = model::child.name();
      line.row = line.child = request.id.value_or(model::Uuid());
      break;
    case What::kClassRoster:
    case What::kOccupationList:
      line.entity = model::child.name();
      line.scope = request.school_class;
      break;
    case What::kGroupRoster:
    case What::kEnrolmentOrder:
      line.entity = "group";
      line.row = request.id.value_or(model::Uuid());
      if (const auto size = data_->group_sizes.find(line.row); size != data_->group_sizes.end())
        line.count = size->second;
      break;
    case What::kCoverageReport:
      line.entity = model::submission.name();
      line.row = request.report.submission.value_or(model::Uuid());
      break;
    case What::kSchedule:
    case What::kSurveyBlank:
    case What::kSurveyResults:
      return;  // No child stands in them.
  }
  Note(std::move(line));
}

void Desk::Do(const ShowAccessLog& command) {
  if (!AllowsAll()) return;
  AccessLogState log;
  log.filter.child = command.child;
  if (command.child) log.child = TitleOf(model::child, *command.child);
  state_.privacy.log = std::move(log);
  Do(GoTo{Screen::kAccessLog});
  Do(FilterAccessLog{});
}

void Desk::Do(const FilterAccessLog&) {
  state_.privacy.log.filter.most = kLinesAtOnce;
  state_.privacy.log.cursor = 0;
  ReadAccessLog();
}

void Desk::Do(const MoreOfAccessLog&) {
  state_.privacy.log.filter.most *= 2;
  ReadAccessLog();
}

void Desk::ReadAccessLog() {
  if (!AllowsAll()) return;
  sync::Database& database = store_.replica().database();
  AccessLogState& log = state_.privacy.log;
  log.lines.clear();
  for (AccessLine& line : ReadAccess(database, log.filter)) {
    std::string whom = WhomText(store_, *texts_, line);
    log.lines.push_back({std::move(line), std::move(whom)});
  }
  log.more = std::ssize(log.lines) == log.filter.most;
  log.people = PeopleOfAccess(database);
}

void Desk::Do(const StartAccessExport&) {
  if (!AllowsAll()) return;
  ExportOfAccess what{state_.privacy.log.filter};
  what.filter.most = -1;
  AskExport(what, texts_->Text("privacy.title") + ' ' + today().Russian());
}

}  // namespace kruzhok::client
