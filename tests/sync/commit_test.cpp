// SPDX-License-Identifier: MIT
// A commit as a line of JSON: what is written comes back, is what another JSON library reads, and
// what is not ours is refused.
#include <random>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sync/store/commit_builder.h"
#include "tests/support/district.h"

using nlohmann::json;
using sync::Commit;
using sync::CommitReader;
using sync::HeldValue;

namespace {

// The reader wants readable bytes behind the line.
class Line {
 public:
  explicit Line(std::string text) : size_(text.size()), text_(std::move(text)) {
    text_.resize(size_ + CommitReader::kPadding, '\0');
  }
  std::string_view view() const { return std::string_view(text_).substr(0, size_); }

 private:
  size_t size_;
  std::string text_;
};

const char* const kNasty[] = {"null",
                              "true",
                              "false",
                              "0",
                              "-1",
                              "9007199254740992",
                              "-9007199254740992",
                              "\"\"",
                              "\"Ёлкин\"",
                              R"("\u0000\u0001\u001f\b\f\n\r\t\"\\/")",
                              R"("\u043a\ud83d\ude00 𝔘 é é")",
                              R"("</script>\u2028'; DROP TABLE child;--")",
                              R"({"b":1,"a":[true,null,{"z":"","y":-7}]})",
                              "[]",
                              "{}",
                              R"({"":0,"ё":1,"е":2,"\"":3})",
                              R"(["b","a","b"])"};

// A line with a row per value.
std::string LineOf(std::initializer_list<std::string> values) {
  tests::TestEnvironment environment(1);
  sync::CommitBuilder builder(RandomUuid(environment), "Завуч \"А\"\n", "примечание");
  Commit& commit = builder.commit();
  commit.site = RandomUuid(environment);
  commit.stream = commit.owner = RandomUuid(environment);
  commit.seq = 7;
  commit.at_ms = -5;
  commit.schema = 3;
  const sync::Dot dot{RandomUuid(environment), 12, 0xabcdef012345}, own{commit.site, 3, 1};
  for (const std::string& value : values) {
    auto& row = builder.AddRow({"child", RandomUuid(environment)});
    row.creates = true;
    builder.AddCell("field", *sync::ParseHeldValue(value), std::vector{dot, own});
    commit.rows.back().restores = builder.AddDots(std::vector{own});
    builder.NameBirths(std::vector{sync::Dot{commit.site, 2, 9}});
  }
  std::string line;
  AppendLine(commit, line);
  return line;
}

// The good line with something replaced.
std::string Changed(std::string_view from, std::string_view to) {
  std::string line = LineOf({"1"});
  const size_t at = line.find(from);
  REQUIRE(at != std::string::npos);
  return line.replace(at, from.size(), to);
}

// The member of the good line, to be replaced or left out.
std::string MemberOf(std::string_view name) {
  const std::string line = LineOf({"1"});
  const size_t at = line.find('"' + std::string(name) + "\":");
  return line.substr(at, line.find(',', at) + 1 - at);
}

bool Reads(const std::string& text) {
  CommitReader reader;
  const Line line(text);
  const auto read = reader.Read(line.view());
  if (!read) CHECK(read.error().code == model::ErrorCode("malformed"));
  return static_cast<bool>(read);
}

}  // namespace

TEST_CASE("Commit: every value comes back as it was, and another reader sees the same") {
  for (const std::string value : kNasty) {
    const Line line(LineOf({value}));
    const json oracle = json::parse(line.view());
    CommitReader reader;
    const auto read = reader.Read(line.view());
    REQUIRE(read);
    const auto& cell = (*read)->cells.front();
    CHECK(HeldValue(cell.value).Json() == json::parse(value).dump());
    CHECK(oracle["rows"][0]["fields"]["field"] == json::parse(value));
    CHECK((*read)->author == oracle["author"].get<std::string>());
    CHECK((*read)->hash == sync::HashOf(line.view()));
    std::string again;
    AppendLine(**read, again);
    CHECK(again == line.view());
  }
}

TEST_CASE("Commit: values have one normal form, that of sorted members without spaces") {
  for (const auto& [text, normal] : std::vector<std::pair<std::string, std::string>>{
           {" { \"b\" : [ 1 , 2 ] , \"a\" : \"\\u0451\\/\" } ", R"({"a":"ё/","b":[1,2]})"},
           {R"({"б":1,"a":2,"B":3})", R"({"B":3,"a":2,"б":1})"},
           {"-0", "0"},
           {R"("\u001F")", R"("\u001f")"}}) {
    CHECK(sync::ParseHeldValue(text)->Json() == normal);
    CHECK(sync::ParseHeldValue(normal)->Json() == normal);
  }
  for (const char* text :
       {"", "x", "1.5", "1e3", "9007199254740993", "[1,2", R"({"a":1,"a":2})", "\"\xff\"", "1 2"})
    CHECK_FALSE(sync::ParseHeldValue(text));
}

