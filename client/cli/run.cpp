// SPDX-License-Identifier: MIT
#include "client/cli/run.h"

#include <algorithm>
#include <iostream>

#include "client/app/json_text.h"
#include "client/cli/commands.h"
#include "client/platform/terminal.h"

namespace kruzhok::client {
namespace {

int Fail(const model::Error& error, const Translator& texts, bool json, const Session* session,
         std::ostream& err) {
  const ErrorText text = Describe(texts, error, error.field);
  std::string message = text.message;
  const size_t line = session ? session->line() : 0;
  if (line > 0)
    message = texts.Text("cli.at_line", {{"line", std::to_string(line)}, {"message", message}});
  const std::string& hint = session && !session->hint().empty() ? session->hint() : text.hint;
  if (json) {
    JsonObject object;
    object.Text("code", error.code.name())
        .Text("message", message)
        .TextOrNull("field", error.field)
        .Text("hint", hint);
    if (line > 0) object.Number("line", static_cast<int64_t>(line));
    err << JsonObject().Raw("error", object.str()).str() << '\n';
  } else {
    err << OneLine(message) << '\n' << hint << '\n';
  }
  err.flush();
  return static_cast<int>(error.code.exit());
}

model::Result<const Command*> Check(const Arguments& arguments) {
  const Command* command = FindCommand(arguments.words().front());
  if (command == nullptr)
    return model::Error{"usage", arguments.words().front(), {}, "cli_unknown_command"};
  std::vector<std::string_view> allowed = command->options;
  allowed.insert(allowed.end(), CommonOptions().begin(), CommonOptions().end());
  if (const auto good = arguments.AllowOnly(allowed); !good) return good.error();
  const std::string language = arguments.Value("--lang");
  if (arguments.Has("--lang") && language != "ru" && language != "en")
    return model::Error{"usage", "--lang " + language, {}, "cli_bad_language"};
  if (arguments.Has("--help")) return command;
  const size_t count = arguments.words().size() - 1;
  if (count < command->min_words)
    return model::Error{"usage",
                        std::string(command->syntax.substr(0, command->syntax.find('\n'))),
                        {},
                        "cli_words_missing"};
  if (count > command->max_words)
    return model::Error{
        "usage", arguments.words()[command->max_words + 1], {}, "cli_word_too_much"};
  return command;
}

}  // namespace

int Run(const std::vector<std::string>& words, std::istream& in, std::ostream& out,
        std::ostream& err) {
  const Translator texts(assets::ChosenLanguage(words));
  const bool json = std::find(words.begin(), words.end(), "--json") != words.end();
  const auto arguments = Arguments::Parse(words, Options());
  if (!arguments) return Fail(arguments.error(), texts, json, nullptr, err);
  if (arguments->words().empty()) {
    PrintOverview(texts, out);
    return static_cast<int>(model::Exit::kDone);
  }
  const auto command = Check(*arguments);
  if (!command) return Fail(command.error(), texts, json, nullptr, err);
  if (arguments->Has("--help")) {
    PrintHelp(texts, **command, out);
    return static_cast<int>(model::Exit::kDone);
  }
  const Console console{in, out, err, &out == &std::cout && IsTerminal(StandardStream::kOutput),
                        &err == &std::cerr && IsTerminal(StandardStream::kError)};
  Session session(*arguments, texts, console);
  try {
    const Outcome outcome = (*command)->run(session);
    out.flush();
    if (!outcome) return Fail(outcome.error(), texts, json, &session, err);
    // A full disk behind a redirected output must not look like success.
    if (!out) throw model::StorageError("storage_failed", texts.Text("cli.standard_output"));
    return static_cast<int>(*outcome);
  } catch (const model::StorageError& error) {
    return Fail({error.code(), error.what(), {}}, texts, json, &session, err);
  } catch (const std::filesystem::filesystem_error& error) {
    return Fail({"storage_failed", error.what(), {}}, texts, json, &session, err);
  }
}

}  // namespace kruzhok::client
