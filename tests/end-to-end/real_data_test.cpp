// SPDX-License-Identifier: MIT
// Real rows: an open register of sport sections, where this machine has it.
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// The cells of a line; some are in quotes, with each quote within doubled.
std::vector<std::string> CellsOf(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '\t');) {
    if (!cell.empty() && cell.back() == '\r') cell.pop_back();
    if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"')
      cell = cell.substr(1, cell.size() - 2);
    for (size_t at = cell.find("\"\""); at != cell.npos; at = cell.find("\"\"", at + 1))
      cell.erase(at, 1);
    cells.push_back(cell);
  }
  return cells;
}

// "6-18", "18 и старше"; anything else stays text.
void AddAges(const std::string& text, Json& fields) {
  int from = 0;
  int to = 0;
  const char* end = text.data() + text.size();
  const auto [dash, failed] = std::from_chars(text.data(), end, from);
  if (failed != std::errc() || from > 99) return;
  if (dash != end && *dash == '-' && std::from_chars(dash + 1, end, to).ptr == end && to <= 99 &&
      from <= to) {
    fields["age_min"] = from;
    fields["age_max"] = to;
  } else if (std::string_view(dash, end) == " и старше") {
    fields["age_min"] = from;
  }
}

std::vector<Json> Programmes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::vector<Json> rows;
  std::string line;
  std::getline(file, line);  // Headings.
  while (std::getline(file, line)) {
    const auto cells = CellsOf(line);
    REQUIRE(cells.size() == 10);
    Json fields = {{"title", cells[1] + ": " + cells[3]},
                   {"direction", "fizkulturno-sportivnoe"},
                   {"activity", cells[3]},
                   {"place", cells[2]},
                   {"announce", "Возраст: " + cells[5] + ". Пол: " + cells[4]},
                   {"note", cells[6] + ", " + cells[7] + ". " + cells[8] + ", " + cells[9]}};
    AddAges(cells[5], fields);
    rows.push_back({{"fields", fields}});
  }
  return rows;
}

}  // namespace

TEST_CASE("A register of real sport sections, half of it entered offline, reaches everybody") {
  const char* folder = std::getenv("KRUZHOK_REAL_DATA");
  if (folder == nullptr) {
    std::cout << "skipped: KRUZHOK_REAL_DATA does not name a folder with the open data\n";
    return;
  }
  const auto rows = Programmes(std::string(folder) + "/moscow/sport-sections.tsv");
  District district;
  const Site a = district.hub.Join("А", "school");
  const Site b = district.hub.Join("Б", "school");
  const Site coordinator = district.hub.Join("Вера", "coordinator");
  SyncAll({&a, &b, &coordinator}, 1);

  const auto middle = rows.begin() + std::ssize(rows) / 2;
  const auto start = Clock::now();
  a.PutFile("programme", {rows.begin(), middle});
  const double first_s = SecondsSince(start);
  const Json first = a.Sync();
  district.hub.Stop();
  const auto again = Clock::now();
  a.PutFile("programme", {middle, rows.end()});
  const double put_s = first_s + SecondsSince(again);
  CHECK(a.Cli({"sync"}).code() == "unreachable");
  district.hub.Start();
  const Json second = a.Sync();
  const Json pulled = b.Sync();
  coordinator.Sync();

  const auto count = static_cast<double>(rows.size());
  const auto sum = [&](const char* name) {
    return first[name].get<double>() + second[name].get<double>();
  };
  std::cout << rows.size() << " rows: " << count / put_s << " rows/s put, "
            << count / sum("seconds") << " rows/s pushed in " << sum("requests") << " requests, "
            << sum("bytes_sent") / count << " bytes/row; pulled " << pulled["pulled"] << " in "
            << pulled["requests"] << " requests, " << pulled["bytes_received"].get<double>() / count
            << " bytes/row, " << count / pulled["seconds"].get<double>() << " rows/s\n";
  for (const Site* site : {&a, &b, &coordinator}) {
    CHECK(site->Do({"count", "programme"})["count"] == rows.size());
    CHECK(site->Digest("district") == a.Digest("district"));
    site->Verify();
  }
  const auto there = b.List("programme");
  REQUIRE(there.size() == rows.size());
  for (size_t i = 0; i < rows.size(); i += 97)
    CHECK(there[i]["fields"]["place"] == rows[i]["fields"]["place"]);
}
