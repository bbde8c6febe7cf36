// SPDX-License-Identifier: MIT
#include "model/text_fold.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <utility>

namespace kruzhok::model {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Takes one character off the front; what is not well-formed gives kReplacement and sets `broken`.
char32_t TakeCharacter(std::string_view& text, bool& broken) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) {
    text.remove_prefix(1);
    return lead;
  }
  size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  // The second byte's range excludes overlong forms, surrogates and what lies beyond U+10FFFF.
  uint8_t low = 0x80;
  uint8_t high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (lead < 0xC2 || lead > 0xF4) length = 1;
  char32_t character = lead & (0xFFU >> (length + 1));
  size_t taken = 1;
  while (taken < length && taken < text.size() && byte(taken) >= low && byte(taken) <= high) {
    character = character << 6 | (byte(taken++) & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  text.remove_prefix(taken);
  if (length > 1 && taken == length) return character;
  broken = true;
  return kReplacement;
}

// NUL, which would end the text for many a reader, counts as broken.
std::u32string Decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  bool broken = false;
  while (!text.empty()) {
    const char32_t c = TakeCharacter(text, broken);
    out += c == 0 ? kReplacement : c;
  }
  return out;
}

void AppendUtf8(char32_t c, std::string& out) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string Encode(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (char32_t c : text) AppendUtf8(c, out);
  return out;
}

bool IsCombining(char32_t c) {
  return c >= 0x0300 && c <= 0x036F;
}

// The letters with a mark that Unicode has as one character too, by mark.
struct Composition {
  char32_t mark;
  std::u32string_view bases;
  std::u32string_view composed;
};
constexpr Composition kCompositions[] = {
    {0x0300, U"AEIOUaeiouЕИеи", U"ÀÈÌÒÙàèìòùЀЍѐѝ"},
    {0x0301, U"AEIOUYaeiouyCcLlNnRrSsZzГКгк", U"ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźЃЌѓќ"},
    {0x0302, U"AEIOUaeiouCcGgHhJjSsWwYy", U"ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ"},
    {0x0303, U"ANOanoIiUu", U"ÃÑÕãñõĨĩŨũ"},
    {0x0304, U"AaEeIiOoUuИиУу", U"ĀāĒēĪīŌōŪūӢӣӮӯ"},
    {0x0306, U"AaEeGgIiOoUuУИиуЖжАаЕе", U"ĂăĔĕĞğĬĭŎŏŬŭЎЙйўӁӂӐӑӖӗ"},
    {0x0307, U"CcEeGgIZz", U"ĊċĖėĠġİŻż"},
    {0x0308, U"AEIOUaeiouyYЕІеіАаӘәЖжЗзИиОоӨөЭэУуЧчЫы", U"ÄËÏÖÜäëïöüÿŸЁЇёїӒӓӚӛӜӝӞӟӤӥӦӧӪӫӬӭӰӱӴӵӸӹ"},
    {0x030A, U"AaUu", U"ÅåŮů"},
    {0x030B, U"OoUuУу", U"ŐőŰűӲӳ"},
    {0x030C, U"CcDdEeLlNnRrSsTtZz", U"ČčĎďĚěĽľŇňŘřŠšŤťŽž"},
    {0x030F, U"Ѵѵ", U"Ѷѷ"},
    {0x0327, U"CcGgKkLlNnRrSsTt", U"ÇçĢģĶķĻļŅņŖŗŞşŢţ"},
    {0x0328, U"AaEeIiUu", U"ĄąĘęĮįŲų"},
};

// 0 when there is no such letter.
char32_t Composed(char32_t base, char32_t mark) {
  for (const Composition& row : kCompositions) {
    if (row.mark != mark) continue;
    const size_t found = row.bases.find(base);
    return found == std::u32string_view::npos ? 0 : row.composed[found];
  }
  return 0;
}

