// SPDX-License-Identifier: MIT
#include <iostream>

#include "client/app/data_folder.h"
#include "client/program.h"
#include "sync/console/arguments.h"
#include "sync/version.h"

namespace {

using namespace kruzhok;

constexpr sync::OptionSpec kOptions[] = {{"--data"},
                                         {"--lang"},
                                         {"--help", sync::Takes::kNothing},
                                         {"--version", sync::Takes::kNothing}};

int Refuse(const client::Translator& texts, const model::Error& error) {
  const client::ErrorText text = client::Describe(texts, error, error.field);
  std::cerr << text.message << '\n' << texts.Text("window.usage") << std::endl;
  return static_cast<int>(error.code.exit());
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> all(words + 1, words + count);
  const client::Translator texts(assets::ChosenLanguage(all));
  const auto arguments = sync::Arguments::Parse(all, kOptions);
  if (!arguments) return Refuse(texts, arguments.error());
  if (arguments->Has("--help") || arguments->Has("--version")) {
    std::cout << "kruzhok " << sync::kVersion << '\n' << texts.Text("window.usage") << std::endl;
    return 0;
  }
  if (!arguments->words().empty())
    return Refuse(texts, model::Error{"usage", arguments->words().front()});
  client::ProgramOptions options;
  options.folder = arguments->Has("--data") ? client::PathOf(arguments->Value("--data"))
                                            : client::DefaultDataFolder();
  if (arguments->Has("--lang"))
    options.language = client::ParseLanguage(arguments->Value("--lang"));
  return client::RunProgram(options, std::cerr);
}
