// SPDX-License-Identifier: MIT
// Prints the tables of sync/dictionary.cpp, as base64url: how often which byte and which
// repetition occurs in messages of synthetic schools. The same libzstd prints the same; what stands
// in the source is what 1.5.4 printed.
#include "sync/dictionary.h"

#include <cstdio>
#include <string>
#include <vector>
#include <zdict.h>

#include <nlohmann/json.hpp>

#include "model/uuid.h"
#include "tests/support/synthetic.h"

namespace {

using namespace kruzhok;
using nlohmann::json;

constexpr int kMessages = 300;
constexpr int64_t kNumbers = 200'000;
constexpr int64_t kSeconds = 1'784'000'000;

tests::SyntheticRandom randomness(1);

int64_t Below(int64_t most) {
  return randomness.Between(0, most - 1);
}

std::string Random64(size_t bytes) {
  std::string raw, text;
  while (raw.size() < bytes) raw += static_cast<char>(Below(256));
  model::AppendBase64Url(raw, text);
  return text;
}

std::vector<std::string> SomeHashes() {
  std::vector<std::string> hashes;
  for (int64_t left = Below(3); left > 0; --left) hashes.push_back(Random64(16));
  return hashes;
}

json Epochs() {
  return {{1 + Below(90), Random64(6), Below(kNumbers)}};
}

json Request() {
  const int64_t rest = Below(kNumbers);
  json request{{"epochs", Epochs()},   {"nonce", Random64(9)}, {"pending", Below(100)},
               {"protocol", {1, 2}},   {"rest", rest},         {"schema", 132},
               {"site", Random64(16)}, {"version", "0.4.0"},   {"want", 262144}};
  if (Below(3) > 0)
    request["cursors"] = {{"district", rest + Below(900)}, {Random64(16), rest + Below(900)}};
  if (const auto sent = SomeHashes(); !sent.empty()) request["sent"] = sent;
  return request;
}

json Answer() {
  const int64_t rest = Below(kNumbers);
  json answer{{"epochs", Epochs()},
              {"from", rest + Below(900)},
              {"limits", {16777216, 1048576, 2000}},
              {"nonce", Random64(9)},
              {"now", kSeconds * 1000 + Below(30'000'000'000)},
              {"protocol", {1, 2}},
              {"rest", rest},
              {"through", rest + 900 + Below(900)},
              {"turn", Below(2000)}};
  if (const auto taken = SomeHashes(); !taken.empty()) answer["taken"] = taken;
  return answer;
}

json Page() {
  const int64_t after = Below(kNumbers);
  json items = json::array();
  for (int64_t left = 1 + Below(3); left > 0; --left) {
    json item{Below(3), 1 + Below(3), items.empty() ? kSeconds + Below(30'000'000) : Below(900)};
    if (Below(2) > 0)
      item.push_back(Random64(16) + '.' + std::to_string(1 + Below(3000)) + '.' + Random64(6));
    items.push_back(std::move(item));
  }
  return {{"after", after},
          {"items", std::move(items)},
          {"rolling", Random64(32)},
          {"signature", Random64(64)},
          {"stream", Below(2) > 0 ? "district" : Random64(16)},
          {"through", after + 20 + Below(900)}};
}

nlohmann::ordered_json Line(tests::SyntheticSchool& school) {
  const std::string site = Random64(16);
  nlohmann::ordered_json row{{"entity", "child"}, {"id", Random64(16)}};
  row["fields"]["parent_phone"] = school.Phone();
  if (Below(2) > 0) row["fields"]["place"] = "каб. " + std::to_string(Below(900));
  row["replaces"]["parent_phone"] = {std::to_string(Below(900)) + '.' + Random64(6)};
  return {{"site", site},
          {"seq", Below(3000)},
          {"action", site.substr(0, 12) + Random64(7)},
          {"at", kSeconds * 1000 + Below(30'000'000'000)},
          {"author", school.name()},
          {"stream", Random64(16)},
          {"schema", 132},
          {"rows", {row}}};
}

}  // namespace

int main() {
  std::string samples;
  std::vector<size_t> sizes;
  for (int i = 0; i < kMessages; ++i) {
    tests::SyntheticSchool school(i);
    for (const std::string& text :
         {Request().dump(), Answer().dump(), Page().dump(), Line(school).dump()}) {
      samples += text;
      sizes.push_back(text.size());
    }
  }
  const std::string_view words = sync::DictionaryWords();
  std::string made(words.size() + 4096, '\0');
  ZDICT_params_t parameters{};
  parameters.compressionLevel = 9;
  parameters.dictID = sync::kDictionaryId;
  const size_t size =
      ZDICT_finalizeDictionary(made.data(), made.size(), words.data(), words.size(), samples.data(),
                               sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(size)) {
    std::fprintf(stderr, "dictionary: %s\n", ZDICT_getErrorName(size));
    return 1;
  }
  std::string tables;
  model::AppendBase64Url(std::string_view(made).substr(0, size - words.size()), tables);
  std::puts(tables.c_str());
  return 0;
}
