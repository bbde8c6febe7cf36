// SPDX-License-Identifier: MIT
#include "client/cli/session.h"

#include <charconv>

#include "client/app/data_folder.h"
#include "client/app/row_reading.h"
#include "model/text_fold.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

std::string Listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

}  // namespace

Session::Session(const Arguments& arguments, const Translator& texts, const Console& console)
    : arguments_(arguments),
      texts_(texts),
      console_(console),
      folder_(arguments.Has("--data") ? PathOf(arguments.Value("--data")) : DefaultDataFolder()) {}

model::Result<sync::Store*> Session::Store() {
  if (!store_) {
    auto store = OpenStore(folder_, environment());
    if (!store) return store.error();
    store_ = std::move(*store);
    TellOfFormatCopy();
  }
  return store_.get();
}

void Session::TellOfFormatCopy() {
  sync::Replica& replica = store_->replica();
  const std::string copy = replica.Setting(kFormatCopySetting);
  if (copy.empty() || json() || quiet()) return;
  Say(texts_.Text("cli.format_copy", {{"file", copy}}));
  sync::Replica::Change change(replica);
  replica.SetSetting(kFormatCopySetting, {});
  change.Commit();
}

sync::WriteOptions Session::WriteOptions() const {
  sync::WriteOptions options;
  options.author = model::Normalize(arguments_.Value("--user"));
  options.note = model::Normalize(arguments_.Value("--note"));
  return options;
}

model::Result<const model::EntityType*> Session::Entity(std::string_view name) {
  if (const model::EntityType* type = model::FindEntity(name)) return type;
  if (const auto nearest = NearestEntities(name); !nearest.empty())
    set_hint(texts_.Text("cli.did_you_mean", {{"names", Listed(nearest)}}));
  return model::Error{"unknown_entity", std::string(name), {}};
}

PersonRole Session::Role(sync::Store& store) const {
  const std::string user = model::Normalize(arguments_.Value("--user"));
  return RoleOf(store.replica(), user.empty() ? store.replica().membership().user : user);
}

model::Result<const model::EntityType*> Session::EntityForRows(std::string_view name) {
  const auto type = Entity(name);
  if (!type) return type;
  if (const auto sees = CheckSees(**type, {}); !sees) return sees.error();
  return type;
}

model::Result<void> Session::CheckSees(const model::EntityType& type, std::string_view cell) {
  // Who may see less than everything is known only by the data.
  if (MaySee(PersonRole::kRestricted, type.name(), cell)) return {};
  const auto store = Store();
  if (!store) return store.error();
  if (MaySee(Role(**store), type.name(), cell)) return {};
  set_hint(texts_.Text("privacy.role.ask"));
  return model::Error{"not_allowed", {}, {}, "person_role"};
}

void Session::Note(sync::Store& store, AccessLine line) {
  try {
    line.at_ms = environment().NowMs();
    line.who = model::Normalize(arguments_.Value("--user"));
    if (line.who.empty()) line.who = store.replica().membership().user;
    WriteAccess(store.replica().database(), line);
  } catch (const model::StorageError& error) {
    Say(texts_.Text("privacy.log.failed") + ' ' + error.what());
  }
}

void Session::HintNearestFields(const model::EntityType& type, std::string_view name) {
  if (const auto nearest = NearestFields(type, name); !nearest.empty())
    set_hint(texts_.Text("cli.did_you_mean", {{"names", Listed(nearest)}}));
}

model::Result<const model::FieldInfo*> Session::Field(const model::EntityType& type,
                                                      std::string_view name) {
  const auto field = FindField(type, name);
  if (!field) HintNearestFields(type, name);
  return field;
}

model::Result<model::Uuid> Session::Id(std::string_view text) {
  const auto id = model::Uuid::FromText(text);
  if (!id || id->is_nil()) return model::Error{"bad_id", std::string(text), {}};
  return *id;
}

model::Result<int64_t> Session::Number(std::string_view option, int64_t min, int64_t max) {
  const std::string text = arguments_.Value(option);
  int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || number < min || number > max)
    return model::Error{"usage", std::string(option) + ' ' + text, {}, "cli_bad_number"};
  return number;
}

model::Result<std::pair<const model::FieldInfo*, model::Value>> Session::Assignment(
    const model::EntityType& type, std::string_view word) {
  const size_t equals = word.find('=');
  if (equals == word.npos) return model::Error{"usage", std::string(word), {}, "cli_no_assignment"};
  const auto field = Field(type, word.substr(0, equals));
  if (!field) return field.error();
  auto value = model::ParseInput(**field, word.substr(equals + 1));
  if (!value) {
    model::Error error = value.error();
    error.field = (*field)->name();
    return error;
  }
  return std::pair(*field, *std::move(value));
}

model::Result<std::vector<std::pair<const model::FieldInfo*, model::Value>>> Session::Where(
    const model::EntityType& type) {
  std::vector<std::pair<const model::FieldInfo*, model::Value>> where;
  for (const std::string& word : arguments_.Values("--where")) {
    auto wanted = Assignment(type, word);
    if (!wanted) return wanted.error();
    if (const auto sees = CheckSees(type, wanted->first->name()); !sees) return sees.error();
    where.push_back(*std::move(wanted));
  }
  return where;
}

void Session::Say(const std::string& text) {
  if (!json() && !quiet()) console_.err << text << '\n';
}

}  // namespace kruzhok::client
