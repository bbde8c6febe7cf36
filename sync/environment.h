// SPDX-License-Identifier: MIT
// The two things that the engine takes from the machine besides storage: the wall clock, which is
// only for people to read, and randomness. Tests and the simulation have their own.
#pragma once

#include <cstddef>
#include <cstdint>

#include "model/entity_type.h"
#include "model/uuid.h"
#include "sync/namespace.h"

namespace kruzhok::sync {

class Environment {
 public:
  virtual ~Environment() = default;
  virtual int64_t NowMs() = 0;  // Since 1970 UTC; may be wrong by decades.
  virtual void Random(void* bytes, size_t count) = 0;
};

// The machine's own; may be used by any thread.
Environment& RealEnvironment();

// The wall clock as far as it may be told.
int64_t NowMs(Environment& environment, model::Moment moment);
// A time-ordered id (UUIDv7). With a wrong clock ids are as unique, only less well ordered.
model::Uuid NewUuid(Environment& environment, model::Moment moment = model::Moment::kExact);
// An id without a time (sites, actions, epochs).
model::Uuid RandomUuid(Environment& environment);

}  // namespace kruzhok::sync
