// SPDX-License-Identifier: MIT
// The program behind the window: it owns the data, does what people ask, and prepares what the screens
// show. Knows neither ImGui nor a window, so that a test can be its user. One thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "client/desktop/background.h"
#include "client/desktop/desk_state.h"
#include "client/desktop/sync_worker.h"

namespace kruzhok::client {

struct DeskOptions {
  sync::Environment* environment = nullptr;
  Background* background = nullptr;
  SyncWorker* worker = nullptr;
  std::function<void(const std::string&)> copy_text;  // To the clipboard; may be empty.
};

class Desk {
 public:
  // Everything in `options` and the store outlive the desk.
  Desk(sync::Store& store, const DeskOptions& options);

  // Between frames: takes what has become known, refreshes what is old. True: something changed.
  bool Pump();
  // Does what was asked. What fails becomes a notice; nothing typed is lost by it.
  void Run(const Commands& commands);

  const Translator& texts() const { return *texts_; }
  const Snapshot& data() const { return *data_; }
  DeskState& state() { return state_; }
  // Nothing is being prepared in the background.
  bool settled() const { return building_ == 0 && built_for_ == wanted_; }
  model::Date today() const;

 private:
  void Do(const GoTo& command);
  void Do(const OpenRecord& command);
  void Do(const NewRecord& command);
  void Do(const CloseRecord& command);
  void Do(const SaveRecord& command);
  void Do(const LeaveField& command);
  void Do(const DiscardDraft& command);
  void Do(const DeleteRows& command);
  void Do(const RestoreRow& command);
  void Do(const UndoLast& command);
  void Do(const UndoAction& command);
  void Do(const SetField& command);
  void Do(const Enrol& command);
  void Do(const SaveRoster& command);
  void Do(const LeaveRosterCell& command);
  void Do(const PasteRoster& command);
  void Do(const ClearRoster& command);
  void Do(const TakeValue& command);
  void Do(const GiveValue& command);
  void Do(const DecideOutside& command);
  void Do(const SyncNow& command);
  void Do(const StopSync& command);
  void Do(const NameSchool& command);
  void Do(const JoinDistrict& command);
  void Do(const SwitchUser& command);
  void Do(const ForgetUser& command);
  void Do(const ChangeSettings& command);
  void Do(const SetProxy& command);
  void Do(const ShowNew& command);
  void Do(const Dismiss& command);
  void Do(const CopyText& command);

  sync::Store& store_;
  DeskOptions options_;
  std::unique_ptr<Translator> texts_;
  std::shared_ptr<const Snapshot> data_;
  DeskState state_;
  int64_t wanted_ = 1;     // Counts what makes the snapshot old.
  int64_t built_for_ = 0;  // The `wanted_` that data_ was built for.
  int building_ = 0;
  std::unordered_set<model::Uuid> own_;  // Rows written here that the snapshot lacks.
  std::vector<model::Uuid> actions_;     // That UndoLast takes back, the last one first.
  int64_t data_version_ = -1;
};

}  // namespace kruzhok::client
