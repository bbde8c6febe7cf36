// SPDX-License-Identifier: MIT
// Real programs as child processes: started, killed, waited for, with all that they said.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace tests::end_to_end {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

// How a program ended.
struct Ran {
  int exit = -1;  // 128 and more: ended by the signal of that number less 128.
  std::string out;
  std::string err;

  std::vector<Json> lines() const;  // Of standard output; a line cut by a kill is left out.
  Json json() const;                // The first of them; null when there is none.
  Json error() const;               // What --json says of an error; null when it says none.
  std::string code() const;         // Of that error; empty when there is none.
};

// A program that runs, without standard input and without the proxies of this machine. Killed when
// the object dies. Throws std::runtime_error when it cannot be started.
class Program {
 public:
  // `environment`: NAME=VALUE, beside what this program has.
  Program(const std::filesystem::path& program, const Words& words, const Words& environment = {});
  Program(Program&& other) noexcept;
  Program& operator=(Program&& other) noexcept;
  ~Program();

  std::string ReadLine();  // Of its standard output; empty at the end.
  void Signal(int signal);
  Ran Wait();               // What ReadLine has read is in `out` too.
  std::string err() const;  // What it has said so far on standard error.

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  bool ReadMore();

  int pid_ = 0;
  int output_ = -1;
  size_t read_ = 0;  // Of out_, by ReadLine.
  std::string out_;
  std::unique_ptr<std::FILE, Close> err_;
};

}  // namespace tests::end_to_end
