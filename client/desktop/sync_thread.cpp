// SPDX-License-Identifier: MIT
#include <chrono>

#include "client/app/data_folder.h"
#include "client/desktop/threads.h"

namespace kruzhok::client {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

// A hub may ask to be left alone for a day: the next exchange is soon enough for that.
constexpr int64_t kLongestPauseMs = 120'000;

}  // namespace

SyncThread::SyncThread(SyncThreadOptions options)
    : options_(std::move(options)), by_itself_(options_.by_itself), thread_([this] { Run(); }) {}

SyncThread::~SyncThread() {
  {
    const std::lock_guard lock(mutex_);
    quit_ = true;
    stop_ = true;
  }
  something_.notify_all();
  thread_.join();
}

void SyncThread::Start() {
  {
    const std::lock_guard lock(mutex_);
    asked_ = !report_.running;
  }
  something_.notify_all();
}

void SyncThread::Stop() {
  {
    const std::lock_guard lock(mutex_);
    asked_ = false;
    if (report_.running) stop_ = true;
  }
  something_.notify_all();
}

void SyncThread::SetByItself(bool by_itself) {
  const std::lock_guard lock(mutex_);
  by_itself_ = by_itself;
}

SyncReport SyncThread::Report() {
  const std::lock_guard lock(mutex_);
  SyncReport report = report_;
  report.running |= asked_;  // It begins as soon as the thread is awake.
  return report;
}

void SyncThread::Run() {
  auto next = Clock::now() + Milliseconds(options_.first_ms);
  std::unique_lock lock(mutex_);
  while (true) {
    something_.wait_until(lock, next, [this] { return quit_ || asked_; });
    if (quit_) return;
    const bool asked = std::exchange(asked_, false);
    std::optional<SyncOutcome> outcome;
    if (asked || by_itself_) {
      stop_ = false;
      report_.running = true;
      lock.unlock();
      if (asked && options_.wake) options_.wake();
      outcome = Exchange(asked);
      lock.lock();
      report_.running = false;
    }
    if (outcome) {
      report_.totals = outcome->totals;
      report_.error = outcome->error;
      report_.stopped = outcome->stopped && !outcome->error;
      report_.finished_at_ms = options_.environment->NowMs();
      ++report_.finished;
      if (options_.wake && !quit_) options_.wake();
    }
    next = Clock::now() + Milliseconds(options_.interval_ms);
  }
}

std::optional<SyncOutcome> SyncThread::Exchange(bool asked) {
  const auto failed = [](const model::Error& error) {
    SyncOutcome outcome;
    outcome.error = error;
    return outcome;
  };
  try {
    if (!store_) {
      auto store = OpenStore(options_.folder, *options_.environment);
      if (!store) return failed(store.error());
      store_ = std::move(*store);
    }
    return ExchangeWith(*store_, asked);
  } catch (const model::StorageError& error) {
    return failed({error.code(), error.what()});
  }
}

std::optional<SyncOutcome> SyncThread::ExchangeWith(sync::Store& store, bool asked) {
  const auto unless_by_itself = [asked](const model::Error& error) -> std::optional<SyncOutcome> {
    if (!asked) return std::nullopt;
    SyncOutcome outcome;
    outcome.error = error;
    return outcome;
  };
  if (!store.replica().membership().joined) return unless_by_itself({"not_joined"});
  // It exchanges by files, and nothing is wrong with that.
  if (store.replica().membership().server.empty()) return unless_by_itself({"no_server"});
  const auto file_lock = LockExchange(options_.folder);
  if (!file_lock) return unless_by_itself({"already_syncing"});
  const auto transport = OpenTransport(store.replica(), &stop_);
  if (!transport) {
    SyncOutcome outcome;
    outcome.error = transport.error();
    return outcome;
  }
  {
    const std::lock_guard lock(mutex_);
    report_.totals = {};
  }
  SyncOutcome outcome = RunSync(store.replica(), **transport, Hooks());
  if (outcome.stopped && !stop_) outcome.error = model::Error{"server_busy"};
  return outcome;
}

SyncHooks SyncThread::Hooks() {
  SyncHooks hooks;
  hooks.progress = [this](const SyncTotals& totals) {
    {
      const std::lock_guard lock(mutex_);
      report_.totals = totals;
    }
    if (options_.wake) options_.wake();
  };
  hooks.wait = [this](int64_t milliseconds) { return Pause(milliseconds); };
  return hooks;
}

bool SyncThread::Pause(int64_t milliseconds) {
  if (milliseconds > kLongestPauseMs) return false;
  std::unique_lock lock(mutex_);
  return !something_.wait_for(lock, Milliseconds(milliseconds), [this] { return stop_.load(); });
}

}  // namespace kruzhok::client
