// SPDX-License-Identifier: MIT
// The demonstration's hub: kruzhok-server as another program, driven by its command line like
// anybody would.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "client/platform/process.h"
#include "model/result.h"

namespace kruzhok::client {

class DemoHub {
 public:
  // file_unreadable: there is no kruzhok-server beside this program.
  static model::Result<DemoHub> Make(const std::filesystem::path& folder,
                                     const std::string& district);

  // The organisation's id.
  model::Result<std::string> AddOrganisation(const std::string& name, const std::string& kind);
  model::Result<std::string> MakeCode(const std::string& role, const std::string& organisation);
  // What it sends from now on is not accepted.
  model::Result<void> RevokeDevice(const std::string& name);
  // On the port that it had before, if it had one.
  model::Result<void> Start();
  void Stop() { process_.reset(); }

  const std::string& address() const { return address_; }  // "127.0.0.1:40123", once started.
  const std::filesystem::path& program() const { return program_; }

 private:
  DemoHub(std::filesystem::path program, std::filesystem::path folder)
      : program_(std::move(program)), folder_(std::move(folder)) {}
  // Runs one command to its end and gives its lines of output, one at least.
  model::Result<std::vector<std::string>> Ask(std::vector<std::string> words);

  std::filesystem::path program_;
  std::filesystem::path folder_;
  std::string address_;
  std::optional<Process> process_;
};

}  // namespace kruzhok::client
