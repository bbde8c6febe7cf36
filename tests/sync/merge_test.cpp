// SPDX-License-Identifier: MIT
// The algebra of the merge: one result whatever the order, and exactly what the commits named.
#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "sync/store/commit_builder.h"
#include "sync/store/row_clock.h"
#include "tests/support/district.h"

using sync::Commit;
using sync::CommitBuilder;
using sync::Dot;
using sync::HeldValue;
using sync::RowClock;
using sync::RowFold;
using sync::RowKey;
using sync::RowState;

namespace {

model::Uuid Id(uint8_t number) {
  model::Uuid id;
  id.bytes.fill(number);
  return id;
}

const RowKey kRow{"child", Id(0x77)};
const sync::StreamId kStream = Id(0x55);

HeldValue Text(std::string text) {
  HeldValue value;
  value.type = sync::WireValue::Type::kText;
  value.text = std::move(text);
  return value;
}

// A row's commits, each by one of three sites that has seen some of the earlier ones.
class RowHistory {
 public:
  struct Step {
    std::unique_ptr<CommitBuilder> builder;
    std::vector<size_t> named;  // Steps that it names.
  };

  // What somebody sees who has those steps.
  RowState Seen(const std::vector<size_t>& steps) const {
    RowFold fold;
    for (const size_t step : steps) Add(fold, step);
    return fold.Result();
  }
  void Add(RowFold& fold, size_t step) const {
    const Commit& commit = steps_[step].builder->commit();
    fold.Add(commit, commit.rows.front());
  }
  void ApplyTo(RowState& state, size_t step) const {
    const Commit& commit = steps_[step].builder->commit();
    sync::Apply(state, commit, commit.rows.front());
  }
  CommitBuilder& Start(uint8_t site) {
    auto& builder = steps_.emplace_back().builder;
    builder = std::make_unique<CommitBuilder>(Id(9), "", "");
    builder->commit().site = Id(site);
    builder->commit().seq = static_cast<int64_t>(steps_.size());
    builder->commit().stream = builder->commit().owner = kStream;
    builder->AddRow(kRow);
    return *builder;
  }
  Dot Finish() {
    Step& step = steps_.back();
    Commit& commit = step.builder->commit();
    std::string line;
    AppendLine(commit, line);
    commit.hash = sync::HashOf(line);
    for (size_t i = 0; i + 1 < steps_.size(); ++i)
      if (std::count(commit.dots.begin(), commit.dots.end(), DotOf(i)) > 0) step.named.push_back(i);
    return commit.dot();
  }
  Dot DotOf(size_t step) const { return steps_[step].builder->commit().dot(); }
  size_t size() const { return steps_.size(); }
  const Step& step(size_t index) const { return steps_[index]; }

  Dot Create(uint8_t site, const std::string& value) {
    CommitBuilder& builder = Start(site);
    builder.commit().rows.back().creates = true;
    builder.AddCell("name", Text(value), {});
    return Finish();
  }
  Dot Write(uint8_t site, const std::string& value, const std::vector<Dot>& replaces) {
    Start(site).AddCell("name", Text(value), replaces);
    return Finish();
  }
  Dot Delete(uint8_t site, const std::vector<Dot>& seen) {
    CommitBuilder& builder = Start(site);
    builder.commit().rows.back().deletes = true;
    builder.commit().rows.back().seen = builder.AddDots(seen);
    return Finish();
  }
  Dot Restore(uint8_t site, const std::vector<Dot>& tombstones) {
    CommitBuilder& builder = Start(site);
    builder.commit().rows.back().restores = builder.AddDots(tombstones);
    return Finish();
  }
  RowState All() const {
    std::vector<size_t> steps(steps_.size());
    for (size_t i = 0; i < steps.size(); ++i) steps[i] = i;
    return Seen(steps);
  }

