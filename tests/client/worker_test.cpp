// SPDX-License-Identifier: MIT
// The threads beside the window, against a hub on loopback.
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "client/app/data_folder.h"
#include "client/app/joining.h"
#include "client/desktop/desk.h"
#include "client/desktop/threads.h"
#include "client/platform/file_lock.h"
#include "model/entities/child.h"
#include "tests/client/command_line.h"
#include "tests/support/socket.h"

using namespace kruzhok;
using tests::CommandLine;
using tests::TestDistrict;

namespace {

// What the window sleeps on.
class Bell {
 public:
  void Ring() {
    {
      const std::lock_guard lock(mutex_);
      ++rung_;
    }
    rings_.notify_all();
  }
  // False: it took longer than anything in a test may.
  template <typename Predicate>
  bool WaitUntil(Predicate holds) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!holds()) {
      std::unique_lock lock(mutex_);
      if (!rings_.wait_until(lock, until, [this] { return rung_ > heard_; })) return false;
      heard_ = rung_;
    }
    return true;
  }

 private:
  std::mutex mutex_;
  std::condition_variable rings_;
  int rung_ = 0;
  int heard_ = 0;
};

struct Rig {
  explicit Rig(const CommandLine& cli)
      : folder(client::PathOf(cli.data())),
        store(std::move(*client::OpenStore(folder, sync::RealEnvironment()))) {}

  client::SyncThreadOptions Options() {
    client::SyncThreadOptions options;
    options.folder = folder;
    options.environment = &sync::RealEnvironment();
    options.wake = [this] { bell.Ring(); };
    options.by_itself = false;
    options.first_ms = 0;
    return options;
  }
  client::SyncReport Exchange(client::SyncThread& worker) {
    const int64_t before = worker.Report().finished;
    worker.Start();
    REQUIRE(bell.WaitUntil([&] { return worker.Report().finished > before; }));
    return worker.Report();
  }

  Bell bell;
  std::filesystem::path folder;
  std::unique_ptr<sync::Store> store;
};

}  // namespace

TEST_CASE("Worker: it exchanges when it is asked, beside the window's own connection") {
  TestDistrict district;
  const CommandLine school;
  district.Join(school, sync::Role::kSchool, "Марина");
  school.PutChild("Ёлкина");
  Rig rig(school);
  client::SyncThread worker(rig.Options());
  const client::SyncReport report = rig.Exchange(worker);
  CHECK_FALSE(report.error);
  CHECK_FALSE(report.running);
  CHECK(report.totals.pushed == 1);
  CHECK(rig.store->GetStatus().pending == 0);
  CHECK(rig.Exchange(worker).totals.pushed == 0);
}

TEST_CASE("Worker: by itself it begins soon, and says nothing where there is no district") {
  TestDistrict district;
  const CommandLine school;
  school.PutChild("Ёлкина");
  Rig rig(school);
  {
    client::SyncThread worker(rig.Options());
    CHECK(rig.Exchange(worker).error->code.name() == "not_joined");
  }
  district.Join(school, sync::Role::kSchool, "Марина");
  client::SyncThreadOptions options = rig.Options();
  options.by_itself = true;
  client::SyncThread worker(options);
  CHECK(rig.bell.WaitUntil([&] { return worker.Report().finished == 1; }));
  CHECK(worker.Report().totals.pushed == 1);
}

TEST_CASE("Worker: a district that is away is an error of the report, and nothing is lost") {
  TestDistrict district;
  const CommandLine school;
  district.Join(school, sync::Role::kSchool, "Марина");
  school.PutChild("Ёлкина");
  district.Stop();
  Rig rig(school);
  client::SyncThread worker(rig.Options());
  CHECK(rig.Exchange(worker).error->code.name() == "unreachable");
  CHECK(rig.store->GetStatus().pending == 1);
}

