// SPDX-License-Identifier: MIT
#include "tests/end-to-end/trouble.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>

#include "sync/log/change_log.h"

namespace tests::end_to_end {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

constexpr std::string_view kMark = "mark-";
const std::string kDistrict = "district";
constexpr int kRowsOfFile = 30;
constexpr unsigned kLongestRoundUs = 150'000;

// The marks in a log, each with its stream.
std::map<std::string, std::string> MarksIn(const fs::path& file, bool only_numbered) {
  kruzhok::sync::OpenOptions options;
  options.path = file.string();
  options.create = false;
  const auto database = kruzhok::sync::Database::Open(options);
  kruzhok::sync::ChangeLog log(*database);
  std::map<std::string, std::string> marks;
  log.ForEach({}, [&](const kruzhok::sync::LogEntry& entry, std::string_view line) {
    if (only_numbered && entry.number == 0) return;
    for (size_t at = line.find(kMark); at != line.npos; at = line.find(kMark, at + 1))
      marks[std::string(line.substr(at, line.find('.', at) - at + 1))] =
          kruzhok::sync::StreamName(entry.stream);
  });
  return marks;
}

bool Reads(const Site& site, const std::string& stream) {
  return site.organisation().empty() || stream == site.organisation() || stream == kDistrict;
}

}  // namespace

Trouble::Trouble(uint64_t seed)
    : random_(seed),
      line_(district_.hub.port(), seed, 1, 4000),
      courier_(district_.folder.path() / "sticks", random_, events_) {
  line_.StopCutting();
  const auto join = [&](const std::string& name, const std::string& role) {
    auto [site, words] = district_.hub.Invite(name, role, line_.url());
    site.Do(words);
    places_.push_back({site, true});
  };
  for (const char* name : {"А", "А", "Б"}) join(name, "school");
  places_.push_back({district_.hub.JoinByPassport("В"), false});
  join("Вера", "coordinator");
  fs::create_directories(district_.folder.path() / "backups");
  line_.SetOdds({.cut = 40, .silent = 15});
}

std::string Trouble::NewMark() {
  return std::string(kMark) + std::to_string(++last_mark_) + '.';
}

void Trouble::Acknowledge(Place& place, const std::string& stream, const Words& marks) {
  for (const std::string& mark : marks) acknowledged_[mark] = stream;
  place.acknowledged.insert(place.acknowledged.end(), marks.begin(), marks.end());
}

// --- What people do ---

Errand Trouble::Work(Place& place) {
  const bool coordinator = place.site.organisation().empty();
  if (!disputed_.empty() && Chance(3)) return Resolve(place);
  if (!coordinator && Chance(4)) return PutFile(place);
  const std::string mark = NewMark();
  const Place& school = coordinator ? places_[random_() % (places_.size() - 1)] : place;
  const std::string& of = school.site.organisation();
  const Words& children = children_[of];
  if (children.empty() || Chance(2)) {
    Words words{"put", "programme", "title=" + mark};
    if (coordinator) words.insert(words.end() - 1, {"--owner", of});
    return PutRow(place, words, kDistrict, mark);
  }
  // The same few children again and again, so that people meet at them.
  const std::string& id = children[random_() % std::min<size_t>(children.size(), 6)];
  return PutRow(place, {"put", "child", "--id", id, "note=" + mark}, of, mark, id);
}

Errand Trouble::PutRow(Place& place, const Words& words, const std::string& stream,
                       const std::string& mark, const std::string& child) {
  return {"put", place.site.Begin(words), [this, &place, stream, mark, child](const Ran& ran) {
            // A row that is not here yet would be a new one.
            if (IsDone(ran, {"disputed", "required"})) Acknowledge(place, stream, {mark});
            if (ran.code() == "required") ++events_["rows that had not come yet"];
            if (ran.code() == "disputed") {
              disputed_.emplace_back(stream, child);
              ++events_["rows found disputed"];
            }
          }};
}

Errand Trouble::PutFile(Place& place) {
  Words marks;
  const fs::path file = place.site.folder() / "many.jsonl";
  std::ofstream stream(file, std::ios::binary);
  for (int i = 0; i < kRowsOfFile; ++i) {
    marks.push_back(NewMark());
    stream << ChildRow(marks.back()).dump() << '\n';
  }
  stream.close();
  return {"put --file",
          place.site.Begin({"put", "child", "--file", file.string(), "--commit-size", "5"}),
          [this, &place, marks](const Ran& ran) {
            if (!IsDone(ran)) return;
            const auto lines = ran.lines();
            REQUIRE(lines.size() == marks.size());
            Acknowledge(place, place.site.organisation(), marks);
            children_[place.site.organisation()].push_back(lines.front()["id"]);
          }};
}

