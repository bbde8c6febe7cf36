// SPDX-License-Identifier: MIT
// The rules of the house that a compiler does not know. Reads the checkout that it was built from
// and tells each problem as file:line, so that an editor can jump there.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "model/error.h"
#include "sync/namespace.h"

namespace {

namespace fs = std::filesystem;
using Texts = std::map<std::string, std::string>;

constexpr ptrdiff_t kMaxFileLines = 600, kMaxLineLetters = 110;
constexpr std::string_view kSelf = "tests/tidy_test.cpp";  // Names what it forbids.

// Which rooms a room may include. Tests may include everything, and nothing includes them.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"model", {"model"}},
    {"sync", {"model", "sync"}},
    {"assets", {"model", "assets"}},
    {"client", {"model", "sync", "assets", "client"}},
    {"server-stub", {"model", "sync", "assets", "server-stub"}},
    {"tests", {"model", "sync", "assets", "client", "server-stub", "tests"}},
};

// The same within the client: what is behind the window knows no window.
const std::map<std::string, std::set<std::string>> kClientMayInclude = {
    {"app", {"app", "platform"}},
    {"cli", {"app", "cli", "coverage", "platform", "print", "surveys", "tables", "transfer"}},
    {"desktop", {"app", "coverage", "desktop", "print", "surveys", "tables", "transfer"}},
    {"widgets", {"app", "desktop", "widgets"}},
    {"screens", {"app", "coverage", "desktop", "surveys", "widgets", "screens"}},
    {"platform", {"platform", "widgets"}},
    {"tables", {"platform", "tables"}},
    {"transfer", {"app", "surveys", "tables", "transfer"}},
    {"coverage", {"app", "coverage", "tables"}},
    {"surveys", {"app", "surveys", "tables"}},
    {"print", {"app", "coverage", "platform", "print", "surveys"}},
};

// Words of the code that stand only in files whose path holds one of the places.
const std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>> kConfined = {
    {{"<sqlite3.h>", "sqlite3_"}, {"sync/sqlite/", "tests/support/", "tests/bench/"}},
    {{"ImGui", "<imgui"},
     {"client/widgets/", "client/screens/", "client/platform/", "tests/client/", "tests/support/",
      "tests/window/", "tests/bench/"}},
    {{"<GLFW/", "glfw3.h"}, {"client/platform/"}},
    {{"<minizip/", "<unzip.h>", "<zip.h>", "<xlsxwriter.h>"},
     {"client/tables/", "tests/client/", "tests/fuzz/"}},
    {{"<hpdf.h>"}, {"client/print/"}},
    {{"<unistd.h>", "<sys/", "<fcntl.h>", "<signal.h>", "<poll.h>", "<pthread.h>", "<dirent.h>",
      "<netinet/", "<arpa/", "<netdb.h>", "<termios.h>", "<pwd.h>", "<dlfcn.h>", "<spawn.h>"},
     {"/platform/", "server-stub/", "tests/"}},
};

// Work left for later, and paths of one machine.
const std::set<std::string> kBanned = {"TODO",     "FIXME",   " /home/",
                                       "\"/home/", " /root/", "\"/root/"};

// The word of a path at that place.
std::string PartOf(std::string_view path, int place) {
  for (; place > 0; --place) path.remove_prefix(std::min(path.find('/') + 1, path.size()));
  return std::string(path.substr(0, path.find('/')));
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

struct File {
  std::string path;  // From the root of the checkout, with slashes.
  std::string ending;
  std::string room;  // The first folder; for a file of the root its name.
  std::vector<std::string> lines;
  bool IsCpp() const { return ending == ".cpp" || ending == ".h"; }
};

// Every text file of the checkout, without what was built and what tools left.
std::vector<File> Checkout() {
  const std::set<std::string> text = {"", ".cpp", ".h", ".txt", ".cmake", ".md", ".json"};
  const fs::path root = KRUZHOK_SOURCE_DIR;
  std::vector<File> files;
  for (auto i = fs::recursive_directory_iterator(root); i != fs::end(i); ++i) {
    const std::string name = i->path().filename().string();
    const bool alien = (name.starts_with(".") && name != ".ci") || name.starts_with("build") ||
                       name == "compile_commands.json" || name == "CMakeUserPresets.json" ||
                       name == "corpus";
    if (alien && i->is_directory()) i.disable_recursion_pending();
    const std::string ending = i->path().extension().string();
    if (alien || !i->is_regular_file() || !text.count(ending)) continue;
    const std::string path = i->path().lexically_relative(root).generic_string();
    files.push_back({path, ending, path.substr(0, path.find('/')), {}});
    std::ifstream stream(i->path());
    for (std::string line; std::getline(stream, line);) files.back().lines.push_back(line);
  }
  REQUIRE(files.size() > 20);
  return files;
}

// Printed past Catch2, which would wrap the lines.
void CheckThatNone(const std::string& problems) {
  std::cerr << problems;
  CHECK(problems.empty());
}

// Fails with what `look(file, line, report)` reports.
template <typename Look>
void CheckEveryLine(Look look) {
  std::string problems;
  for (const File& file : Checkout())
    for (size_t i = 0; i < file.lines.size(); ++i)
      look(file, file.lines[i], [&](const std::string& problem) {
        problems += file.path + ':' + std::to_string(i + 1) + ": " + problem + '\n';
      });
  CheckThatNone(problems);
}

auto Letters(std::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

// The texts of all files of the language: en.json, fields.en.json and so on.
Texts Translation(const std::string& language) {
  Texts texts;
  for (const auto& entry : fs::directory_iterator(KRUZHOK_SOURCE_DIR "/assets/i18n"))
    if (entry.path().filename().string().ends_with(language + ".json")) {
      std::ifstream stream(entry.path());
      texts.merge(nlohmann::json::parse(stream).get<Texts>());
    }
  return texts;
}

std::multiset<std::string> Placeholders(const std::string& text) {
  std::multiset<std::string> found;
  for (size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1))
    found.insert(text.substr(open, text.find('}', open) - open));
  return found;
}

}  // namespace