TEST_CASE("Commit: the members of an object can be asked for one by one") {
  const Line line(LineOf({R"({"b":{"c":1},"a":"x"})"}));
  CommitReader reader;
  const auto read = reader.Read(line.view());
  const auto members = (*read)->Members((*read)->cells.front().value);
  REQUIRE(members.size() == 2);
  std::map<std::string, std::string> found;
  for (const auto& member : members)
    found[std::string(member.name)] = HeldValue(member.value).Json();
  CHECK(found == std::map<std::string, std::string>{{"a", "\"x\""}, {"b", "{\"c\":1}"}});
  CHECK(sync::ObjectMembers(HeldValue((*read)->cells.front().value)).size() == 2);
}

TEST_CASE("Commit: what a line must have and has not is malformed") {
  for (const char* name : {"site", "seq", "action", "stream"})
    CHECK_FALSE(Reads(Changed(MemberOf(name), "")));
  CHECK_FALSE(Reads(Changed("\"entity\":\"child\",", "")));
  CHECK_FALSE(Reads(Changed("\"id\":", "\"di\":")));
  for (const char* text : {"", "{}", "[]", "null", "7", "\"\"", "{\"site\":", "\xff"})
    CHECK_FALSE(Reads(text));
  CHECK(Reads(
      Changed(MemberOf("note"), "\"later\":{\"x\":[1.5]},")));  // Unknown members are passed over.
}

TEST_CASE("Commit: numbers, dots and ids of another form are malformed") {
  for (const char* seq :
       {"0", "-1", "1.0", "1e2", "9007199254740993", "99999999999999999999", "\"7\"", "null"})
    CHECK_FALSE(Reads(Changed("\"seq\":7", "\"seq\":" + std::string(seq))));
  for (const char* value : {"1.5", "1e3", "9007199254740993", "-9007199254740993",
                            "18446744073709551615", "[1.5]", R"({"a":{"b":0.1}})", "NaN", "01"})
    CHECK_FALSE(Reads(Changed("\"field\":1", "\"field\":" + std::string(value))));
  for (const char* dot : {"3", "3.", "0.AAAAAAAB", "-3.AAAAAAAB", "3.AAAAAAA", "3.AAAAAAABB",
                          "+3.AAAAAAAB", " 3.AAAAAAAB"})
    CHECK_FALSE(Reads(Changed("\"born\":[\"", "\"born\":[\"" + std::string(dot) + "\",\"")));
  CHECK_FALSE(Reads(Changed(MemberOf("stream"), "\"stream\":\"AAAAAAAAAAAAAAAAAAAAAA\",")));
  CHECK_FALSE(Reads(Changed(MemberOf("site"), "\"site\":\"short\",")));
}

TEST_CASE("Commit: a field that stands twice, or is replaced without being written, is malformed") {
  CHECK_FALSE(Reads(Changed("\"field\":1", "\"field\":1,\"field\":2")));
  CHECK_FALSE(Reads(Changed("\"field\":1", "\"field\":{\"a\":1,\"a\":1}")));
  CHECK_FALSE(Reads(Changed("\"field\":1", "\"other\":1")));
  CHECK_FALSE(Reads(Changed("\"field\":1", "\"\":1,\"field\":1")));
}

TEST_CASE("Commit: a row stands in a commit once, so that a dot names one write") {
  const std::string line = LineOf({"1"});
  const size_t at = line.find("\"rows\":[") + 8;
  const std::string row = line.substr(at, line.rfind(']') - at);
  CHECK_FALSE(Reads(std::string(line).insert(at, row + ',')));
  CHECK(Reads(LineOf({"1", "2", "1"})));
}

