// SPDX-License-Identifier: MIT
#include "server-stub/commands.h"

#include <algorithm>
#include <span>

#include <nlohmann/json.hpp>

#include "server-stub/session.h"
#include "sync/console/table.h"

namespace kruzhok::server {
namespace {

using sync::OptionSpec;
using sync::Takes;

constexpr OptionSpec kOptions[] = {
    {"--answer"},
    {"--data"},
    {"--days"},
    {"--district"},
    {"--help", Takes::kNothing},
    {"--id"},
    {"--json", Takes::kNothing},
    {"--kind"},
    {"--lang"},
    {"--listen"},
    {"--name"},
    {"--org"},
    {"--passport"},
    {"--pin"},
    {"--quiet", Takes::kNothing},
    {"--reason"},
    {"--role"},
    {"--server"},
    {"--tls-cert"},
    {"--tls-key"},
};

constexpr std::string_view kCommonOptions[] = {"--data", "--help", "--json", "--lang", "--quiet"};

struct Command {
  std::string_view name;   // One word or two.
  std::string_view usage;  // What follows the name.
  size_t words = 0;        // After the name.
  std::vector<std::string_view> options;
  Outcome (*run)(Session&) = nullptr;

  size_t name_words() const { return name.find(' ') == name.npos ? 1 : 2; }
};

// In the order of the overview.
std::span<const Command> Commands() {
  static const Command kCommands[] = {
      {"init", "--district NAME", 0, {"--district"}, &RunInit},
      {"run",
       "[--listen 127.0.0.1:8080] [--tls-cert FILE --tls-key FILE]",
       0,
       {"--listen", "--tls-cert", "--tls-key"},
       &RunServe},
      {"org add",
       "--name NAME --kind KIND [--id ID]",
       0,
       {"--name", "--kind", "--id"},
       &RunOrganisationAdd},
      {"org list", "", 0, {}, &RunOrganisationList},
      {"code",
       "--role school|coordinator [--org ID] [--days N] [--passport FILE --pin PIN [--server URL]]",
       0,
       {"--role", "--org", "--days", "--passport", "--pin", "--server"},
       &RunCode},
      {"bundle read", "FILE --answer FILE", 1, {"--answer"}, &RunBundleRead},
      {"device list", "", 0, {}, &RunDeviceList},
      {"device revoke", "ID", 1, {}, &RunDeviceRevoke},
      {"device give", "ID --org ID", 1, {"--org"}, &RunDeviceGive},
      {"device take", "ID --org ID", 1, {"--org"}, &RunDeviceTake},
      {"erase", "ENTITY ID [--reason TEXT]", 2, {"--reason"}, &RunErase},
      {"refused list", "", 0, {}, &RunRefusedList},
      {"refused accept", "ID [--reason TEXT]", 1, {"--reason"}, &RunRefusedAccept},
      {"refused discard", "ID [--reason TEXT]", 1, {"--reason"}, &RunRefusedDiscard},
      {"backup", "FILE", 1, {}, &RunBackup},
      {"restore", "FILE", 1, {}, &RunRestore},
      {"verify", "", 0, {}, &RunVerify},
  };
  return kCommands;
}

std::string Syntax(const Command& command) {
  return std::string(command.name) + (command.usage.empty() ? "" : " ") +
         std::string(command.usage);
}

void PrintOverview(const assets::Translator& texts, std::ostream& out) {
  out << texts.Text("server.overview.head") << "\n\n";
  sync::Table table;
  for (const Command& command : Commands()) {
    std::string key = "server.summary." + std::string(command.name);
    std::replace(key.begin(), key.end(), ' ', '_');
    table.Add({"  " + Syntax(command), texts.Text(key)});
  }
  out << table.Format() << '\n' << texts.Text("server.overview.tail") << '\n';
}

int Fail(const model::Error& error, const assets::Translator& texts, bool json,
         const std::string& hint, std::ostream& err) {
  const assets::ErrorText text = Describe(texts, error, error.field);
  const std::string& advice = hint.empty() ? text.hint : hint;
  if (json) {
    nlohmann::ordered_json members = {{"code", error.code.name()}, {"message", text.message}};
    if (error.field.empty())
      members["field"] = nullptr;
    else
      members["field"] = error.field;
    members["hint"] = advice;
    err << nlohmann::ordered_json{{"error", members}}.dump(
               -1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
        << '\n';
  } else {
    err << sync::OneLine(text.message) << '\n' << advice << '\n';
  }
  err.flush();
  return static_cast<int>(error.code.exit());
}

model::Result<const Command*> FindCommand(const sync::Arguments& arguments) {
  const std::vector<std::string>& words = arguments.words();
  const std::string two = words.size() > 1 ? words[0] + ' ' + words[1] : words[0];
  const auto commands = Commands();
  const auto found = std::find_if(commands.begin(), commands.end(), [&](const Command& one) {
    return one.name == words[0] || one.name == two;
  });
  if (found != commands.end()) return &*found;
  std::string group;
  for (const Command& one : commands)
    if (one.name.starts_with(words[0] + ' '))
      group += (group.empty() ? "" : " | ") + std::string(one.name);
  if (words.size() == 1 && !group.empty())
    return model::Error{"usage", group, {}, "cli_words_missing"};
  return model::Error{"usage", group.empty() ? words[0] : two, {}, "cli_unknown_command"};
}

model::Result<void> Check(const sync::Arguments& arguments, const Command& command) {
  std::vector<std::string_view> allowed = command.options;
  allowed.insert(allowed.end(), std::begin(kCommonOptions), std::end(kCommonOptions));
  if (const auto good = arguments.AllowOnly(allowed); !good) return good.error();
  const std::string language = arguments.Value("--lang");
  if (arguments.Has("--lang") && language != "ru" && language != "en")
    return model::Error{"usage", "--lang " + language, {}, "cli_bad_language"};
  if (arguments.Has("--help")) return {};
  const size_t all = command.name_words() + command.words;
  if (arguments.words().size() < all)
    return model::Error{"usage", Syntax(command), {}, "cli_words_missing"};
  if (arguments.words().size() > all)
    return model::Error{"usage", arguments.words()[all], {}, "cli_word_too_much"};
  return {};
}

}  // namespace

int Run(const std::vector<std::string>& words, std::ostream& out, std::ostream& err) {
  const assets::Translator texts(assets::ChosenLanguage(words));
  const bool json = std::find(words.begin(), words.end(), "--json") != words.end();
  const auto arguments = sync::Arguments::Parse(words, kOptions);
  if (!arguments) return Fail(arguments.error(), texts, json, "", err);
  if (arguments->words().empty() || arguments->words().front() == "help") {
    PrintOverview(texts, out);
    return static_cast<int>(model::Exit::kDone);
  }
  const auto command = FindCommand(*arguments);
  if (!command) return Fail(command.error(), texts, json, "", err);
  if (const auto good = Check(*arguments, **command); !good)
    return Fail(good.error(), texts, json, "", err);
  if (arguments->Has("--help")) {
    PrintOverview(texts, out);
    return static_cast<int>(model::Exit::kDone);
  }
  Session session(*arguments, texts, (*command)->name_words(), out, err);
  try {
    const Outcome outcome = (*command)->run(session);
    out.flush();
    if (!outcome) return Fail(outcome.error(), texts, json, session.hint(), err);
    // A full disk behind a redirected output must not look like success.
    if (!out) throw model::StorageError("storage_failed", texts.Text("cli.standard_output"));
    return static_cast<int>(*outcome);
  } catch (const model::StorageError& error) {
    return Fail({error.code(), error.what(), {}}, texts, json, session.hint(), err);
  } catch (const std::filesystem::filesystem_error& error) {
    return Fail({"storage_failed", error.what(), {}}, texts, json, session.hint(), err);
  }
}

}  // namespace kruzhok::server
