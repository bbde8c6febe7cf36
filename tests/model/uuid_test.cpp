// SPDX-License-Identifier: MIT
#include "model/uuid.h"

#include <unordered_set>

#include <catch2/catch.hpp>

namespace kruzhok::model {
namespace {

Uuid Sample(int first, int step) {
  Uuid id;
  for (size_t i = 0; i < id.bytes.size(); ++i)
    id.bytes[i] = static_cast<uint8_t>(first + static_cast<int>(i) * step);
  return id;
}

constexpr const char* kText = "0190a6c4-00ff-7abc-8def-0123456789ab";

}  // namespace

TEST_CASE("Uuid: text has 36 characters, is read in either case and written in lower case") {
  const auto id = Uuid::FromText("0190A6C4-00FF-7ABC-8DEF-0123456789AB");
  REQUIRE(id);
  CHECK(id->Text() == kText);
  CHECK(Uuid::FromText(kText) == id);
}

TEST_CASE("Uuid: nothing but 36 characters in their places is an id") {
  for (const char* wrong :
       {"", "0190a6c400ff7abc8def0123456789ab", "{0190a6c4-00ff-7abc-8def-0123456789ab}",
        "0190a6c4-00ff-7abc-8def-0123456789a", "0190a6c4-00ff-7abc-8def-0123456789abc",
        "0190a6c4-00ff-7abc-8def-0123456789ag", "0190a6c4+00ff-7abc-8def-0123456789ab",
        "0190a6c-400ff-7abc-8def-0123456789ab", " 190a6c4-00ff-7abc-8def-0123456789ab",
        "0190а6c4-00ff-7abc-8def-0123456789a"}) {
    INFO(wrong);
    CHECK_FALSE(Uuid::FromText(wrong));
  }
}

TEST_CASE("Uuid: 22 characters of base64url read back, for every byte in every place") {
  for (int first = 0; first < 256; ++first)
    for (int step : {0, 1, 37, 255}) {
      const Uuid id = Sample(first, step);
      REQUIRE(id.Base64().size() == Uuid::kBase64Length);
      REQUIRE(Uuid::FromBase64(id.Base64()) == id);
      REQUIRE(Uuid::FromText(id.Text()) == id);
      REQUIRE(Uuid::FromBytes(id.view()) == id);
    }
}

TEST_CASE("Uuid: an id has one spelling in base64url") {
  const std::string spelled = Sample(0, 0).Base64();
  CHECK(spelled == "AAAAAAAAAAAAAAAAAAAAAA");
  CHECK_FALSE(Uuid::FromBase64("AAAAAAAAAAAAAAAAAAAAAB"));
  CHECK_FALSE(Uuid::FromBase64("AAAAAAAAAAAAAAAAAAAAA"));
  CHECK_FALSE(Uuid::FromBase64("AAAAAAAAAAAAAAAAAAAAA=="));
  CHECK_FALSE(Uuid::FromBase64("AAAAAAAAAAAAAAAAAAAAA+"));
  CHECK(Sample(255, 0).Base64() == "_____________________w");
}

TEST_CASE("Base64url: bytes of every length read back, other alphabets and spare bits do not") {
  std::string bytes;
  for (int length = 0; length < 70; ++length) {
    std::string text;
    AppendBase64Url(bytes, text);
    REQUIRE(DecodeBase64Url(text) == bytes);
    bytes += static_cast<char>(length * 83 + 7);
  }
  for (const char* wrong : {"A", "AAAAA", "AB", "AAB", "AA==", "A A", "+A", "/A", "AA\n", "Аа"}) {
    INFO(wrong);
    CHECK_FALSE(DecodeBase64Url(wrong));
  }
  CHECK_FALSE(DecodeBase64Url(std::string_view("\0\0", 2)));
}

TEST_CASE("Uuid: orders by its bytes, and the nil id is nil") {
  CHECK(Uuid{}.is_nil());
  CHECK_FALSE(Sample(1, 0).is_nil());
  CHECK(Sample(1, 0) < Sample(2, 0));
  CHECK(Sample(0x7F, 0) < Sample(0x80, 0));
  const std::unordered_set<Uuid> ids = {Sample(1, 1), Sample(1, 2), Sample(1, 1)};
  CHECK(ids.size() == 2);
}

}  // namespace kruzhok::model
