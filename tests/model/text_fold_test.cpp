// SPDX-License-Identifier: MIT
#include "model/text_fold.h"

#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

namespace kruzhok::model {
namespace {

std::vector<std::string> Sorted(std::vector<std::string> words) {
  std::ranges::sort(words, {}, SortKey);
  return words;
}

// `words` stand in the order that they must sort to.
void CheckOrder(const std::vector<std::string>& words) {
  std::vector<std::string> shuffled(words.rbegin(), words.rend());
  CHECK(Sorted(shuffled) == words);
}

const std::vector<std::string> kBrokenUtf8 = {"\x80",
                                              "\xC3",
                                              "\xC0\xAF",
                                              "\xE0\x80\xAF",
                                              "\xED\xA0\x80",
                                              "\xF0\x80\x80\x80",
                                              "\xF4\x90\x80\x80",
                                              "\xF5\x80\x80\x80",
                                              "\xFF",
                                              "\xD0\xD0\xB0",
                                              "\xE2\x82",
                                              "\xF0\x9F\x98",
                                              std::string(1, '\0')};

}  // namespace

TEST_CASE("Text: well-formed UTF-8 without NUL is text, nothing else is") {
  for (const char* good :
       {"", "Ёлка", "👩‍👩‍👧", "שלום", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF", "\x01"}) {
    INFO(good);
    CHECK(IsUtf8(good));
  }
  for (const std::string& broken : kBrokenUtf8) {
    CHECK_FALSE(IsUtf8(broken));
    CHECK_FALSE(IsUtf8("ok " + broken + " ok"));
  }
}

TEST_CASE("Normalize: whatever bytes come, text comes out, and once more changes nothing") {
  for (const std::string& broken : kBrokenUtf8) {
    const std::string text = Normalize("а" + broken + "б");
    CHECK(IsUtf8(text));
    CHECK(text.find("\xEF\xBF\xBD") != text.npos);
    CHECK(text.ends_with("б"));
    CHECK(Normalize(text) == text);
  }
  CHECK(Normalize("a\xE2\x82z") == "a\xEF\xBF\xBDz");
}

TEST_CASE("Normalize: letters typed as two characters become one") {
  CHECK(Normalize("и\xCC\x86") == "й");
  CHECK(Normalize("Е\xCC\x88лка") == "Ёлка");
  CHECK(Normalize("Jose\xCC\x81") == "José");
  CHECK(Normalize("Ӱ") == Normalize("У\xCC\x88"));
  CHECK(Normalize("за\xCC\x81мок") == "за\xCC\x81мок");
  CHECK(Normalize("\xCC\x86и") == "\xCC\x86и");
}

TEST_CASE("Normalize: line ends become one kind, blanks at the ends and control characters go") {
  CHECK(Normalize("a\r\nb\rc\nd\x0B") == "a\nb\nc\nd");
  CHECK(Normalize("a\r\n\r\nb") == "a\n\nb");
  CHECK(Normalize("a\xE2\x80\xA8z") == "a\nz");
  CHECK(Normalize("\xC2\xA0\xEF\xBB\xBF Иванов \t\n\xE2\x80\x8B") == "Иванов");
  CHECK(Normalize("a\x01\x1F\x7F\tb") == "a\tb");
  CHECK(Normalize(" \xC2\xA0\n ") == "");
  CHECK(Normalize("Анна  Мария") == "Анна  Мария");
}

TEST_CASE("Normalize: emoji and right-to-left text stay as they are") {
  for (const char* text : {"👩‍👩‍👧 семья", "שלום עולם", "مرحبا",
                           "a\xE2\x80\xAE"
                           "b"})
    CHECK(Normalize(text) == text);
}

TEST_CASE("Fold: case, ё, quotes, dashes and blanks make no difference") {
  CHECK(Fold("  Артём\t\nЁЛКИН ") == "артем елкин");
  CHECK(Fold("«Точка — роста»") == Fold("\"точка - роста\""));
  CHECK(Fold("„Лего“") == "\"лего\"");
  CHECK(Fold("д’Артаньян") == Fold("Д'артаньян"));
  CHECK(Fold("е\xCC\x88ж") == "еж");
  CHECK(Fold("за\xCC\x81мок") == "замок");
  CHECK(Fold("й") != Fold("и"));
  CHECK(Fold("со\xC2\xADль") == "соль");
}

TEST_CASE("Fold: knows the capitals of Latin and Cyrillic, of Russia's other languages too") {
  CHECK(Fold("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ") == "абвгдежзийклмнопрстуфхцчшщъыьэюя");
  CHECK(Fold("ӘӨҮҖҢҺ ҒҘҠҪ ӐӖӲ ӏ Ӏ ЂЇЎЏ") == "әөүҗңһ ғҙҡҫ ӑӗӳ ӏ ӏ ђїўџ");
  CHECK(Fold("ÀÉÎÕÜÝÞ ĀĆĐĲĹŁŃŊŐŠŶŸŹŻŽ") == "àéîõüýþ āćđĳĺłńŋőšŷÿźżž");
  CHECK(Fold("×÷ ßſŉĸ") == "×÷ ßſŉĸ");
}

TEST_CASE("Fold: once more changes nothing, for every letter that it knows") {
  for (unsigned c = 0x80; c < 0x530; ++c) {
    const std::string letter = {static_cast<char>(0xC0 | c >> 6),
                                static_cast<char>(0x80 | (c & 0x3F))};
    if (c >= 0x800) continue;
    REQUIRE(Fold(Fold(letter)) == Fold(letter));
  }
}

TEST_CASE("SortKey: the Russian alphabet with ё in its place") {
  CheckOrder({"Еж", "Ель", "Ёж", "Ёлка", "Жук"});
  CheckOrder({"аист", "б", "и", "й", "к", "щ", "ъ", "ы", "ь", "э", "ю", "я"});
  CheckOrder({"а", "ә", "б", "о", "ө", "п", "у", "ү", "ф", "х", "һ", "ц"});
}

TEST_CASE("SortKey: blanks, signs, numbers, Latin, Cyrillic, and then the rest") {
  CheckOrder({"", "-", "№ 1", "1", "Robot", "žluť", "Łukasz", "Анна", "שלום", "👩"});
  CheckOrder({"Анна", "Анна Мария", "Аннабель"});
  CheckOrder({"Émile", "Emilie", "Zoe"});
}

TEST_CASE("SortKey: numbers go by their size") {
  CheckOrder({"1А", "2А", "2Б", "9", "10", "10А", "11"});
  CheckOrder({"Группа 2", "группа 007", "группа 10"});
  CHECK(SortKey("группа 007") == SortKey("группа 7"));
  CHECK_FALSE(SortKey(std::string(1000, '9')).empty());
}

TEST_CASE("SortKey: case and accents decide last, and quotes never") {
  CheckOrder({"иванов", "Иванов", "Иванова"});
  CheckOrder({"resume", "Resume", "résumé", "resumes"});
  CHECK(SortKey("«Акварель»") == SortKey("Акварель").substr(0, SortKey("«Акварель»").size()));
}

TEST_CASE("Characters are counted, not bytes") {
  CHECK(CountCharacters("") == 0);
  CHECK(CountCharacters("Ёж") == 2);
  CHECK(CountCharacters("👩") == 1);
  CHECK(CountCharacters("a\xFFz") == 3);
}

}  // namespace kruzhok::model
