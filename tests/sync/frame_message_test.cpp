// SPDX-License-Identifier: MIT
// The bytes on the line: frames and messages, whole, cut off, changed and foreign.
#include <random>
#include <zstd.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sync/exchange/message.h"
#include "sync/frame.h"
#include "tests/support/district.h"

using sync::Answer;
using sync::CommonNumber;
using sync::Lineage;
using sync::Request;
using tests::CodeOf;

namespace {

std::string Packed(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

sync::Dot SomeDot(int64_t seq) {
  sync::Dot dot{{}, seq, 0x0123456789ab};
  dot.site.bytes.fill(3);
  return dot;
}

sync::StreamId SomeStream() {
  sync::StreamId stream;
  stream.bytes.fill(8);
  return stream;
}

Request FullRequest() {
  Request request;
  request.version = "0.1";
  request.schema = 140;
  request.site = SomeDot(1).site;
  request.nonce = "abc";
  request.lineage = {{1, 0xffffffffffff, 0}, {3, 5, 100}};
  request.rest = 42;
  request.cursors = {{sync::kDistrict, 50}, {SomeStream(), int64_t{1} << 53}};
  request.pending = 7;
  request.want_bytes = 4096;
  const std::string frame = sync::PackFrame("{\"a\":1}\n");
  request.sent = {sync::FrameHashOf("x")};
  request.proofs = {{SomeStream(),
                     {2, 9, 1},
                     std::string(32, 'r'),
                     4,
                     2,
                     std::string(64, 's'),
                     {{3, SomeDot(2)}}}};
  request.relayed = {sync::FrameHashOf("raw")};
  request.frames = {{sync::FrameHashOf(frame), frame}, {sync::FrameHashOf("raw"), "raw"}};
  return request;
}

Answer FullAnswer() {
  Answer answer;
  answer.lineage = {{1, 2, 0}};
  answer.now_ms = -5;
  answer.nonce = "def";
  answer.limits = {1, 2, 3};
  answer.turn = 12;
  answer.copied = answer.more = answer.revoked = true;
  answer.proven = {sync::FrameHashOf("z")};
  answer.taken = {sync::FrameHashOf("y")};
  answer.verdicts = {
      {SomeDot(1), sync::Verdict::State::kWaiting, "unknown_dot", "child", "id", "class", "ёж"},
      {SomeDot(2), sync::Verdict::State::kDiscarded, "", "", "", "", ""}};
  answer.rest = 1;
  answer.from = 2;
  answer.through = 30;
  sync::Page page{SomeStream(),           2, 30, {}, std::string(32, 'r'), std::string(64, 's'),
                  sync::PackFrame("{}\n")};
  page.items = {{4, 1, 1'760'000'000, std::nullopt},
                {5, 3, 1'760'000'000, SomeDot(9)},
                {20, 11, 5, SomeDot(50)}};
  answer.pages = {page,
                  {sync::kDistrict, 2, 30, {}, std::string(32, 'q'), std::string(64, 't'), ""}};
  return answer;
}

// Lets every decoder see the bytes; none may throw or crash.
void DecodeAll(const std::string& bytes) {
  (void)static_cast<bool>(sync::DecodeRequest(bytes));
  (void)static_cast<bool>(sync::DecodeAnswer(bytes));
  (void)static_cast<bool>(sync::UnpackFrame(bytes));
}

std::string Block(char type, std::string_view payload) {
  std::string bytes(1, type);
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(payload.size() >> shift);
  const auto hash = sync::FrameHashOf(payload);
  bytes.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  return bytes.append(payload);
}

// The answer with one member of its control block replaced, as a careless peer might write it.
std::string WithMember(const std::string& name, const nlohmann::json& value) {
  Answer answer;
  answer.lineage = {{1, 2, 0}};
  const std::string packed = EncodeAnswer(answer);
  std::string plain(4096, '\0');
  if (packed[4] == 'c')
    plain.resize(
        ZSTD_decompress(plain.data(), plain.size(), packed.data() + 25, packed.size() - 25));
  else
    plain = packed.substr(25);
  auto control = nlohmann::json::parse(plain);
  control[name] = value;
  return "KRZ1" + Block('C', control.dump());
}

// The block of a page with so many items, and so many spaces.
std::string PageBlock(size_t items, size_t spaces = 0) {
  std::string text = R"({"stream":"district","after":0,"through":9007199254740992,"items":[)";
  for (size_t i = 0; i < items; ++i) text += i > 0 ? ",[0,1,0]" : "[0,1,0]";
  std::string rolling, signature;
  model::AppendBase64Url(std::string(32, 'r'), rolling);
  model::AppendBase64Url(std::string(64, 's'), signature);
  text += std::string(spaces, ' ') + R"(],"rolling":")" + rolling + R"(","signature":")" +
          signature + "\"}";
  return Block('p', Packed(text)) + Block('F', "x");
}

std::string ProtocolCode(int min, int max) {
  Request request = FullRequest();
  request.protocol_min = min;
  request.protocol_max = max;
  return CodeOf(sync::DecodeRequest(EncodeRequest(request)));
}

}  // namespace

TEST_CASE("Frame: what is packed is unpacked, large and small, and zstd alone reads it") {
  for (const size_t lines : {size_t{1}, size_t{50}, size_t{20'000}}) {
    std::string text;
    for (size_t i = 0; i < lines; ++i) text += "{\"seq\":" + std::to_string(i) + "}\n";
    const std::string frame = sync::PackFrame(text);
    const auto unpacked = sync::UnpackFrame(frame);
    REQUIRE(unpacked);
    CHECK(unpacked->text() == text);
    CHECK(unpacked->LineAt(0) == "{\"seq\":0}");
    CHECK(unpacked->LineAt(text.size()).empty());
    std::string by_hand(text.size(), '\0');
    CHECK(ZSTD_decompress(by_hand.data(), by_hand.size(), frame.data(), frame.size()) ==
          text.size());
    CHECK(by_hand == text);
  }
}

TEST_CASE("Frame: the payload of a frame that travels is a line of JSON per commit") {
  tests::District d;
  auto& a = d.School("А");
  for (int i = 0; i < 5; ++i) a.Put("child", {{"last_name", "Ёлкин\t\"\\"}, {"first_name", "П"}});
  CHECK(a.Sync().empty());
  const auto request = sync::DecodeRequest(a.requests.front());
  std::string text(1 << 20, '\0');
  const std::string& frame = request->message.frames.at(0).bytes;
  text.resize(ZSTD_decompress(text.data(), text.size(), frame.data(), frame.size()));
  std::istringstream lines(text);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    CHECK(nlohmann::json::parse(line)["rows"][0]["entity"] == "child");
  CHECK(count == 5);
}

TEST_CASE(
    "Frame: what is no frame, is cut off, too large, empty or without its last newline is "
    "refused") {
  const std::string good = sync::PackFrame("{\"a\":1}\n{\"b\":2}\n");
  for (size_t cut = 0; cut < good.size(); ++cut)
    CHECK(CodeOf(sync::UnpackFrame(good.substr(0, cut))) == "bad_frame");
  for (const std::string& bytes :
       {std::string("<html>"), Packed("no newline"), Packed(""), good + "tail", good + good,
        Packed(std::string(size_t{20} << 20, '\n'))})
    CHECK(CodeOf(sync::UnpackFrame(bytes)) == "bad_frame");
  CHECK(sync::UnpackFrame(Packed(std::string(sync::kMaxFrameLines, '\n'))));
  CHECK_FALSE(sync::UnpackFrame(Packed(std::string(sync::kMaxFrameLines + 1, '\n'))));
}

TEST_CASE("Message: a request comes back with every member") {
  const Request request = FullRequest();
  const auto decoded = sync::DecodeRequest(EncodeRequest(request));
  REQUIRE(decoded);
  CHECK(decoded->whole);
  const Request& back = decoded->message;
  CHECK(EncodeRequest(back) == EncodeRequest(request));
  CHECK(back.lineage == request.lineage);
  CHECK(back.cursors[1].number == int64_t{1} << 53);
  CHECK(back.proofs[0].numbers == request.proofs[0].numbers);
  CHECK(back.frames[1].bytes == "raw");
}

TEST_CASE("Message: an answer comes back with every member") {
  const Answer answer = FullAnswer();
  const auto decoded = sync::DecodeAnswer(EncodeAnswer(answer));
  REQUIRE(decoded);
  CHECK(decoded->whole);
  const Answer& back = decoded->message;
  CHECK(EncodeAnswer(back) == EncodeAnswer(answer));
  CHECK((back.copied && back.more && back.now_ms == -5));
  CHECK(back.verdicts[0].detail == "ёж");
  REQUIRE(back.pages.size() == 2);
  CHECK(back.pages[0].items[2].first == 20);
  CHECK(back.pages[0].items[2].received_s == 5);
  CHECK(back.pages[0].items[1].held == SomeDot(9));
  CHECK(back.pages[0].frame == answer.pages[0].frame);
}

TEST_CASE("Message: for a reader that knows the dictionary it is shorter and says the same") {
  Request request = FullRequest();
  Answer answer = FullAnswer();
  const std::string long_request = EncodeRequest(request), long_answer = EncodeAnswer(answer);
  request.reader = answer.reader = sync::kProtocolMax;
  const std::string short_request = EncodeRequest(request), short_answer = EncodeAnswer(answer);
  CHECK(short_request.size() + 60 < long_request.size());
  CHECK(short_answer.size() + 100 < long_answer.size());
  CHECK(EncodeRequest(sync::DecodeRequest(short_request)->message) == long_request);
  CHECK(EncodeAnswer(sync::DecodeAnswer(short_answer)->message) == long_answer);
  for (size_t size = 0; size < short_answer.size(); ++size) DecodeAll(short_answer.substr(0, size));
  CHECK(CodeOf(sync::DecodeAnswer("KRZ1" + Block('c', "no zstd"))) == "bad_frame");
}

TEST_CASE("Frame: the dictionary is that of protocol 2, byte for byte") {
  const std::string text =
      R"({"nonce":"9hJY0rhoOrxz","protocol":[1,2],"site":"XW_Smo0kR7e_meIUP-zxIQ","signature":)"
      R"("P1CxJej6tMW6mjxLwR5aMDWdWMEpZYTSrBKkPxRFKtfsdTbgd-1By9tz2Z0zVaXZBFiMvIsgZPwMTu_aSY4RTg"})";
  const auto packed = model::DecodeBase64Url(
      "KLUv_SEBrtUDAMMHGsHwDH2yCaRK9UIb1HM6dxjfJlaJnEqqEbCeLpDnfxE7ts5VqLV78crKJ_"
      "XMyogOFDKdcJQNqUWab"
      "FT6g2pSWW2TNrwtc2VSifWYmBQ4ekQYVy3l4p9ZvdVAKVIpBKa6zg2mq6YMzE8RBPyejwCs-IV79INjbcAB");
  REQUIRE(packed);
  CHECK(sync::IsPackedShort(*packed));
  CHECK(sync::Unpack(*packed, 1000) == text);
  CHECK_FALSE(sync::Unpack(*packed, text.size() - 1));
  CHECK_FALSE(sync::IsPackedShort(sync::PackFrame(text)));
}

TEST_CASE("Frame: one that was packed with the dictionary is kept without it") {
  Request request = FullRequest();
  const std::string lines = "{\"site\":\"a\",\"rows\":[{\"entity\":\"child\"}]}\n";
  const std::string sent = sync::PackShort(lines);
  request.frames = {{sync::FrameHashOf(sent), sent}};
  const auto back = sync::DecodeRequest(EncodeRequest(request));
  CHECK(back->message.frames.at(0).hash == sync::FrameHashOf(sent));
  CHECK(back->message.frames.at(0).bytes == sync::PackFrame(lines));
}

TEST_CASE("Message: cut at any byte, the whole blocks before the cut are good") {
  const std::string request = EncodeRequest(FullRequest()), answer = EncodeAnswer(FullAnswer());
  size_t frames = 0, pages = 0;
  for (size_t cut = 0; cut < request.size(); ++cut) {
    const auto decoded = sync::DecodeRequest(std::string_view(request).substr(0, cut));
    if (!decoded) {
      REQUIRE(CodeOf(decoded) == "connection_lost");
      REQUIRE(frames == 0);
      continue;
    }
    REQUIRE(decoded->message.frames.size() >= frames);
    frames = decoded->message.frames.size();
  }
  for (size_t cut = 0; cut < answer.size(); ++cut) {
    const auto decoded = sync::DecodeAnswer(std::string_view(answer).substr(0, cut));
    if (!decoded) continue;
    REQUIRE(decoded->message.pages.size() >= pages);
    pages = decoded->message.pages.size();
    for (const auto& page : decoded->message.pages)
      REQUIRE((page.items.empty() || page.items[0].held || !page.frame.empty()));
  }
  CHECK(frames == 1);
  CHECK(pages == 1);
}

TEST_CASE("Message: no flipped bit goes unnoticed behind the magic") {
  const std::string good = EncodeAnswer(FullAnswer());
  for (size_t at = 4; at < good.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string bytes = good;
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
      const auto decoded = sync::DecodeAnswer(bytes);
      // A page whose type was changed is passed over as something unknown, and is missed.
      REQUIRE((!decoded || !decoded->whole));
      if (!decoded) {
        const std::string code = CodeOf(decoded);
        REQUIRE((code == "bad_frame" || code == "bad_answer" || code == "connection_lost"));
      }
    }
}

TEST_CASE("Message: what comes from somebody else is not Kruzhok's") {
  for (const char* text :
       {"<!DOCTYPE html><html>вход в сеть</html>", "{\"code\":\"x\"}", "KRZ2....", "x"}) {
    CHECK(CodeOf(sync::DecodeAnswer(text)) == "not_kruzhok");
    CHECK(CodeOf(sync::DecodeRequest(text)) == "not_kruzhok");
  }
  CHECK(CodeOf(sync::DecodeAnswer(EncodeRequest(FullRequest()))) == "bad_answer");
  CHECK(CodeOf(sync::DecodeRequest(EncodeAnswer(FullAnswer()))) == "bad_request");
}

TEST_CASE("Message: only a protocol without a version in common refuses, and says who is old") {
  CHECK(ProtocolCode(1, 1).empty());
  CHECK(ProtocolCode(1, 9).empty());
  CHECK(ProtocolCode(0, 1).empty());
  CHECK(ProtocolCode(sync::kProtocolMax + 1, 9) == "protocol_too_old");
  CHECK(ProtocolCode(0, 0) == "protocol_too_new");
}

TEST_CASE("Message: members of another type or beyond all measure are refused") {
  CHECK(CodeOf(sync::DecodeAnswer(WithMember("rest", 3))).empty());
  for (const char* value :
       {"-1", "1.5", "9007199254740993", "18446744073709551615", "\"3\"", "null", "[]"})
    CHECK(CodeOf(sync::DecodeAnswer(WithMember("rest", nlohmann::json::parse(value)))) ==
          "bad_answer");
  for (const char* value : {"1e300", "\"3\"", "null", "18446744073709551615"})
    CHECK(CodeOf(sync::DecodeAnswer(WithMember("now", nlohmann::json::parse(value)))) ==
          "bad_answer");
  for (const char* value : {"[]", "[[1]]", "[[1,\"AAAAAAAA\"]]", "{}", "7", "[[1,\"AA\",0]]"})
    CHECK(CodeOf(sync::DecodeAnswer(WithMember("epochs", nlohmann::json::parse(value)))) ==
          "bad_answer");
  const auto many = nlohmann::json(101, {1, "AAAAAAAA", 0});
  CHECK(CodeOf(sync::DecodeAnswer(WithMember("epochs", many))) == "bad_answer");
  for (const char* value : {"[7]", "[{}]", R"([{"dot":"x","state":"refused"}])", "[[]]"})
    CHECK(CodeOf(sync::DecodeAnswer(WithMember("verdicts", nlohmann::json::parse(value)))) ==
          "bad_answer");
}

TEST_CASE("Message: the numbers and times of a page stay within their bounds") {
  Answer answer = FullAnswer();
  auto& items = answer.pages[0].items;
  items = {{4, 1, INT64_MAX, std::nullopt}};
  CHECK(CodeOf(sync::DecodeAnswer(EncodeAnswer(answer))) == "bad_answer");
  items = {{4, 1, int64_t{1} << 53, std::nullopt}, {5, 1, int64_t{1} << 54, std::nullopt}};
  CHECK(CodeOf(sync::DecodeAnswer(EncodeAnswer(answer))) == "bad_answer");
  items = {{4, 0, 1, std::nullopt}};
  CHECK(CodeOf(sync::DecodeAnswer(EncodeAnswer(answer))) == "bad_answer");
  items = {{30, 2, 1, std::nullopt}};
  CHECK(CodeOf(sync::DecodeAnswer(EncodeAnswer(answer))) == "bad_answer");
}

TEST_CASE("Message: what unpacks to more than anybody has to say is refused") {
  const std::string good = WithMember("rest", 3);
  // Deep.
  for (const size_t depth : {size_t{15}, size_t{16}, size_t{1} << 20, size_t{4} << 20}) {
    const std::string text = R"({"x":)" + std::string(depth, '[') + std::string(depth, ']') + '}';
    const std::string request = "KRZ1" + Block('c', Packed(text));
    CHECK(CodeOf(sync::DecodeRequest(request)) ==
          (text.size() > size_t{4} << 20 ? "bad_frame" : "bad_request"));
    CHECK(CodeOf(sync::DecodeAnswer(good + Block('p', Packed(text)))) ==
          (text.size() > size_t{4} << 20 ? "bad_frame" : "bad_answer"));
  }
  nlohmann::json nested = 1;
  for (int i = 0; i < 15; ++i) nested = nlohmann::json::array({nested});
  CHECK(CodeOf(sync::DecodeAnswer(WithMember("later", nested))).empty());
  nested = nlohmann::json::array({nlohmann::json::array({nested})});
  CHECK(CodeOf(sync::DecodeAnswer(WithMember("later", nested))) == "bad_answer");
  // Long: a page, all blocks, one block, a text.
  CHECK(CodeOf(sync::DecodeAnswer(good + PageBlock(100'000))).empty());
  CHECK(CodeOf(sync::DecodeAnswer(good + PageBlock(100'001))) == "bad_answer");
  const auto many = [&](size_t pages, const std::string& page) {
    std::string message = good;
    for (size_t i = 0; i < pages; ++i) message += page;
    return CodeOf(sync::DecodeAnswer(message));
  };
  const size_t most = (size_t{4} << 20) - 1024;
  CHECK(many(15, PageBlock(1, most)).empty());
  CHECK(many(17, PageBlock(1, most)) == "bad_answer");
  CHECK(CodeOf(sync::DecodeAnswer(WithMember("later", std::string(most, ' ')))).empty());
  CHECK(CodeOf(sync::DecodeAnswer(WithMember("later", std::string(most + 2048, ' ')))) ==
        "bad_answer");
  CHECK(CodeOf(sync::DecodeAnswer(WithMember("nonce", std::string(64, 'n')))).empty());
  CHECK(CodeOf(sync::DecodeAnswer(WithMember("nonce", std::string(65, 'n')))) == "bad_answer");
}

TEST_CASE("Message: no change of its bytes crashes a decoder") {
  std::mt19937 random(20251009);
  for (int run = 0; run < 6000; ++run) {
    std::string bytes = run % 2 == 0 ? EncodeRequest(FullRequest()) : EncodeAnswer(FullAnswer());
    for (size_t edits = 1 + random() % 4; edits > 0; --edits) {
      const size_t at = random() % bytes.size();
      if (random() % 3 == 0) bytes.erase(at, 1 + random() % 20);
      if (bytes.empty()) bytes = "K";
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    REQUIRE_NOTHROW(DecodeAll(bytes));
  }
  // Changes behind a hash that fits: what a peer with other ideas would send.
  const std::string keys[] = {"epochs",   "limits",   "nonce",   "taken",
                              "verdicts", "protocol", "through", "copied"};
  for (const std::string& key : keys)
    for (const char* value : {"null", "[]", "{}", "-1", "\"x\"", "[[]]", "[null]", "[{}]",
                              "[1,[2,[3]]]", "1e9", "true"})
      REQUIRE_NOTHROW(DecodeAll(WithMember(key, nlohmann::json::parse(value))));
}

TEST_CASE(
    "Message: what two lists of epochs have in common is where the first of them went another "
    "way") {
  const sync::Epoch one{1, 11, 0}, two{2, 22, 10}, three{3, 33, 20}, other{3, 44, 15},
      late{4, 55, 30};
  const int64_t unlimited = int64_t{1} << 60;
  CHECK(CommonNumber({}, {one}) == 0);
  CHECK(CommonNumber({one}, {one}) == unlimited);
  CHECK(CommonNumber({one}, {one, two}) == 10);
  CHECK(CommonNumber({one, two, three}, {one, two, other}) == 15);
  CHECK(CommonNumber({one, two, three}, {one, two, three, late}) == 30);
  CHECK(CommonNumber({two, three}, {one, two, other}) == 15);  // One of them was cut to its end.
  CHECK(CommonNumber({one}, {three, late}) == 0);
  CHECK(CommonNumber({one, two, three}, {one, late}) == 10);
  CHECK(CommonNumber({three, late}, {three, late}) == unlimited);
}
