// SPDX-License-Identifier: MIT
// The hub's data as a whole: making it, copying it, putting a copy back, checking it.
#include <array>
#include <fstream>

#include <nlohmann/json.hpp>

#include "model/text_fold.h"
#include "server-stub/session.h"
#include "sync/console/table.h"

namespace kruzhok::server {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

bool HasDatabaseHeader(const fs::path& file) {
  std::array<char, 16> header{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(header.data(), header.size());
  return std::string_view(header.data(), header.size()) ==
         std::string_view("SQLite format 3\0", 16);
}

void Remove(const fs::path& database) {
  std::error_code ignored;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"})
    fs::remove(fs::path(database) += suffix, ignored);
}

// A copy of the backup beside the place that it is for. file_unreadable, not_a_database: it is no
// hub's.
model::Result<void> CopyHub(const fs::path& backup, const fs::path& copy) {
  std::ifstream readable(backup, std::ios::binary);
  if (!readable.is_open() || !fs::is_regular_file(backup))
    return model::Error{"file_unreadable", TextOf(backup), {}};
  if (!HasDatabaseHeader(backup)) return model::Error{"not_a_database", TextOf(backup), {}};
  sync::OpenOptions options;
  options.path = TextOf(backup);
  options.create = false;
  options.read_only = true;
  const auto database = sync::Database::Open(options);
  if (!database->HasTable("device_site") || !database->HasTable("rolling"))
    return model::Error{"not_a_database", TextOf(backup), {}};
  database->Backup(TextOf(copy));
  return {};
}

// Numbers that were given after the backup will be given again: the epoch tells them apart.
model::Result<void> CheckAndBeginEpoch(Session& session, const fs::path& copy) {
  auto hub = Hub::Open(session.OptionsFor(copy), session.environment());
  if (!hub) return hub.error();
  if (const auto problems = (*hub)->Verify(); !problems.empty())
    return model::Error{"verify_failed", problems.front(), {}};
  (*hub)->StartEpoch();
  return {};
}

}  // namespace

Outcome RunInit(Session& session) {
  const auto typed = session.Needed("--district");
  if (!typed) return typed.error();
  const std::string district = model::Normalize(*typed);
  if (district.empty()) return model::Error{"required", {}, "district"};
  session.MakeFolder();
  const auto made =
      Hub::Init(session.OptionsFor(session.database()), district, session.environment());
  if (!made) return made.error();
  session.KeepToOperator(session.database());
  if (session.json())
    session.PrintJson({{"district", district}, {"data", TextOf(session.folder())}});
  session.Say(session.texts().Text("server.made", {{"folder", TextOf(session.folder())}}));
  return model::Exit::kDone;
}

Outcome RunBackup(Session& session) {
  const auto hub = session.OpenHub();
  if (!hub) return hub.error();
  const fs::path file = PathOf(session.word(0));
  std::error_code unknown;
  const bool itself = fs::equivalent(file, session.database(), unknown);
  const bool alien =
      fs::exists(file, unknown) && fs::file_size(file, unknown) > 0 && !HasDatabaseHeader(file);
  if (itself || alien) return model::Error{"already_exists", TextOf(file), {}};
  // Under another name until it is whole: whoever dies here leaves the older one as it was.
  const fs::path part = fs::path(file) += ".part";
  Remove(part);
  try {
    (*hub)->Backup(TextOf(part));
    session.KeepToOperator(part);
    fs::rename(part, file);
  } catch (...) {
    Remove(part);
    throw;
  }
  if (session.json())
    session.PrintJson({{"file", session.word(0)}, {"bytes", fs::file_size(file)}});
  session.Say(session.texts().Text("server.backed_up", {{"file", session.word(0)}}));
  return model::Exit::kDone;
}

Outcome RunRestore(Session& session) {
  if (fs::exists(session.database()))
    return model::Error{"already_exists", TextOf(session.database()), {}};
  session.MakeFolder();
  // Under another name until it is known to be whole.
  const fs::path part = fs::path(session.database()) += ".part";
  Remove(part);
  auto restored = CopyHub(PathOf(session.word(0)), part);
  if (restored) restored = CheckAndBeginEpoch(session, part);
  if (!restored) {
    Remove(part);
    return restored.error();
  }
  fs::rename(part, session.database());
  session.KeepToOperator(session.database());
  const auto hub = session.OpenHub();
  if (!hub) return hub.error();
  if (session.json())
    session.PrintJson({{"district", (*hub)->district()}, {"epoch", (*hub)->epoch()}});
  session.Say(session.texts().Text("server.restored", {{"folder", TextOf(session.folder())}}));
  return model::Exit::kDone;
}

Outcome RunVerify(Session& session) {
  const auto hub = session.OpenHub();
  if (!hub) return hub.error();
  const std::vector<std::string> problems = (*hub)->Verify();
  if (session.json()) {
    session.PrintJson({{"ok", problems.empty()}, {"problems", problems}});
  } else {
    for (const std::string& problem : problems) session.out() << sync::OneLine(problem) << '\n';
    if (problems.empty()) session.out() << session.texts().Text("server.verified") << '\n';
  }
  if (problems.empty()) return model::Exit::kDone;
  session.set_hint(session.texts().Text("server.verify_failed.hint"));
  return model::Error{"verify_failed", std::to_string(problems.size()), {}, "cli_problems"};
}

}  // namespace kruzhok::server
