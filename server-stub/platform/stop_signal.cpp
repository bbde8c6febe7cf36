// SPDX-License-Identifier: MIT
#include "server-stub/platform/stop_signal.h"

#include <csignal>
#include <ctime>

#include "model/assert.h"

namespace kruzhok::server {
namespace {

sigset_t g_before;
struct sigaction g_pipe_before;

sigset_t StopSignals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGINT);
  ::sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

StopSignal::StopSignal() {
  const sigset_t signals = StopSignals();
  ASSERT(::pthread_sigmask(SIG_BLOCK, &signals, &g_before) == 0);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &g_pipe_before);
}

StopSignal::~StopSignal() {
  // An impatient second signal is not to end a program that has stopped cleanly.
  const sigset_t signals = StopSignals();
  const timespec at_once{};
  while (::sigtimedwait(&signals, nullptr, &at_once) > 0) {
  }
  ::pthread_sigmask(SIG_SETMASK, &g_before, nullptr);
  ::sigaction(SIGPIPE, &g_pipe_before, nullptr);
}

void StopSignal::Wait() {
  const sigset_t signals = StopSignals();
  int signal = 0;
  ASSERT(::sigwait(&signals, &signal) == 0);
}

}  // namespace kruzhok::server
