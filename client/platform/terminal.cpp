// SPDX-License-Identifier: MIT
#include "client/platform/terminal.h"

#include <array>
#include <sys/ioctl.h>
#include <unistd.h>

namespace kruzhok::client {

bool IsTerminal(StandardStream stream) {
  return ::isatty(static_cast<int>(stream)) == 1;
}

size_t TerminalWidth() {
  winsize size{};
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

std::string HostName() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::filesystem::path ProgramFolder() {
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return unknown ? std::filesystem::current_path() : program.parent_path();
}

}  // namespace kruzhok::client
