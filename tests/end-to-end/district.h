// SPDX-License-Identifier: MIT
// A district of real programs in a few words: a hub and the computers of schools and coordinators,
// each with a folder of its own. What must work throws std::runtime_error with all that was said
// when it does not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/end-to-end/program.h"
#include "tests/support/temp_folder.h"

namespace tests::end_to_end {

// One installation of kruzhok-cli.
class Site {
 public:
  // `organisation`: the id of the one that it belongs to; empty: a coordinator's.
  Site(std::filesystem::path folder, std::string organisation)
      : folder_(std::move(folder)), organisation_(std::move(organisation)) {}

  const std::filesystem::path& folder() const { return folder_; }
  const std::string& organisation() const { return organisation_; }
  std::filesystem::path database() const { return folder_ / "kruzhok.db"; }
  // Its clock says this from now on: a time as the program faketime takes it.
  void SetClock(std::string time) { clock_ = std::move(time); }

  // A command with --json, begun or run to its end.
  Program Begin(const Words& words) const;
  Ran Cli(const Words& words) const;
  Ran CliIn(const std::string& language, const Words& words) const;  // Without --json.
  // The command must end with 0; what it printed first.
  Json Do(const Words& words) const;

  // The id of a new row.
  std::string Put(const std::string& entity, const Words& fields) const;
  // Rows of `put --file`, each {"fields":{…}}; what was printed.
  std::vector<Json> PutFile(const std::string& entity, const std::vector<Json>& rows,
                            const Words& more = {}) const;
  void Edit(const std::string& entity, const std::string& id, const Words& fields) const;
  Json Get(const std::string& entity, const std::string& id) const;
  std::vector<Json> List(const std::string& entity) const;
  // Ends with 0, or with 5 where something waits for a person.
  Json Sync() const;
  std::string Digest(const std::string& stream) const;
  void Verify() const;
  // Whether these bytes stand in the database's files or in a line of its log.
  bool Knows(const std::string& bytes) const;

 private:
  Program Run(Words words) const;

  std::filesystem::path folder_;
  std::string organisation_;
  std::string clock_;
};

// kruzhok-server with its folder. Stopped by SIGTERM when the object dies.
class Hub {
 public:
  // Makes the district and runs it on a free port.
  explicit Hub(std::filesystem::path folder);
  ~Hub();
  Hub(const Hub&) = delete;

  uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  void Start();  // Again, on the same port.
  void Stop();   // By SIGTERM; it must end with 0.
  void Kill();   // By SIGKILL.

  Program Begin(const Words& words) const;  // A command with --json.
  Ran Cli(const Words& words) const;
  // The id of the organisation; it is made when its name is new.
  std::string Organisation(const std::string& name);
  std::string Code(const std::string& organisation, const std::string& role);
  // Another computer of the organisation, or of a coordinator; its user has the name `name` and,
  // from the second computer on, a number.
  Site Join(const std::string& name, const std::string& role);
  // Not joined: its folder, and the words of the command that joins it by way of `server`.
  std::pair<Site, Words> Invite(const std::string& name, const std::string& role,
                                const std::string& server);
  // A school's computer without a network.
  Site JoinByPassport(const std::string& name);

 private:
  std::filesystem::path folder_;
  std::optional<Program> program_;
  uint16_t port_ = 0;
  std::map<std::string, std::string> organisations_;
  std::map<std::string, int> computers_;
};

// A new district in a folder that goes with it.
struct District {
  TempFolder folder;
  Hub hub{folder.path() / "hub"};
};

// Exchanges, several times over, so that what each pushes reaches all others.
void SyncAll(const std::vector<const Site*>& sites, int rounds = 2);
// "last_name=…" and a first name, as `put child` takes them.
Words Child(const std::string& last_name);
// The same as a line of `put --file`.
Json ChildRow(const std::string& last_name);

}  // namespace tests::end_to_end
