// SPDX-License-Identifier: MIT
// put of one row, delete, restore, undo.
#include "client/app/action_notes.h"
#include "client/app/json_text.h"
#include "client/app/row_json.h"
#include "client/cli/commands.h"

namespace kruzhok::client {
namespace {

model::Result<sync::RowWrite> RowOfWords(Session& session, const model::EntityType& type) {
  const Arguments& arguments = session.arguments();
  sync::RowWrite row;
  row.type = &type;
  if (arguments.Has("--id")) {
    const auto id = session.Id(arguments.Value("--id"));
    if (!id) return id.error();
    row.id = *id;
  }
  if (arguments.Has("--base")) row.base = arguments.Value("--base");
  if (arguments.Has("--owner")) {
    row.owner = sync::ParseStreamName(arguments.Value("--owner"));
    if (!row.owner) return model::Error{"bad_id", arguments.Value("--owner"), "owner"};
  }
  for (size_t i = 1; i < session.count(); ++i) {
    auto assignment = session.Assignment(type, session.word(i));
    if (!assignment) return assignment.error();
    row.fields.push_back(*std::move(assignment));
  }
  return row;
}

Outcome WriteRow(Session& session, sync::RowWrite::Kind kind, std::string_view text_key) {
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  const auto id = session.Id(session.word(1));
  if (!id) return id.error();
  const auto store = session.Store();
  if (!store) return store.error();
  sync::RowWrite row;
  row.type = *type;
  row.kind = kind;
  row.id = *id;
  if (session.arguments().Has("--base")) row.base = session.arguments().Value("--base");
  const auto written = (*store)->Write({row}, session.WriteOptions());
  if (!written) return written.error();
  PrintWritten(session, *written, text_key);
  return model::Exit::kDone;
}

void PrintUndone(Session& session, const sync::UndoResult& undone) {
  const Translator& texts = session.texts();
  if (session.json()) {
    JsonArray rows;
    for (const sync::Written& row : undone.rows)
      rows.Raw(JsonObject().Text("id", row.id.Text()).Text("rev", row.rev).str());
    JsonArray kept;
    for (const auto& [key, cell] : undone.kept)
      kept.Raw(JsonObject()
                   .Text("entity", key.entity)
                   .Text("id", key.id.Text())
                   .TextOrNull("field", cell)
                   .str());
    session.out() << JsonObject()
                         .TextOrNull("action", undone.action.is_nil() ? "" : undone.action.Text())
                         .Raw("rows", rows.str())
                         .Raw("kept", kept.str())
                         .str()
                  << '\n';
    return;
  }
  session.out() << texts.Count("cli.undone", static_cast<int64_t>(undone.rows.size())) << '\n';
  if (undone.kept.empty()) return;
  Table table({texts.Text("cli.column.entity"), texts.Text("cli.column.id"),
               texts.Text("cli.column.field")});
  for (const auto& [key, cell] : undone.kept) table.Add({key.entity, key.id.Text(), cell});
  session.out() << texts.Text("cli.undo_kept") << '\n' << table.Format();
}

}  // namespace

void PrintWritten(Session& session, const sync::WriteResult& result, std::string_view text_key) {
  for (const sync::Written& row : result.rows)
    session.out() << (session.json()
                          ? WrittenJson(row, result.action)
                          : session.texts().Text(text_key, {{"id", row.id.Text()},
                                                            {"rev", row.rev},
                                                            {"action", result.action.Text()}}))
                  << '\n';
}

Outcome RunPut(Session& session) {
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  const Arguments& arguments = session.arguments();
  if (arguments.Has("--file")) {
    if (arguments.Has("--id") || arguments.Has("--base") || session.count() > 1)
      return model::Error{"usage", "--file", {}, "cli_file_alone"};
    return RunPutFile(session, **type);
  }
  if (arguments.Has("--commit-size"))
    return model::Error{"usage", "--commit-size", {}, "cli_only_with_file"};
  if (session.count() < 2) return model::Error{"usage", "FIELD=VALUE", {}, "cli_words_missing"};
  const auto row = RowOfWords(session, **type);
  if (!row) return row.error();
  const auto store = session.Store();
  if (!store) return store.error();
  const auto written = (*store)->Write({*row}, session.WriteOptions());
  if (!written) return written.error();
  PrintWritten(session, *written, "cli.written");
  return model::Exit::kDone;
}

Outcome RunDelete(Session& session) {
  return WriteRow(session, sync::RowWrite::Kind::kDelete, "cli.deleted");
}

Outcome RunRestore(Session& session) {
  return WriteRow(session, sync::RowWrite::Kind::kRestore, "cli.restored");
}

Outcome RunUndo(Session& session) {
  const auto action = session.Id(session.word(0));
  if (!action) return action.error();
  const auto store = session.Store();
  if (!store) return store.error();
  sync::WriteOptions options = session.WriteOptions();
  if (options.note.empty()) options.note = NoteOfUndo(session.texts());
  const auto undone = (*store)->Undo(*action, options);
  if (!undone) return undone.error();
  const bool nothing = undone->action.is_nil();
  if (!nothing || !undone->kept.empty()) PrintUndone(session, *undone);
  if (nothing) return model::Error{"nothing_to_undo", action->Text(), {}};
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
