// SPDX-License-Identifier: MIT
// A fixed number of threads that run jobs in the order of their coming. The network threads of
// HttpServer hand their whole requests to one.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kruzhok::server {

// All methods may be called from any thread; Stop and the destructor not from a job.
class WorkerPool {
 public:
  explicit WorkerPool(unsigned threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // A job must not throw. After Stop it is dropped.
  void Submit(std::function<void()> job);
  // Returns when every submitted job is done. May be called twice.
  void Stop();

 private:
  void Run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::mutex join_mutex_;
  std::vector<std::thread> threads_;
};

}  // namespace kruzhok::server