Errand Trouble::Resolve(Place& place) {
  const size_t chosen = random_() % disputed_.size();
  const auto [organisation, child] = disputed_[chosen];
  disputed_.erase(disputed_.begin() + static_cast<std::ptrdiff_t>(chosen));
  const std::string mark = NewMark();
  return {"resolve", place.site.Begin({"resolve", "child", child, "note", "--value", mark}),
          [this, &place, mark, organisation = organisation](const Ran& ran) {
            if (!IsDone(ran, {"not_found", "not_disputed", "not_allowed"})) return;
            Acknowledge(place, organisation, {mark});
            ++events_["disputes decided"];
          }};
}

Errand Trouble::Sync(Place& place) {
  return {"sync", place.site.Begin({"sync"}), [this](const Ran& ran) {
            if (ran.exit == 4) ++events_["exchanges given up"];
            if (ran.exit != 4 && IsDone(ran, {"already_syncing"})) ++events_["exchanges ended"];
            if (ran.code() == "already_syncing") ++events_["two exchanges at once"];
          }};
}

Errand Trouble::Exchange(Place& place) {
  if (place.by_line && !Chance(3)) return Sync(place);
  if (Chance(2))
    if (auto reading = courier_.Deliver(place.site)) return std::move(*reading);
  return courier_.Write(place.site);
}

// --- Backups ---

fs::path Trouble::BackupOf(const Place& place) const {
  return district_.folder.path() / "backups" / (place.site.folder().filename() += ".db");
}

Errand Trouble::Keep(Place& place) {
  const fs::path file = BackupOf(place);
  return {"backup", place.site.Begin({"backup", file.string()}),
          [this, &place, known = place.acknowledged.size()](const Ran& ran) {
            if (!IsDone(ran)) return;
            place.backed_up = known;
            place.has_backup = true;
            ++events_["backups"];
          },
          fs::path(file) += ".part"};
}

Errand Trouble::KeepHub() {
  const fs::path file = district_.folder.path() / "backups" / "hub.db";
  return {"hub backup", district_.hub.Begin({"backup", file.string()}),
          [this](const Ran& ran) {
            if (IsDone(ran))
              ++events_["hub backups"];
            else
              CheckHubBackup();
          },
          fs::path(file) += ".part"};
}

// --- Rounds ---

std::vector<Errand> Trouble::Begin() {
  std::vector<Errand> errands;
  for (Place& place : places_) {
    if (!Chance(4)) errands.push_back(Work(place));
    errands.push_back(Exchange(place));
    if (Chance(12)) errands.push_back(Exchange(place));
    if (Chance(10)) errands.push_back(Keep(place));
  }
  for (int i = 0; i < 2; ++i)
    if (auto reading = courier_.Deliver(district_.hub)) errands.push_back(std::move(*reading));
  if (Chance(6)) errands.push_back(KeepHub());
  return errands;
}

// As soon as the file is there that will become a whole one.
void Trouble::KillAtPart(Errand& errand) {
  const auto end = Clock::now() + std::chrono::milliseconds(300);
  while (!fs::exists(errand.part) && Clock::now() < end) std::this_thread::yield();
  errand.program.Signal(SIGKILL);
}

void Trouble::Strike(std::vector<Errand>& errands) {
  Errand& writer = errands[random_() % errands.size()];
  if (!writer.part.empty() && Chance(2)) KillAtPart(writer);
  std::vector<unsigned> times(random_() % 4);
  for (unsigned& time : times) time = static_cast<unsigned>(random_() % kLongestRoundUs);
  std::sort(times.begin(), times.end());
  unsigned now = 0;
  for (const unsigned time : times) {
    // When it happens is up to chance; nothing is waited for.
    std::this_thread::sleep_for(microseconds(time - std::exchange(now, time)));
    if (Chance(4)) {
      district_.hub.Kill();
      district_.hub.Start();
      ++events_["killed: hub"];
    } else {
      errands[random_() % errands.size()].program.Signal(SIGKILL);
    }
  }
}

void Trouble::Round() {
  std::vector<Errand> errands = Begin();
  Strike(errands);
  for (Errand& errand : errands) {
    const Ran ran = errand.program.Wait();
    if (ran.exit == kKilled) ++events_["killed: " + errand.name];
    errand.end(ran);
  }
  ++events_["rounds"];
}

