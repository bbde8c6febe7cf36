// SPDX-License-Identifier: MIT
#include "tests/end-to-end/program.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern char** environ;

namespace tests::end_to_end {
namespace {

// What this machine says about proxies and languages is not for the programs under test.
bool IsAlien(std::string_view variable) {
  for (const std::string_view name : {"http_proxy=", "HTTP_PROXY=", "https_proxy=", "HTTPS_PROXY=",
                                      "all_proxy=", "ALL_PROXY=", "KRUZHOK_LANG="})
    if (variable.starts_with(name)) return true;
  return false;
}

std::vector<char*> Pointers(Words& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

std::vector<Json> Ran::lines() const {
  std::vector<Json> all;
  std::istringstream stream(out);
  for (std::string line; std::getline(stream, line);)
    if (Json json = Json::parse(line, nullptr, false); !json.is_discarded())
      all.push_back(std::move(json));
  return all;
}

Json Ran::json() const {
  const auto all = lines();
  return all.empty() ? Json() : all.front();
}

Json Ran::error() const {
  const Json json = Json::parse(err, nullptr, false);
  return json.is_object() ? json.value("error", Json()) : Json();
}

std::string Ran::code() const {
  const Json said = error();
  return said.is_object() ? said.value("code", "") : "";
}

Program::Program(const std::filesystem::path& program, const Words& words, const Words& environment)
    : err_(std::tmpfile()) {
  Words argument_words{program.string()};
  argument_words.insert(argument_words.end(), words.begin(), words.end());
  Words variables = environment;
  for (char** variable = environ; *variable != nullptr; ++variable)
    if (!IsAlien(*variable)) variables.emplace_back(*variable);

  std::array<int, 2> pipe{};
  if (!err_ || ::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ::fileno(err_.get()), STDERR_FILENO);
  pid_t pid = 0;
  const int failed = ::posix_spawnp(&pid, argument_words.front().c_str(), &actions, nullptr,
                                    Pointers(argument_words).data(), Pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  output_ = pipe[0];
  if (failed != 0) {
    ::close(output_);
    throw std::runtime_error("cannot start " + program.string());
  }
  pid_ = pid;
}

Program::Program(Program&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)),
      output_(std::exchange(other.output_, -1)),
      read_(other.read_),
      out_(std::move(other.out_)),
      err_(std::move(other.err_)) {}

Program& Program::operator=(Program&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(output_, other.output_);
  std::swap(read_, other.read_);
  std::swap(out_, other.out_);
  std::swap(err_, other.err_);
  return *this;
}

Program::~Program() {
  if (pid_ > 0) {
    Signal(SIGKILL);
    Wait();
  }
  if (output_ >= 0) ::close(output_);
}

bool Program::ReadMore() {
  std::array<char, 65536> bytes;
  ssize_t count = -1;
  do count = ::read(output_, bytes.data(), bytes.size());
  while (count < 0 && errno == EINTR);
  if (count > 0) out_.append(bytes.data(), static_cast<size_t>(count));
  return count > 0;
}

std::string Program::ReadLine() {
  size_t end = std::string::npos;
  while ((end = out_.find('\n', read_)) == std::string::npos)
    if (!ReadMore()) return {};
  std::string line = out_.substr(read_, end - read_);
  read_ = end + 1;
  return line;
}

void Program::Signal(int signal) {
  if (pid_ > 0) ::kill(pid_, signal);
}

Ran Program::Wait() {
  Ran ran;
  while (ReadMore()) {
  }
  int status = 0;
  while (pid_ > 0 && ::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
  ran.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.out = out_;
  ran.err = err();
  return ran;
}

std::string Program::err() const {
  std::string text;
  std::array<char, 4096> bytes;
  for (off_t at = 0;;) {
    const ssize_t count = ::pread(::fileno(err_.get()), bytes.data(), bytes.size(), at);
    if (count <= 0) return text;
    text.append(bytes.data(), static_cast<size_t>(count));
    at += count;
  }
}

}  // namespace tests::end_to_end