 private:
  std::vector<Step> steps_;
};

// Somebody who has seen a random, causally closed part writes something; `count` times.
RowHistory RandomHistory(std::mt19937& random, size_t count) {
  RowHistory history;
  history.Create(1, "v0");
  if (random() % 4 == 0) history.Create(2, "v1");
  while (history.size() < count) {
    std::vector<size_t> seen{0};
    std::set<size_t> known{0};
    for (size_t i = 1; i < history.size(); ++i) {
      const auto& named = history.step(i).named;
      const bool closed =
          std::all_of(named.begin(), named.end(), [&](size_t s) { return known.contains(s); });
      if (closed && random() % 3 > 0 && known.insert(i).second) seen.push_back(i);
    }
    const RowState state = history.Seen(seen);
    const auto site = static_cast<uint8_t>(1 + random() % 3);
    if (state.deleted() || (!state.tombstones.empty() && random() % 3 == 0)) {
      std::vector<Dot> tombstones;
      for (const auto& tombstone : state.tombstones) tombstones.push_back(tombstone.dot);
      history.Restore(site, tombstones);
    } else if (random() % 5 == 0) {
      history.Delete(site, state.AllHeads());
    } else {
      CommitBuilder& builder = history.Start(site);
      for (const char* cell : {"name", "class", "phone"}) {
        if (random() % 2 == 0) continue;
        std::vector<Dot> replaces;
        if (const auto found = state.cells.find(cell); found != state.cells.end())
          for (const auto& head : found->second) replaces.push_back(head.dot);
        builder.AddCell(cell,
                        random() % 6 == 0 ? HeldValue() : Text("v" + std::to_string(random() % 3)),
                        replaces);
      }
      builder.NameBirths(state.births);
      history.Finish();
    }
  }
  return history;
}

// The steps in a random order that keeps each behind what it names.
std::vector<size_t> LinearExtension(const RowHistory& history, std::mt19937& random) {
  std::vector<size_t> order;
  std::set<size_t> done;
  while (order.size() < history.size()) {
    const size_t step = random() % history.size();
    const auto& named = history.step(step).named;
    if (std::all_of(named.begin(), named.end(), [&](size_t s) { return done.contains(s); }) &&
        done.insert(step).second)
      order.push_back(step);
  }
  return order;
}

std::string Spell(const RowState& state) {
  std::string text = state.owner.Text() + ' ' + FormatRev(ClockOf(state));
  for (const auto& [cell, heads] : state.cells)
    for (const auto& head : heads)
      text += ' ' + cell + '=' + FormatDot(head.dot) + head.value.Json();
  return text + (state.deleted() ? " deleted" : "") + (state.disputed() ? " disputed" : "");
}

}  // namespace

TEST_CASE("Merge: every order that keeps causes before effects ends in the same row") {
  std::mt19937 random(20251009);
  for (int run = 0; run < 1500; ++run) {
    const RowHistory history = RandomHistory(random, 2 + random() % 12);
    const std::string expected = Spell(history.All());
    for (int order = 0; order < 3; ++order) {
      RowState state;
      for (const size_t step : LinearExtension(history, random)) history.ApplyTo(state, step);
      REQUIRE(Spell(state) == expected);
    }
  }
}

