// SPDX-License-Identifier: MIT
#include "model/survey_figures.h"

#include <algorithm>
#include <functional>
#include <random>

#include <catch2/catch.hpp>

namespace kruzhok::model {
namespace {

const Questions& Survey() {
  static const Questions questions = *ReadQuestions(Json{R"([
    {"id":"q1","kind":"single","text":"1","options":[{"code":"1","text":"Да","satisfied":true},
     {"code":"2","text":"Нет"}]},
    {"id":"q2","kind":"multiple","text":"2","options":[{"code":"1","text":"a"},
     {"code":"2","text":"b"}],"show_if":{"question":"q1","any":["2"]}},
    {"id":"q3","kind":"matrix","text":"3","satisfied_from":4,"rows":[{"code":"1","text":"a"},
     {"code":"2","text":"b"}]},
    {"id":"q4","kind":"number","text":"4","max":100},
    {"id":"q5","kind":"text","text":"5"}])"});
  return questions;
}

Uuid School(uint8_t number) {
  Uuid id;
  id.bytes[15] = number;
  return id;
}

// So many blanks without an answer.
Tally Blanks(int64_t count) {
  Tally tally(Survey());
  for (int64_t i = 0; i < count; ++i) tally.Add(Survey(), {});
  return tally;
}

using Counts = std::map<CellKey, int64_t>;
std::vector<Block> BlocksOf(const Counts& counts) {
  Cells cells;
  for (const auto& [key, count] : counts) cells.emplace(key, Blanks(count));
  return MakeBlocks(cells);
}

std::string Told(const std::vector<Part>& parts) {
  std::string text;
  for (const Part& part : parts)
    text += (text.empty() ? "" : ", ") + part.value.value_or("others") + ' ' +
            std::to_string(part.tally.answers());
  return text;
}

}  // namespace

TEST_CASE("Tally: choices, points, numbers and who was asked at all are counted") {
  Tally tally(Survey());
  for (const char* blank : {R"({"q1":"1","q3":{"1":5,"2":3},"q4":10})",
                            R"({"q1":"2","q2":["1","2"],"q3":{"1":4},"q5":"Спасибо"})",
                            R"({"q1":"2","q2":["2"],"q4":20})", "{}"})
    tally.Add(Survey(), ReadAnswers(Survey(), Json{blank}));
  const auto& of = tally.questions();
  CHECK(tally.answers() == 4);
  CHECK(of[0].asked == 4);
  CHECK(of[0].lines[0].answered == 3);
  CHECK(of[0].lines[0].counts == std::vector<int64_t>{1, 2});
  CHECK(*Satisfied(of[0].lines[0]) == Approx(1.0 / 3));
  CHECK(of[1].asked == 2);
  CHECK(of[1].lines[0].counts == std::vector<int64_t>{1, 2});
  CHECK_FALSE(Satisfied(of[1].lines[0]));
  CHECK(*Mean(of[2].lines[0]) == Approx(4.5));
  CHECK(of[2].lines[1].counts == std::vector<int64_t>{0, 0, 1, 0, 0});
  CHECK(*Mean(of[3].lines[0]) == Approx(15));
  CHECK(of[4].lines[0].answered == 1);
  CHECK(*tally.Satisfied() == Approx(3.0 / 6));
}

TEST_CASE("Tally: a sum of tallies is the tally of the sum") {
  const Answers yes = ReadAnswers(Survey(), Json{R"({"q1":"1","q3":{"2":2}})"});
  const Answers no = ReadAnswers(Survey(), Json{R"({"q1":"2","q2":["1"],"q4":7})"});
  Tally both(Survey()), first(Survey()), second(Survey());
  both.Add(Survey(), yes);
  both.Add(Survey(), no);
  first.Add(Survey(), yes);
  second.Add(Survey(), no);
  CHECK((first += second) == both);
}

TEST_CASE("Slices: what has fewer than five stands with the others, and takes a neighbour to it") {
  const auto told = [](const Counts& counts) {
    return Told(PartsBy(Dimension::kSlice, BlocksOf(counts), {}));
  };
  const auto in = [](const char* slice) { return CellKey{School(1), slice, ""}; };
  CHECK(told({{in("5А"), 5}, {in("5Б"), 12}}) == "5А 5, 5Б 12");
  CHECK(told({{in("5А"), 3}, {in("5Б"), 2}, {in("6А"), 9}}) == "6А 9, others 5");
  CHECK(told({{in("5А"), 4}, {in("5Б"), 7}, {in("6А"), 9}}) == "6А 9, others 11");
  CHECK(told({{in("5А"), 4}, {in("5Б"), 7}}) == "others 11");
  CHECK(told({{in("5А"), 2}}) == "5А 2");
  CHECK(told({}).empty());
}

TEST_CASE("Slices: those of several schools are merged in each school by itself") {
  const auto blocks = BlocksOf({{{School(1), "Шахматы", ""}, 3},
                                {{School(1), "Танцы", ""}, 8},
                                {{School(2), "Шахматы", ""}, 6},
                                {{School(2), "Танцы", ""}, 6}});
  CHECK(Told(PartsBy(Dimension::kSlice, blocks, {})) == "Танцы 6, Шахматы 6, others 11");
  CHECK(Told(PartsBy(Dimension::kSlice, blocks, {.organisation = School(2)})) ==
        "Танцы 6, Шахматы 6");
  const auto schools = PartsBy(Dimension::kOrganisation, blocks, {});
  REQUIRE(schools.size() == 2);
  CHECK(schools[0].tally.answers() == 11);
}

TEST_CASE("Slices: pupils and parents are told apart only where each are five") {
  const auto blocks = BlocksOf({{{School(1), "Шахматы", "pupils"}, 9},
                                {{School(1), "Шахматы", "parents"}, 3},
                                {{School(1), "Танцы", "pupils"}, 7},
                                {{School(1), "Танцы", "parents"}, 6}});
  CHECK(Told(PartsBy(Dimension::kRespondents, blocks, {})) == "parents 6, pupils 7, others 12");
  CHECK(Told(PartsBy(Dimension::kRespondents, blocks, {.slice = "Шахматы"})) == "others 12");
}

TEST_CASE("Slices: no two filters and the total together tell anything of fewer than five") {
  std::mt19937 random(20261122);
  const std::vector<std::string> slices = {"", "5А", "5Б", "6А", "7", "8"};
  const std::vector<std::string> kinds = {"pupils", "parents"};
  size_t shown = 0;
  for (int run = 0; run < 400; ++run) {
    Counts counts;
    std::map<Uuid, int64_t> totals;
    for (uint8_t school = 1; school <= 3; ++school)
      for (const auto& slice : slices)
        for (const auto& kind : kinds) {
          const auto count = static_cast<int64_t>(random() % 4 == 0 ? random() % 25 : random() % 6);
          if (count == 0) continue;
          counts[{School(school), slice, kind}] = count;
          totals[School(school)] += count;
        }
    std::erase_if(totals, [](const auto& total) { return total.second >= kSmallestSlice; });
    const auto blocks = BlocksOf(counts);
    // Each figure that can be asked for, as the cells that are in it; and everything.
    std::vector<std::set<CellKey>> figures;
    const auto add = [&](const BlockFilter& filter) {
      std::set<CellKey>& figure = figures.emplace_back();
      for (const Block& block : blocks)
        if (filter.Passes(block))
          for (const auto& [key, count] : counts)
            if (key.organisation == block.organisation && block.slices.contains(key.slice) &&
                block.respondents.contains(key.respondents))
              figure.insert(key);
    };
    std::vector<std::optional<Uuid>> by_school = {std::nullopt, School(1), School(2), School(3)};
    std::vector<std::optional<std::string>> by_slice = {std::nullopt}, by_kind = {std::nullopt};
    by_slice.insert(by_slice.end(), slices.begin(), slices.end());
    by_kind.insert(by_kind.end(), kinds.begin(), kinds.end());
    for (const auto& school : by_school)
      for (const auto& slice : by_slice)
        for (const auto& kind : by_kind) add({school, slice, kind});
    // A school with fewer than five in all is told by rule; nothing is said of it here.
    const auto people = [&](const std::set<CellKey>& cells) {
      int64_t sum = 0;
      for (const CellKey& key : cells)
        if (!totals.contains(key.organisation)) sum += counts.at(key);
      return sum;
    };
    int64_t smallest = kSmallestSlice;
    const auto look = [&](const std::set<CellKey>& a, const std::set<CellKey>& b, auto combine) {
      std::set<CellKey> out;
      combine(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
      if (const int64_t sum = people(out); sum > 0) smallest = std::min(smallest, sum);
      return out;
    };
    const std::set<CellKey> all = figures.front();
    using In = std::set<CellKey>::const_iterator;
    using Out = std::insert_iterator<std::set<CellKey>>;
    for (size_t i = 0; i < figures.size(); ++i) {
      shown += figures[i].empty() ? 0 : 1;
      for (size_t j = 0; j < figures.size(); ++j) {
        const auto &a = figures[i], &b = figures[j];
        const auto both = look(a, b, std::set_intersection<In, In, Out>);
        const auto either = look(a, b, std::set_union<In, In, Out>);
        look(a, b, std::set_difference<In, In, Out>);
        look(all, either, std::set_difference<In, In, Out>);
        look(either, both, std::set_difference<In, In, Out>);
      }
    }
    INFO("run " << run);
    REQUIRE(smallest >= kSmallestSlice);
  }
  CHECK(shown > 10'000);  // Else nothing would have been looked at.
}

TEST_CASE("Slices: nobody is lost or counted twice by merging") {
  std::mt19937 random(7);
  for (int run = 0; run < 300; ++run) {
    Counts counts;
    int64_t total = 0;
    for (const char* slice : {"1", "2", "3", "4"})
      for (const char* kind : {"pupils", "parents"}) {
        const auto count = static_cast<int64_t>(random() % 9);
        counts[{School(static_cast<uint8_t>(random() % 2)), slice, kind}] += count;
        total += count;
      }
    int64_t in_blocks = 0;
    for (const Block& block : BlocksOf(counts)) in_blocks += block.tally.answers();
    CHECK(in_blocks == total);
  }
}

}  // namespace kruzhok::model
