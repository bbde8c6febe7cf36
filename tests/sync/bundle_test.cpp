// SPDX-License-Identifier: MIT
// Files that people carry: their bytes, and how they come onto a disk and from it.
#include "sync/exchange/bundle.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "model/uuid.h"
#include "sync/exchange/join.h"
#include "sync/exchange/passport.h"
#include "sync/platform/whole_file.h"
#include "tests/support/fake_time.h"
#include "tests/support/temp_folder.h"

using namespace kruzhok;
using sync::BundleHeader;
using tests::TempFolder;

namespace {

const sync::SigningKey kSchool = sync::NewSigningKey(std::string(32, 's'));
const sync::SigningKey kHub = sync::NewSigningKey(std::string(32, 'h'));
const sync::SigningKey kOther = sync::NewSigningKey(std::string(32, 'o'));
// Guessing is cheap in tests.
constexpr sync::PinCost kCheap{1, size_t{8} << 10};

std::string ARequest(std::string_view message = "Ёлкин Пётр, 112-233-445 95") {
  BundleHeader header;
  header.hub = sync::ShortName(kHub.public_key);
  header.district = header.to = "Лесной район";
  header.from = "Школа № 1, приёмная";
  header.device_key = kSchool.public_key;
  header.written_ms = 1'800'000'000'000;
  header.commits = 3;
  const auto bytes =
      sync::EncodeBundle(header, {R"({"code":"X"})", message}, kSchool, kHub.public_key);
  REQUIRE(bytes);
  return *bytes;
}

std::string Opened(std::string_view bytes, const sync::SigningKey& by = kHub) {
  const auto bundle = sync::DecodeBundle(bytes);
  if (!bundle) return std::string(bundle.error().code.name());
  const auto body = sync::OpenBundle(*bundle, kSchool.public_key, by);
  return body ? *body : std::string(body.error().code.name());
}

std::string APassport(std::string_view pin = "271828") {
  tests::FakeTime time;
  const sync::PassportHeader header{"Лесной район", "Школа № 1", sync::Role::kSchool, time.now_ms,
                                    time.now_ms + 1000};
  const sync::PassportFacts facts{"Лесной район",      kHub.public_key,     model::Uuid{{7}},
                                  sync::Role::kSchool, "https://x.example", "secret"};
  return sync::EncodePassport(header, facts, pin, kCheap, kHub, time);
}

std::string PassportError(std::string_view bytes, std::string_view pin = "271828") {
  const auto facts = sync::OpenPassport(bytes, pin);
  return facts ? std::string() : std::string(facts.error().code.name());
}

// The same file, rightly hashed, with another value in its header.
std::string With(const char* member, const char* value, std::string_view kind,
                 std::string_view bytes) {
  const auto file = sync::DecodeCarried(kind, 1, bytes);
  REQUIRE(file);
  auto header = nlohmann::ordered_json::parse(file->header);
  header[member] = nlohmann::ordered_json::parse(value);
  return sync::EncodeCarried(kind, 1, header.dump(), file->sealed, kOther);
}

std::string Stored(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// As if the disk were full beyond so many bytes.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    signal_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit before_{};
  void (*signal_)(int) = nullptr;
};

}  // namespace

TEST_CASE("Bundle: what one side puts in, the other takes out, and the header is for everybody") {
  const std::string bytes = ARequest();
  const auto bundle = sync::DecodeBundle(bytes);
  REQUIRE(bundle);
  CHECK(bundle->header.kind == BundleHeader::Kind::kRequest);
  CHECK(bundle->header.from == "Школа № 1, приёмная");
  CHECK(bundle->header.commits == 3);
  CHECK(bundle->header.device_key == kSchool.public_key);
  CHECK(bundle->header.id.size() == 12);
  const auto parts = sync::SplitBody(*sync::OpenBundle(*bundle, kSchool.public_key, kHub));
  REQUIRE(parts);
  const std::string body = Opened(bytes);
  CHECK(sync::SplitBody(body)->join == R"({"code":"X"})");
  CHECK(sync::SplitBody(body)->message == "Ёлкин Пётр, 112-233-445 95");
  CHECK(sync::PeekBundle(std::string_view(bytes).substr(0, 2000))->district == "Лесной район");
}

