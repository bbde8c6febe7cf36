// SPDX-License-Identifier: MIT
// A desk as its window uses it, over an installation of a test's district: no window, no threads.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "client/desktop/desk.h"
#include "model/catalog.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"
#include "tests/support/district.h"
#include "tests/support/inline_background.h"

namespace tests {

// Exchanges at once, when it is asked to.
class InlineWorker : public client::SyncWorker {
 public:
  explicit InlineWorker(Installation& who) : who_(who) {}
  void Start() override {
    const std::string failed = who_.Sync();
    report_.error =
        failed.empty()
            ? std::nullopt
            : std::optional(model::Error{model::ErrorCode::FromName(failed, "server_failed")});
    report_.totals.pushed = who_.totals.pushed;
    report_.totals.pulled = who_.totals.pulled;
    ++report_.finished;
  }
  void Stop() override {}
  void SetByItself(bool) override {}
  client::SyncReport Report() override { return report_; }

 private:
  Installation& who_;
  client::SyncReport report_;
};

class DeskRig {
 public:
  explicit DeskRig(Installation& who)
      : who_(who), background_(who.store()), worker_(who), desk_(Open()) {
    Settle();
  }

  client::Desk& operator*() { return *desk_; }
  client::Desk* operator->() { return desk_.get(); }
  client::DeskState& state() { return desk_->state(); }
  client::FormState& form() { return state().record->form; }
  std::string notice() { return state().notice ? state().notice->text : std::string(); }

  void Do(client::Command command) {
    desk_->Run({std::move(command)});
    Settle();
  }
  void Type(std::string_view field, const std::string& text) {
    client::FormField* found = form().Find(field);
    REQUIRE(found != nullptr);
    found->text = text;
  }
  void Settle() {
    do desk_->Pump();
    while (!desk_->settled());
  }
  size_t Rows(const model::EntityType& type) { return desk_->data().List(type).size(); }

 private:
  std::unique_ptr<client::Desk> Open() {
    client::DeskOptions options;
    options.environment = &who_.environment;
    options.background = &background_;
    options.worker = &worker_;
    return std::make_unique<client::Desk>(who_.store(), options);
  }

  Installation& who_;
  InlineBackground background_;
  InlineWorker worker_;
  std::unique_ptr<client::Desk> desk_;
};

// As if the machine had stopped: nobody says goodbye.
inline void Die(std::unique_ptr<DeskRig>& rig, Installation& who) {
  who.disk.Kill();
  rig.reset();
  who.Close();
  who.disk.Revive();
  who.Open();
}

}  // namespace tests
