// SPDX-License-Identifier: MIT
// A generated district whose every indicator is counted again from the exported lists by a program
// that knows nothing of ours (tests/recount).
#include <cstdio>
#include <fstream>
#include <random>

#include <catch2/catch.hpp>

#include "tests/end-to-end/district.h"

using namespace tests::end_to_end;

namespace {

const Words kLists = {"child", "enrolment", "group",     "programme", "category",      "occupation",
                      "staff", "training",  "indicator", "target",    "resident_count"};
const Words kDirections = {
    "tekhnicheskoe",          "estestvennonauchnoe",      "hudozhestvennoe",
    "fizkulturno-sportivnoe", "turistsko-kraevedcheskoe", "socialno-pedagogicheskoe"};

// Twenty organisations in the school years 2024/25 and 2025/26. The same seed makes the same.
class Generated {
 public:
  Generated(District& district, const Site& coordinator) : coordinator_(coordinator) {
    for (int i = 1; i <= kSchools; ++i) {
      names_.push_back("Школа № " + std::to_string(i));
      schools_.push_back(district.hub.Organisation(names_.back()));
    }
    coordinator.Sync();  // Their rows.
    for (size_t school = 0; school < schools_.size(); ++school) MakeSchool(school);
    for (int i = 0; i < kChildren; ++i) MakeChild();
    for (const char* entity : {"programme", "group", "staff", "training", "child", "enrolment",
                               "category", "occupation"})
      coordinator.PutFile(entity, rows_[entity], {"--commit-size", "500"});
  }

  const Words& linked() const { return linked_; }  // Cards that are one child with others.

 private:
  static constexpr int kSchools = 20, kProgrammes = 6, kChildren = 6000;

  bool Chance(int percent) { return random_() % 100 < static_cast<unsigned>(percent); }
  size_t Below(size_t count) { return random_() % count; }
  template <typename List>
  const auto& OneOf(const List& list) {
    return list[Below(list.size())];
  }
  static std::string Iso(size_t year, size_t month, size_t day) {
    char text[16];
    std::snprintf(text, sizeof text, "%04u-%02u-%02u", static_cast<unsigned>(year),
                  static_cast<unsigned>(month), static_cast<unsigned>(day));
    return text;
  }
  std::string DayFrom(size_t first_year, size_t years) {
    return Iso(first_year + Below(years), 1 + Below(12), 1 + Below(28));
  }
  std::string Id() {
    char text[40];
    std::snprintf(text, sizeof text, "01900000-0000-7000-8000-%012x", ++ids_);
    return text;
  }

  std::string Add(const std::string& entity, size_t school, Json fields) {
    const std::string id = Id();
    rows_[entity].push_back(
        {{"id", id}, {"owner", schools_[school]}, {"fields", std::move(fields)}});
    return id;
  }

  void MakeSchool(size_t school) {
    for (int i = 0; i < kProgrammes; ++i) {
      const std::string title =
          "Программа " + std::to_string(school + 1) + '-' + std::to_string(i + 1);
      Json fields = {{"title", title}, {"provider", schools_[school]}};
      if (!Chance(5)) fields["direction"] = OneOf(kDirections);
      if (Chance(20)) fields["ovz"] = true;
      if (Chance(10)) fields["adapted"] = true;
      fields["navigator_state"] =
          OneOf(Words{"not_sent", "sent", "published", "published", "archived", "returned"});
      if (Chance(80)) fields["navigator_sent_on"] = DayFrom(2024, 3);
      if (Chance(10)) fields["state"] = "archive";
      const std::string programme = Add("programme", school, fields);
      for (const char* group : {", 1-я группа", ", 2-я группа"})
        groups_[school].push_back(
            Add("group", school, {{"programme", programme}, {"name", title + group}}));
    }
    for (int i = 0; i < 8; ++i) {
      Json fields = {{"last_name", "Педагог" + std::to_string(school * 100 + i)},
                     {"first_name", "Анна"},
                     {"note", names_[school]},
                     {"teaches", Chance(85)}};
      if (Chance(10)) fields["state"] = "left";
      if (Chance(10)) fields["left_on"] = DayFrom(2025, 2);
      const std::string staff = Add("staff", school, fields);
      for (size_t courses = Below(3); courses > 0; --courses) {
        Json course = {{"staff", staff}, {"title", "Курс"}};
        if (Chance(90)) course["finished_on"] = DayFrom(2019, 8);
        Add("training", school, course);
      }
    }
  }

