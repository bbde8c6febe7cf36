// SPDX-License-Identifier: MIT
// digest, verify, backup, restore-backup.
#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/cli/commands.h"

namespace kruzhok::client {

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
  const auto store = session.Store();
  if (!store) return store.error();
  const bool repair = session.arguments().Has("--repair");
  const auto found = (*store)->Verify(repair);
  // What a repair leaves is only seen by looking again.
  const auto left = repair && !found.empty() ? (*store)->Verify(false) : found;
  const auto repaired = static_cast<int64_t>(found.size()) - static_cast<int64_t>(left.size());
  if (session.json()) {
    JsonArray problems;
    for (const std::string& problem : left) problems.Text(problem);
    session.out() << JsonObject()
                         .Boolean("ok", left.empty())
                         .Raw("problems", problems.str())
                         .Number("repaired", repaired)
                         .str()
                  << '\n';
  } else {
    for (const std::string& problem : left) session.out() << OneLine(problem) << '\n';
    if (repaired > 0) session.out() << session.texts().Count("cli.repaired", repaired) << '\n';
    if (left.empty()) session.out() << session.texts().Text("cli.verified") << '\n';
  }
  if (!left.empty())
    return model::Error{"verify_failed", std::to_string(left.size()), {}, "cli_problems"};
  return model::Exit::kDone;
}

Outcome RunBackup(Session& session) {
  const auto store = session.Store();
  if (!store) return store.error();
  const std::filesystem::path file = PathOf(session.word(0));
  if (const auto written = WriteBackup(**store, file); !written) return written.error();
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
  const auto restored =
      RestoreBackup(PathOf(session.word(0)), session.folder(), session.environment());
  if (!restored) return restored.error();
  const auto store = session.Store();
  if (!store) return store.error();
  const sync::Membership& membership = (*store)->replica().membership();
  if (session.json())
    session.out() << JsonObject()
                         .Text("site", membership.site.Text())
                         .TextOrNull("district", membership.district)
                         .str()
                  << '\n';
  else
    session.out() << session.texts().Text("cli.restored_backup",
                                          {{"folder", TextOf(session.folder())}})
                  << '\n';
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
