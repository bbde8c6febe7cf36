// SPDX-License-Identifier: MIT
#include "client/cli/commands.h"

namespace kruzhok::client {

void PrintOverview(const Translator& texts, std::ostream& out) {
  out << texts.Text("cli.overview.head") << "\n\n";
  Table table;
  for (const Command& command : Commands())
    table.Add(
        {"  " + std::string(command.name), texts.Text("cli.summary." + std::string(command.name))});
  out << table.Format() << '\n' << texts.Text("cli.overview.tail") << '\n';
}

void PrintHelp(const Translator& texts, const Command& command, std::ostream& out) {
  std::string_view left = command.syntax;
  while (!left.empty()) {
    const size_t end = left.find('\n');
    out << "kruzhok-cli " << left.substr(0, end) << '\n';
    left.remove_prefix(end == left.npos ? left.size() : end + 1);
  }
  out << '\n'
      << texts.Text("cli.help." + std::string(command.name)) << "\n\n"
      << texts.Text("cli.help_common") << '\n';
}

Outcome RunHelp(Session& session) {
  if (session.count() == 0) {
    PrintOverview(session.texts(), session.out());
    return model::Exit::kDone;
  }
  const Command* command = FindCommand(session.word(0));
  if (command == nullptr) return model::Error{"usage", session.word(0), {}, "cli_unknown_command"};
  PrintHelp(session.texts(), *command, session.out());
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
