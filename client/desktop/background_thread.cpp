// SPDX-License-Identifier: MIT
#include "client/app/data_folder.h"
#include "client/desktop/threads.h"

namespace kruzhok::client {

BackgroundThread::BackgroundThread(std::filesystem::path folder, sync::Environment& environment,
                                   std::function<void()> wake)
    : folder_(std::move(folder)),
      environment_(environment),
      wake_(std::move(wake)),
      thread_([this] { Run(); }) {}

BackgroundThread::~BackgroundThread() {
  {
    const std::lock_guard lock(mutex_);
    quit_ = true;
  }
  something_.notify_one();
  thread_.join();
}

void BackgroundThread::Start(Work work, Failed failed) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back({std::move(work), std::move(failed)});
  }
  something_.notify_one();
}

bool BackgroundThread::Deliver() {
  std::vector<Then> due;
  {
    const std::lock_guard lock(mutex_);
    due.swap(done_);
  }
  for (const Then& then : due)
    if (then) then();
  return !due.empty();
}

void BackgroundThread::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    something_.wait(lock, [this] { return quit_ || !jobs_.empty(); });
    if (quit_) return;
    {
      const Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      Then then = Do(job);
      lock.lock();
      done_.push_back(std::move(then));
    }
    if (wake_) wake_();
  }
}

Background::Then BackgroundThread::Do(const Job& job) {
  const auto failed = [&job](const model::Error& error) -> Then {
    if (!job.failed) return {};
    return [failed = job.failed, error] { failed(error); };
  };
  try {
    if (!store_) {
      auto store = OpenStore(folder_, environment_);
      if (!store) return failed(store.error());
      store_ = std::move(*store);
    }
    return job.work(*store_);
  } catch (const model::StorageError& error) {
    return failed({error.code(), error.what()});
  }
}

}  // namespace kruzhok::client
