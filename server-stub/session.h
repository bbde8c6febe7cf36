// SPDX-License-Identifier: MIT
// What every command of kruzhok-server works with: its words, the texts, the streams, the hub. The
// commands themselves stand at the end.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "assets/translator.h"
#include "server-stub/hub.h"
#include "sync/console/arguments.h"
#include "sync/console/table.h"

namespace kruzhok::server {

// How a command ends; an error says the rest.
using Outcome = model::Result<model::Exit>;

class Session {
 public:
  Session(const sync::Arguments& arguments, const assets::Translator& texts, size_t command_words,
          std::ostream& out, std::ostream& err);

  const assets::Translator& texts() const { return texts_; }
  const sync::Arguments& arguments() const { return arguments_; }
  std::ostream& out() { return out_; }
  std::ostream& err() { return err_; }
  bool json() const { return arguments_.Has("--json"); }
  sync::Environment& environment() const { return sync::RealEnvironment(); }
  // Words after the command's name. The command table has checked how many there are.
  const std::string& word(size_t index) const { return arguments_.words()[command_words_ + index]; }

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path database() const { return folder_ / "hub.db"; }
  std::filesystem::path lock() const { return folder_ / "hub.lock"; }
  HubOptions OptionsFor(const std::filesystem::path& database) const;
  // Makes the folder for the operator alone where there is none. Throws StorageError.
  void MakeFolder();
  // The hub's file holds its key. Throws StorageError.
  void KeepToOperator(const std::filesystem::path& file);

  // Opens the hub at the first call. not_found, storage_newer.
  model::Result<Hub*> OpenHub();
  // The same for a command whose doings get numbers. Where no server runs, nobody knows whether
  // this is an old copy put back, whose next numbers were given to something else long ago: so an
  // epoch begins.
  model::Result<Hub*> OpenHubToNumber();

  model::Result<model::Uuid> Id(std::string_view text);        // bad_id
  model::Result<std::string> Needed(std::string_view option);  // usage when it was not given.

  void PrintJson(const nlohmann::ordered_json& json);  // One line of the result.
  // A sentence for people that is no result; on standard error, not with --json or --quiet.
  void Say(const std::string& text);

  // More about an error that the command is about to return.
  void set_hint(std::string hint) { hint_ = std::move(hint); }
  const std::string& hint() const { return hint_; }

 private:
  const sync::Arguments& arguments_;
  const assets::Translator& texts_;
  const size_t command_words_;
  std::ostream& out_;
  std::ostream& err_;
  std::filesystem::path folder_;
  std::unique_ptr<Hub> hub_;
  std::string hint_;
};

// Paths are UTF-8 in all texts.
std::filesystem::path PathOf(std::string_view utf8);
std::string TextOf(const std::filesystem::path& path);
// For JSON: ISO 8601, UTC; null for 0, which stands for never.
nlohmann::ordered_json IsoTime(int64_t milliseconds);
nlohmann::ordered_json TextOrNull(const std::string& text);
// With the headings server.column.NAME.
sync::Table TableOf(const assets::Translator& texts, std::initializer_list<const char*> columns);
// An organisation's name for tables, else its id.
std::string NameOf(const std::vector<Organisation>& organisations, const model::Uuid& id);

Outcome RunInit(Session& session);
Outcome RunOrganisationAdd(Session& session);
Outcome RunOrganisationList(Session& session);
Outcome RunCode(Session& session);
// The same as a file. `days`: until it expires.
Outcome WritePassport(Session& session, sync::Role role, const model::Uuid& organisation, int days);
Outcome RunBundleRead(Session& session);
Outcome RunDeviceList(Session& session);
Outcome RunDeviceRevoke(Session& session);
Outcome RunDeviceGive(Session& session);
Outcome RunDeviceTake(Session& session);
Outcome RunErase(Session& session);
Outcome RunServe(Session& session);
Outcome RunRefusedList(Session& session);
Outcome RunRefusedAccept(Session& session);
Outcome RunRefusedDiscard(Session& session);
Outcome RunBackup(Session& session);
Outcome RunRestore(Session& session);
Outcome RunVerify(Session& session);

}  // namespace kruzhok::server