  // A card, and what its school knows of the child.
  std::string MakeCard(size_t school, Json fields) {
    fields["last_name"] = "Фамилия" + std::to_string(++cards_);
    fields["first_name"] = "Пётр";
    fields["school"] = schools_[school];
    const std::string card = Add("child", school, fields);
    for (size_t places = Chance(25) ? 0 : 1 + Below(3); places > 0; --places)
      MakePlace(school, card);
    if (Chance(12)) {
      Json category = {{"child", card}, {"category", Chance(70) ? "ovz" : "gifted"}};
      if (Chance(40)) category["start_date"] = DayFrom(2024, 1);
      if (Chance(30)) category["end_date"] = DayFrom(2025, 2);
      Add("category", school, category);
    }
    for (const int year : {2024, 2025})
      if (Chance(8)) {
        Json told = {{"child", card}, {"year", year}, {"elsewhere", "Дом культуры"}};
        if (Chance(70)) told["elsewhere_direction"] = OneOf(kDirections);
        rows_["occupation"].push_back({{"owner", schools_[school]}, {"fields", told}});
      }
    return card;
  }

  void MakePlace(size_t school, const std::string& card) {
    Json fields = {{"child", card},
                   {"group", OneOf(groups_[Chance(90) ? school : Below(kSchools)])}};
    fields["state"] = OneOf(Words{"enrolled", "enrolled", "enrolled", "enrolled", "suspended",
                                  "transferred", "dismissed", "completed", "applied", "draft"});
    if (Chance(90)) fields["start_date"] = Iso(2023 + Below(3), 9, 1 + Below(28));
    if (Chance(35)) fields["end_date"] = Iso(2026, 1 + Below(12), 1 + Below(28));
    Add("enrolment", school, fields);
  }

  void MakeChild() {
    const size_t home = Below(kSchools);
    Json child = Json::object();
    child["consent"] = "true";  // Else the coordinator's lists have initials only.
    if (!Chance(2)) child["birth_date"] = DayFrom(2006, 16);  // From four to nineteen.
    if (Chance(10)) child["arrived_on"] = DayFrom(2024, 3);
    if (Chance(12)) {
      MakeTransfer(home, child);
    } else if (Chance(20)) {
      child["person"] = Id();
      linked_.push_back(MakeCard(home, child));
      child.erase("arrived_on");
      for (size_t more = 1 + Below(2); more > 0; --more) {
        if (Chance(20)) child.erase("birth_date");
        linked_.push_back(MakeCard((home + more * 7) % kSchools, child));
      }
    } else if (Chance(8)) {
      child["state"] = Chance(50) ? "left" : "graduated";
      child.erase("arrived_on");
      if (Chance(60)) child["left_on"] = DayFrom(2024, 3);
      MakeCard(home, child);
    } else {
      MakeCard(home, child);
    }
  }

  // Leaves one school and comes to another some days later.
  void MakeTransfer(size_t home, Json child) {
    child["person"] = Id();
    const size_t year = 2024 + Below(2), month = 1 + Below(12), day = 1 + Below(20);
    child.erase("arrived_on");
    Json before = child, after = child;
    before["state"] = "transferred";
    before["left_on"] = Iso(year, month, day);
    after["arrived_on"] = Iso(year, month, day + Below(8));
    linked_.push_back(MakeCard(home, before));
    linked_.push_back(MakeCard((home + 1) % kSchools, after));
  }

