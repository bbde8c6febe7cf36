// SPDX-License-Identifier: MIT
#include <algorithm>

#include "client/cli/commands.h"

namespace kruzhok::client {
namespace {

constexpr OptionSpec kOptions[] = {
    {"--base"},
    {"--basis"},
    {"--by"},
    {"--code"},
    {"--commit-size"},
    {"--create-missing", Takes::kNothing},
    {"--data"},
    {"--deleted", Takes::kNothing},
    {"--ca"},
    {"--device"},
    {"--dry-run", Takes::kNothing},
    {"--file"},
    {"--help", Takes::kNothing},
    {"--id"},
    {"--json", Takes::kNothing},
    {"--key"},
    {"--lang"},
    {"--limit"},
    {"--list", Takes::kNothing},
    {"--map"},
    {"--namesakes"},
    {"--note"},
    {"--class"},
    {"--on"},
    {"--order"},
    {"--out"},
    {"--owner"},
    {"--passport"},
    {"--pin"},
    {"--quiet", Takes::kNothing},
    {"--reason"},
    {"--repair", Takes::kNothing},
    {"--report"},
    {"--server"},
    {"--sheet"},
    {"--since"},
    {"--stream"},
    {"--take"},
    {"--user"},
    {"--value"},
    {"--watch"},
    {"--where"},
    {"--year"},
};

constexpr std::string_view kCommonOptions[] = {"--data", "--help", "--json", "--lang", "--quiet"};

constexpr size_t kMany = 100'000;

// In the order of the overview.
const Command kCommands[] = {
    {"join",
     "join --server URL --code CODE [--device NAME] [--user NAME] [--ca FILE]\n"
     "join --passport FILE --pin PIN [--device NAME] [--user NAME] [--ca FILE]",
     0,
     0,
     {"--server", "--code", "--passport", "--pin", "--device", "--user", "--ca"},
     &RunJoin},
    {"sync", "sync [--watch SECONDS]", 0, 0, {"--watch"}, &RunSyncCommand},
    {"bundle",
     "bundle write FILE|FOLDER\nbundle read FILE\nbundle show FILE",
     2,
     2,
     {},
     &RunBundle},
    {"status", "status", 0, 0, {}, &RunStatus},
    {"entities", "entities", 0, 0, {}, &RunEntities},
    {"fields", "fields ENTITY", 1, 1, {}, &RunFields},
    {"put",
     "put ENTITY [--id ID] [--base REV] [--owner ORG] [--user NAME] [--note TEXT] "
     "FIELD=VALUE…\nput ENTITY --file ROWS.jsonl [--commit-size N] [--user NAME] [--note "
     "TEXT]",
     1,
     kMany,
     {"--id", "--base", "--owner", "--user", "--note", "--file", "--commit-size"},
     &RunPut},
    {"get", "get ENTITY ID [--user NAME]", 2, 2, {"--user"}, &RunGet},
    {"list",
     "list ENTITY [--where FIELD=VALUE]… [--deleted] [--limit N] [--user NAME]",
     1,
     1,
     {"--where", "--deleted", "--limit", "--user"},
     &RunList},
    {"count", "count ENTITY [--user NAME]", 1, 1, {"--user"}, &RunCount},
    {"search",
     "search TEXT… [--limit N] [--user NAME]",
     1,
     kMany,
     {"--limit", "--user"},
     &RunSearch},
    {"delete",
     "delete ENTITY ID [--base REV] [--user NAME] [--note TEXT]",
     2,
     2,
     {"--base", "--user", "--note"},
     &RunDelete},
    {"restore",
     "restore ENTITY ID [--user NAME] [--note TEXT]",
     2,
     2,
     {"--user", "--note"},
     &RunRestore},
    {"history", "history ENTITY ID [--user NAME]", 2, 2, {"--user"}, &RunHistory},
    {"undo", "undo ACTION [--user NAME] [--note TEXT]", 1, 1, {"--user", "--note"}, &RunUndo},
    {"import",
     "import ENTITY FILE [--map FIELD=COLUMN]… [--key COLUMN]… [--sheet NAME] [--owner ORG] "
     "[--namesakes same|new] [--create-missing] [--dry-run] [--report FILE] [--user NAME]",
     2,
     2,
     {"--map", "--key", "--sheet", "--owner", "--namesakes", "--create-missing", "--dry-run",
      "--report", "--user"},
     &RunImportCommand},
    {"export",
     "export ENTITY FILE [--where FIELD=VALUE]… [--user NAME]",
     2,
     2,
     {"--where", "--user"},
     &RunExport},
    {"erase",
     "erase ENTITY ID [--reason TEXT] [--user NAME]",
     2,
     2,
     {"--reason", "--user"},
     &RunErase},
    {"disputes", "disputes [--user NAME]", 0, 0, {"--user"}, &RunDisputes},
    {"resolve",
     "resolve ENTITY ID FIELD (--take DOT | --value V) [--reason TEXT] [--user NAME]",
     3,
     3,
     {"--take", "--value", "--reason", "--user"},
     &RunResolve},
    {"refused",
     "refused [retry|discard|accept ID] [--reason TEXT] [--user NAME]",
     0,
     2,
     {"--reason", "--user"},
     &RunRefused},
    {"report",
     "report NAME [--id ID] [--class CLASS] [--order NUMBER] [--owner ORG] [--year YEAR] "
     "[--on DATE] [--user NAME] --out FILE\n"
     "report indicators [--year YEAR] [--basis district|schools] [--owner ORG] [--on DATE] "
     "--out FILE\n"
     "report coverage_parts --by organisation|direction|age|class|category|venue "
     "[--code INDICATOR] [--year YEAR] [--basis district|schools] [--owner ORG] [--on DATE] "
     "--out FILE\n"
     "report list",
     1,
     1,
     {"--id", "--class", "--order", "--owner", "--on", "--out", "--user", "--year", "--basis",
      "--by", "--code"},
     &RunReport},
    {"access-log",
     "access-log [--user NAME] [--since DATE] [--limit N]",
     0,
     0,
     {"--user", "--since", "--limit"},
     &RunAccessLog},
    {"persons",
     "persons candidates [--limit N]\npersons linked\npersons link ID ID… [--user NAME]\n"
     "persons apart ID ID… [--user NAME]\npersons unlink ID… [--user NAME]\npersons outside",
     1,
     kMany,
     {"--limit", "--user", "--note"},
     &RunPersons},
    {"submit",
     "submit coverage [--year YEAR] [--user NAME] [--note TEXT]",
     1,
     1,
     {"--year", "--user", "--note"},
     &RunSubmit},
    {"digest", "digest [--stream STREAM]", 0, 0, {"--stream"}, &RunDigest},
    {"verify", "verify [--repair]", 0, 0, {"--repair"}, &RunVerify},
    {"backup", "backup FILE\nbackup --list", 0, 1, {"--list"}, &RunBackup},
    {"restore-backup", "restore-backup FILE", 1, 1, {}, &RunRestoreBackup},
    {"demo", "demo DIR", 1, 1, {}, &RunDemo},
    {"help", "help [COMMAND]", 0, 1, {}, &RunHelp},
};

}  // namespace

std::span<const OptionSpec> Options() {
  return kOptions;
}
std::span<const std::string_view> CommonOptions() {
  return kCommonOptions;
}

std::span<const Command> Commands() {
  return kCommands;
}

const Command* FindCommand(std::string_view name) {
  const auto commands = Commands();
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const Command& one) { return one.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

}  // namespace kruzhok::client