TEST_CASE("Worker: a district that never answers holds up neither who stops it nor who leaves") {
  TestDistrict district;
  const CommandLine school;
  district.Join(school, sync::Role::kSchool, "Марина");
  school.PutChild("Ёлкина");
  Rig rig(school);
  const tests::Socket silent = tests::Socket::Listen();
  {
    sync::Replica::Change change(rig.store->replica());
    sync::Membership membership = rig.store->replica().membership();
    membership.server = "http://127.0.0.1:" + std::to_string(silent.port());
    rig.store->replica().SetMembership(membership);
    change.Commit();
  }
  client::SyncThread worker(rig.Options());
  worker.Start();
  const tests::Socket request = silent.Accept();
  SECTION("stopped by hand") {
    worker.Stop();
    REQUIRE(rig.bell.WaitUntil([&] { return worker.Report().finished == 1; }));
    CHECK(worker.Report().stopped);
  }
  SECTION("the window is closed") {
    CHECK(worker.Report().running);
  }
}

TEST_CASE("Worker: while another program exchanges, it says so when it is asked") {
  TestDistrict district;
  const CommandLine school;
  district.Join(school, sync::Role::kSchool, "Марина");
  Rig rig(school);
  const auto lock = client::LockExchange(rig.folder);
  REQUIRE(lock);
  client::SyncThread worker(rig.Options());
  CHECK(rig.Exchange(worker).error->code.name() == "already_syncing");
}

TEST_CASE("Worker: a desk with its threads joins, exchanges and shows what has come") {
  TestDistrict district;
  const CommandLine school;
  const CommandLine coordinator;
  const std::string id = school.PutChild("Ёлкина");
  Rig rig(school);
  client::SyncThread worker(rig.Options());
  client::BackgroundThread background(rig.folder, sync::RealEnvironment(),
                                      [&] { rig.bell.Ring(); });
  client::BackgroundThread network(rig.folder, sync::RealEnvironment(), [&] { rig.bell.Ring(); });
  client::DeskOptions options;
  options.environment = &sync::RealEnvironment();
  options.background = &background;
  options.network = &network;
  options.worker = &worker;
  client::Desk desk(*rig.store, options);
  const auto until = [&](auto holds) {
    return rig.bell.WaitUntil([&] {
      desk.Pump();
      return holds();
    });
  };
  REQUIRE(until([&] { return desk.settled(); }));
  CHECK(desk.data().List(model::child).size() == 1);

  desk.Run({client::JoinDistrict{district.address() + "/", "0000-0000-0000-0000", "Марина"}});
  REQUIRE(until([&] { return !desk.state().join.running; }));
  CHECK(desk.state().join.error);
  desk.Run({client::JoinDistrict{district.address() + "/", district.Code(sync::Role::kSchool),
                                 "Марина"}});
  REQUIRE(until([&] { return worker.Report().finished == 1 && desk.settled(); }));
  CHECK(desk.state().user == "Марина");
  CHECK_FALSE(desk.state().join.error);
  CHECK(desk.data().status.membership.joined);

  district.Join(coordinator, sync::Role::kCoordinator, "Вера");
  REQUIRE(coordinator.json({"sync"}).exit == 0);
  REQUIRE(coordinator({"put", "child", "--id", id, "phone=2"}).exit == 0);
  REQUIRE(coordinator.json({"sync"}).exit == 0);
  desk.Run({client::OpenRecord{&model::child, *model::Uuid::FromText(id)}, client::SyncNow{}});
  REQUIRE(until([&] { return desk.state().record->form.Find("phone")->text == "2"; }));
  CHECK(desk.state().exchange.history.size() == 2);
}

TEST_CASE("Joining: an address is understood without its scheme and with its slash") {
  CHECK(client::ServerAddress(" hub.example/ ") == "https://hub.example");
  CHECK(client::ServerAddress("http://127.0.0.1:80//") == "http://127.0.0.1:80");
  CHECK(client::ServerAddress("").empty());
}