  const Site& coordinator_;
  std::mt19937 random_{7};
  unsigned ids_ = 0;
  int cards_ = 0;
  Words names_, schools_, linked_;
  Words groups_[kSchools];
  std::map<std::string, std::vector<Json>> rows_;
};

std::string Folder(const Site& coordinator) {
  const auto folder = coordinator.folder() / "lists";
  std::filesystem::create_directories(folder);
  for (const std::string& list : kLists) {
    const Ran ran = coordinator.CliIn("ru", {"export", list, (folder / (list + ".csv")).string()});
    REQUIRE(ran.exit == 0);
  }
  return folder.string();
}

Json Figures(const Site& coordinator, int year) {
  const auto file = coordinator.folder() / (std::to_string(year) + ".json");
  coordinator.Do({"report", "indicators", "--year", std::to_string(year), "--out", file.string()});
  std::ifstream stream(file);
  return Json::parse(stream);
}

Ran Recount(const Site& coordinator, int year, const std::string& folder) {
  const auto file = coordinator.folder() / (std::to_string(year) + ".json");
  return Program(KRUZHOK_COVERAGE_RECOUNT, {file.string(), folder}).Wait();
}

// Both years as they are now.
void CheckAll(const Site& coordinator) {
  const std::string folder = Folder(coordinator);
  for (const int year : {2024, 2025}) {
    REQUIRE(Figures(coordinator, year)["organisations"].size() == 20);
    const Ran ran = Recount(coordinator, year, folder);
    INFO(ran.out << ran.err);
    CHECK(ran.exit == 0);
    CHECK(ran.out.starts_with("figures: "));
  }
}

// The list without one of its rows.
void DropRow(const std::string& file, size_t row) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  in.close();
  size_t from = 0;
  for (size_t i = 0; i < row; ++i) from = text.find('\n', from) + 1;
  text.erase(from, text.find('\n', from) + 1 - from);
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE(
    "Coverage: every indicator of a generated district is what a recount of its lists gives") {
  District district;
  const Site coordinator = district.hub.Join("Вера", "coordinator");
  const Generated generated(district, coordinator);
  CheckAll(coordinator);

  // Counted otherwise.
  const auto of_district = [&](const std::string& entity, Words fields) {
    fields.insert(fields.begin(), {"put", entity, "--owner", "district"});
    coordinator.Do(fields);
  };
  of_district("indicator", {"code=coverage", "age_rule=5_18", "denominator=residents", "cut_day=31",
                            "cut_month=4"});
  of_district("indicator", {"code=technical", "counted=enrolments"});
  of_district("indicator", {"code=sport", "counted=enrolments", "age_rule=5_18", "cut_month=10"});
  of_district("indicator", {"code=trained", "window_years=5"});
  of_district("indicator", {"code=new_programs", "cut_day=29", "cut_month=2"});
  of_district("target", {"code=coverage", "year=2025", "value=81.5"});
  for (const std::string age : {"7", "17", "18"})
    of_district("resident_count", {"year=2026", "age=" + age, "children=1000"});
  CheckAll(coordinator);

  // Cards that are no longer known to be one child.
  const Json before = Figures(coordinator, 2025);
  std::vector<Json> rows;
  for (size_t i = 0; i < generated.linked().size(); i += 2)
    rows.push_back({{"id", generated.linked()[i]}, {"fields", {{"person", nullptr}}}});
  coordinator.PutFile("child", rows);
  CheckAll(coordinator);
  CHECK(Figures(coordinator, 2025)["indicators"][0]["numerator"] >
        before["indicators"][0]["numerator"]);

  // The recount does count: without one row it is another figure.
  const std::string folder = Folder(coordinator);
  for (size_t row = 1; row < 20; ++row) DropRow(folder + "/staff.csv", 1);
  const Ran ran = Recount(coordinator, 2025, folder);
  CHECK(ran.exit == 1);
  CHECK(ran.out.find("I4 denominator") != std::string::npos);
}