TEST_CASE("Bundle: a courier finds nothing of what is in it, and cannot open it") {
  const std::string bytes = ARequest();
  for (const char* secret : {"Ёлкин", "Пётр", "112-233", "code"})
    CHECK(bytes.find(secret) == bytes.npos);
  CHECK(Opened(bytes, kOther) == "damaged_file");
  CHECK(Opened(bytes, kSchool) == "damaged_file");
}

TEST_CASE("Bundle: the same words are other bytes each time, so nobody can compare bundles") {
  CHECK(ARequest() != ARequest());
}

TEST_CASE("Bundle: cut off anywhere or with any byte changed, it is refused and told apart") {
  const std::string bytes = ARequest(std::string(5000, 'x'));
  for (size_t size = 0; size < bytes.size(); size += size < 500 ? 7 : 97) {
    const std::string cut = bytes.substr(0, size);
    CHECK(Opened(cut) == (size == 0 ? "wrong_file" : "damaged_file"));
  }
  for (size_t at = 0; at < bytes.size(); at += at < 500 ? 1 : 97) {
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    const std::string error = Opened(flipped);
    INFO(at);
    CHECK((error == "damaged_file" || error == "wrong_file" || error == "newer_file"));
    if (at > 20) CHECK(error == "damaged_file");
  }
  CHECK(Opened(bytes + "x") == "damaged_file");
}

TEST_CASE("Bundle: somebody else's signature under a header that names another is refused") {
  BundleHeader header;
  header.device_key = kSchool.public_key;
  const auto forged = sync::EncodeBundle(header, {"", "message"}, kOther, kHub.public_key);
  CHECK(Opened(*forged) == "damaged_file");
}

TEST_CASE("Bundle: other files and later formats are called what they are") {
  CHECK(Opened("PK\x03\x04 a zip") == "wrong_file");
  CHECK(Opened("") == "wrong_file");
  CHECK(Opened(APassport()) == "wrong_file");
  CHECK(sync::DecodeBundle(APassport()).error().reason == "file_is_passport");
  std::string newer = ARequest();
  newer.replace(newer.find(" 1\n"), 3, " 2\n");
  CHECK(Opened(newer) == "newer_file");
}

TEST_CASE("Bundle, passport: a number of the header that can be none is damage") {
  const std::string bundle = ARequest(), passport = APassport();
  CHECK(sync::DecodeBundle(With("written", "7", "bundle", bundle))->header.written_ms == 7);
  CHECK(sync::ReadPassportHeader(With("expires", "7", "passport", passport))->expires_ms == 7);
  for (const char* value : {"1e300", "1.5", "-1", "18446744073709551615", "true", "null"}) {
    CAPTURE(value);
    for (const char* member : {"written", "commits"})
      CHECK_FALSE(sync::DecodeBundle(With(member, value, "bundle", bundle)));
    for (const char* member : {"written", "expires", "passes", "memory"})
      CHECK_FALSE(sync::ReadPassportHeader(With(member, value, "passport", passport)));
  }
}

