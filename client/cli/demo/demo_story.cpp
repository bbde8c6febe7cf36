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

constexpr size_t kFirstSchoolChildren = 240;
constexpr size_t kSecondSchoolChildren = 180;
constexpr std::string_view kDistrictName = "Ромашковский район (показательный)";

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
  const auto row = school_->store().Get(child, id);
  return row ? RowTitle(row->record) : id.Text();
}

model::Result<void> DemoStory::SyncInTurn(std::initializer_list<DemoSite*> sites) {
  for (DemoSite* site : sites)
    if (const SyncOutcome outcome = site->Sync(); outcome.error) return *outcome.error;
  return {};
}

model::Result<void> DemoStory::Found() {
  Tell("found", {{"district", kDistrictName}});
  auto hub = DemoHub::Make(folder_ / "hub", std::string(kDistrictName));
  if (!hub) return hub.error();
  hub_ = std::make_unique<DemoHub>(*std::move(hub));
  const auto first = hub_->AddOrganisation("Школа № 1", "school");
  if (!first) return first.error();
  const auto second = hub_->AddOrganisation("Школа № 2", "school");
  if (!second) return second.error();
  if (const auto started = hub_->Start(); !started) return started.error();

  struct Place {
    std::unique_ptr<DemoSite>& site;
    const char* folder;
    const char* user;
    const char* role;
    std::string organisation;
  };
  for (const Place& place :
       {Place{school_, "school-1", "Марина Сергеевна", "school", *first},
        Place{other_school_, "school-2", "Олег Павлович", "school", *second},
        Place{coordinator_, "coordinator", "Вера Андреевна", "coordinator", ""}}) {
    auto site = DemoSite::Make(folder_ / place.folder, place.user);
    if (!site) return site.error();
    place.site = std::make_unique<DemoSite>(*std::move(site));
    const auto code = hub_->MakeCode(place.role, place.organisation);
    if (!code) return code.error();
    const auto joined = place.site->Join("http://" + hub_->address(), *code, place.folder);
    if (!joined) return joined.error();
    Tell("joined", {{"folder", place.folder}, {"user", place.user}, {"code", *code}});
  }
  return {};
}

model::Result<void> DemoStory::WorkWithoutHub() {
  hub_->Stop();
  Tell("away");
  const auto started = Clock::now();
  auto first = FillSchool(school_->store(), 1, kFirstSchoolChildren);
  if (!first) return first.error();
  auto second = FillSchool(other_school_->store(), 2, kSecondSchoolChildren);
  if (!second) return second.error();
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started).count();
  first_ = *std::move(first);
  second_ = *std::move(second);
  figures_.rows = first_.rows + second_.rows;
  figures_.rows_per_second = figures_.rows * 1'000'000 / std::max<int64_t>(1, took);
  tell_(texts_.Count("cli.demo.filled", figures_.rows));
  const SyncOutcome outcome = school_->Sync();
  if (outcome.error)
    Tell("offline", {{"message", Describe(texts_, {outcome.error->code}, {}).message}});
  tell_(texts_.Count("cli.demo.pending", school_->store().GetStatus().pending));
  return {};
}

