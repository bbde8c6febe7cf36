// SPDX-License-Identifier: MIT
// The commands. A new one is a function, a line in command_table.cpp, and two texts per language
// (cli.summary.NAME, cli.help.NAME).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "client/cli/session.h"

namespace kruzhok::client {

struct Command {
  std::string_view name;
  std::string_view syntax;  // After the program's name; the same in all languages.
  size_t min_words;
  size_t max_words;
  std::vector<std::string_view> options;  // Beside those that every command has.
  Outcome (*run)(Session&);
};

std::span<const Command> Commands();
const Command* FindCommand(std::string_view name);  // nullptr: no such command.
std::span<const OptionSpec> Options();              // Of all commands.
std::span<const std::string_view> CommonOptions();  // Of every command.

// write.cpp, put_file.cpp
Outcome RunPut(Session& session);
Outcome RunPutFile(Session& session, const model::EntityType& type);
Outcome RunDelete(Session& session);
Outcome RunRestore(Session& session);
Outcome RunUndo(Session& session);
// Prints what was written: as JSON lines, else as `text` says it.
void PrintWritten(Session& session, const sync::WriteResult& result, std::string_view text_key);

// catalogue.cpp, read.cpp
Outcome RunEntities(Session& session);
Outcome RunFields(Session& session);
Outcome RunGet(Session& session);
Outcome RunList(Session& session);
Outcome RunCount(Session& session);
Outcome RunHistory(Session& session);

// transfer.cpp
Outcome RunImportCommand(Session& session);
Outcome RunExport(Session& session);

// search.cpp
Outcome RunSearch(Session& session);

// review.cpp
Outcome RunDisputes(Session& session);
Outcome RunErase(Session& session);
Outcome RunResolve(Session& session);
Outcome RunRefused(Session& session);

// exchange.cpp
Outcome RunJoin(Session& session);
Outcome RunStatus(Session& session);
Outcome RunSyncCommand(Session& session);

// bundle.cpp
Outcome RunBundle(Session& session);

// service.cpp
Outcome RunDigest(Session& session);
Outcome RunVerify(Session& session);
Outcome RunBackup(Session& session);
Outcome RunRestoreBackup(Session& session);

// access_log.cpp
Outcome RunAccessLog(Session& session);

// report.cpp
Outcome RunReport(Session& session);

// persons.cpp
Outcome RunPersons(Session& session);
// submit.cpp
Outcome RunSubmit(Session& session);
model::Date Today(Session& session);
// Of --year; without it, the one that is due. usage.
model::Result<int64_t> ReportYear(Session& session);

// demo/
Outcome RunDemo(Session& session);

// help.cpp
Outcome RunHelp(Session& session);
void PrintOverview(const Translator& texts, std::ostream& out);
void PrintHelp(const Translator& texts, const Command& command, std::ostream& out);

}  // namespace kruzhok::client
