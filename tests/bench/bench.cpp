// SPDX-License-Identifier: MIT
// Speed as ratios to the physical limit of the same run; see README.md.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <optional>
#include <stdexcept>

#include "model/entities/child.h"
#include "tests/bench/day.h"
#include "tests/bench/fsync_counter.h"
#include "tests/bench/limit.h"
#include "tests/bench/many.h"
#include "tests/bench/process.h"
#include "tests/bench/report.h"
#include "tests/bench/site.h"
#include "tests/bench/stopwatch.h"
#include "tests/support/temp_folder.h"

namespace {

using namespace tests;
using namespace tests::bench;
using namespace kruzhok;

constexpr int kSiteSide = 0;
constexpr int kHubSide = 1;
constexpr int64_t kCommitRows = 100;

struct Options {
  int64_t schools = 20;
  int64_t runs = 3;
  int64_t contested = 500;
  int64_t crowd = 0;  // Schools that come at once, and twice as many slow clients.
  bool json = false;
};

std::optional<Options> ParseOptions(int count, char** words) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const bool more = i + 1 < count;
    if (std::strcmp(words[i], "--json") == 0) {
      options.json = true;
    } else if (std::strcmp(words[i], "--schools") == 0 && more) {
      options.schools = std::atoll(words[++i]);
    } else if (std::strcmp(words[i], "--runs") == 0 && more) {
      options.runs = std::atoll(words[++i]);
    } else if (std::strcmp(words[i], "--crowd") == 0 && more) {
      options.crowd = std::atoll(words[++i]);
    } else {
      return std::nullopt;
    }
  }
  if (options.schools < 1 || options.runs < 1) return std::nullopt;
  return options;
}

double PerRow(int64_t bytes, int64_t rows) {
  return static_cast<double>(bytes) / static_cast<double>(rows);
}

struct Limits {
  Spent l1;
  Spent ls;
  int64_t raw_bytes = 0;
};

Limits MeasureLimits(const TempFolder& folder, const Options& options, Report& report) {
  const std::string raw = folder.File("raw.db");
  // In children, so that the pages which SQLite keeps here are not counted as memory of the sides.
  const auto measure = [](auto work) {
    return InChild([&] {
      const LimitResult result = work();
      Measure limit;
      limit.spent = result.spent;
      limit.rows = result.rows;
      limit.database_bytes = result.bytes;  // Or those on the line.
      return limit;
    });
  };
  const Measure l0 = measure([&] { return RawInsert(raw, options.schools, 0); });
  const Measure l1 = measure([&] { return RawInsert(raw, options.schools, kCommitRows); });
  const Measure ls = measure([&] { return RawSync(raw, folder.File("raw-copy.db")); });
  const auto rows = static_cast<double>(l0.rows);
  report.Add("rows", "rows", rows, "");
  report.Add("limit.l0", "L0: raw, one transaction", rows / l0.spent.seconds / 1000, "k rows/s");
  report.Add("limit.l1", "L1: raw, 100-row transactions", l1.spent.seconds / l0.spent.seconds,
             "x L0");
  report.Add("limit.ls", "LS: raw sync over loopback", ls.spent.seconds / l0.spent.seconds, "x L0");
  report.Add("limit.ls_bytes", "LS: on the line", PerRow(ls.database_bytes, ls.rows), "B/row");
  return {l1.spent, ls.spent, l1.database_bytes};
}

void AddHop(const std::string& name, const std::string& label, const Measure& hop,
            const HubProcess& hub, double hub_cpu_before, const Spent& ls, Report& report) {
  const int64_t bytes = hop.bytes_sent + hop.bytes_received;
  report.Add(name + ".ls", label, hop.spent.seconds / ls.seconds, "x LS", 2.5);
  const double hub_cpu = hub.cpu_seconds() - hub_cpu_before;
  report.Add(name + ".site_cpu", "  processor time of the site",
             hop.spent.cpu_seconds / ls.cpu_seconds, "x LS");
  report.Add(name + ".hub_cpu", "  processor time of the hub", hub_cpu / ls.cpu_seconds, "x LS");
  report.Add(name + ".bytes", "  on the wire, both ways, with headers", PerRow(bytes, hop.rows),
             "B/row", 75);
  report.Add(name + ".requests", "  requests", static_cast<double>(hop.requests), "");
  report.Add(name + ".site_mb", "  memory of the site", static_cast<double>(hop.peak_kib) / 1024,
             "MB", 80);
  report.Add(name + ".hub_mb", "  memory of the hub", static_cast<double>(hub.peak_kib()) / 1024,
             "MB", 80);
}