// The letter without its mark, and the mark; for Latin only: й and ё are letters of their own.
struct Decomposition {
  char32_t base;
  char32_t mark;
};
Decomposition Decomposed(char32_t c) {
  if (c < 0xC0 || c >= 0x180) return {c, 0};
  for (const Composition& row : kCompositions) {
    const size_t found = row.composed.find(c);
    if (found != std::u32string_view::npos) return {row.bases[found], row.mark};
  }
  return {c, 0};
}

std::u32string Compose(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (char32_t c : text) {
    const char32_t composed = IsCombining(c) && !out.empty() ? Composed(out.back(), c) : 0;
    if (composed)
      out.back() = composed;
    else
      out += c;
  }
  return out;
}

bool IsLineEnd(char32_t c) {
  return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool IsControl(char32_t c) {
  return c < ' ' || (c >= 0x7F && c < 0xA0);
}

bool IsInvisible(char32_t c) {
  return c == 0x200B || c == 0xFEFF || c == 0x00AD || c == 0x2060;
}

bool IsBlank(char32_t c) {
  return c == ' ' || c == '\t' || IsLineEnd(c) || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

char32_t Lower(char32_t c) {
  const bool even = c % 2 == 0;
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c < 0x100) return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 32 : c;
  if (c < 0x180) {
    if (c == 0x130) return 'i';
    if (c == 0x178) return 0xFF;
    if (c == 0x138 || c == 0x149 || c == 0x17F) return c;
    const bool upper_is_odd = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return upper_is_odd != even ? c + 1 : c;
  }
  if (c < 0x400 || c >= 0x530) return c;
  if (c < 0x410) return c + 80;
  if (c < 0x430) return c + 32;
  if (c < 0x460 || (c >= 0x482 && c <= 0x489)) return c;
  if (c == 0x4C0) return 0x4CF;
  if (c > 0x4C0 && c < 0x4CF) return even ? c : c + 1;
  return even ? c + 1 : c;
}

char32_t PlainPunctuation(char32_t c) {
  switch (c) {
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
      return '"';
    case 0x60:
    case 0xB4:
    case 0x2BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
      return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return '-';
    default:
      return c;
  }
}

// Single blanks, nothing invisible, no marks but those of a composed letter.
std::u32string Simplified(std::string_view text) {
  std::u32string visible = Decode(text);
  std::erase_if(visible, IsInvisible);
  std::u32string out;
  for (char32_t c : Compose(visible)) {
    if (IsCombining(c)) continue;
    if (!IsBlank(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool IsDigit(char32_t c) {
  return c >= '0' && c <= '9';
}

// Letters of Russia's languages that stand in their alphabets right after a Russian letter.
struct Neighbour {
  char32_t letter;
  char32_t after;
  char32_t step;
};
constexpr Neighbour kNeighbours[] = {
    {U'ё', U'е', 1}, {U'ә', U'а', 1}, {U'ӑ', U'а', 2}, {U'ӓ', U'а', 3}, {U'ғ', U'г', 1},
    {U'ҕ', U'г', 2}, {U'ҙ', U'д', 1}, {U'ӗ', U'е', 2}, {U'җ', U'ж', 1}, {U'ӝ', U'ж', 2},
    {U'ӟ', U'з', 1}, {U'і', U'и', 1}, {U'ӣ', U'и', 2}, {U'ӥ', U'и', 3}, {U'ҡ', U'к', 1},
    {U'қ', U'к', 2}, {U'ң', U'н', 1}, {U'ҥ', U'н', 2}, {U'ө', U'о', 1}, {U'ӧ', U'о', 2},
    {U'ҫ', U'с', 1}, {U'ү', U'у', 1}, {U'ӱ', U'у', 2}, {U'ӳ', U'у', 3}, {U'ӯ', U'у', 4},
    {U'һ', U'х', 1}, {U'ӵ', U'ч', 1}, {U'ӹ', U'ы', 1},
};

void AppendBytes(std::initializer_list<char32_t> bytes, std::string& key) {
  for (char32_t byte : bytes) key += static_cast<char>(byte);
}

// Every weight begins with a byte that is not 0: blank, punctuation, (numbers,) Latin, Cyrillic,
// rest.
void AppendWeight(char32_t lower, std::string& key) {
  if (lower == ' ') return AppendBytes({0x02}, key);
  if (lower >= 'a' && lower <= 'z') return AppendBytes({0x30 + (lower - 'a')}, key);
  if (lower < 0x80) return AppendBytes({0x03, lower}, key);
  char32_t step = 0;
  const auto neighbour = std::ranges::find(kNeighbours, lower, &Neighbour::letter);
  if (lower > U'я' && neighbour != std::end(kNeighbours)) {
    lower = neighbour->after;
    step = neighbour->step;
  }
  if (lower >= U'а' && lower < 0x530) {
    const char32_t place = (lower - U'а') * 8 + step;
    return AppendBytes({0x50 + place / 256, place % 256}, key);
  }
  const bool is_sign = lower < 0xC0 || (lower >= 0x2000 && lower < 0x2E80);
  const char32_t order = is_sign ? 0x04 : lower < 0x250 ? 0x4F : 0xF0;
  AppendBytes({order, lower >> 16, lower >> 8 & 0xFF, lower & 0xFF}, key);
}

// «Группа 9» stands before «группа 10»: a number sorts by its length, then by its digits.
size_t AppendNumber(std::u32string_view text, size_t at, std::string& key) {
  constexpr size_t kLongest = 200;
  while (at + 1 < text.size() && text[at] == '0' && IsDigit(text[at + 1])) ++at;
  size_t end = at;
  while (end < text.size() && end - at < kLongest && IsDigit(text[end])) ++end;
  AppendBytes({0x20, static_cast<char32_t>(end - at)}, key);
  for (; at < end; ++at) key += static_cast<char>(text[at]);
  return end;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  bool broken = false;
  while (!text.empty() && !broken)
    if (TakeCharacter(text, broken) == 0) return false;
  return !broken;
}

std::string Normalize(std::string_view text) {
  std::u32string kept;
  char32_t previous = 0;
  for (char32_t c : Decode(text)) {
    const char32_t before = std::exchange(previous, c);
    if (c == '\n' && before == '\r') continue;
    if (IsLineEnd(c))
      kept += '\n';
    else if (!IsControl(c) || c == '\t')
      kept += c;
  }
  const auto is_edge = [](char32_t c) { return IsBlank(c) || IsInvisible(c); };
  const auto first = std::ranges::find_if_not(kept, is_edge);
  const auto last = std::find_if_not(kept.rbegin(), kept.rend(), is_edge).base();
  return first < last ? Encode(Compose({first, last})) : std::string();
}

std::string Fold(std::string_view text) {
  std::u32string out = Simplified(text);
  for (char32_t& c : out) {
    c = PlainPunctuation(Lower(c));
    if (c == U'ё') c = U'е';
  }
  return Encode(out);
}

std::string SortKey(std::string_view text) {
  const std::u32string letters = Simplified(text);
  std::string key;
  std::string accents;
  std::string cases;
  for (size_t i = 0; i < letters.size();) {
    if (IsDigit(letters[i])) {
      i = AppendNumber(letters, i, key);
      continue;
    }
    const char32_t lower = PlainPunctuation(Lower(letters[i]));
    const auto [base, mark] = Decomposed(lower);
    ++i;
    if (base == '"') continue;
    AppendWeight(base, key);
    accents += static_cast<char>(mark == 0 ? 1 : mark - 0x2F0);
    cases += lower == letters[i - 1] ? '\x01' : '\x02';
  }
  return key + '\0' + accents + '\0' + cases;
}

size_t CountCharacters(std::string_view utf8) {
  bool broken = false;
  size_t count = 0;
  for (; !utf8.empty(); ++count) TakeCharacter(utf8, broken);
  return count;
}

}  // namespace kruzhok::model
