// SPDX-License-Identifier: MIT
#include "client/cli/arguments.h"

#include <catch2/catch.hpp>

#include "client/cli/commands.h"
#include "client/cli/output.h"

using namespace kruzhok;
using namespace kruzhok::client;

namespace {

model::Result<Arguments> Parse(std::vector<std::string> words) {
  return Arguments::Parse(words, Options());
}

}  // namespace

TEST_CASE("Arguments: options may stand anywhere, with a blank or an equals sign") {
  const auto arguments = Parse({"--data", "d", "put", "child", "--json", "a=b", "--id=7", "c="});
  REQUIRE(arguments);
  CHECK(arguments->words() == std::vector<std::string>{"put", "child", "a=b", "c="});
  CHECK(arguments->Value("--data") == "d");
  CHECK(arguments->Value("--id") == "7");
  CHECK(arguments->Has("--json"));
  CHECK_FALSE(arguments->Has("--quiet"));
}

TEST_CASE("Arguments: two dashes end the options; the last of two values counts") {
  const auto arguments = Parse({"--where", "a=1", "list", "--where", "b=2", "--", "--json"});
  REQUIRE(arguments);
  CHECK(arguments->words() == std::vector<std::string>{"list", "--json"});
  CHECK(arguments->Values("--where") == std::vector<std::string>{"a=1", "b=2"});
  CHECK(arguments->Value("--where") == "b=2");
}

TEST_CASE("Arguments: a wrong option is told with its name") {
  const std::vector<std::pair<std::vector<std::string>, std::string_view>> wrong = {
      {{"list", "--wher", "a=b"}, "cli_unknown_option"},
      {{"list", "--json=1"}, "cli_takes_no_value"},
      {{"list", "--data"}, "cli_needs_value"},
      {{"list", "--data", "--json"}, "cli_needs_value"}};
  for (const auto& [words, reason] : wrong) {
    const auto arguments = Parse(words);
    REQUIRE_FALSE(arguments);
    CHECK(arguments.error().code.name() == "usage");
    CHECK(arguments.error().reason == reason);
    CHECK_FALSE(arguments.error().detail.empty());
  }
}

TEST_CASE("Arguments: the id of a commit is a word though it may begin with dashes") {
  const auto arguments = Parse({"refused", "retry", "--Za5OPiQ3C_mc3WD0eHMQ.3.92W6dM2-", "-"});
  REQUIRE(arguments);
  CHECK(arguments->words().size() == 4);
}

TEST_CASE("Every command has a summary and a help text, and only options that exist") {
  const Translator texts(Language::kRussian);
  for (const Command& command : Commands()) {
    CAPTURE(command.name);
    CHECK(texts.Has("cli.summary." + std::string(command.name)));
    CHECK(texts.Has("cli.help." + std::string(command.name)));
    CHECK(command.syntax.starts_with(command.name));
    for (const std::string_view option : command.options)
      CHECK(std::any_of(Options().begin(), Options().end(),
                        [&](const OptionSpec& spec) { return spec.name == option; }));
  }
}

TEST_CASE("Output: widths are columns of the terminal, not bytes or letters") {
  CHECK(DisplayWidth("Ёлкин") == 5);
  CHECK(DisplayWidth("и\u0306") == 1);
  CHECK(DisplayWidth("日本") == 4);
  CHECK(DisplayWidth("😀") == 2);
  CHECK(CutToWidth("Ёлкин Пётр", 6) == "Ёлкин…");
  CHECK(CutToWidth("日本語", 4) == "日…");
  CHECK(CutToWidth("Ёлкин", 5) == "Ёлкин");
}

TEST_CASE("Output: columns of a table stand straight, and values cannot control the terminal") {
  Table table({"имя", "n"});
  table.Add({"Ёлкин", "1"});
  table.Add({"Li\x1B[31m\nX", "2"});
  CHECK(table.Format() == "имя        n\nЁлкин      1\nLi\uFFFD[31m X  2\n");
}
