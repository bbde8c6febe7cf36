// SPDX-License-Identifier: MIT
#include "client/cli/demo/demo_hub.h"

#include <nlohmann/json.hpp>

#include "client/app/data_folder.h"
#include "client/platform/terminal.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

// Beside this program where both are installed, in the neighbouring room where both were built.
std::optional<fs::path> FindServer() {
  const fs::path here = ProgramFolder();
  for (const char* place : {"kruzhok-server", "../server-stub/kruzhok-server"}) {
    std::error_code absent;
    const fs::path program = fs::canonical(here / place, absent);
    if (!absent && fs::is_regular_file(program)) return program;
  }
  return std::nullopt;
}

std::string Member(const std::string& line, const char* name) {
  const auto object = nlohmann::json::parse(line, nullptr, false);
  return object.is_object() ? object.value(name, "") : "";
}

}  // namespace

model::Result<DemoHub> DemoHub::Make(const fs::path& folder, const std::string& district) {
  const auto program = FindServer();
  if (!program)
    return model::Error{"file_unreadable", TextOf(ProgramFolder() / "kruzhok-server"), {}};
  DemoHub hub(*program, folder);
  if (const auto made = hub.Ask({"init", "--district", district}); !made) return made.error();
  return hub;
}

model::Result<std::vector<std::string>> DemoHub::Ask(std::vector<std::string> words) {
  const std::string command = words.front();
  words.insert(words.end(), {"--data", TextOf(folder_), "--json"});
  auto process = Process::Start(program_, words);
  if (!process) return model::Error{"server_failed", TextOf(program_), {}};
  std::vector<std::string> lines;
  while (auto line = process->ReadLine()) lines.push_back(*std::move(line));
  if (process->Wait() != 0 || lines.empty())
    return model::Error{"server_failed", "kruzhok-server " + command, {}};
  return lines;
}

model::Result<std::string> DemoHub::AddOrganisation(const std::string& name,
                                                    const std::string& kind) {
  const auto lines = Ask({"org", "add", "--name", name, "--kind", kind});
  if (!lines) return lines.error();
  return Member(lines->front(), "id");
}

model::Result<std::string> DemoHub::MakeCode(const std::string& role,
                                             const std::string& organisation) {
  std::vector<std::string> words{"code", "--role", role};
  if (!organisation.empty()) words.insert(words.end(), {"--org", organisation});
  const auto lines = Ask(std::move(words));
  if (!lines) return lines.error();
  return Member(lines->front(), "code");
}

model::Result<void> DemoHub::RevokeDevice(const std::string& name) {
  const auto devices = Ask({"device", "list"});
  if (!devices) return devices.error();
  for (const std::string& line : *devices) {
    if (Member(line, "name") != name) continue;
    if (const auto revoked = Ask({"device", "revoke", Member(line, "id")}); !revoked)
      return revoked.error();
  }
  return {};
}

model::Result<void> DemoHub::Start() {
  constexpr std::string_view kListening = "listening on ";
  const std::string listen = address_.empty() ? "127.0.0.1:0" : address_;
  process_ = Process::Start(program_, {"run", "--data", TextOf(folder_), "--listen", listen});
  while (process_) {
    const auto line = process_->ReadLine();
    if (!line) break;
    if (const size_t at = line->find(kListening); at != std::string::npos) {
      address_ = line->substr(at + kListening.size());
      return {};
    }
  }
  process_.reset();
  return model::Error{"server_failed", "kruzhok-server run", {}};
}

}  // namespace kruzhok::client
