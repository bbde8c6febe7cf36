// SPDX-License-Identifier: MIT
// What every command works with: its words, the languages' texts, the streams, the data.
#pragma once

#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "client/app/access_log.h"
#include "client/app/person_role.h"
#include "client/app/translator.h"
#include "client/cli/arguments.h"
#include "client/cli/output.h"
#include "model/catalog.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
};

// How a command ends; an error says the rest.
using Outcome = model::Result<model::Exit>;

class Session {
 public:
  Session(const Arguments& arguments, const Translator& texts, const Console& console);

  const Translator& texts() const { return texts_; }
  const Arguments& arguments() const { return arguments_; }
  std::ostream& out() { return console_.out; }
  std::ostream& err() { return console_.err; }
  std::istream& in() { return console_.in; }
  bool json() const { return arguments_.Has("--json"); }
  bool quiet() const { return arguments_.Has("--quiet"); }
  bool shows_progress() const { return console_.err_is_terminal && !quiet(); }
  // Widest cell of a table: unlimited where a program may be reading.
  size_t max_cell() const { return console_.out_is_terminal ? 40 : 0; }

  // Words after the command's name. The command table has checked how many there are.
  size_t count() const { return arguments_.words().size() - 1; }
  const std::string& word(size_t index) const { return arguments_.words()[index + 1]; }

  const std::filesystem::path& folder() const { return folder_; }
  sync::Environment& environment() const { return sync::RealEnvironment(); }
  // Opens the data at the first call.
  model::Result<sync::Store*> Store();
  sync::WriteOptions WriteOptions() const;  // Of --user and --note.

  // unknown_entity, with the nearest names as a hint.
  model::Result<const model::EntityType*> Entity(std::string_view name);
  // The same, for who asks to see or to write rows of it. not_allowed, storage_newer.
  model::Result<const model::EntityType*> EntityForRows(std::string_view name);
  // Of --user, else of who works in the window.
  PersonRole Role(sync::Store& store) const;
  // The command has shown or written this of persons. Never fails it.
  void Note(sync::Store& store, AccessLine line);

  // unknown_field, with the nearest names as a hint.
  model::Result<const model::FieldInfo*> Field(const model::EntityType& type,
                                               std::string_view name);
  model::Result<model::Uuid> Id(std::string_view text);                              // bad_id
  model::Result<int64_t> Number(std::string_view option, int64_t min, int64_t max);  // usage
  // FIELD=VALUE. usage, unknown_field, bad_value.
  model::Result<std::pair<const model::FieldInfo*, model::Value>> Assignment(
      const model::EntityType& type, std::string_view word);

  // Of all --where. As of Assignment; not_allowed.
  model::Result<std::vector<std::pair<const model::FieldInfo*, model::Value>>> Where(
      const model::EntityType& type);

  // A sentence for people that is no result; on standard error, not with --json or --quiet.
  void Say(const std::string& text);

  // More about an error that the command is about to return.
  void set_hint(std::string hint) { hint_ = std::move(hint); }
  const std::string& hint() const { return hint_; }
  void set_line(size_t line) { line_ = line; }
  size_t line() const { return line_; }
  void HintNearestFields(const model::EntityType& type, std::string_view name);

 private:
  // not_allowed; storage_newer.
  model::Result<void> CheckSees(const model::EntityType& type, std::string_view cell);
  void TellOfFormatCopy();  // Once, after an upgrade.

  const Arguments& arguments_;
  const Translator& texts_;
  Console console_;
  std::filesystem::path folder_;
  std::unique_ptr<sync::Store> store_;
  std::string hint_;
  size_t line_ = 0;
};

}  // namespace kruzhok::client