TEST_CASE("Merge: the fold of a set of commits needs no order at all") {
  std::mt19937 random(7);
  for (int run = 0; run < 500; ++run) {
    const RowHistory history = RandomHistory(random, 2 + random() % 12);
    std::vector<size_t> order(history.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    REQUIRE(Spell(history.Seen(order)) == Spell(history.All()));
  }
}

TEST_CASE("Merge: the heads are the writes that nothing has replaced") {
  std::mt19937 random(11);
  for (int run = 0; run < 500; ++run) {
    const RowHistory history = RandomHistory(random, 2 + random() % 12);
    std::map<std::string, std::set<Dot>> written, replaced, heads;
    for (size_t i = 0; i < history.size(); ++i) {
      const Commit& commit = history.step(i).builder->commit();
      for (const auto& cell : commit.Cells(commit.rows.front())) {
        written[std::string(cell.name)].insert(commit.dot());
        for (const Dot& dot : commit.Dots(cell.replaces))
          replaced[std::string(cell.name)].insert(dot);
      }
    }
    for (auto& [cell, dots] : written)
      std::set_difference(dots.begin(), dots.end(), replaced[cell].begin(), replaced[cell].end(),
                          std::inserter(heads[cell], heads[cell].end()));
    std::erase_if(heads, [](const auto& cell) { return cell.second.empty(); });
    std::map<std::string, std::set<Dot>> folded;
    for (const auto& [cell, found] : history.All().cells)
      for (const auto& head : found) folded[cell].insert(head.dot);
    REQUIRE(folded == heads);
  }
}

TEST_CASE("Merge: a write that saw both values ends a dispute; one that saw one of them does not") {
  RowHistory history;
  const Dot birth = history.Create(1, "a");
  const Dot one = history.Write(1, "b", {birth}), two = history.Write(2, "c", {birth});
  CHECK(history.All().Disputed("name"));
  history.Write(3, "d", {one});
  CHECK(history.All().Disputed("name"));
  const Dot three = history.DotOf(history.size() - 1);
  history.Write(1, "e", {two, three});
  CHECK_FALSE(history.All().disputed());
  CHECK(history.All().cells.at("name").size() == 1);
}

TEST_CASE("Merge: equal values of two heads are no dispute, by their JSON bytes") {
  RowHistory history;
  const Dot birth = history.Create(1, "a");
  history.Write(1, "b", {birth});
  history.Write(2, "b", {birth});
  CHECK(history.All().cells.at("name").size() == 2);
  CHECK_FALSE(history.All().Disputed("name"));
  history.Write(3, "B", {birth});
  CHECK(history.All().Disputed("name"));
  CHECK_FALSE(history.All().Disputed("phone"));
}

TEST_CASE("Merge: official is the lowest number, then whatever has one, then the lowest dot") {
  RowHistory history;
  const Dot birth = history.Create(1, "a");
  const Dot one = history.Write(1, "b", {birth}), two = history.Write(2, "c", {birth});
  const auto heads = history.All().cells.at("name");
  const auto official = [&](std::map<Dot, int64_t> numbers) {
    return sync::Official(heads,
                          [&](const Dot& dot) -> std::optional<int64_t> {
                            const auto found = numbers.find(dot);
                            return found == numbers.end() ? std::nullopt
                                                          : std::optional(found->second);
                          })
        .dot;
  };
  CHECK(official({{one, 5}, {two, 4}}) == two);
  CHECK(official({{two, 900}}) == two);
  CHECK(official({}) == std::min(one, two));
}

TEST_CASE("Merge: a row is deleted while every head is one that a deletion has seen") {
  RowHistory history;
  const Dot birth = history.Create(1, "a");
  history.Delete(1, {birth});
  CHECK(history.All().deleted());
  const Dot edit = history.Write(2, "b", {birth});  // Did not see the deletion, nor was seen by it.
  CHECK_FALSE(history.All().deleted());
  CHECK(history.All().revived());
  const Dot second = history.Delete(1, {edit});
  CHECK(history.All().deleted());
  history.Restore(2, {second});
  CHECK(history.All().revived());
  history.Restore(2, {history.DotOf(1)});
  CHECK_FALSE(history.All().deleted());
  CHECK(history.All().tombstones.empty());
}

TEST_CASE("Merge: restoring takes back the deletions that it names and no other") {
  RowHistory history;
  const Dot birth = history.Create(1, "a");
  const Dot first = history.Delete(1, {birth});
  history.Delete(2, {birth});
  history.Restore(1, {first});
  CHECK(history.All().deleted());
  CHECK(history.All().tombstones.size() == 1);
}

TEST_CASE(
    "Merge: the owner of a row that was created twice is that of the lowest dot, in any order") {
  RowHistory history;
  history.Create(2, "b");
  history.Start(1).commit().rows.back().creates = true;
  CommitBuilder& builder = *history.step(1).builder;
  builder.commit().owner = Id(0x66);
  builder.AddCell("name", Text("a"), {});
  history.Finish();
  for (const auto& order : {std::vector<size_t>{0, 1}, std::vector<size_t>{1, 0}}) {
    RowState state;
    for (const size_t step : order) history.ApplyTo(state, step);
    CHECK(state.owner == Id(0x66));
    CHECK(state.Disputed("name"));
    CHECK(state.births.size() == 2);
  }
}

TEST_CASE("Merge: a clock packs to a column and to a rev, and comes back from both") {
  tests::MemoryDisk disk;
  const auto database = sync::Database::Open(disk.Options("log.db"));
  sync::ChangeLog log(*database);
  for (int format = 0; format < sync::ChangeLog::kFormat; ++format) log.Upgrade(format);
  std::mt19937 random(3);
  const auto same = [](const RowClock& a, const RowClock& b) {
    return FormatRev(a) == FormatRev(b);
  };
  for (int run = 0; run < 300; ++run) {
    const RowClock clock = ClockOf(RandomHistory(random, 1 + random() % 12).All());
    REQUIRE(same(sync::UnpackClock(PackClock(clock, log), log), clock));
    const auto parsed = sync::ParseRev(FormatRev(clock));
    REQUIRE((parsed && same(*parsed, clock) && parsed->exceptions == clock.exceptions));
  }
  RowHistory history;
  std::string packed;
  PackBirth(history.Create(1, "a"), log, packed);
  CHECK(packed == PackClock(ClockOf(history.All()), log));
}

TEST_CASE("Merge: a broken rev is refused, whatever was done to it") {
  std::mt19937 random(5);
  for (int run = 0; run < 300; ++run) {
    const std::string rev = FormatRev(ClockOf(RandomHistory(random, 1 + random() % 8).All()));
    for (size_t cut = 0; cut < rev.size(); ++cut) REQUIRE_FALSE(sync::ParseRev(rev.substr(0, cut)));
    REQUIRE_FALSE(sync::ParseRev(rev + "AAAA"));
    std::string changed = rev;
    for (int i = 0; i < 3; ++i) changed[random() % rev.size()] = "AB-_z9!"[random() % 7];
    if (const auto parsed = sync::ParseRev(changed)) REQUIRE_FALSE(parsed->births.empty());
  }
  for (const char* text : {"", "A", "AQ", "AQA", "////", "ёж"}) CHECK_FALSE(sync::ParseRev(text));
}

TEST_CASE("Merge: all that was seen is named by a rev: births, heads, and nothing twice") {
  RowHistory history;
  const Dot birth = history.Create(1, "a");
  const Dot one = history.Write(1, "b", {birth}), two = history.Write(2, "c", {birth});
  std::vector<Dot> expected{birth, one, two};
  std::sort(expected.begin(), expected.end());
  CHECK(ClockOf(history.All()).Seen() == expected);
}
