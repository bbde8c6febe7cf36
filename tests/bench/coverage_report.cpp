// SPDX-License-Identifier: MIT
#include "tests/bench/coverage_report.h"

#include <map>
#include <stdexcept>
#include <vector>

#include "client/coverage/coverage_report_reading.h"
#include "client/coverage/report_json.h"
#include "model/entities/submission.h"
#include "tests/bench/stopwatch.h"
#include "tests/support/district.h"
#include "tests/support/synthetic.h"

namespace tests::bench {
namespace {

constexpr int64_t kYear = 2025;
const model::Date kDay{2026, 5, 31};

void Write(sync::Store& store, const std::vector<sync::RowWrite>& rows) {
  if (const auto written = store.Write(rows, {}); !written)
    throw std::runtime_error(written.error().detail);
}

// Each school's rows, and the report that it has handed in, accepted.
void MakeDistrict(District& district, sync::Store& store, int64_t schools) {
  std::vector<model::Uuid> owners;
  for (int64_t i = 0; i < schools; ++i) {
    SyntheticSchool school(i);
    owners.push_back(district.Organisation(school.name() + ' ' + std::to_string(i)));
    std::vector<sync::RowWrite> rows;
    for (SyntheticRow& row : school.Rows())
      rows.push_back({.type = row.type,
                      .id = row.id,
                      .fields = std::move(row.fields),
                      .owner = owners.back()});
    Write(store, rows);
  }
  district.SyncAll();  // The organisations come from the hub.
  const auto book = client::ReadCoverage(store);
  const auto titles = client::StoredTitlesOf(store);
  const auto& type = model::submission;
  for (const model::Uuid& owner : owners) {
    const auto frozen = client::FreezeReport(
        client::BuildReport(book, {.year = kYear, .on = kDay, .organisation = owner}, titles));
    Write(store, {{.type = &type,
                   .fields = {{&type.kind, std::string("coverage")},
                              {&type.year, kYear},
                              {&type.submitted_on, std::string("2026-08-28")},
                              {&type.content, frozen},
                              {&type.state, std::string("accepted")}},
                   .owner = owner}});
  }
}

}  // namespace

void MeasureCoverageReport(int64_t schools, Report& report) {
  District district;
  sync::Store& store = district.Coordinator().store();
  MakeDistrict(district, store, schools);
  for (int i = 0; i < 3; ++i) {
    const Stopwatch reading;
    const auto book = client::ReadCoverage(store);
    report.Add("coverage.facts", "the facts of a district's coverage, read",
               reading.Elapsed().cpu_seconds, "s CPU");
    const Stopwatch watch;
    const auto found =
        client::FindReport(store, book, {.year = kYear, .on = kDay}, client::StoredTitlesOf(store));
    const Spent spent = watch.Elapsed();
    if (!found || found->district->counted != schools)
      throw std::runtime_error("not all reports were counted");
    report.Add("coverage.children", "children of that district",
               static_cast<double>(found->report.children), "");
    report.Add("coverage.report", "its report: total, own data, changes", spent.cpu_seconds,
               "s CPU", 2);
    report.Add("coverage.wait", "  until it is there", spent.seconds, "s");
  }
}

}  // namespace tests::bench
