// SPDX-License-Identifier: MIT
#include "sync/store/row_clock.h"

#include <algorithm>

#include "model/error.h"

namespace kruzhok::sync {
namespace {

constexpr char kRevVersion = 1;
constexpr size_t kMaxItems = 100000;

void AppendVarint(uint64_t number, std::string& out) {
  while (number >= 0x80) {
    out += static_cast<char>(static_cast<uint8_t>(number | 0x80));
    number >>= 7;
  }
  out += static_cast<char>(static_cast<uint8_t>(number));
}

void AppendHash(uint64_t hash, std::string& out) {
  for (int shift = 40; shift >= 0; shift -= 8)
    out += static_cast<char>(static_cast<uint8_t>(hash >> shift));
}

// Reads what the appenders wrote; `good` turns false at the first byte that does not fit.
struct Reader {
  std::string_view bytes;
  bool good = true;

  uint64_t Varint() {
    uint64_t number = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      if (bytes.empty()) break;
      const auto byte = static_cast<uint8_t>(bytes.front());
      bytes.remove_prefix(1);
      number |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return number;
    }
    good = false;
    return 0;
  }
  size_t Count() {
    const uint64_t count = Varint();
    if (count > kMaxItems || count > bytes.size()) good = false;
    return good ? static_cast<size_t>(count) : 0;
  }
  std::string_view Take(size_t count) {
    if (count > bytes.size()) {
      good = false;
      return {};
    }
    const auto taken = bytes.substr(0, count);
    bytes.remove_prefix(count);
    return taken;
  }
  uint64_t Hash48() {
    uint64_t hash = 0;
    for (const char byte : Take(6)) hash = hash << 8 | static_cast<uint8_t>(byte);
    return hash;
  }
};

// `site` and `name` write those two; all else is alike in both forms.
template <typename WriteSite, typename WriteName>
void AppendClock(const RowClock& clock, WriteSite site, WriteName name, std::string& out) {
  const auto dots = [&](const std::vector<Dot>& list) {
    AppendVarint(list.size(), out);
    for (const Dot& dot : list) {
      site(dot.site);
      AppendVarint(static_cast<uint64_t>(dot.seq), out);
      AppendHash(dot.hash, out);
    }
  };
  dots(clock.births);
  AppendVarint(clock.exceptions.size(), out);
  for (const auto& [cell, heads] : clock.exceptions) {
    name(cell);
    dots(heads);
  }
  AppendVarint(clock.tombstones.size(), out);
  for (const Tombstone& tombstone : clock.tombstones) {
    dots({tombstone.dot});
    dots(tombstone.seen);
  }
}

template <typename ReadSite, typename ReadName>
RowClock ReadClock(Reader& reader, ReadSite site, ReadName name) {
  const auto dots = [&] {
    std::vector<Dot> list(reader.Count());
    for (Dot& dot : list) {
      dot.site = site();
      dot.seq = static_cast<int64_t>(reader.Varint());
      dot.hash = reader.Hash48();
    }
    return list;
  };
  RowClock clock;
  clock.births = dots();
  for (size_t count = reader.Count(); count > 0 && reader.good; --count) {
    std::string cell = name();
    clock.exceptions[std::move(cell)] = dots();
  }
  for (size_t count = reader.Count(); count > 0 && reader.good; --count) {
    const auto dot = dots();
    if (dot.size() != 1) reader.good = false;
    clock.tombstones.push_back({reader.good ? dot.front() : Dot{}, dots()});
  }
  return clock;
}

}  // namespace

std::vector<Dot> RowClock::HeadsOf(std::string_view cell) const {
  const auto found = exceptions.find(cell);
  if (found != exceptions.end()) return found->second;
  return births.size() == 1 ? births : std::vector<Dot>();
}

std::vector<Dot> RowClock::Seen() const {
  std::vector<Dot> seen = births;
  for (const auto& [cell, heads] : exceptions) seen.insert(seen.end(), heads.begin(), heads.end());
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  return seen;
}

RowClock ClockOf(const RowState& state) {
  RowClock clock;
  clock.births = state.births;
  clock.tombstones = state.tombstones;
  for (const auto& [name, heads] : state.cells) {
    // A cleared cell looks like one that was never written, so its head is always named.
    const bool is_birth = state.births.size() == 1 && heads.size() == 1 &&
                          heads.front().dot == state.births.front() &&
                          heads.front().value.type != WireValue::Type::kNull;
    if (is_birth) continue;
    auto& dots = clock.exceptions[name];
    for (const Head& head : heads) dots.push_back(head.dot);
  }
  return clock;
}

std::string PackClock(const RowClock& clock, ChangeLog& log) {
  std::string out;
  AppendClock(
      clock,
      [&](const Site& site) { AppendVarint(static_cast<uint64_t>(log.OrdinalOf(site)), out); },
      [&](std::string_view name) {
        AppendVarint(static_cast<uint64_t>(log.TextOrdinalOf(name)), out);
      },
      out);
  return out;
}

RowClock UnpackClock(std::string_view bytes, ChangeLog& log) {
  Reader reader{bytes};
  RowClock clock = ReadClock(
      reader, [&] { return log.IdOf(static_cast<int64_t>(reader.Varint())); },
      [&] { return std::string(log.TextOf(static_cast<int64_t>(reader.Varint()))); });
  if (!reader.good || !reader.bytes.empty())
    throw model::StorageError("storage_corrupt", "the clock of a row");
  return clock;
}

void PackBirth(const Dot& dot, ChangeLog& log, std::string& out) {
  out += '\1';
  AppendVarint(static_cast<uint64_t>(log.OrdinalOf(dot.site)), out);
  AppendVarint(static_cast<uint64_t>(dot.seq), out);
  AppendHash(dot.hash, out);
  out += '\0';
  out += '\0';
}

std::string FormatRev(const RowClock& clock) {
  std::vector<Site> sites;
  std::string body;
  AppendClock(
      clock,
      [&](const Site& site) {
        const auto found = std::find(sites.begin(), sites.end(), site);
        AppendVarint(static_cast<uint64_t>(found - sites.begin()), body);
        if (found == sites.end()) sites.push_back(site);
      },
      [&](std::string_view name) {
        AppendVarint(name.size(), body);
        body += name;
      },
      body);
  std::string bytes(1, kRevVersion);
  AppendVarint(sites.size(), bytes);
  for (const Site& site : sites) bytes += site.view();
  bytes += body;
  std::string text;
  model::AppendBase64Url(bytes, text);
  return text;
}

std::optional<RowClock> ParseRev(std::string_view text) {
  const auto bytes = model::DecodeBase64Url(text);
  if (!bytes || bytes->empty() || bytes->front() != kRevVersion) return std::nullopt;
  Reader reader{std::string_view(*bytes).substr(1)};
  std::vector<Site> sites(reader.Count());
  for (Site& site : sites) {
    const auto id = reader.Take(16);
    if (id.size() == 16) site = Site::FromBytes(id);
  }
  RowClock clock = ReadClock(
      reader,
      [&] {
        const uint64_t index = reader.Varint();
        if (index >= sites.size()) reader.good = false;
        return reader.good ? sites[index] : Site{};
      },
      [&] { return std::string(reader.Take(static_cast<size_t>(reader.Varint()))); });
  if (!reader.good || !reader.bytes.empty() || clock.births.empty()) return std::nullopt;
  return clock;
}

}  // namespace kruzhok::sync
