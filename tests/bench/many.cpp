// SPDX-License-Identifier: MIT
#include "tests/bench/many.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "model/entities/child.h"
#include "sync/exchange/message.h"
#include "tests/bench/crowd.h"
#include "tests/bench/day.h"
#include "tests/bench/process.h"
#include "tests/support/temp_folder.h"

namespace tests::bench {
namespace {

using namespace kruzhok;

constexpr size_t kSlowPull = size_t{16} << 10;  // What a slow client wants at once.
constexpr double kMostSeconds = 60;
constexpr int kLeastTrips = 50;
constexpr int kPauseMs = 20;  // Between two exchanges of the fast client.

// Replicas in memory, so that making them is quick.
struct Member {
  explicit Member(int64_t index) : site(":memory:"), school(index) {}
  Place place() { return {site, school}; }
  Site site;
  SyntheticSchool school;
};

double Percentile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto at = static_cast<size_t>(part * static_cast<double>(values.size()));
  return values[std::min(at, values.size() - 1)];
}

std::vector<std::string> Requests(std::vector<std::unique_ptr<Member>>& members,
                                  size_t pull_bytes) {
  std::vector<std::string> requests;
  for (const auto& member : members)
    requests.push_back(HttpRequestBytes(member->site.token(), member->site.Request(pull_bytes)));
  return requests;
}

// Saves one field and exchanges, until `enough`; what each exchange waited for the hub.
template <typename Enough>
std::vector<double> RoundTrips(Member& member, Enough enough) {
  const auto children = Ids(member.place(), model::child);
  std::vector<double> waits;
  while (!enough(waits.size())) {
    member.site.Edit(model::child, children[waits.size() % children.size()],
                     model::child.parent_phone, member.school.Phone());
    const Measure measure = member.site.Exchange();
    waits.push_back(measure.waited.seconds / static_cast<double>(measure.requests));
    std::this_thread::sleep_for(std::chrono::milliseconds(kPauseMs));
  }
  return waits;
}

void AddTrips(const std::string& name, const std::string& label, const std::vector<double>& waits,
              double goal_ms, Report& report) {
  report.Add(name + ".p50", label + ", p50", Percentile(waits, 0.5) * 1000, "ms");
  report.Add(name + ".p95", "  p95", Percentile(waits, 0.95) * 1000, "ms", goal_ms);
  report.Add(name + ".trips", "  of so many", static_cast<double>(waits.size()), "");
}

void MeasureSlow(std::vector<std::unique_ptr<Member>>& members, Member& fast, const HubProcess& hub,
                 Report& report) {
  const auto few = [](size_t trips) { return trips >= kLeastTrips; };
  AddTrips("slow.alone", "a fast client alone", RoundTrips(fast, few), 0, report);
  const size_t clients = 2 * members.size();
  const double hub_cpu = hub.cpu_seconds();
  const Stopwatch watch;
  const SlowCrowd crowd(hub.server(), Requests(members, kSlowPull), clients);
  // As long as it takes until everybody has been answered once.
  const auto waits = RoundTrips(fast, [&](size_t trips) {
    const bool all = crowd.answered() == static_cast<int64_t>(clients);
    return watch.Elapsed().seconds > kMostSeconds || (few(trips) && all);
  });
  AddTrips("slow.beside", "  beside " + std::to_string(clients) + " clients at 20 kbit/s", waits,
           10, report);
  report.Add("slow.answered", "  of them answered", static_cast<double>(crowd.answered()), "");
  report.Add("slow.failed", "  broken", static_cast<double>(crowd.failed()), "");
  report.Add("slow.hub_cpu", "  the hub's processor",
             100 * (hub.cpu_seconds() - hub_cpu) / watch.Elapsed().seconds, "%");
  report.Add("slow.hub_mb", "  memory of the hub", static_cast<double>(hub.peak_kib()) / 1024, "MB",
             128);
}

void MeasureReturn(std::vector<std::unique_ptr<Member>>& members, const HubProcess& hub,
                   Report& report) {
  // All know all before the day begins.
  for (int round = 0; round < 2; ++round)
    for (const auto& member : members) {
      member->site.Exchange();
      member->site.Disconnect();
    }
  for (const auto& member : members) WriteDay(member->place(), 1);
  const auto requests = Requests(members, SIZE_MAX);
  const double hub_cpu = hub.cpu_seconds();
  const auto conversations = AllAtOnce(hub.server(), requests, kMostSeconds);
  std::vector<double> seconds;
  for (const Conversation& conversation : conversations) {
    const auto answer = sync::DecodeAnswer(conversation.body);
    if (conversation.status == 200 && answer && answer->whole && !answer->message.taken.empty() &&
        answer->message.verdicts.empty())
      seconds.push_back(conversation.seconds);
  }
  report.Add("return.schools", "schools that come at once, each with D",
             static_cast<double>(members.size()), "");
  report.Add("return.done", "  answered, and all of it taken", static_cast<double>(seconds.size()),
             "");
  report.Add("return.p50", "  p50", Percentile(seconds, 0.5), "s");
  report.Add("return.p99", "  p99", Percentile(seconds, 0.99), "s", 10);
  report.Add("return.hub_cpu", "  the hub's processor", hub.cpu_seconds() - hub_cpu, "s");
  report.Add("return.hub_mb", "  memory of the hub", static_cast<double>(hub.peak_kib()) / 1024,
             "MB", 512);
}

}  // namespace

void MeasureMany(size_t schools, int side, Report& report) {
  const TempFolder folder;
  // One more, for the fast client.
  const auto all = static_cast<int64_t>(schools + 1);
  const HubProcess hub(folder.File("hub.db"), all, all, side);
  std::vector<std::unique_ptr<Member>> members;
  for (int64_t index = 0; index < all; ++index) {
    members.push_back(std::make_unique<Member>(index));
    Member& member = *members.back();
    member.site.Join(hub.server(), hub.codes()[2 + static_cast<size_t>(index)]);
    WriteBeginning(member.place());
  }
  const auto fast = std::move(members.back());
  members.pop_back();
  fast->site.Exchange();
  MeasureSlow(members, *fast, hub, report);
  MeasureReturn(members, hub, report);
}

}  // namespace tests::bench
