// SPDX-License-Identifier: MIT
// The background of a desk in a test: everything is done when it is asked for what has come of it.
#pragma once

#include <deque>
#include <utility>

#include "client/desktop/background.h"

namespace tests {

class InlineBackground : public kruzhok::client::Background {
 public:
  // The store outlives it, and may be the desk's own.
  explicit InlineBackground(kruzhok::sync::Store& store) : store_(store) {}

  void Start(Work work, Failed failed) override {
    jobs_.emplace_back(std::move(work), std::move(failed));
  }
  bool Deliver() override {
    std::deque<std::pair<Work, Failed>> jobs;
    jobs.swap(jobs_);
    for (const auto& [work, failed] : jobs) {
      Then then;
      try {
        then = work(store_);
      } catch (const kruzhok::model::StorageError& error) {
        failed({error.code(), error.what()});
        continue;
      }
      if (then) then();
    }
    return !jobs.empty();
  }

 private:
  kruzhok::sync::Store& store_;
  std::deque<std::pair<Work, Failed>> jobs_;
};

}  // namespace tests
