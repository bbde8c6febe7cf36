// SPDX-License-Identifier: MIT
#include "model/age_range.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "model/text_fold.h"

namespace kruzhok::model {
namespace {

constexpr int64_t kOldest = 120;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// A number, a dash, a separator of parts, or a word.
struct Token {
  enum class Kind { kNumber, kDash, kSeparator, kPlus, kWord };
  Kind kind;
  int64_t number = 0;
  std::string word{};
};

// Half a year: a five after a comma or a point that touches both sides.
bool IsFraction(std::string_view text, size_t at) {
  if (at + 1 >= text.size() || (text[at] != ',' && text[at] != '.') || text[at + 1] != '5')
    return false;
  return at + 2 >= text.size() || !IsDigit(text[at + 2]);
}

std::optional<std::vector<Token>> Tokens(std::string_view text) {
  std::vector<Token> tokens;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (IsDigit(c)) {
      int64_t number = 0;
      for (; at < text.size() && IsDigit(text[at]); ++at) {
        number = number * 10 + (text[at] - '0');
        if (number > kOldest) return std::nullopt;
      }
      if (IsFraction(text, at)) at += 2;
      tokens.push_back({Token::Kind::kNumber, number});
    } else if (c == '-') {
      tokens.push_back({Token::Kind::kDash});
      ++at;
    } else if (c == ',' || c == ';' || c == '/' || c == '\n') {
      tokens.push_back({Token::Kind::kSeparator});
      ++at;
    } else if (c == '+') {
      tokens.push_back({Token::Kind::kPlus});
      ++at;
    } else if (std::string_view(" ().:\"\t").find(c) != std::string_view::npos) {
      ++at;
    } else {
      const size_t end =
          std::min(text.find_first_of(" ().:\"\t,;/-+\n0123456789", at), text.size());
      tokens.push_back({Token::Kind::kWord, 0, std::string(text.substr(at, end - at))});
      at = end;
    }
  }
  return tokens;
}

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// Classes, months of life, years of study, a date into which a spreadsheet has made «7-9».
bool IsNoYear(std::string_view word) {
  for (const std::string_view beginning :
       {"кл", "мес", "курс", "обуч", "янв", "фев", "мар", "апр", "май", "мая", "июн", "июл", "авг",
        "сен", "окт", "ноя", "дек"})
    if (word.starts_with(beginning)) return true;
  return false;
}

struct Part {
  AgeRange range;
  bool says_age = false;
  bool is_wrong = false;
};

Part ReadPart(const Token* begin, const Token* end) {
  std::vector<int64_t> numbers;
  bool up = false, down = false, dash = false, all = false, from_word = false;
  for (const Token* token = begin; token != end; ++token) {
    if (token->kind == Token::Kind::kNumber) {
      numbers.push_back(token->number);
    } else if (token->kind == Token::Kind::kDash) {
      dash = dash || !numbers.empty();
    } else if (token->kind == Token::Kind::kPlus) {
      up = true;
    } else if (IsOneOf(token->word, {"до", "to", "under", "младше", "моложе", "менее"})) {
      down = true;
    } else if (IsOneOf(token->word, {"от", "с", "со", "from"})) {
      from_word = true;
    } else if (IsOneOf(token->word, {"старше", "более", "больше", "выше", "over", "older"})) {
      up = true;
    } else if (IsOneOf(token->word, {"все", "всех", "любой", "любого", "all", "any"})) {
      all = true;
    } else if (IsNoYear(token->word)) {
      return {{}, false, true};
    }
  }
  if (numbers.empty()) return {{}, all, false};
  if (numbers.size() > 2) return {{}, false, true};
  if (numbers.size() == 2) {
    const bool joined = dash || down;
    return {{numbers[0], numbers[1]}, true, !joined || numbers[0] > numbers[1]};
  }
  if (up || (from_word && !down)) return {{numbers[0], std::nullopt}, true, up && down};
  if (down) return {{std::nullopt, numbers[0]}, true, false};
  return {{numbers[0], numbers[0]}, true, dash};
}

}  // namespace

std::optional<AgeRange> ParseAges(std::string_view text) {
  const auto tokens = Tokens(Fold(text));
  if (!tokens) return std::nullopt;
  std::optional<AgeRange> whole;
  const Token* const last = tokens->data() + tokens->size();
  for (const Token* begin = tokens->data(); begin < last;) {
    const Token* end = std::find_if(
        begin, last, [](const Token& token) { return token.kind == Token::Kind::kSeparator; });
    const Part part = ReadPart(begin, end);
    if (part.is_wrong) return std::nullopt;
    if (part.says_age && !whole) {
      whole = part.range;
    } else if (part.says_age) {
      if (!part.range.from || !whole->from)
        whole->from.reset();
      else
        whole->from = std::min(*whole->from, *part.range.from);
      if (!part.range.to || !whole->to)
        whole->to.reset();
      else
        whole->to = std::max(*whole->to, *part.range.to);
    }
    begin = end == last ? last : end + 1;
  }
  return whole;
}

}  // namespace kruzhok::model