// Each step in a process of its own; what stays are the files.
void MeasureBulk(const TempFolder& folder, const HubProcess& hub, const Options& options,
                 const Limits& limits, Report& report) {
  const std::string source = folder.File("source.db");
  const std::string target = folder.File("coordinator.db");
  const Measure save = InChild([&] {
    Site site(source);
    site.Join(hub.server(), hub.codes()[0]);
    return site.SaveSchools(options.schools, kCommitRows);
  });
  const auto raw = static_cast<double>(limits.raw_bytes);
  report.Add("save.l1", "save with its log, 100-row commits",
             save.spent.seconds / limits.l1.seconds, "x L1", 1.5);
  report.Add("save.cpu", "  processor time", save.spent.cpu_seconds / limits.l1.cpu_seconds,
             "x L1");
  report.Add("save.size", "  database before acknowledgement",
             static_cast<double>(save.database_bytes) / raw, "x raw");
  double hub_cpu = hub.cpu_seconds();
  const Measure push = InChild([&] {
    Site site(source);
    Measure measure = site.Exchange();
    measure.database_bytes = site.DatabaseBytes();
    measure.free_bytes = site.FreeBytes();
    return measure;
  });
  report.Add("save.size_acknowledged", "  database once acknowledged",
             static_cast<double>(push.database_bytes) / raw, "x raw", 1.3);
  report.Add("save.size_used", "    of it in use",
             static_cast<double>(push.database_bytes - push.free_bytes) / raw, "x raw");
  AddHop("push", "first sync, site -> hub", push, hub, hub_cpu, limits.ls, report);
  hub_cpu = hub.cpu_seconds();
  const Measure pull = InChild([&] {
    Site site(target);
    site.Join(hub.server(), hub.codes()[1]);
    Measure measure = site.Exchange();
    measure.database_bytes = site.DatabaseBytes();
    return measure;
  });
  AddHop("pull", "first sync, hub -> coordinator", pull, hub, hub_cpu, limits.ls, report);
  report.Add("pull.size", "  database of the coordinator",
             static_cast<double>(pull.database_bytes) / raw, "x raw", 1.3);
}

// What one exchange cost beside its time.
void AddSmall(const std::string& name, const std::string& label, Site& site, Report& report,
              double most_bytes, double most_requests) {
  const int64_t site_fsyncs = Fsyncs(kSiteSide);
  const int64_t hub_fsyncs = Fsyncs(kHubSide);
  const Measure measure = site.Exchange();
  report.Add(name + ".sent", label, static_cast<double>(measure.bytes_sent), "B sent");
  report.Add(name + ".received", "", static_cast<double>(measure.bytes_received), "B received");
  report.Add(name + ".bytes", "  both ways, with headers",
             static_cast<double>(measure.bytes_sent + measure.bytes_received), "B", most_bytes);
  report.Add(name + ".requests", "  requests", static_cast<double>(measure.requests), "",
             most_requests);
  report.Add(name + ".site_fsyncs", "  fsyncs of the site",
             static_cast<double>(Fsyncs(kSiteSide) - site_fsyncs), "");
  report.Add(name + ".hub_fsyncs", "  fsyncs of the hub",
             static_cast<double>(Fsyncs(kHubSide) - hub_fsyncs), "");
}

// A school and a coordinator of its district.
struct Pair {
  Place school;
  Site& coordinator;
};

void MeasureDay(Pair& pair, size_t per_save, const std::string& name, const std::string& label,
                Report& report) {
  WriteDay(pair.school, per_save);
  AddSmall(name, label, pair.school.site, report, 6 * 1024, 2);
  AddSmall(name + ".pull", "  then the coordinator pulls it", pair.coordinator, report, 0, 2);
}

