// SPDX-License-Identifier: MIT
#include "client/app/carrying.h"

#include <algorithm>
#include <fstream>

#include "client/app/data_folder.h"
#include "client/app/joining.h"
#include "client/app/sync_runner.h"
#include "client/app/value_text.h"
#include "client/platform/terminal.h"
#include "model/entities/organisation.h"
#include "model/text_fold.h"
#include "sync/console/table.h"
#include "sync/platform/whole_file.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBundleEnding = ".krz", kPassportEnding = ".krp";
constexpr size_t kMaxPassportBytes = size_t{64} << 10;
constexpr size_t kMostFiles = 2'000;  // Of a folder; a stick may hold somebody's photographs.
constexpr size_t kLongestName = 24;

// Which organisation, for people.
std::string SchoolName(sync::Store& store) {
  sync::Replica& replica = store.replica();
  const sync::Membership& membership = replica.membership();
  std::string name = StoredTitle(store, model::organisation, membership.organisation);
  if (name.empty()) name = replica.Setting(kPassportSchool);
  if (name.empty()) name = replica.Setting("desk.school");
  return name.empty() ? membership.district : name;
}

std::string DayOf(int64_t ms) {
  // The local time of a header's moment begins with its date: "22.11.2026 14:05".
  const std::string text = sync::LocalTime(ms);
  if (text.size() < 10) return "0";
  return text.substr(6, 4) + '-' + text.substr(3, 2) + '-' + text.substr(0, 2);
}

fs::path FreeFile(const fs::path& folder, const std::string& beginning) {
  std::error_code ignored;
  for (int number = 1;; ++number) {
    fs::path file = folder / (beginning + std::to_string(number) + std::string(kBundleEnding));
    if (!fs::exists(file, ignored)) return file;
  }
}

std::string Beginning(const fs::path& file) {
  std::string bytes(sync::kPeekBytes, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<size_t>(stream.gcount()));
  return bytes;
}

model::Result<fs::path> FileFor(sync::Store& store, const fs::path& target, int64_t now_ms) {
  std::error_code ignored;
  if (fs::is_directory(target, ignored))
    return FreeFile(target, PlainName(SchoolName(store)) + '-' + DayOf(now_ms) + '-');
  const bool alien = fs::exists(target, ignored) && !sync::PeekBundle(Beginning(target));
  if (alien) return model::Error{"already_exists", TextOf(target)};
  return target;
}

fs::path FolderOf(sync::Store& store) {
  return PathOf(store.replica().database().path()).parent_path();
}

std::string Digits(std::string_view pin) {
  std::string digits(pin);
  std::erase_if(digits, [](char c) { return c == ' ' || c == '-' || c == '\t'; });
  return digits;
}

}  // namespace

model::Result<CarriedOut> CarryOut(sync::Store& store, const fs::path& target) {
  sync::Replica& replica = store.replica();
  if (!replica.membership().joined) return model::Error{"not_joined"};
  const auto lock = LockExchange(FolderOf(store));
  if (!lock) return model::Error{"already_syncing"};
  const auto file = FileFor(store, target, replica.environment().NowMs());
  if (!file) return file.error();
  std::string from = SchoolName(store);
  if (const std::string host = HostName(); !host.empty()) from += ", " + host;
  auto request = sync::WriteRequest(replica, from);
  if (!request) return request.error();
  if (const auto written = sync::WriteWholeFile(TextOf(*file), request->bytes); !written)
    return written.error();
  sync::NoteWritten(replica, request->header);
  return CarriedOut{*file, request->header, static_cast<int64_t>(request->bytes.size())};
}

model::Result<sync::ReadBundle> CarryIn(sync::Store& store, const fs::path& file) {
  const auto bytes = sync::ReadWholeFile(TextOf(file), sync::kMaxCarriedBytes);
  if (!bytes) return bytes.error();
  const auto lock = LockExchange(FolderOf(store));
  if (!lock) return model::Error{"already_syncing"};
  return sync::ReadAnswer(store.replica(), *bytes);
}

CarriedWords WordsOf(const Translator& texts, const sync::ReadBundle& read) {
  const sync::CarriedOutcome& outcome = read.outcome;
  CarriedWords words;
  words.took = !outcome.ahead && !outcome.stale;
  if (outcome.stale) {
    words.what = texts.Text("carried.stale");
    words.next = texts.Text("carried.stale.next");
  } else if (outcome.ahead) {
    words.what = texts.Text("carried.ahead");
    words.next = texts.Text("carried.ahead.next");
  } else if (read.again) {
    words.what = texts.Text("carried.again");
  } else {
    words.what = texts.Text("carried.taken", {{"pulled", std::to_string(outcome.pulled)},
                                              {"numbered", std::to_string(outcome.numbered)}});
  }
  if (words.took && outcome.more) words.next = texts.Text("carried.more");
  if (outcome.revoked) words.next = texts.Text("carried.revoked");
  if (outcome.copied) words.next += (words.next.empty() ? "" : " ") + texts.Text("carried.copied");
  return words;
}

