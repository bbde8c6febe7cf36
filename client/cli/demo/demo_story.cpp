// SPDX-License-Identifier: MIT
#include "client/cli/demo/demo_story.h"

#include <algorithm>
#include <chrono>

#include "client/app/data_folder.h"
#include "client/app/value_text.h"
#include "client/cli/output.h"
#include "client/platform/terminal.h"
#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

using model::child;
using Clock = std::chrono::steady_clock;

// Children of school 1 in whose cards the story happens, by class and place in it.
constexpr const char* kMerging = "3А";
constexpr const char* kDeciding = "7А";
constexpr const char* kDeleted = "2Б";

sync::WriteOptions Because(std::string reason) {
  sync::WriteOptions options;
  options.note = std::move(reason);
  return options;
}

}  // namespace

void DemoStory::Tell(std::string_view key, Filling filling) {
  tell_(texts_.Text("cli.demo." + std::string(key), filling));
}

std::string DemoStory::NameOf(const model::Uuid& id) {
  return StoredTitle(town().store(), child, id);
}

model::Result<void> DemoStory::SyncInTurn(std::initializer_list<DemoSite*> sites) {
  for (DemoSite* site : sites)
    if (const SyncOutcome outcome = site->Sync(); outcome.error) return *outcome.error;
  return {};
}

model::Result<std::unique_ptr<DemoSite>> DemoStory::JoinAs(const char* folder, const char* user,
                                                           const char* device, const char* role,
                                                           const std::string& organisation) {
  auto site = DemoSite::Make(folder_ / folder, user);
  if (!site) return site.error();
  const auto code = hub_->MakeCode(role, organisation);
  if (!code) return code.error();
  const auto joined = site->Join("http://" + hub_->address(), *code, device);
  if (!joined) return joined.error();
  Tell("joined", {{"folder", folder}, {"user", user}, {"code", *code}});
  return std::make_unique<DemoSite>(*std::move(site));
}

model::Result<void> DemoStory::Found() {
  Tell("found", {{"district", kDemoDistrict}});
  auto hub = DemoHub::Make(folder_ / "hub", std::string(kDemoDistrict));
  if (!hub) return hub.error();
  hub_ = std::make_unique<DemoHub>(*std::move(hub));
  std::array<std::string, kDemoPlaces.size()> organisations;
  for (size_t i = 0; i < kDemoPlaces.size(); ++i) {
    const auto added = hub_->AddOrganisation(kDemoPlaces[i].name, kDemoPlaces[i].kind);
    if (!added) return added.error();
    organisations[i] = *added;
  }
  if (const auto started = hub_->Start(); !started) return started.error();
  for (size_t i = 0; i < kDemoPlaces.size(); ++i) {
    const DemoPlace& place = kDemoPlaces[i];
    auto site = JoinAs(place.folder, place.user, place.device, "school", organisations[i]);
    if (!site) return site.error();
    sites_[i] = *std::move(site);
  }
  auto coordinator =
      JoinAs("coordinator", "Вера Андреевна", "Компьютер координатора", "coordinator", "");
  if (!coordinator) return coordinator.error();
  coordinator_ = *std::move(coordinator);
  return {};
}

model::Result<void> DemoStory::WorkWithoutHub() {
  hub_->Stop();
  Tell("away");
  std::array<model::Uuid, kDemoPlaces.size()> organisations;
  for (size_t i = 0; i < sites_.size(); ++i) organisations[i] = sites_[i]->organisation();
  const auto started = Clock::now();
  for (const DemoPlaceIndex i : {kTown, kVillage, kCentre}) {
    auto made =
        FillOrganisation(sites_[i]->store(), OutlineOf(people_, i, school_year_, organisations));
    if (!made) return made.error();
    made_[i] = *std::move(made);
    figures_.rows += made_[i].rows;
  }
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started).count();
  figures_.rows_per_second = figures_.rows * 1'000'000 / std::max<int64_t>(1, took);
  tell_(texts_.Count("cli.demo.filled", figures_.rows));
  const SyncOutcome outcome = town().Sync();
  if (outcome.error)
    Tell("offline", {{"message", Describe(texts_, {outcome.error->code}, {}).message}});
  tell_(texts_.Count("cli.demo.pending", town().store().GetStatus().pending));
  return {};
}

model::Result<void> DemoStory::ExchangeAll() {
  if (const auto started = hub_->Start(); !started) return started.error();
  Tell("back");
  SyncTotals pushed;
  for (DemoSite* site :
       {sites_[kTown].get(), sites_[kVillage].get(), sites_[kCentre].get(), coordinator_.get()}) {
    const SyncOutcome outcome = site->Sync();
    if (outcome.error) return *outcome.error;
    pushed.pushed += outcome.totals.pushed;
    if (outcome.totals.pushed > 0) pushed.bytes_sent += outcome.totals.bytes_sent;
    figures_.requests += outcome.totals.requests;
  }
  figures_.bytes_per_row =
      static_cast<int64_t>(pushed.bytes_sent) / std::max<int64_t>(1, pushed.pushed);
  Tell("exchanged",
       {{"rows", std::to_string(pushed.pushed)}, {"bytes", ByteSize(texts_, pushed.bytes_sent)}});
  tell_(texts_.Count("cli.demo.coordinator_sees", coordinator_->store().Count(child)));
  if (const auto described = DescribeOrganisations(); !described) return described.error();
  if (const auto recognised = RecogniseTwins(); !recognised) return recognised.error();
  return SyncInTurn(
      {coordinator_.get(), sites_[kTown].get(), sites_[kVillage].get(), sites_[kCentre].get()});
}

