// SPDX-License-Identifier: MIT
#include "client/platform/stop_signal.h"

#include <csignal>
#include <cstddef>
#include <ctime>
#include <iterator>
#include <unistd.h>

namespace kruzhok::client {
namespace {

constexpr unsigned kPatienceSeconds = 3;

volatile std::sig_atomic_t g_requested = 0;
struct sigaction g_before[3];
constexpr int kSignals[] = {SIGINT, SIGTERM, SIGALRM};

void OnSignal(int signal) {
  if (signal == SIGALRM) ::_exit(0);
  g_requested = 1;
  ::alarm(kPatienceSeconds);
}

}  // namespace

StopSignal::StopSignal() {
  g_requested = 0;
  struct sigaction action {};
  action.sa_handler = &OnSignal;
  ::sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < std::size(kSignals); ++i) ::sigaction(kSignals[i], &action, &g_before[i]);
}

StopSignal::~StopSignal() {
  ::alarm(0);
  for (size_t i = 0; i < std::size(kSignals); ++i) ::sigaction(kSignals[i], &g_before[i], nullptr);
}

bool StopSignal::requested() const {
  return g_requested != 0;
}

bool StopSignal::WaitFor(int64_t milliseconds) {
  sigset_t watched;
  sigset_t before;
  ::sigemptyset(&watched);
  ::sigaddset(&watched, SIGINT);
  ::sigaddset(&watched, SIGTERM);
  // Blocked while we look, so that a signal between the look and the wait is not missed.
  ::sigprocmask(SIG_BLOCK, &watched, &before);
  if (!requested()) {
    timespec time{};
    time.tv_sec = static_cast<time_t>(milliseconds / 1000);
    time.tv_nsec = static_cast<long>(milliseconds % 1000) * 1'000'000;
    if (::sigtimedwait(&watched, nullptr, &time) > 0) {
      g_requested = 1;
      ::alarm(kPatienceSeconds);
    }
  }
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  return !requested();
}

}  // namespace kruzhok::client