model::Result<void> JoinByPassport(sync::Replica& replica, const PassportInput& input) {
  const sync::Membership before = replica.membership();
  const bool renewable = !before.passport_secret.empty() || replica.Setting("revoked") == "1";
  if (before.joined && !renewable) return model::Error{"already_joined", before.district};
  const auto ca_file = CaFile(input.ca_file);
  if (!ca_file) return ca_file.error();
  const auto bytes = sync::ReadWholeFile(TextOf(input.file), kMaxPassportBytes);
  if (!bytes) return bytes.error().code == "too_large" ? model::Error{"wrong_file"} : bytes.error();
  const auto header = sync::ReadPassportHeader(*bytes);
  if (!header) return header.error();
  // By this computer's clock, so that nobody works for a week with a passport that is worth
  // nothing; the hub looks again by its own.
  if (header->expires_ms <= replica.environment().NowMs())
    return model::Error{"bad_code", sync::LocalTime(header->expires_ms), {}, "passport_expired"};
  auto facts = sync::OpenPassport(*bytes, Digits(input.pin));
  if (!facts) return facts.error();
  facts->server = ServerAddress(facts->server);
  if (before.joined) {
    const bool same = before.hub_key == facts->hub_key && before.role == facts->role &&
                      before.organisation == facts->organisation;
    if (!same) return model::Error{"already_joined", before.district};
    sync::Membership renewed = before;
    renewed.passport_secret = facts->secret;
    sync::Replica::Change change(replica);
    replica.SetMembership(renewed);
    change.Commit();
    return {};
  }
  sync::JoinOptions options;
  options.device = model::Normalize(input.device);
  if (options.device.empty()) options.device = HostName();
  options.user = model::Normalize(input.user);
  if (const auto joined = sync::JoinWithPassport(replica, *facts, options); !joined)
    return joined.error();
  sync::Replica::Change change(replica);
  sync::Membership membership = replica.membership();
  membership.ca_file = *ca_file;
  replica.SetMembership(membership);
  replica.SetSetting(kPassportSchool, header->organisation);
  change.Commit();
  return {};
}

std::optional<FoundCarried> LookAtCarried(sync::Replica& replica, const fs::path& file) {
  const std::string bytes = Beginning(file);
  FoundCarried one{TextOf(file), TextOf(file.filename()), {}, {}};
  if (auto bundle = sync::PeekBundle(bytes)) {
    const std::string own = sync::NewSigningKey(replica.membership().device_key).public_key;
    const bool mine =
        bundle->kind == sync::BundleHeader::Kind::kAnswer && bundle->device_key == own;
    if (mine) one.bundle = std::move(*bundle);
  } else if (auto passport = sync::ReadPassportHeader(bytes)) {
    one.passport = std::move(*passport);
  }
  if (!one.bundle && !one.passport) return std::nullopt;
  return one;
}

std::vector<FoundCarried> FindCarried(sync::Replica& replica, const fs::path& folder) {
  std::vector<FoundCarried> found;
  std::error_code failed;
  size_t seen = 0;
  for (fs::directory_iterator entry(folder, failed), end; entry != end && !failed;
       entry.increment(failed)) {
    if (++seen > kMostFiles) break;
    std::error_code ignored;
    if (!LooksCarried(entry->path()) || !entry->is_regular_file(ignored)) continue;
    if (auto one = LookAtCarried(replica, entry->path())) found.push_back(std::move(*one));
  }
  const auto written = [](const FoundCarried& one) {
    return one.bundle ? one.bundle->written_ms : one.passport->written_ms;
  };
  std::sort(found.begin(), found.end(), [&](const FoundCarried& a, const FoundCarried& b) {
    return std::pair(written(b), a.name) < std::pair(written(a), b.name);
  });
  return found;
}

bool LooksCarried(const fs::path& file) {
  const std::string ending = model::Fold(TextOf(file.extension()));
  return ending == kBundleEnding || ending == kPassportEnding;
}

std::string PlainName(std::string_view words) {
  static constexpr std::string_view kLatin[] = {
      "a", "b", "v", "g", "d", "e", "zh", "z",  "i",  "y",   "k", "l", "m", "n", "o",  "p",
      "r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sch", "",  "y", "",  "e", "yu", "ya"};
  std::string name;
  const std::string folded = model::Fold(words);
  for (size_t i = 0; i < folded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    const auto next = i + 1 < folded.size() ? static_cast<unsigned char>(folded[i + 1]) : 0;
    // а…п are D0 B0…BF, р…я are D1 80…8F.
    if (byte == 0xD0 && next >= 0xB0 && next <= 0xBF)
      name += kLatin[next - 0xB0], ++i;
    else if (byte == 0xD1 && next >= 0x80 && next <= 0x8F)
      name += kLatin[next - 0x80 + 16], ++i;
    else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))
      name += folded[i];
    else if (!name.empty() && name.back() != '-' && (byte < 0x80 || byte >= 0xC0))
      name += '-';
    if (name.size() >= kLongestName) break;
  }
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? "kruzhok" : name;
}

}  // namespace kruzhok::client
