// SPDX-License-Identifier: MIT
// The wish that the server end: SIGTERM from the system, Ctrl+C from a person.
#pragma once

namespace kruzhok::server {

// While it lives, these signals end nothing: they wait for Wait. To be made before the threads of
// the server, which so leave the signals to it. Also keeps broken lines (SIGPIPE) from ending the
// program. Restores what was before. One at a time, and made, used and destroyed by one thread.
class StopSignal {
 public:
  StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  ~StopSignal();

  void Wait();  // Until the first signal, also one that came before.
};

}  // namespace kruzhok::server