model::Result<void> DemoStory::ExchangeAll() {
  if (const auto started = hub_->Start(); !started) return started.error();
  Tell("back");
  SyncTotals pushed;
  for (DemoSite* site : {school_.get(), other_school_.get(), coordinator_.get()}) {
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
  return SyncInTurn({school_.get(), other_school_.get()});
}

model::Result<void> DemoStory::EditDifferentFields() {
  const model::Uuid id = first_.children[0];
  Tell("different", {{"child", NameOf(id)}});
  if (const auto set = school_->Set(child, id, child.phone, "8 900 000-00-01"); !set)
    return set.error();
  if (const auto set = coordinator_->Set(child, id, child.address, "ул. Садовая, 5"); !set)
    return set.error();
  const auto synced = SyncInTurn({school_.get(), coordinator_.get(), school_.get()});
  if (!synced) return synced.error();
  Tell("merged", {{"phone", school_->Get(child, id, child.phone)},
                  {"address", school_->Get(child, id, child.address)}});
  return {};
}

model::Result<void> DemoStory::EditOneField() {
  const model::Uuid id = first_.children[1];
  Tell("same", {{"child", NameOf(id)}});
  if (const auto set = school_->Set(child, id, child.school_class, "7В"); !set) return set.error();
  if (const auto set = coordinator_->Set(child, id, child.school_class, "7Г"); !set)
    return set.error();
  const auto synced = SyncInTurn({school_.get(), coordinator_.get(), school_.get()});
  if (!synced) return synced.error();
  for (const sync::Dispute& dispute : school_->store().Disputes()) {
    Tell("official", {{"value", dispute.official.value.text}, {"by", dispute.official.by}});
    for (const sync::Proposal& proposal : dispute.proposals)
      Tell("proposal", {{"value", proposal.value.text}, {"by", proposal.by}});
  }
  return {};
}

model::Result<void> DemoStory::Decide() {
  const model::Uuid id = first_.children[1];
  const sync::RowKey key{std::string(child.name()), id};
  const auto disputes = coordinator_->store().Disputes();
  if (disputes.empty()) return model::Error{"not_disputed", id.Text(), "class"};
  const auto decided = coordinator_->store().Resolve(key, child.school_class.name(),
                                                     disputes.front().proposals.front().dot,
                                                     Because(texts_.Text("cli.demo.reason")));
  if (!decided) return decided.error();
  const auto synced = SyncInTurn({coordinator_.get(), school_.get()});
  if (!synced) return synced.error();
  const auto history = school_->store().History(key);
  if (!history) return history.error();
  Tell("decided", {{"value", school_->Get(child, id, child.school_class)},
                   {"by", history->back().by},
                   {"note", history->back().note}});
  return {};
}

model::Result<void> DemoStory::DeleteAgainstEdit() {
  const model::Uuid id = first_.children[2];
  Tell("delete", {{"child", NameOf(id)}});
  sync::RowWrite deletion;
  deletion.type = &child;
  deletion.kind = sync::RowWrite::Kind::kDelete;
  deletion.id = id;
  if (const auto deleted = school_->store().Write({deletion}, {}); !deleted) return deleted.error();
  if (const auto set = coordinator_->Set(child, id, child.parent_phone, "8 900 000-00-02"); !set)
    return set.error();
  const auto synced = SyncInTurn({school_.get(), coordinator_.get(), school_.get()});
  if (!synced) return synced.error();
  const auto row = school_->store().Get(child, id);
  if (!row) return row.error();
  Tell(row->revived && !row->deleted ? "revived" : "not_revived", {{"child", NameOf(id)}});
  return {};
}

void DemoStory::Compare() {
  const sync::StreamId first = school_->organisation();
  const sync::StreamId second = other_school_->organisation();
  const std::string district = coordinator_->DigestOf(sync::kDistrict);
  figures_.digests_equal = school_->DigestOf(first) == coordinator_->DigestOf(first) &&
                           other_school_->DigestOf(second) == coordinator_->DigestOf(second) &&
                           school_->DigestOf(sync::kDistrict) == district &&
                           other_school_->DigestOf(sync::kDistrict) == district;
  Tell(figures_.digests_equal ? "equal" : "unequal",
       {{"digest", coordinator_->DigestOf(first).substr(0, 16)}});
}

void DemoStory::TellFiguresAndNext() {
  Tell("figures", {{"rate", std::to_string(figures_.rows_per_second)},
                   {"bytes", std::to_string(figures_.bytes_per_row)},
                   {"requests", std::to_string(figures_.requests)}});
  Tell("next", {{"server", TextOf(hub_->program())},
                {"cli", TextOf(ProgramFolder() / "kruzhok-cli")},
                {"listen", hub_->address()},
                {"folder", TextOf(folder_)},
                {"id", first_.children[1].Text()}});
}

model::Result<DemoFigures> DemoStory::Play() {
  using Chapter = model::Result<void> (DemoStory::*)();
  for (const Chapter chapter :
       {&DemoStory::Found, &DemoStory::WorkWithoutHub, &DemoStory::ExchangeAll,
        &DemoStory::EditDifferentFields, &DemoStory::EditOneField, &DemoStory::Decide,
        &DemoStory::DeleteAgainstEdit})
    if (const auto told = (this->*chapter)(); !told) return told.error();
  // Whatever the last chapter left in somebody's outbox.
  const auto synced = SyncInTurn({coordinator_.get(), school_.get(), other_school_.get()});
  if (!synced) return synced.error();
  Compare();
  hub_->Stop();
  TellFiguresAndNext();
  return figures_;
}

}  // namespace kruzhok::client
