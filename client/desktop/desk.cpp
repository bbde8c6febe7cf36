// SPDX-License-Identifier: MIT
// Opening, the round of a frame, and what every command needs.
#include "client/desktop/desk.h"

#include <ctime>

#include "client/app/data_folder.h"
#include "client/app/plain_words.h"
#include "client/app/row_owner.h"
#include "client/app/value_text.h"
#include "model/catalog.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostActions = 100;
constexpr int64_t kKeepMs = 2'000;
// While an exchange brings row after row, the lists follow at this pace.
constexpr int64_t kFollowMs = 3'000;

std::string ChoicesKey(std::string_view entity) {
  return "desk.list/" + std::string(entity);
}

}  // namespace

Desk::Desk(sync::Store& store, const DeskOptions& options)
    : store_(store),
      options_(options),
      history_wanted_(std::make_shared<std::atomic<int64_t>>(0)),
      plan_wanted_(std::make_shared<std::atomic<int64_t>>(0)) {
  if (options_.network == nullptr) options_.network = options_.background;
  sync::Replica& replica = store_.replica();
  data_version_ = replica.database().data_version();
  state_.settings = DecodeSettings(replica.Setting("desk.settings"));
  texts_ = std::make_shared<const Translator>(state_.settings.language);
  data_ = EmptySnapshot(*texts_);
  const sync::Membership& membership = replica.membership();
  state_.user = membership.user;
  state_.privacy.restricted = RestrictedPeople(replica);
  state_.proxy = replica.Setting(kProxySetting);
  state_.data_folder = TextOf(PathOf(replica.database().path()).parent_path());
  state_.wizard.open = !membership.joined && replica.Setting("desk.school").empty();
  for (const model::EntityType* type : model::Catalog()) {
    ListState& list = state_.lists[std::string(type->name())];
    list.data = data_->lists.at(std::string(type->name()));
    DecodeListChoices(replica.Setting(ChoicesKey(type->name())), list);
    kept_choices_[std::string(type->name())] = EncodeListChoices(list);
  }
  kept_roster_ = replica.Setting("desk.roster");
  const auto roster = DecodeRoster(kept_roster_);
  state_.roster = roster ? *roster : NewRoster(*options_.environment);
  state_.roster_drafted = roster.has_value();
  SettleRoster(state_.roster, state_.roster.rows.size(), *data_, *options_.environment);
  LoadDrafts();
  LoadHalfKeyed();
  kept_report_texts_ = replica.Setting(kReportTextsSetting);
  DecodeReportTexts(kept_report_texts_, state_.coverage.report);
  LoadIndicatorDrafts();
  ClearPapers();
  if (options_.worker != nullptr) {
    options_.worker->SetByItself(state_.settings.sync_by_itself);
    syncs_finished_ = options_.worker->Report().finished;
  }
  TellOfFormatCopy();
  if (options_.backs_up) CountStart(replica);
}

Desk::~Desk() {
  Guard([this] {
    KeepDraft();
    KeepRoster();
    KeepKeying();
    KeepReportTexts();
    KeepChoices();
    KeepAccess();
  });
}

bool Desk::Pump() {
  bool changed = false;
  Guard([&] {
    changed |= options_.background->Deliver();
    if (options_.network != options_.background) changed |= options_.network->Deliver();
    changed |= NoticeExchange();
    NoticeOthers();
    BuildData();
    RefreshResults();
    RefreshSchoolYear();
    RefreshPersons();
    LookAfterOutside();
    RefreshReport();
    KeepAccess();
    RefreshIndicators();
    RefreshWorklist();
    PumpBackups();
    if (state_.now_ms - kept_at_ms_ < kKeepMs) return;
    kept_at_ms_ = state_.now_ms;
    KeepDraft();
    KeepRoster();
    KeepKeying();
    KeepReportTexts();
    KeepChoices();
  });
  return changed;
}

void Desk::Run(const Commands& commands) {
  for (const Command& command : commands)
    Guard([&] {
      std::visit(
          [this](const auto& one) {
            if (Allows(one)) Do(one);
          },
          command);
    });
}

void Desk::Guard(const std::function<void()>& what) {
  try {
    what();
  } catch (const model::StorageError& error) {
    Complain({error.code(), error.what()});
  }
}

model::Date Desk::today() const {
  const auto seconds = static_cast<std::time_t>(options_.environment->NowMs() / 1000);
  const std::tm* local = std::localtime(&seconds);
  if (local == nullptr) return {1970, 1, 1};
  return {local->tm_year + 1900, local->tm_mon + 1, local->tm_mday};
}

void Desk::InBackground(Background& where, Background::Work work, Background::Failed failed) {
  ++building_;
  const auto guarded = [this, alive = std::weak_ptr(alive_)](const std::function<void()>& then) {
    if (alive.expired()) return;
    --building_;
    Guard([&] {
      if (then) then();
    });
  };
  where.Start(
      [work = std::move(work), guarded](sync::Store& store) -> Background::Then {
        return [then = work(store), guarded] { guarded(then); };
      },
      [failed = std::move(failed), guarded](const model::Error& error) {
        guarded([&] { failed(error); });
      });
}