TEST_CASE("Tidy: rooms include only what lies below them, by a path from the root") {
  CheckEveryLine([](const File& file, const std::string& line, auto report) {
    if (!file.IsCpp() || !line.starts_with("#include \"")) return;
    const auto allowed = kMayInclude.find(file.room);
    if (allowed == kMayInclude.end() ||
        !allowed->second.count(line.substr(10, line.find('/') - 10)))
      report(file.room + " may not " + line);
    const auto inside = kClientMayInclude.find(PartOf(file.path, 1));
    if (file.room != "client" || inside == kClientMayInclude.end()) return;
    if (line.starts_with("#include \"client/") && !inside->second.count(PartOf(line, 1)))
      report("client/" + inside->first + " may not " + line);
  });
}

TEST_CASE("Tidy: what is alien to a room stays in the files that are made for it") {
  std::map<std::string, std::set<std::string>> knowing;
  CheckEveryLine([&](const File& file, std::string_view line, auto report) {
    if (!file.IsCpp() || file.path == kSelf) return;
    const auto holds = [&](const std::string& place) { return Contains(file.path, place); };
    const std::string_view code = line.substr(0, line.find("//"));
    for (const auto& [words, places] : kConfined)
      for (const std::string& word : words)
        if (Contains(code, word) && std::none_of(places.begin(), places.end(), holds))
          report(word + " belongs in " + places.front() + ", not here");
    if (file.room == "tests") return;
    if (file.ending == ".h" && Contains(code, "<nlohmann/json.hpp>"))
      report("a header includes <nlohmann/json_fwd.hpp>, never the whole of it");
    // One source of the product knows each of these, and no header.
    for (const std::string library : {"<curl/", "<microhttpd.h>", "<simdjson.h>"})
      if (Contains(code, library)) {
        knowing[library].insert(file.path);
        if (file.ending == ".h" || knowing[library].size() > 1)
          report(library + " is for one source, which is " + *knowing[library].begin());
      }
  });
}

TEST_CASE("Tidy: files and lines stay short, carry the licence, and leave nothing for later") {
  CheckEveryLine([](const File& file, const std::string& line, auto report) {
    const bool first = &line == &file.lines.front();
    const bool prose = file.ending == ".md" || file.ending == ".json";
    const bool code = file.IsCpp() || file.ending == ".txt" || file.ending == ".cmake" ||
                      file.room == "script" || file.room == ".ci";
    if (first && file.IsCpp() && std::ssize(file.lines) > kMaxFileLines)
      report("the file has " + std::to_string(file.lines.size()) + " lines");
    if (first && code && !Contains(line + file.lines[file.lines.size() > 1], "SPDX-"))
      report("lacks its line SPDX-License-Identifier: MIT");
    if (!prose && Letters(line) > kMaxLineLetters)
      report("the line has " + std::to_string(Letters(line)) + " letters");
    for (const std::string& word : kBanned)
      if (file.path != kSelf && Contains(' ' + line, word)) report("not here: " + word);
  });
}

TEST_CASE("Tidy: every room explains itself in a README") {
  std::string problems;
  for (const auto& [room, rooms_below] : kMayInclude)
    if (!fs::exists(KRUZHOK_SOURCE_DIR "/" + room + "/README.md"))
      problems += room + "/README.md is missing\n";
  CheckThatNone(problems);
}

TEST_CASE("Tidy: every text is there in both languages, with the same placeholders") {
  const std::map<std::string, Texts> texts = {{"ru", Translation("ru")}, {"en", Translation("en")}};
  std::map<std::string, std::string> needed;  // Key -> a text in some language, or nothing yet.
  for (const auto& [language, keys] : texts) needed.insert(keys.begin(), keys.end());
  for (const model::ErrorDefinition& error : model::kErrors)
    for (const char* suffix : {"", ".hint"})
      needed.try_emplace("error." + std::string(error.name) + suffix);

  std::string problems;
  for (const auto& [language, keys] : texts)
    for (const auto& [key, text] : needed)
      if (const auto found = keys.find(key); found == keys.end() || found->second.empty())
        problems +=
            language + ".json lacks:\n  \"" + key + "\": " + nlohmann::json(text).dump() + ",\n";
      else if (Placeholders(found->second) != Placeholders(text))
        problems += language + ".json has other placeholders in " + key + '\n';
  CheckThatNone(problems);
}
