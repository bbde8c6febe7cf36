// SPDX-License-Identifier: MIT
// The report of 1 September in the demonstration: one is accepted, one returned with a remark, the
// third is missing.
#include <chrono>

#include "client/cli/demo/demo_row.h"
#include "client/cli/demo/demo_story.h"
#include "client/coverage/coverage_report_reading.h"
#include "client/coverage/outside_enrolments.h"
#include "model/entities/remark.h"
#include "model/entities/submission.h"

namespace kruzhok::client {
namespace {

model::Date TodayOfDemo() {
  using namespace std::chrono;
  const year_month_day day(floor<days>(system_clock::now()));
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day()))};
}

model::Result<void> DecideOn(sync::Store& store, const model::Uuid& id, const char* state,
                             const char* note) {
  const auto& type = model::submission;
  RowMaker row(type);
  row.Set(type.state, state).Set(type.decided_on, TodayOfDemo());
  row.Set(type.decided_by, "Вера Андреевна").Set(type.decision_note, note);
  sync::RowWrite write = row.row();
  write.id = id;
  const auto written = store.Write({write}, {});
  return written ? model::Result<void>() : written.error();
}

}  // namespace

model::Result<void> DemoStory::HandInReports() {
  const model::Date today = TodayOfDemo();
  const int64_t year = ReportYearOf(today);
  // So that the schools know, too, who is covered elsewhere, and both count the same.
  const auto settled = SettleOutside(coordinator_->store(),
                                     ReadCoverage(coordinator_->store()).facts, {}, kOutsideAtOnce);
  if (!settled) return settled.error();
  if (const auto synced = SyncInTurn(
          {coordinator_.get(), sites_[kTown].get(), sites_[kVillage].get(), sites_[kCentre].get()});
      !synced)
    return synced.error();
  std::array<model::Uuid, kDemoPlaces.size()> reports;
  for (const DemoPlaceIndex i : {kTown, kVillage}) {
    const auto handed = SubmitReport(sites_[i]->store(), year, today, {});
    if (!handed) return handed.error();
    reports[i] = handed->rows.front().id;
    if (const auto synced = SyncInTurn({sites_[i].get()}); !synced) return synced.error();
  }
  if (const auto synced = SyncInTurn({coordinator_.get()}); !synced) return synced.error();
  sync::Store& office = coordinator_->store();
  ReportSource returned_one;
  returned_one.submission = reports[kTown];
  const auto report = FindReport(office, returned_one);
  if (!report) return report.error();
  for (const ReportLine& line : report->report.lines) {
    if (line.covered || !line.reason.empty()) continue;
    RowMaker remark(model::remark);
    remark.Set(model::remark.submission, reports[kTown]).Set(model::remark.child, line.child);
    remark.Set(model::remark.text, "Не указана причина. Поговорите с родителями.");
    remark.Set(model::remark.state, "open");
    sync::RowWrite write = remark.row();
    write.owner = report->submission->owner;
    if (const auto written = office.Write({write}, {}); !written) return written.error();
    break;
  }
  if (const auto returned = DecideOn(office, reports[kTown], "returned", "Укажите причины.");
      !returned)
    return returned.error();
  if (const auto accepted = DecideOn(office, reports[kVillage], "accepted", ""); !accepted)
    return accepted.error();
  Tell("reports");
  return SyncInTurn({coordinator_.get(), sites_[kTown].get(), sites_[kVillage].get()});
}

}  // namespace kruzhok::client