void Desk::NoticeOthers() {
  const int64_t version = store_.replica().database().data_version();
  others_changed_ |= version != data_version_;
  data_version_ = version;
  const bool flood = state_.exchange.running && state_.now_ms - built_at_ms_ < kFollowMs;
  // What is being imported are this person's own rows; they are shown when all of them are here.
  if (!others_changed_ || flood || state_.import.running) return;
  others_changed_ = false;
  ++wanted_;
}

void Desk::BuildData() {
  if (building_data_ || built_for_ == wanted_) return;
  building_data_ = true;
  const int64_t version = wanted_;
  InBackground(
      *options_.background,
      [this, texts = texts_, on = today(), version,
       role = RoleOf(state_)](sync::Store& store) -> Background::Then {
        auto data = BuildSnapshot(store, *texts, on, version, role);
        Pending pending = ReadPending(store, *data, *texts);
        return [this, data, pending = std::move(pending), version] {
          TakeData(data, pending, version);
        };
      },
      [this, version](const model::Error& error) {
        building_data_ = false;
        built_for_ = version;
        Complain(error);
      });
}

void Desk::TakeData(std::shared_ptr<const Snapshot> data, Pending pending, int64_t version) {
  building_data_ = false;
  const bool first = built_for_ == 0;
  built_for_ = version;
  built_at_ms_ = state_.now_ms;
  const auto before = std::exchange(data_, std::move(data));
  std::unordered_set<model::Uuid> own;
  for (const auto& [id, since] : own_) own.insert(id);
  std::erase_if(own_, [version](const auto& row) { return row.second <= version; });
  for (auto& [entity, list] : state_.lists) {
    if (!first) {
      Follow(list, data_->lists.at(entity), own);
      continue;
    }
    list.data = data_->lists.at(entity);
    Arrange(list);
  }
  state_.exchange.pending_rows = pending.rows;
  state_.exchange.pending_bytes = pending.bytes;
  state_.exchange.pending = std::move(pending.what);
  NoticeErased(*before);
  for (auto& [draft, title] : state_.drafts) title = TitleOfDraft(draft);
  RefreshRecord();
  ReadHistory();
  TellOfNewSite();
  MoveOldCategories();
}

void Desk::KeepChoices() {
  for (const auto& [entity, list] : state_.lists) {
    std::string choices = EncodeListChoices(list);
    if (kept_choices_[entity] == choices) continue;
    SetSetting(ChoicesKey(entity), choices);
    kept_choices_[entity] = std::move(choices);
  }
}

void Desk::Say(std::string text, bool can_undo, std::string hint) {
  state_.notice = Notice{
      Notice::Kind::kDone, std::move(text), std::move(hint), can_undo, state_.now_ms, {}, false};
}

void Desk::Complain(const model::Error& error, const model::EntityType* type) {
  const std::string field = type ? texts_->FieldLabel(*type, error.field) : error.field;
  ErrorText text = PlainWords(*texts_, error, field);
  state_.notice = Notice{Notice::Kind::kProblem,
                         std::move(text.message),
                         std::move(text.hint),
                         false,
                         state_.now_ms,
                         {},
                         false};
}

sync::WriteOptions Desk::Options(std::string note) const {
  sync::WriteOptions options;
  options.author = state_.user;
  options.note = std::move(note);
  return options;
}

void Desk::Remember(const model::Uuid& action, const std::vector<sync::Written>& rows) {
  ++wanted_;
  for (const sync::Written& row : rows) own_[row.id] = wanted_;
  if (action.is_nil() || (!actions_.empty() && actions_.back() == action)) return;
  actions_.push_back(action);
  if (actions_.size() > kMostActions) actions_.erase(actions_.begin());
}

void Desk::SetSetting(std::string_view key, std::string_view value) {
  sync::Replica::Change change(store_.replica());
  store_.replica().SetSetting(key, value);
  change.Commit();
}

std::string Desk::TitleOf(const model::EntityType& type, const model::Uuid& id) {
  if (data_->erased.contains(id)) return texts_->Text("list.erased");
  std::string title = StoredTitle(store_, type, id);
  if (title.empty() && data_->search) title = data_->search->TitleOf(type, id);
  return title.empty() ? texts_->EntityLabel(type) : title;
}

void Desk::SetOwners(std::vector<sync::RowWrite>& writes) {
  const sync::Membership& membership = store_.replica().membership();
  if (membership.role != sync::Role::kCoordinator) return;
  std::map<model::Uuid, model::Uuid> owners;  // Of the rows of this very write.
  for (sync::RowWrite& write : writes) {
    if (write.kind != sync::RowWrite::Kind::kPut || write.owner || !write.id) continue;
    if (store_.replica().rows().Summary(*write.type, *write.id)) continue;
    write.owner = OwnerByReferences(store_, *write.type, write.fields, owners);
    if (write.owner) owners[*write.id] = *write.owner;
  }
}

std::string Desk::Counted(std::string_view key, size_t count, assets::Filling filling) const {
  return texts_->Count(key, static_cast<int64_t>(count), filling);
}

}  // namespace kruzhok::client