void MeasureConflicts(Pair& pair, int64_t contested, Report& report) {
  const auto children = Ids(pair.school, model::child);
  const auto count = std::min<size_t>(children.size(), static_cast<size_t>(contested));
  const model::ChildType& type = model::child;
  std::vector<std::pair<std::string, std::string>> values;
  std::vector<sync::RowWrite> here;
  std::vector<sync::RowWrite> there;
  for (size_t i = 0; i < count; ++i) {
    values.emplace_back("школа " + std::to_string(i), "район " + std::to_string(i));
    const auto write = [&](const model::FieldInfo& field, const std::string& value) {
      sync::RowWrite edit;
      edit.type = &type;
      edit.id = children[i];
      edit.fields.emplace_back(&field, value);
      return edit;
    };
    here.push_back(write(type.parent_phone, values[i].first));
    there.push_back(i % 2 == 0 ? write(type.address, values[i].second)
                               : write(type.parent_phone, values[i].second));
  }
  if (!pair.school.site.store().Write(here, {}) || !pair.coordinator.store().Write(there, {}))
    throw std::runtime_error("edits of the same rows");
  pair.school.site.Exchange();
  pair.coordinator.Exchange();
  pair.school.site.Exchange();
  int64_t merged = 0;
  int64_t disputed = 0;
  int64_t lost = 0;
  for (Site* site : {&pair.school.site, &pair.coordinator})
    for (size_t i = 0; i < count; ++i) {
      const auto state = site->store().replica().rows().Load(type.name(), children[i]);
      const auto holds = [&](std::string_view cell, const std::string& value) {
        const auto heads = state->cells.find(cell);
        return heads != state->cells.end() &&
               std::any_of(heads->second.begin(), heads->second.end(),
                           [&](const sync::Head& head) { return head.value.text == value; });
      };
      const bool both = holds("parent_phone", values[i].first) &&
                        holds(i % 2 == 0 ? "address" : "parent_phone", values[i].second);
      lost += both ? 0 : 1;
      merged += both && !state->disputed() ? 1 : 0;
      disputed += both && state->disputed() ? 1 : 0;
    }
  const std::string of =
      "C: of " + std::to_string(count / 2) + " + " + std::to_string(count / 2) + ", ";
  report.Add("conflicts.merged", of + "both replicas together: merged", static_cast<double>(merged),
             "");
  report.Add("conflicts.disputed", "  disputed, both values kept", static_cast<double>(disputed),
             "");
  report.Add("conflicts.lost", "  lost", static_cast<double>(lost), "");
}

void MeasureSmall(const TempFolder& folder, const HubProcess& hub, const Options& options,
                  Report& report) {
  Site school(folder.File("school.db"));
  Site coordinator(folder.File("coordinator.db"));
  school.Join(hub.server(), hub.codes()[2]);
  school.Exchange();
  coordinator.Exchange();
  SyntheticSchool synthetic(0);
  Pair pair{{school, synthetic}, coordinator};
  AddSmall("quiet", "nothing to say", school, report, 1024, 1);
  school.Edit(model::child, Ids(pair.school, model::child).front(), model::child.parent_phone,
              synthetic.Phone());
  AddSmall("edit", "one-field edit", school, report, 1024, 2);
  coordinator.Exchange();
  MeasureDay(pair, 1, "day", "D: a school's day, each row saved by itself", report);
  MeasureDay(pair, 20, "day20", "D: the same, 20 rows per save", report);
  MeasureConflicts(pair, options.contested, report);
}

int Run(const Options& options) {
  StartCountingFsyncs();
  CountFsyncsAs(kSiteSide);
  Report report;
  for (int64_t run = 1; run <= options.runs; ++run) {
    const TempFolder folder;
    const Limits limits = MeasureLimits(folder, options, report);
    const HubProcess hub(folder.File("hub.db"), options.schools, 1, kHubSide);
    MeasureBulk(folder, hub, options, limits, report);
    if (run == options.runs) MeasureSmall(folder, hub, options, report);
  }
  if (options.crowd > 0) MeasureMany(static_cast<size_t>(options.crowd), kHubSide, report);
  std::fputs((options.json ? report.Json() : report.Table()).c_str(), stdout);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const auto options = ParseOptions(count, words);
  if (!options) {
    std::fputs("usage: kruzhok_bench [--schools N] [--runs N] [--crowd N] [--json]\n", stderr);
    return 2;
  }
  try {
    return Run(*options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    return 1;
  }
}