TEST_CASE("Bundle, join: JSON of a stranger is read only while it is short") {
  const auto named = [](size_t letters) {
    const std::string name = '"' + std::string(letters, 'x') + '"';
    return With("district", name.c_str(), "bundle", ARequest());
  };
  CHECK(sync::DecodeBundle(named(10'000)));
  CHECK_FALSE(sync::DecodeBundle(named(20'000)));
  BundleHeader header;
  header.district = std::string(20'000, 'x');
  const auto written = sync::EncodeBundle(header, {}, kSchool, kHub.public_key);
  CHECK((!written && written.error().code == "too_large"));
  sync::JoinRequest request{"secret", kSchool.public_key, std::string(10'000, 'x'), {}, {}};
  request.signature = std::string(64, 's');
  CHECK(sync::DecodeJoinRequest(EncodeJoinRequest(request)));
  request.device.resize(20'000, 'x');
  CHECK_FALSE(sync::DecodeJoinRequest(EncodeJoinRequest(request)));
}

TEST_CASE("Passport: the right PIN opens it, a wrong one does not, and both say so") {
  const std::string bytes = APassport();
  const auto facts = sync::OpenPassport(bytes, "271828");
  REQUIRE(facts);
  CHECK(facts->secret == "secret");
  CHECK(facts->server == "https://x.example");
  CHECK(facts->organisation == model::Uuid{{7}});
  CHECK(facts->hub_key == kHub.public_key);
  CHECK(sync::ReadPassportHeader(bytes)->organisation == "Школа № 1");
  CHECK(PassportError(bytes, "271829") == "bad_pin");
  CHECK(PassportError(bytes, "") == "bad_pin");
  CHECK(bytes.find("secret") == bytes.npos);
  CHECK(bytes.find("x.example") == bytes.npos);
}

TEST_CASE("Passport: a PIN has six digits or more, and they are not all alike") {
  for (const char* good : {"271828", "112233445566", "000001"}) CHECK(sync::IsGoodPin(good));
  for (const char* bad : {"", "12345", "111111", "abcdef", "12345 6"})
    CHECK_FALSE(sync::IsGoodPin(bad));
}

TEST_CASE("Passport: cut off or changed anywhere, it is refused") {
  const std::string bytes = APassport();
  for (size_t size = 1; size < bytes.size(); size += 7)
    CHECK(PassportError(bytes.substr(0, size)) == "damaged_file");
  for (size_t at = 0; at < bytes.size(); at += 5) {
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x01);
    CHECK_FALSE(PassportError(flipped).empty());
  }
}

TEST_CASE("Passport: a hub's key that nothing can be sealed to is damage") {
  // A point of the curve and one of order 8: some signatures are good for that.
  const auto mixed = model::DecodeBase64Url("6bL-mBWH765kePSLofpgzsYSbQ4m3ecqCiT2QNzXg-U");
  REQUIRE_FALSE(sync::SealTo(*mixed, ""));
  tests::FakeTime time;
  for (const bool good : {false, true}) {
    const std::string& key = good ? kOther.public_key : *mixed;
    const auto facts =
        sync::OpenPassport(sync::EncodePassport({}, {"", key, {}, sync::Role::kSchool, "", ""},
                                                "271828", kCheap, kHub, time),
                           "271828");
    REQUIRE_FALSE(facts);
    CHECK(facts.error().reason == (good ? "bad_signature" : ""));
  }
}

TEST_CASE("Passport: a stranger's file cannot make this computer work for ever") {
  tests::FakeTime time;
  const std::string bytes =
      sync::EncodePassport({}, {"", kHub.public_key, {}, sync::Role::kSchool, "", ""}, "271828",
                           {33, size_t{8} << 10}, kHub, time);
  CHECK(PassportError(bytes) == "damaged_file");
}

TEST_CASE("A whole file: written, read back, and nothing beside it") {
  const TempFolder folder;
  const std::string file = folder.File("пакет.krz");
  const std::string bytes(3'000'000, 'k');
  REQUIRE(sync::WriteWholeFile(file, bytes));
  CHECK(Stored(file) == bytes);
  CHECK_FALSE(std::filesystem::exists(file + ".part"));
  CHECK(*sync::ReadWholeFile(file, bytes.size()) == bytes);
  CHECK(sync::ReadWholeFile(file, bytes.size() - 1).error().code.name() == "too_large");
  CHECK(sync::ReadWholeFile(folder.File("none"), 9).error().code.name() == "file_unreadable");
  CHECK(sync::ReadWholeFile(folder.File("."), 9).error().code.name() == "file_unreadable");
}

TEST_CASE("A whole file: on a full disk what was there stays, and nothing half-done is left") {
  const TempFolder folder;
  const std::string file = folder.File("bundle.krz");
  REQUIRE(sync::WriteWholeFile(file, "the old one"));
  std::string error;
  {
    const SmallDisk disk(size_t{64} << 10);
    const auto written = sync::WriteWholeFile(file, std::string(200'000, 'n'));
    error = written ? "" : std::string(written.error().code.name());
  }
  CHECK(error == "storage_full");
  CHECK(Stored(file) == "the old one");
  CHECK_FALSE(std::filesystem::exists(file + ".part"));
}

TEST_CASE("A whole file: a stick that is not there any more is told, and nothing is made up") {
  const TempFolder folder;
  const auto written = sync::WriteWholeFile(folder.File("gone/bundle.krz"), "x");
  REQUIRE_FALSE(written);
  CHECK(written.error().code.name() == "file_unwritable");
}
