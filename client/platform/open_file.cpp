// SPDX-License-Identifier: MIT
#include "client/platform/open_file.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace kruzhok::client {
namespace {

// Empty: there is no such program.
std::string FindProgram(std::string_view name) {
  const char* path = std::getenv("PATH");
  std::string_view folders = path == nullptr ? "/usr/bin:/bin" : path;
  while (!folders.empty()) {
    const size_t colon = folders.find(':');
    const std::string program = std::string(folders.substr(0, colon)) + '/' + std::string(name);
    if (::access(program.c_str(), X_OK) == 0) return program;
    folders.remove_prefix(colon == folders.npos ? folders.size() : colon + 1);
  }
  return {};
}

// A grandchild, so that nobody has to wait for it. Between fork and exec only what is safe there:
// other threads of ours may hold any lock.
bool StartAlone(char* const* words) {
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) {
    ::setsid();
    const pid_t alone = ::fork();
    if (alone != 0) ::_exit(alone < 0 ? 1 : 0);
    const int nothing = ::open("/dev/null", O_RDWR);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nothing, stream);
    ::execv(words[0], words);
    ::_exit(127);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

bool OpenInViewer(const std::filesystem::path& file) {
  std::string program = FindProgram("xdg-open"), name = file.string();
  if (!program.empty()) {
    const std::array<char*, 3> words{program.data(), name.data(), nullptr};
    return StartAlone(words.data());
  }
  program = FindProgram("gio");
  if (program.empty()) return false;
  std::string open = "open";
  const std::array<char*, 4> words{program.data(), open.data(), name.data(), nullptr};
  return StartAlone(words.data());
}

}  // namespace kruzhok::client
