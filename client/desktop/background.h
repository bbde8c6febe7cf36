// SPDX-License-Identifier: MIT
// Work that the window does not wait for. It runs with a store of its own on a thread of its own;
// what comes of it is handed over on the window's thread, between frames.
#pragma once

#include <functional>

#include "sync/store/store.h"

namespace kruzhok::client {

class Background {
 public:
  // What is to be done on the window's thread with what was found; may be empty.
  using Then = std::function<void()>;
  using Work = std::function<Then(sync::Store&)>;
  // What is to be done there when the machine failed instead; may be empty.
  using Failed = std::function<void(const model::Error&)>;

  virtual ~Background() = default;
  // Works are done one after another, in their order.
  virtual void Start(Work work, Failed failed) = 0;
  // On the window's thread: does every Then that has become due. True: there was one.
  virtual bool Deliver() = 0;
};

}  // namespace kruzhok::client
