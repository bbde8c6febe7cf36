// SPDX-License-Identifier: MIT
#include "server-stub/session.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "server-stub/hub_store.h"
#include "server-stub/platform/data_lock.h"
#include "sync/store/format_copy.h"

namespace kruzhok::server {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

fs::path Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? fs::path() : PathOf(value);
}

fs::path DefaultFolder() {
  const fs::path data = Variable("XDG_DATA_HOME");
  return (data.is_absolute() ? data : Variable("HOME") / ".local/share") / "kruzhok-server";
}

void Check(const std::error_code& failed, const fs::path& path) {
  if (failed) throw model::StorageError("storage_failed", TextOf(path) + ": " + failed.message());
}

}  // namespace

Session::Session(const sync::Arguments& arguments, const assets::Translator& texts,
                 size_t command_words, std::ostream& out, std::ostream& err)
    : arguments_(arguments),
      texts_(texts),
      command_words_(command_words),
      out_(out),
      err_(err),
      folder_(arguments.Has("--data") ? PathOf(arguments.Value("--data")) : DefaultFolder()) {}

HubOptions Session::OptionsFor(const fs::path& database) const {
  HubOptions options;
  options.database.path = TextOf(database);
  return options;
}

void Session::MakeFolder() {
  std::error_code failed;
  if (!fs::create_directories(folder_, failed)) return Check(failed, folder_);
  fs::permissions(folder_, fs::perms::owner_all, failed);
  Check(failed, folder_);
}

void Session::KeepToOperator(const fs::path& file) {
  std::error_code failed;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failed);
  Check(failed, file);
}

model::Result<Hub*> Session::OpenHub() {
  if (hub_) return hub_.get();
  HubOptions options = OptionsFor(database());
  options.database.create = false;
  std::error_code absent;
  if (!fs::exists(database(), absent)) {
    set_hint(texts_.Text("server.no_hub.hint"));
    return model::Error{"not_found", TextOf(folder_), {}, "server_no_hub"};
  }
  if (const auto format = HubStore::FormatToMigrate(options.database))
    Say(texts_.Text("server.format_copy", {{"file", sync::KeepFormat(options.database, *format)}}));
  auto hub = Hub::Open(options, environment());
  if (!hub) return hub.error();
  hub_ = std::move(*hub);
  return hub_.get();
}

model::Result<Hub*> Session::OpenHubToNumber() {
  auto hub = OpenHub();
  if (hub && !DataLock::IsHeld(lock())) (*hub)->StartEpoch();
  return hub;
}

model::Result<model::Uuid> Session::Id(std::string_view text) {
  const auto id = model::Uuid::FromText(text);
  if (!id || id->is_nil()) return model::Error{"bad_id", std::string(text), {}};
  return *id;
}

model::Result<std::string> Session::Needed(std::string_view option) {
  if (!arguments_.Has(option))
    return model::Error{"usage", std::string(option), {}, "cli_option_missing"};
  return arguments_.Value(option);
}

void Session::PrintJson(const ordered_json& json) {
  out_ << json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

void Session::Say(const std::string& text) {
  if (!json() && !arguments_.Has("--quiet")) err_ << text << std::endl;
}

fs::path PathOf(std::string_view utf8) {
  return fs::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string TextOf(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

ordered_json IsoTime(int64_t milliseconds) {
  if (milliseconds == 0) return nullptr;
  using namespace std::chrono;
  const sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  char text[48];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

nlohmann::ordered_json TextOrNull(const std::string& text) {
  return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
}

sync::Table TableOf(const assets::Translator& texts, std::initializer_list<const char*> columns) {
  std::vector<std::string> headings;
  for (const char* column : columns)
    headings.push_back(texts.Text(std::string("server.column.") + column));
  return sync::Table(std::move(headings));
}

std::string NameOf(const std::vector<Organisation>& organisations, const model::Uuid& id) {
  for (const Organisation& one : organisations)
    if (one.id == id) return one.name;
  return id.is_nil() ? std::string() : id.Text();
}

}  // namespace kruzhok::server
