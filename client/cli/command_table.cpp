// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "client/cli/commands.h"

namespace kruzhok::client {
namespace {

constexpr OptionSpec kOptions[] = {
    {"--base"},
    {"--code"},
    {"--commit-size"},
    {"--data"},
    {"--deleted", Takes::kNothing},
    {"--device"},
    {"--file"},
    {"--help", Takes::kNothing},
    {"--id"},
    {"--json", Takes::kNothing},
    {"--lang"},
    {"--limit"},
    {"--note"},
    {"--owner"},
    {"--quiet", Takes::kNothing},
    {"--reason"},
    {"--repair", Takes::kNothing},
    {"--server"},
    {"--stream"},
    {"--take"},
    {"--user"},
    {"--value"},
    {"--watch"},
    {"--where"},
};

constexpr std::string_view kCommonOptions[] = {"--data", "--help", "--json", "--lang", "--quiet"};

constexpr size_t kMany = 100'000;

}  // namespace

std::span<const OptionSpec> Options() {
  return kOptions;
}
std::span<const std::string_view> CommonOptions() {
  return kCommonOptions;
}

// In the order of the overview.
std::span<const Command> Commands() {
  static const std::array kCommands = {
      Command{"join",
              "join --server URL --code CODE [--device NAME] [--user NAME]",
              0,
              0,
              {"--server", "--code", "--device", "--user"},
              &RunJoin},
      Command{"sync", "sync [--watch SECONDS]", 0, 0, {"--watch"}, &RunSyncCommand},
      Command{"status", "status", 0, 0, {}, &RunStatus},
      Command{"entities", "entities", 0, 0, {}, &RunEntities},
      Command{"fields", "fields ENTITY", 1, 1, {}, &RunFields},
      Command{"put",
              "put ENTITY [--id ID] [--base REV] [--owner ORG] [--user NAME] [--note TEXT] "
              "FIELD=VALUE…\nput ENTITY --file ROWS.jsonl [--commit-size N] [--user NAME] [--note "
              "TEXT]",
              1,
              kMany,
              {"--id", "--base", "--owner", "--user", "--note", "--file", "--commit-size"},
              &RunPut},
      Command{"get", "get ENTITY ID", 2, 2, {}, &RunGet},
      Command{"list",
              "list ENTITY [--where FIELD=VALUE]… [--deleted] [--limit N]",
              1,
              1,
              {"--where", "--deleted", "--limit"},
              &RunList},
      Command{"count", "count ENTITY", 1, 1, {}, &RunCount},
      Command{"delete",
              "delete ENTITY ID [--base REV] [--user NAME] [--note TEXT]",
              2,
              2,
              {"--base", "--user", "--note"},
              &RunDelete},
      Command{"restore",
              "restore ENTITY ID [--user NAME] [--note TEXT]",
              2,
              2,
              {"--user", "--note"},
              &RunRestore},
      Command{"history", "history ENTITY ID", 2, 2, {}, &RunHistory},
      Command{
          "undo", "undo ACTION [--user NAME] [--note TEXT]", 1, 1, {"--user", "--note"}, &RunUndo},
      Command{"disputes", "disputes", 0, 0, {}, &RunDisputes},
      Command{"resolve",
              "resolve ENTITY ID FIELD (--take DOT | --value V) [--reason TEXT] [--user NAME]",
              3,
              3,
              {"--take", "--value", "--reason", "--user"},
              &RunResolve},
      Command{"refused",
              "refused [retry|discard|accept ID] [--reason TEXT] [--user NAME]",
              0,
              2,
              {"--reason", "--user"},
              &RunRefused},
      Command{"digest", "digest [--stream STREAM]", 0, 0, {"--stream"}, &RunDigest},
      Command{"verify", "verify [--repair]", 0, 0, {"--repair"}, &RunVerify},
      Command{"backup", "backup FILE", 1, 1, {}, &RunBackup},
      Command{"restore-backup", "restore-backup FILE", 1, 1, {}, &RunRestoreBackup},
      Command{"demo", "demo DIR", 1, 1, {}, &RunDemo},
      Command{"help", "help [COMMAND]", 0, 1, {}, &RunHelp},
  };
  return kCommands;
}

const Command* FindCommand(std::string_view name) {
  const auto commands = Commands();
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const Command& one) { return one.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

}  // namespace kruzhok::client