model::Result<void> DemoStory::EditDifferentFields() {
  const model::Uuid id = town_data().Child(kMerging, 0);
  Tell("different", {{"child", NameOf(id)}});
  if (const auto set = town().Set(child, id, {{child.phone, "8 900 000-00-01"}}); !set)
    return set.error();
  if (const auto set = coordinator_->Set(child, id, {{child.certificate_number, "9912345678"}});
      !set)
    return set.error();
  const auto synced = SyncInTurn({&town(), coordinator_.get(), &town()});
  if (!synced) return synced.error();
  Tell("merged", {{"phone", town().Get(child, id, child.phone)},
                  {"certificate", town().Get(child, id, child.certificate_number)}});
  return {};
}

model::Result<void> DemoStory::EditOneField() {
  const model::Uuid id = town_data().Child(kDeciding, 0);
  Tell("same", {{"child", NameOf(id)}});
  const auto edited =
      Disagree(town(), {child, id, {{child.school_class, "7Б"}}, {{child.school_class, "8Б"}}});
  if (!edited) return edited.error();
  const auto synced = SyncInTurn({coordinator_.get(), &town(), coordinator_.get()});
  if (!synced) return synced.error();
  for (const sync::Dispute& dispute : town().store().Disputes()) {
    Tell("official", {{"value", dispute.official.value.text}, {"by", dispute.official.by}});
    for (const sync::Proposal& proposal : dispute.proposals)
      Tell("proposal", {{"value", proposal.value.text}, {"by", proposal.by}});
  }
  return Decide(id);
}

model::Result<void> DemoStory::Decide(const model::Uuid& id) {
  const sync::RowKey key{std::string(child.name()), id};
  const auto disputes = coordinator_->store().Disputes();
  if (disputes.empty()) return model::Error{"not_disputed", id.Text(), "class"};
  const auto decided = coordinator_->store().Resolve(key, child.school_class.name(),
                                                     disputes.front().proposals.front().dot,
                                                     Because(texts_.Text("cli.demo.reason")));
  if (!decided) return decided.error();
  const auto synced = SyncInTurn({coordinator_.get(), &town()});
  if (!synced) return synced.error();
  const auto history = town().store().History(key);
  if (!history) return history.error();
  Tell("decided", {{"value", town().Get(child, id, child.school_class)},
                   {"by", history->back().by},
                   {"note", history->back().note}});
  return {};
}

model::Result<void> DemoStory::DeleteAgainstEdit() {
  const model::Uuid id = town_data().Child(kDeleted, 0);
  Tell("delete", {{"child", NameOf(id)}});
  sync::RowWrite deletion;
  deletion.type = &child;
  deletion.kind = sync::RowWrite::Kind::kDelete;
  deletion.id = id;
  if (const auto deleted = town().store().Write({deletion}, {}); !deleted) return deleted.error();
  if (const auto set = coordinator_->Set(child, id, {{child.parent_phone, "8 900 000-00-02"}});
      !set)
    return set.error();
  const auto synced = SyncInTurn({&town(), coordinator_.get(), &town()});
  if (!synced) return synced.error();
  const auto row = town().store().Get(child, id);
  if (!row) return row.error();
  Tell(row->revived && !row->deleted ? "revived" : "not_revived", {{"child", NameOf(id)}});
  return {};
}

model::Result<void> DemoStory::Compare() {
  const auto synced = SyncInTurn(
      {coordinator_.get(), sites_[kTown].get(), sites_[kVillage].get(), sites_[kCentre].get()});
  if (!synced) return synced.error();
  const std::string district = coordinator_->DigestOf(sync::kDistrict);
  figures_.digests_equal = true;
  for (const auto& site : sites_) {
    const sync::StreamId own = site->organisation();
    if (site->DigestOf(own) != coordinator_->DigestOf(own) ||
        site->DigestOf(sync::kDistrict) != district)
      figures_.digests_equal = false;
  }
  Tell(figures_.digests_equal ? "equal" : "unequal", {{"digest", district.substr(0, 16)}});
  return {};
}

void DemoStory::TellFiguresAndNext() {
  Tell("figures", {{"rate", std::to_string(figures_.rows_per_second)},
                   {"bytes", std::to_string(figures_.bytes_per_row)},
                   {"requests", std::to_string(figures_.requests)}});
  Tell("next", {{"server", TextOf(hub_->program())},
                {"cli", TextOf(ProgramFolder() / "kruzhok-cli")},
                {"listen", hub_->address()},
                {"folder", TextOf(folder_)},
                {"id", town_data().Child(kDeciding, 0).Text()}});
}

model::Result<DemoFigures> DemoStory::Play() {
  school_year_ = SchoolYearOf(sync::RealEnvironment().NowMs());
  people_ = PeopleOfDistrict(school_year_);
  using Chapter = model::Result<void> (DemoStory::*)();
  for (const Chapter chapter :
       {&DemoStory::Found, &DemoStory::WorkWithoutHub, &DemoStory::ExchangeAll,
        &DemoStory::EditDifferentFields, &DemoStory::EditOneField, &DemoStory::DeleteAgainstEdit,
        &DemoStory::WriteOnRevoked, &DemoStory::LeaveDisputes, &DemoStory::HoldSurveys,
        &DemoStory::LiveAYear, &DemoStory::HandInReports, &DemoStory::Compare,
        &DemoStory::LeaveUnsent})
    if (const auto told = (this->*chapter)(); !told) return told.error();
  TellFiguresAndNext();
  return figures_;
}

}  // namespace kruzhok::client
