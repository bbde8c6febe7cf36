// SPDX-License-Identifier: MIT
// The two threads beside the window's: one prepares what the window shows, the other exchanges with
// the district. Each has its own connection to the data, which it opens when it first needs it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "client/desktop/background.h"
#include "client/desktop/sync_worker.h"

namespace kruzhok::client {

class BackgroundThread : public Background {
 public:
  // `wake` is called on the thread after each work; may be empty. It and the environment outlive
  // the object.
  BackgroundThread(std::filesystem::path folder, sync::Environment& environment,
                   std::function<void()> wake);
  // Waits for the work that is going on; drops the others.
  ~BackgroundThread() override;

  void Start(Work work, Failed failed) override;
  bool Deliver() override;

 private:
  struct Job {
    Work work;
    Failed failed;
  };
  void Run();
  Then Do(const Job& job);

  const std::filesystem::path folder_;
  sync::Environment& environment_;
  const std::function<void()> wake_;
  std::unique_ptr<sync::Store> store_;  // The thread's alone.
  std::mutex mutex_;
  std::condition_variable something_;
  std::deque<Job> jobs_;
  std::vector<Then> done_;
  bool quit_ = false;
  std::thread thread_;  // The last: it uses all of the above.
};

struct SyncThreadOptions {
  std::filesystem::path folder;
  sync::Environment* environment = nullptr;
  std::function<void()> wake{};  // On the thread, when the report has changed; may be empty.
  bool by_itself = true;
  int64_t first_ms = 5'000;
  int64_t interval_ms = 15 * 60'000;
};

class SyncThread : public SyncWorker {
 public:
  explicit SyncThread(SyncThreadOptions options);
  // Breaks off a request that is going on; nothing is lost by it.
  ~SyncThread() override;

  void Start() override;
  void Stop() override;
  void SetByItself(bool by_itself) override;
  SyncReport Report() override;

 private:
  void Run();
  // Nothing: there was no reason to exchange.
  std::optional<SyncOutcome> Exchange(bool asked);
  std::optional<SyncOutcome> ExchangeWith(sync::Store& store, bool asked);
  SyncHooks Hooks();
  bool Pause(int64_t milliseconds);

  const SyncThreadOptions options_;
  std::unique_ptr<sync::Store> store_;  // The thread's alone.
  std::mutex mutex_;
  std::condition_variable something_;
  SyncReport report_;
  bool asked_ = false;
  bool by_itself_ = true;
  bool quit_ = false;
  std::atomic<bool> stop_{false};  // What is going on is to end.
  std::thread thread_;             // The last: it uses all of the above.
};

}  // namespace kruzhok::client
