// SPDX-License-Identifier: MIT
#include "tests/end-to-end/district.h"

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "sync/store/replica.h"

namespace tests::end_to_end {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void Fail(const Words& words, const Ran& ran) {
  std::string text;
  for (const std::string& word : words) text += word + ' ';
  throw std::runtime_error(text + "ended with " + std::to_string(ran.exit) + "\n" +
                           ran.out.substr(0, 2000) + ran.err.substr(0, 2000));
}

Ran Must(const Words& words, Ran ran, int other_exit = 0) {
  if (ran.exit != 0 && ran.exit != other_exit) Fail(words, ran);
  return ran;
}

Words Joined(Words first, const Words& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::string Contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

Program Site::Run(Words words) const {
  words.insert(words.end(), {"--data", folder_.string()});
  if (clock_.empty()) return Program(KRUZHOK_CLI, words);
  // Waiting goes by the true clock; and AddressSanitizer is not to mind another library before it.
  return Program("faketime", Joined({"--exclude-monotonic", "-f", clock_, KRUZHOK_CLI}, words),
                 {"ASAN_OPTIONS=verify_asan_link_order=0"});
}

Program Site::Begin(const Words& words) const {
  return Run(Joined(words, {"--json"}));
}

Ran Site::Cli(const Words& words) const {
  return Begin(words).Wait();
}

Ran Site::CliIn(const std::string& language, const Words& words) const {
  return Run(Joined(words, {"--lang", language})).Wait();
}

Json Site::Do(const Words& words) const {
  return Must(words, Cli(words)).json();
}

std::string Site::Put(const std::string& entity, const Words& fields) const {
  return Do(Joined({"put", entity}, fields))["id"];
}

std::vector<Json> Site::PutFile(const std::string& entity, const std::vector<Json>& rows,
                                const Words& more) const {
  const fs::path file = folder_ / "rows.jsonl";
  std::ofstream stream(file, std::ios::binary);
  for (const Json& row : rows) stream << row.dump() << '\n';
  stream.close();
  const Words words = Joined({"put", entity, "--file", file.string()}, more);
  return Must(words, Cli(words)).lines();
}

void Site::Edit(const std::string& entity, const std::string& id, const Words& fields) const {
  Do(Joined({"put", entity, "--id", id}, fields));
}

Json Site::Get(const std::string& entity, const std::string& id) const {
  return Do({"get", entity, id});
}

std::vector<Json> Site::List(const std::string& entity) const {
  return Must({"list", entity}, Cli({"list", entity})).lines();
}

Json Site::Sync() const {
  return Must({"sync"}, Cli({"sync"}), 5).json();
}

std::string Site::Digest(const std::string& stream) const {
  return Do({"digest", "--stream", stream})["digest"];
}

void Site::Verify() const {
  const Json said = Do({"verify"});
  if (said["ok"] != true || !said["problems"].empty()) throw std::runtime_error(said.dump());
}

bool Site::Knows(const std::string& bytes) const {
  for (const char* suffix : {"", "-wal", "-shm"})
    if (Contents(fs::path(database()) += suffix).find(bytes) != std::string::npos) return true;
  // A frame of the log is compressed, so its lines are looked at too.
  kruzhok::sync::OpenOptions options;
  options.path = database().string();
  const auto replica = kruzhok::sync::Replica::Open(options, kruzhok::sync::RealEnvironment());
  if (!replica) throw std::runtime_error(replica.error().detail);
  bool found = false;
  (*replica)->log().ForEach({}, [&](const kruzhok::sync::LogEntry&, std::string_view line) {
    found |= line.find(bytes) != std::string_view::npos;
  });
  return found;
}

Hub::Hub(fs::path folder) : folder_(std::move(folder)) {
  const Words words{"init", "--district", "Район"};
  Must(words, Cli(words));
  Start();
}

Hub::~Hub() {
  if (!program_) return;
  program_->Signal(SIGTERM);
  program_->Wait();
}

void Hub::Start() {
  program_.emplace(KRUZHOK_SERVER, Words{"run", "--data", folder_.string(), "--listen",
                                         "127.0.0.1:" + std::to_string(port_)});
  const std::string line = program_->ReadLine();
  const size_t colon = line.rfind(':');
  if (!line.starts_with("listening on ") || colon == std::string::npos)
    throw std::runtime_error("the hub does not run: " + line + program_->err());
  port_ = static_cast<uint16_t>(std::stoul(line.substr(colon + 1)));
}

void Hub::Stop() {
  program_->Signal(SIGTERM);
  Must({"run"}, program_->Wait());
  program_.reset();
}

void Hub::Kill() {
  program_->Signal(SIGKILL);
  program_->Wait();
  program_.reset();
}

Program Hub::Begin(const Words& words) const {
  return Program(KRUZHOK_SERVER, Joined(words, {"--data", folder_.string(), "--json"}));
}

Ran Hub::Cli(const Words& words) const {
  return Begin(words).Wait();
}

std::string Hub::Organisation(const std::string& name) {
  std::string& id = organisations_[name];
  const Words words{"org", "add", "--name", name, "--kind", "school"};
  if (id.empty()) id = Must(words, Cli(words)).json()["id"];
  return id;
}

std::string Hub::Code(const std::string& organisation, const std::string& role) {
  Words words{"code", "--role", role};
  if (role == "school") words = Joined(words, {"--org", organisation});
  return Must(words, Cli(words)).json()["code"];
}

std::pair<Site, Words> Hub::Invite(const std::string& name, const std::string& role,
                                   const std::string& server) {
  const std::string organisation = role == "school" ? Organisation(name) : std::string();
  const int number = ++computers_[name];
  const std::string user = number == 1 ? name : name + std::to_string(number);
  const Site site(folder_.parent_path() / user, organisation);
  return {site,
          {"join", "--server", server, "--code", Code(organisation, role), "--device", "pc-" + user,
           "--user", user}};
}

Site Hub::Join(const std::string& name, const std::string& role) {
  const auto [site, words] = Invite(name, role, url());
  site.Do(words);
  return site;
}

Site Hub::JoinByPassport(const std::string& name) {
  const std::string pin = "271828";
  const Site site(folder_.parent_path() / name, Organisation(name));
  const std::string passport = (folder_.parent_path() / (name + ".krp")).string();
  const Words words{"code",       "--role", "school", "--org", site.organisation(),
                    "--passport", passport, "--pin",  pin};
  Must(words, Cli(words));
  site.Do({"join", "--passport", passport, "--pin", pin, "--device", "pc-" + name, "--user", name});
  return site;
}

void SyncAll(const std::vector<const Site*>& sites, int rounds) {
  for (int round = 0; round < rounds; ++round)
    for (const Site* site : sites) site->Sync();
}

Words Child(const std::string& last_name) {
  return {"last_name=" + last_name, "first_name=Анна"};
}

Json ChildRow(const std::string& last_name) {
  return {{"fields", {{"last_name", last_name}, {"first_name", "Анна"}}}};
}

}  // namespace tests::end_to_end
