// SPDX-License-Identifier: MIT
#include "tests/bench/process.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include "model/assert.h"
#include "server-stub/http_server.h"
#include "server-stub/hub.h"
#include "server-stub/platform/one_heap.h"
#include "server-stub/service.h"
#include "tests/bench/fsync_counter.h"
#include "tests/support/synthetic.h"

namespace tests::bench {
namespace {

using namespace kruzhok;

struct Pipe {
  Pipe() {
    int ends[2];
    ASSERT(pipe(ends) == 0);
    read_end = ends[0];
    write_end = ends[1];
  }
  int read_end;
  int write_end;
};

pid_t Fork() {
  std::fflush(nullptr);
  const pid_t process = fork();
  ASSERT(process >= 0);
  return process;
}

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "bench: %s\n", what.c_str());
  std::fflush(nullptr);
  _exit(1);
}

// Everything that a hub tells its parent: the address, then the codes, a line each.
std::string StartHub(const std::string& path, int64_t schools, int64_t codes,
                     std::unique_ptr<server::Hub>& hub, std::unique_ptr<server::Service>& service,
                     std::unique_ptr<server::HttpServer>& http) {
  sync::Environment& environment = sync::RealEnvironment();
  server::HubOptions options;
  options.database.path = path;
  if (const auto made = server::Hub::Init(options, "Район", environment); !made)
    Die("the hub: " + made.error().detail);
  auto opened = server::Hub::Open(options, environment);
  if (!opened) Die("the hub: " + opened.error().detail);
  hub = std::move(*opened);
  hub->StartEpoch();
  for (int64_t index = 0; index < schools; ++index) {
    const SyntheticSchool school(index);
    hub->AddOrganisation(school.name(), "school", school.id());
  }
  service = std::make_unique<server::Service>(*hub, environment);
  auto started = server::HttpServer::Start(
      {}, [&service](const server::HttpRequest& request) { return service->Handle(request); });
  if (!started) Die("the server: " + started.error().detail);
  http = std::move(*started);
  std::string lines = "http://127.0.0.1:" + std::to_string(http->port()) + '\n';
  for (int i = 0; i < 2; ++i) lines += *hub->NewCode(sync::Role::kCoordinator, {}, 1) + '\n';
  for (int64_t index = 0; index < codes; ++index)
    lines += *hub->NewCode(sync::Role::kSchool, SyntheticSchool(index).id(), 1) + '\n';
  return lines;
}

}  // namespace

int64_t PeakKib(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::atoll(line.c_str() + 6);
  return 0;
}

Measure InChild(const std::function<Measure()>& work) {
  const Pipe result;
  const pid_t process = Fork();
  if (process == 0) {
    try {
      Measure measure = work();
      measure.peak_kib = PeakKib(getpid());
      if (write(result.write_end, &measure, sizeof measure) != sizeof measure) Die("a pipe");
    } catch (const std::exception& error) {
      Die(error.what());
    }
    std::fflush(nullptr);
    _exit(0);
  }
  close(result.write_end);
  Measure measure;
  const bool whole = read(result.read_end, &measure, sizeof measure) == sizeof measure;
  close(result.read_end);
  int status = 0;
  waitpid(process, &status, 0);
  if (!whole || status != 0) Die("a child has failed");
  return measure;
}

HubProcess::HubProcess(const std::string& path, int64_t schools, int64_t codes, int side) {
  const Pipe told;
  const Pipe stop;
  process_ = Fork();
  if (process_ == 0) {
    close(stop.write_end);
    try {
      CountFsyncsAs(side);
      server::UseOneHeap();
      std::unique_ptr<server::Hub> hub;
      std::unique_ptr<server::Service> service;
      std::unique_ptr<server::HttpServer> http;
      const std::string lines = StartHub(path, schools, codes, hub, service, http);
      if (write(told.write_end, lines.data(), lines.size()) != std::ssize(lines)) Die("a pipe");
      close(told.write_end);
      char byte;
      while (read(stop.read_end, &byte, 1) > 0) {
      }
      http->Stop(1);
    } catch (const std::exception& error) {
      Die(error.what());
    }
    std::fflush(nullptr);
    _exit(0);
  }
  close(told.write_end);
  close(stop.read_end);
  stop_ = stop.write_end;
  std::string lines;
  char bytes[512];
  for (ssize_t got; (got = read(told.read_end, bytes, sizeof bytes)) > 0;)
    lines.append(bytes, static_cast<size_t>(got));
  close(told.read_end);
  while (!lines.empty()) {
    const size_t end = lines.find('\n');
    codes_.push_back(lines.substr(0, end));
    lines.erase(0, end + 1);
  }
  if (codes_.empty()) Die("the hub did not start");
  server_ = codes_.front();
  codes_.erase(codes_.begin());
}

double HubProcess::cpu_seconds() const {
  clockid_t clock;
  timespec time{};
  ASSERT(clock_getcpuclockid(process_, &clock) == 0 && clock_gettime(clock, &time) == 0);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

HubProcess::~HubProcess() {
  close(stop_);
  waitpid(process_, nullptr, 0);
}

}  // namespace tests::bench