void Trouble::CalmDown() {
  line_.StopCutting();
  std::vector<const Site*> sites;
  for (const Place& place : places_) sites.push_back(&place.site);
  courier_.DeliverAll(district_.hub, sites);
  for (int round = 0; round < 3; ++round)
    for (const Place& place : places_)
      place.by_line ? static_cast<void>(place.site.Sync())
                    : courier_.Exchange(place.site, district_.hub);
}

const Events& Trouble::events() {
  for (const char* killed : {"hub", "put", "put --file", "resolve", "sync", "bundle write",
                             "hub bundle read", "bundle read", "backup", "hub backup"})
    events_[std::string("killed: ") + killed];
  for (const char* name :
       {"backups", "hub backups", "exchanges ended", "two exchanges at once", "requests written",
        "requests read", "answers read", "answers read: again", "bundles half-written",
        "bundles lost", "bundles refused: damaged_file", "bundles refused: wrong_file",
        "bundles refused: wrong_receiver", "rows found disputed", "disputes decided",
        "rows that had not come yet"})
    events_[name];
  events_["lines cut"] = static_cast<int>(line_.cuts());
  events_["lines silent"] = static_cast<int>(line_.silences());
  events_["writes acknowledged"] = static_cast<int>(acknowledged_.size());
  return events_;
}

// --- At the end ---

void Trouble::CheckMarks(const Place& place,
                         const std::map<std::string, std::string>& at_hub) const {
  const auto here = MarksIn(place.site.database(), true);
  Words missing, alien;
  for (const auto& [mark, stream] : at_hub)
    if (Reads(place.site, stream) && !here.contains(mark)) missing.push_back(mark);
  for (const auto& [mark, stream] : here)
    if (!Reads(place.site, stream)) alien.push_back(mark);
  CHECK(missing == Words());
  CHECK(alien == Words());
}

void Trouble::CheckReplicas() {
  const auto at_hub = MarksIn(district_.folder.path() / "hub" / "hub.db", true);
  Words missing;
  for (const auto& [mark, stream] : acknowledged_)
    if (const auto found = at_hub.find(mark); found == at_hub.end() || found->second != stream)
      missing.push_back(mark);
  CHECK(missing == Words());
  const Ran verified = district_.hub.Cli({"verify"});
  INFO(verified.out + verified.err);
  CHECK(verified.exit == 0);
  const Site& coordinator = places_.back().site;
  for (const Place& place : places_) {
    INFO(place.site.folder());
    CHECK_NOTHROW(place.site.Verify());
    const Json status = place.site.Do({"status"});
    INFO(status);
    for (const char* none : {"pending", "refused", "waiting"}) CHECK(status[none] == 0);
    CHECK(status["complete"] == true);
    CHECK(status["copy_notice"].is_null());
    CHECK(place.site.Digest(kDistrict) == coordinator.Digest(kDistrict));
    if (const std::string& own = place.site.organisation(); !own.empty())
      CHECK(place.site.Digest(own) == coordinator.Digest(own));
    CheckMarks(place, at_hub);
  }
}

void Trouble::CheckBackups() {
  const fs::path folder = district_.folder.path() / "restored";
  for (const Place& place : places_) {
    if (!place.has_backup) continue;
    INFO(place.site.folder());
    const Site restored(folder / place.site.folder().filename(), place.site.organisation());
    CHECK_NOTHROW(restored.Do({"restore-backup", BackupOf(place).string()}));
    CHECK_NOTHROW(restored.Verify());
    const auto there = MarksIn(restored.database(), false);
    Words missing;
    for (size_t i = 0; i < place.backed_up; ++i)
      if (!there.contains(place.acknowledged[i])) missing.push_back(place.acknowledged[i]);
    CHECK(missing == Words());
  }
  CheckHubBackup();
}

// The file alone, as it is taken to another place.
void Trouble::CheckHubBackup() {
  if (events_["hub backups"] == 0) return;
  const TempFolder elsewhere;
  fs::copy_file(district_.folder.path() / "backups" / "hub.db", elsewhere.path() / "hub.db");
  for (Words words : {Words{"restore", elsewhere.File("hub.db")}, Words{"verify"}}) {
    words.insert(words.end(), {"--data", elsewhere.File("data"), "--json"});
    const Ran ran = Program(KRUZHOK_SERVER, words).Wait();
    INFO(ran.out + ran.err);
    CHECK(ran.exit == 0);
  }
}

}  // namespace tests::end_to_end
