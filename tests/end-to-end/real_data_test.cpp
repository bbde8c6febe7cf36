// SPDX-License-Identifier: MIT
// Real lists, where this machine has them: an open register of sport sections and two of
// institutions.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

namespace {

using Clock = std::chrono::steady_clock;

// Empty, and said so, where this machine has no such folder.
std::filesystem::path RealData() {
  const char* folder = std::getenv("KRUZHOK_REAL_DATA");
  if (folder != nullptr) return std::filesystem::path(folder) / "moscow";
  std::cout << "skipped: KRUZHOK_REAL_DATA does not name a folder with the open data\n";
  return {};
}

// The result of an import, which is over also when some rows wait for an answer.
Json Import(const Site& site, const std::string& entity, const std::filesystem::path& file) {
  return site.Do({"import", entity, file.string()});
}

std::vector<std::filesystem::path> FilesThatBegin(const std::filesystem::path& folder, char c) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().filename().string().front() == c && entry.path().extension() == ".csv")
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

}  // namespace

TEST_CASE("A register of real sport sections comes in once and reaches everybody") {
  const std::filesystem::path folder = RealData();
  if (folder.empty()) return;
  const std::filesystem::path file = folder / "sport-sections.tsv";
  District district;
  const Site a = district.hub.Join("А", "school");
  const Site b = district.hub.Join("Б", "school");
  const Site coordinator = district.hub.Join("Вера", "coordinator");
  SyncAll({&a, &b, &coordinator}, 1);

  district.hub.Stop();
  const auto start = Clock::now();
  const Json imported = Import(a, "programme", file);
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  CHECK(imported["rows"] == 1761);
  CHECK(imported["created"] == 1744);
  CHECK(imported["duplicates"] == 17);
  CHECK(imported["rejected"] == 0);
  const auto& problems = imported["problems"];
  CHECK(std::ranges::count_if(problems,
                              [](const Json& one) { return one["outcome"] == "repeated"; }) == 17);
  // Two rows have words that name no age; each is told by its line.
  std::vector<int> unread;
  for (const Json& one : problems)
    if (one["column"] == "Возраст занимающихся спортсменов") unread.push_back(one["line"]);
  CHECK(unread == std::vector<int>{815, 903});
  district.hub.Start();
  const Json pushed = a.Sync();
  const Json pulled = b.Sync();
  coordinator.Sync();

  const Json again = Import(a, "programme", file);
  CHECK(again["same"] == 1744);
  CHECK(again["import_id"].is_null());
  const Json elsewhere =
      coordinator.Do({"import", "programme", file.string(), "--owner", a.organisation()});
  CHECK(elsewhere["same"] == 1744);
  std::cout << "1761 rows: imported in " << seconds << " s; "
            << pushed["bytes_sent"].get<double>() / 1744 << " bytes/row pushed in "
            << pushed["requests"] << " requests, " << pulled["bytes_received"].get<double>() / 1744
            << " bytes/row pulled in " << pulled["requests"] << '\n';
  for (const Site* site : {&a, &b}) {
    CHECK(site->Do({"count", "programme"})["count"] == 1744);
    CHECK(site->Digest("district") == coordinator.Digest("district"));
    site->Verify();
  }
}

TEST_CASE("Real institutions from ten lists are one row each, and are known in another layout") {
  const std::filesystem::path folder = RealData();
  if (folder.empty()) return;
  District district;
  const Site coordinator = district.hub.Join("Вера", "coordinator");
  coordinator.Sync();
  const int64_t before = coordinator.Do({"count", "organisation"})["count"];
  int64_t rows = 0;
  for (const auto& file : FilesThatBegin(folder, '5'))
    rows += int64_t{Import(coordinator, "organisation", file)["rows"]};
  CHECK(rows == 227);
  // None of the 227 stands twice: six pairs have one name and different addresses, sites,
  // telephones.
  CHECK(coordinator.Do({"count", "organisation"})["count"] == before + 227);
  int64_t recognised = 0;
  for (const auto& file : FilesThatBegin(folder, '2')) {
    const Json imported = Import(coordinator, "organisation", file);
    CHECK(imported["created"] == 0);
    recognised += int64_t{imported["changed"]} + int64_t{imported["same"]};
  }
  CHECK(recognised == 138);
  for (const auto& file : FilesThatBegin(folder, '5'))
    CHECK(Import(coordinator, "organisation", file)["created"] == 0);
  CHECK(coordinator.Do({"count", "organisation"})["count"] == before + 227);
  coordinator.Sync();
  coordinator.Verify();
}