TEST_CASE("Commit: a line over a limit is malformed, one at the limit is read") {
  const auto with_rows = [](size_t rows) {
    std::string text = "\"rows\":[";
    for (size_t i = 0; i < rows; ++i) {
      model::Uuid id;
      id.bytes.fill(1);
      id.bytes[0] = static_cast<uint8_t>(i);
      id.bytes[1] = static_cast<uint8_t>(i >> 8);
      text += (i > 0 ? "," : "") +
              ("{\"entity\":\"e\",\"id\":\"" + id.Base64() + "\",\"fields\":{\"f\":1}}");
    }
    const std::string line = LineOf({"1"});
    return line.substr(0, line.find("\"rows\":[")) + text + "]}";
  };
  CHECK(Reads(with_rows(sync::kMaxCommitRows)));
  CHECK_FALSE(Reads(with_rows(sync::kMaxCommitRows + 1)));
  const std::string line = LineOf({"\"x\""});
  const size_t at = line.find("\"x\"") + 1;
  CHECK(Reads(std::string(line).insert(at, sync::kMaxCommitBytes - line.size(), 'x')));
  CHECK_FALSE(Reads(std::string(line).insert(at, sync::kMaxCommitBytes - line.size() + 1, 'x')));
  CHECK(Reads(LineOf({std::string(31, '[') + std::string(31, ']')})));
  for (const size_t depth : {size_t{40}, size_t{5000}})
    CHECK_FALSE(Reads(
        Changed("\"field\":1", "\"field\":" + std::string(depth, '[') + std::string(depth, ']'))));
  CHECK_FALSE(Reads(Changed("\"entity\":\"child\"", "\"entity\":\"" + std::string(81, 'e') + '"')));
  CHECK_FALSE(Reads(Changed("\"field\":1", "\"field\":1,\"" + std::string(81, 'f') + "\":1")));
}

TEST_CASE("Commit: a row of too many fields is malformed, and each field knows what it replaces") {
  const auto with_cells = [](size_t cells) {
    std::string fields, replaces;
    for (size_t i = 0; i < cells; ++i) {
      const std::string name = (i > 0 ? ",\"f" : "\"f") + std::to_string(i * 7919 % cells);
      fields += name + "\":0";
      replaces += name + "\":[\"" + std::to_string(i * 7919 % cells + 1) + ".AAAAAAAB\"]";
    }
    std::string line = LineOf({"1"});
    line.replace(line.find("\"field\":1"), 9, fields);
    const size_t at = line.find("\"replaces\":{") + 12;
    return line.replace(at, line.find('}', at) - at, replaces);
  };
  CHECK_FALSE(Reads(with_cells(sync::kMaxRowCells + 1)));
  const Line line(with_cells(sync::kMaxRowCells));
  CommitReader reader;
  const auto read = reader.Read(line.view());
  REQUIRE(read);
  REQUIRE((*read)->cells.size() == sync::kMaxRowCells);
  for (const sync::CellWrite& cell : (*read)->cells) {
    REQUIRE(cell.replaces.count == 1);
    CHECK((*read)->dots[cell.replaces.first].seq ==
          std::stoi(std::string(cell.name.substr(1))) + 1);
  }
}

TEST_CASE(
    "Commit: no change of a line's bytes crashes the reader, and what is read is written again") {
  std::mt19937 random(20251009);
  const std::string good = LineOf({R"({"b":[1,{"c":"ё"}]})", "\"\\u0000\"", "-5"});
  CommitReader reader;
  int read_lines = 0;
  for (int run = 0; run < 6000; ++run) {
    std::string text = good;
    for (size_t edits = 1 + random() % 4; edits > 0; --edits) {
      const size_t at = random() % text.size();
      switch (random() % 4) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text[at] = "{}[]\",:0\\"[random() % 9];
          break;
        case 2:
          text.erase(at, 1 + random() % 9);
          break;
        case 3:
          text.insert(at, text, random() % text.size(), random() % 60);
          break;
      }
      if (text.empty()) text = "{";
    }
    const Line line(text);
    const auto read = reader.Read(line.view());
    if (!read) continue;
    ++read_lines;
    const Line again([&] {
      std::string written;
      AppendLine(**read, written);
      return written;
    }());
    REQUIRE(reader.Read(again.view()));
  }
  CHECK(read_lines > 100);
}

TEST_CASE("Commit: streams and dots have one spelling for people") {
  CHECK(sync::StreamName(sync::kDistrict) == "district");
  CHECK(sync::ParseStreamName("district") == sync::kDistrict);
  CHECK_FALSE(sync::ParseStreamName("00000000-0000-0000-0000-000000000000"));
  CHECK_FALSE(sync::ParseStreamName("District"));
  tests::TestEnvironment environment(1);
  const sync::Dot dot{RandomUuid(environment), int64_t{1} << 53, 0xffffffffffff};
  CHECK(sync::ParseDot(FormatDot(dot)) == dot);
  for (const char* text : {"", ".", "1.AAAAAAAA", "x.1.AAAAAAAA"})
    CHECK_FALSE(sync::ParseDot(text));
}
