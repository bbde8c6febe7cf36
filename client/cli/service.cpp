// SPDX-License-Identifier: MIT
// digest, verify, backup, restore-backup.
#include <algorithm>

#include "client/app/backup_restore.h"
#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/cli/commands.h"
#include "sync/console/table.h"

namespace kruzhok::client {
namespace {

void PrintVerified(Session& session, const std::vector<std::string>& left, int64_t repaired) {
  if (session.json()) {
    JsonArray problems;
    for (const std::string& problem : left) problems.Text(problem);
    session.out() << JsonObject()
                         .Boolean("ok", left.empty())
                         .Raw("problems", problems.str())
                         .Number("repaired", repaired)
                         .str()
                  << '\n';
    return;
  }
  for (const std::string& problem : left) session.out() << OneLine(problem) << '\n';
  if (repaired > 0) session.out() << session.texts().Count("cli.repaired", repaired) << '\n';
  if (left.empty()) session.out() << session.texts().Text("cli.verified") << '\n';
}

std::string_view KindOf(const BackupFile& backup) {
  switch (backup.kind) {
    case BackupFile::Kind::kUsual:
      break;
    case BackupFile::Kind::kBeforeRestore:
      return "before_restore";
    case BackupFile::Kind::kBeforeUpgrade:
      return "before_upgrade";
  }
  return "usual";
}

// Those that lie in the data folder; the data themselves are not opened.
void PrintBackups(Session& session) {
  const Translator& texts = session.texts();
  Table table({texts.Text("cli.column.file"), texts.Text("cli.column.when"),
               texts.Text("cli.column.size"), texts.Text("cli.column.why")});
  for (const BackupFile& backup : ListBackups(session.folder())) {
    const std::string kind(KindOf(backup));
    if (session.json())
      session.out() << JsonObject()
                           .Text("file", TextOf(backup.file))
                           .Text("kind", kind)
                           .Text("made_at", IsoTime(backup.made_ms))
                           .Number("bytes", static_cast<int64_t>(backup.bytes))
                           .str()
                    << '\n';
    else
      table.Add({TextOf(backup.file), LocalTime(backup.made_ms), ByteSize(texts, backup.bytes),
                 texts.Text("cli.backup." + kind)});
  }
  if (!session.json()) session.out() << table.Format();
}

}  // namespace

Outcome RunDigest(Session& session) {
  std::optional<sync::StreamId> stream;
  if (const std::string name = session.arguments().Value("--stream");
      session.arguments().Has("--stream")) {
    stream = sync::ParseStreamName(name);
    if (!stream) return model::Error{"bad_id", name, {}};
  }
  const auto store = session.Store();
  if (!store) return store.error();
  const Translator& texts = session.texts();
  Table table({texts.Text("cli.column.stream"), texts.Text("cli.column.digest"),
               texts.Text("cli.column.rows")});
  for (const sync::StreamDigest& digest : (*store)->Digest(stream)) {
    if (session.json())
      session.out() << JsonObject()
                           .Text("stream", sync::StreamName(digest.stream))
                           .Text("digest", digest.digest)
                           .Number("rows", digest.rows)
                           .str()
                    << '\n';
    else
      table.Add({sync::StreamName(digest.stream), digest.digest, std::to_string(digest.rows)});
  }
  if (!session.json()) session.out() << table.Format();
  return model::Exit::kDone;
}

Outcome RunVerify(Session& session) {
  const bool repair = session.arguments().Has("--repair");
  std::vector<std::string> found;
  std::vector<std::string> left;
  try {
    const auto store = session.Store();
    if (!store) return store.error();
    found = (*store)->Verify(repair);
    // What a repair leaves is only seen by looking again.
    left = repair && !found.empty() ? (*store)->Verify(false) : found;
  } catch (const model::StorageError& error) {
    // A file that cannot even be read to the end is the first thing that this command is for.
    if (error.code() != model::ErrorCode("storage_corrupt")) throw;
    left.push_back(error.what());
  }
  const auto repaired = static_cast<int64_t>(found.size()) - static_cast<int64_t>(left.size());
  PrintVerified(session, left, std::max<int64_t>(repaired, 0));
  if (!left.empty())
    return model::Error{"verify_failed", std::to_string(left.size()), {}, "cli_problems"};
  return model::Exit::kDone;
}

Outcome RunBackup(Session& session) {
  const bool list = session.arguments().Has("--list");
  if (list == (session.count() == 1))
    return model::Error{"usage", "backup FILE", {}, "cli_words_missing"};
  if (list) {
    PrintBackups(session);
    return model::Exit::kDone;
  }
  const auto store = session.Store();
  if (!store) return store.error();
  const std::filesystem::path file = PathOf(session.word(0));
  if (const auto written = WriteBackup((*store)->replica().database(), file); !written)
    return written.error();
  std::error_code unknown;
  const auto size = std::filesystem::file_size(file, unknown);
  if (session.json())
    session.out() << JsonObject()
                         .Text("file", session.word(0))
                         .Number("bytes", static_cast<int64_t>(unknown ? 0 : size))
                         .str()
                  << '\n';
  else
    session.out() << session.texts().Text("cli.backed_up",
                                          {{"file", session.word(0)},
                                           {"size", ByteSize(session.texts(), unknown ? 0 : size)}})
                  << '\n';
  return model::Exit::kDone;
}

Outcome RunRestoreBackup(Session& session) {
  std::error_code failed;
  std::filesystem::create_directories(session.folder(), failed);
  const auto lock = LockWindow(session.folder());
  if (!lock) return model::Error{"already_running", TextOf(session.folder())};
  const auto restored =
      RestoreBackup(PathOf(session.word(0)), session.folder(), session.environment());
  if (!restored) return restored.error();
  const auto store = session.Store();
  if (!store) return store.error();
  const sync::Membership& membership = (*store)->replica().membership();
  if (session.json()) {
    session.out() << JsonObject()
                         .Text("site", membership.site.Text())
                         .TextOrNull("district", membership.district)
                         .TextOrNull("kept", TextOf(restored->kept))
                         .str()
                  << '\n';
    return model::Exit::kDone;
  }
  const Translator& texts = session.texts();
  session.out() << texts.Text("cli.restored_backup", {{"folder", TextOf(session.folder())}})
                << '\n';
  if (!restored->kept.empty())
    session.out() << texts.Text("cli.restored_kept", {{"file", TextOf(restored->kept)}}) << '\n';
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
