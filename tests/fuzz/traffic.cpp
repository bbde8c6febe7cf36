// SPDX-License-Identifier: MIT
#include "tests/fuzz/traffic.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "model/assert.h"
#include "model/catalog.h"
#include "sync/commit.h"
#include "sync/frame.h"

namespace tests {
namespace {

using Json = nlohmann::ordered_json;

const Fields kElkin{{"last_name", "Ёлкин"},
                    {"first_name", "Пётр"},
                    {"birth_date", "2011-01-03"},
                    {"state", "attends"},
                    {"certificate_type", "supplementary"},
                    {"consent", "true"}};
constexpr size_t kLongestWord = 200;
constexpr size_t kLongestMade = size_t{16} << 10;  // Words may hold words, without an end.

// Every value that stands somewhere inside.
void Collect(Json& value, std::vector<Json*>& found) {
  found.push_back(&value);
  for (Json& inner : value)
    if (value.is_structured()) Collect(inner, found);
}

void ReadLines(const std::string& frame, const std::function<void(const std::string&)>& use) {
  const auto lines = sync::UnpackFrame(frame);
  for (size_t position = 0; lines && position < lines->text().size();) {
    const std::string_view line = lines->LineAt(position);
    use(std::string(line));
    position += line.size() + 1;
  }
}

// What was carried between an installation and the hub.
void Overhear(const Installation& installation, Traffic& traffic) {
  for (const std::string& request : installation.requests) {
    traffic.requests.push_back(request);
    const auto decoded = sync::DecodeRequest(request);
    for (const auto& frame : decoded->message.frames) traffic.frames.push_back(frame.hash);
  }
  for (const std::string& bytes : installation.answers) {
    traffic.answers.push_back(bytes);
    const sync::Answer answer = sync::DecodeAnswer(bytes)->message;
    for (const sync::Page& page : answer.pages) {
      // A stream's first page is a proof without what came before it.
      if (page.after != 0 || page.items.empty() || page.frame.empty()) continue;
      sync::Proof proof;
      proof.stream = page.stream;
      proof.epoch = answer.lineage.back();
      proof.before = std::string(32, '\0');
      proof.through = page.through;
      proof.signature = page.signature;
      std::vector<std::string> lines;
      ReadLines(page.frame, [&](const std::string& line) { lines.push_back(line); });
      size_t next = 0;
      for (const sync::PageItem& item : page.items)
        for (int64_t i = 0; i < item.count && !item.held && next < lines.size(); ++i)
          proof.numbers.emplace_back(item.first + i, DotOf(lines[next++]));
      if (!proof.numbers.empty()) traffic.proofs.push_back(proof);
    }
  }
}

void AddLines(Installation& of, bool numbered, Traffic& traffic) {
  of.replica().log().ForEach({}, [&](const sync::LogEntry& entry, std::string_view line) {
    if ((entry.number > 0) == numbered)
      traffic.lines.push_back({entry.stream, entry.number, std::string(line)});
  });
}

void AddDevice(Installation& installation, std::vector<sync::StreamId> streams, Traffic& traffic) {
  auto& replica = installation.replica();
  traffic.hub_key = replica.membership().hub_key;
  traffic.devices.push_back(
      {replica.membership().token, replica.membership().site, replica.Setting("nonce"),
       replica.lineage(), replica.Setting("epoch_signature"),
       sync::NewSigningKey(replica.membership().device_key), std::move(streams)});
}

void AddWords(Traffic& traffic) {
  std::set<std::string> known;
  const auto add = [&](Json word) {
    if (const std::string text = word.dump();
        text.size() < kLongestWord && known.insert(text).second)
      traffic.words.push_back(std::move(word));
  };
  for (const Json& word :
       {Json(nullptr), Json(true), Json(false), Json(0), Json(1), Json(-1), Json(2), Json(3),
        Json(int64_t{1} << 53), Json(1.5), Json(""), Json("district"), Json(Json::array()),
        Json(Json::object()), Json("\xD1\x91\n\"\\"), Json(std::string(1, '\0')),
        Json(std::string(22, 'A')), Json("2011-02-29"), Json("2011-01-03")})
    add(word);
  for (const char* name :
       {"site",     "seq",     "owner",  "stream",   "schema", "rows",   "control", "ask",
        "redacted", "new",     "fields", "replaces", "born",   "delete", "restore", "refuse",
        "accept",   "discard", "device", "revoke",   "erase",  "targets"})
    add(name);
  for (const auto& line : traffic.lines) add(sync::FormatDot(DotOf(line.text)));
  for (const auto& line : traffic.lines) {
    Json value = Json::parse(line.text);
    std::vector<Json*> inside;
    Collect(value, inside);
    for (const Json* each : inside) add(*each);
    for (const Json* each : inside)
      if (each->is_object())
        for (const auto& item : each->items()) add(item.key());
  }
}

model::Uuid DeviceOf(Installation& installation, District& d) {
  const auto key = sync::NewSigningKey(installation.replica().membership().device_key);
  for (const server::Device& device : d.hub().Devices())
    if (device.public_key == key.public_key) return device.id;
  return {};
}

// Everybody puts down what they hold: a school, the coordinator, a fresh school, the hub.
void Leave(District& d, const std::array<Installation*, 3>& holders, Traffic& traffic) {
  const auto school = d.Organisation("А");
  for (int i = 0; i < 2; ++i) traffic.codes.push_back(d.Code(sync::Role::kSchool, school));
  traffic.streams = {sync::kDistrict, school, d.Organisation("Б")};
  d.CloseHub();
  traffic.hub.CopyFrom(d.hub_disk);
  MemoryDisk* disks[] = {&traffic.school, &traffic.coordinator, &traffic.fresh};
  for (size_t i = 0; i < holders.size(); ++i) {
    AddLines(*holders[i], false, traffic);
    holders[i]->Close();
    disks[i]->CopyFrom(holders[i]->disk);
  }
}

// What a district does in its first weeks, with every kind of commit and of control in it.
void Live(District& d, Traffic& traffic) {
  auto &a = d.School("А"), &b = d.School("Б"), &gone = d.School("А"), &c = d.Coordinator();
  const auto programme = c.Put("programme", {{"title", "Шахматы"}});
  const auto child = a.Put("child", kElkin), other = a.Put("child", kElkin);
  const auto erased = b.Put("child", kElkin);
  gone.Put("child", kElkin);
  const auto own = a.Put("programme", {{"title", "Лыжи"}, {"level", "basic"}, {"hours", "72"}});
  const auto exchange = [&] {
    for (int round = 0; round < 2; ++round)
      for (auto* each : {&a, &b, &gone, &c}) {
        ASSERT(each->Sync().empty());
        Overhear(*each, traffic);
      }
  };
  exchange();
  traffic.old_hub.CopyFrom(d.hub_disk);
  d.RestartHub();
  exchange();
  for (auto* each : {&a, &c}) each->Edit(child, {{"class", each == &a ? "5А" : "5Б"}});
  for (auto* each : {&a, &c}) each->Edit(own, {{"title", each == &a ? "Шашки" : "Го"}});
  a.Delete(other);
  c.Edit(other, {{"first_name", "Иван"}});
  const auto refused = a.Smuggle({{"child", child, {{"class", "7"}}}});
  a.Smuggle({{"child", NewUuid(a.environment), {{"novelty", "[1]"}}, {}, {}, 1 << 20}});
  a.Edit(child, {{"first_name", "После"}});
  exchange();
  ASSERT(c.store().DecideRefused(refused, sync::Ask::Type::kAccept, {}));
  ASSERT(c.store().Erase({"child", erased}, {}));
  c.Restore(other);
  c.Resolve(child, "class", "6А");
  ASSERT(d.hub().GiveOrganisation(DeviceOf(a, d), d.Organisation("Б")));
  exchange();
  ASSERT(d.hub().RevokeDevice(DeviceOf(gone, d)));
  exchange();
  AddLines(c, true, traffic);
  AddDevice(a, {sync::kDistrict, d.Organisation("А"), d.Organisation("Б")}, traffic);
  AddDevice(c, {}, traffic);
  AddDevice(b, {sync::kDistrict, d.Organisation("Б")}, traffic);
  AddDevice(gone, {sync::kDistrict, d.Organisation("А")}, traffic);

  auto& fresh = d.School("А");
  fresh.Edit(fresh.Put("child", kElkin), {{"class", "1А"}});
  a.Edit(child, {{"class", "7А"}});
  a.Edit(a.Put("child", kElkin), {{"class", "2А"}});
  a.Delete(other);
  c.Edit(child, {{"last_name", "Елкин"}});
  c.Edit(programme, {{"title", "Рендзю"}});
  AddDevice(fresh, {sync::kDistrict, d.Organisation("А")}, traffic);
  Leave(d, {&a, &c, &fresh}, traffic);
}

}  // namespace

void Tell(std::string_view what) {
  static const bool wanted = std::getenv("KRUZHOK_TELL") != nullptr;
  if (wanted) std::fprintf(stderr, "%.*s\n", static_cast<int>(what.size()), what.data());
}

sync::Dot DotOf(const std::string& line) {
  const std::string padded = line + std::string(sync::CommitReader::kPadding, '\0');
  sync::CommitReader reader;
  const auto commit = reader.Read(std::string_view(padded).substr(0, line.size()));
  return commit ? (*commit)->dot() : sync::Dot();
}

const Traffic& TheTraffic() {
  static Traffic traffic;
  if (traffic.lines.empty()) {
    District district;
    Live(district, traffic);
    AddWords(traffic);
  }
  return traffic;
}

std::string Bender::Line(Script& script) {
  const size_t known = traffic_.lines.size();
  const size_t which = script.Below(known + made_.size());
  const std::string& line = which < known ? traffic_.lines[which].text : made_[which - known];
  return script.Once(2) ? Bent(line, script) : line;
}

sync::Dot Bender::Dot(Script& script) {
  const size_t known = traffic_.lines.size();
  const size_t which = script.Below(known + made_.size() + 1);
  if (which == known + made_.size()) return {traffic_.devices[0].site, 1 + script.Byte(), 7};
  return DotOf(which < known ? traffic_.lines[which].text : made_[which - known]);
}

sync::StreamId Bender::Stream(Script& script) {
  const size_t which = script.Below(traffic_.streams.size() + 1);
  return which < traffic_.streams.size() ? traffic_.streams[which] : model::Uuid{{7}};
}

std::string Bender::Bent(std::string_view line, Script& script) {
  Json value = Json::parse(line);
  for (int edits = 1 + script.Byte() % 4; edits > 0; --edits) {
    std::vector<Json*> inside;
    Collect(value, inside);
    Json& place = *script.Pick(inside);
    switch (script.Byte() % 8) {
      case 0:
      case 1:
        place = Word(script);
        break;
      case 2:
        place = Json(*script.Pick(inside));
        break;
      case 3:
        if (place.is_structured() && !place.empty())
          place.erase(std::next(place.begin(), static_cast<ptrdiff_t>(script.Below(place.size()))));
        break;
      case 4:
        if (place.is_array())
          place.push_back(place.empty() || script.Once(2) ? Word(script)
                                                          : Json(script.Pick(place)));
        break;
      case 5:
        if (const Json& name = Word(script); place.is_object() && name.is_string())
          place[name.get<std::string>()] = Word(script);
        break;
      case 6:
        if (place.is_structured() && place.size() > 1)
          std::swap(*std::next(place.begin(), static_cast<ptrdiff_t>(script.Below(place.size()))),
                    *place.begin());
        break;
      default:
        if (place.is_number_integer()) place = script.Number(place.get<int64_t>());
        break;
    }
  }
  std::string bent = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  Remember(bent);
  return bent;
}

void Bender::Remember(const std::string& line) {
  const sync::Dot dot = DotOf(line);
  if (dot.seq == 0 || line.size() > kLongestMade) return;
  made_.push_back(line);
  dots_.push_back(sync::FormatDot(dot));
}

const Json& Bender::Word(Script& script) {
  const size_t known = traffic_.words.size();
  const size_t which = script.Below(known + dots_.size());
  return which < known ? traffic_.words[which] : dots_[which - known];
}

}  // namespace tests
