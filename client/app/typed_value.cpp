// SPDX-License-Identifier: MIT
#include "client/app/typed_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <unordered_map>

#include "client/app/search_text.h"
#include "client/app/translator.h"
#include "model/catalog.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

using Names = std::unordered_map<std::string, std::string>;  // Words → code.

// «Выбыл(а)» is said of one child as «выбыл» or «выбыла»; «ЗПР (задержка …)» by either.
std::vector<std::string> WithoutBrackets(const std::string& label) {
  const size_t open = label.find('('), close = label.find(')');
  if (open == 0 || open == label.npos || close == label.npos || close < open) return {};
  const std::string before = label.substr(0, open),
                    within = label.substr(open + 1, close - open - 1);
  return {before, before.back() == ' ' ? within : before + within};
}

// Every name of every choice: its code, its labels, and how lists call it.
std::map<const model::FieldInfo*, Names> ReadNames() {
  std::map<const model::FieldInfo*, Names> all;
  for (const Language language : {Language::kRussian, Language::kEnglish}) {
    const Translator texts(language);
    for (const model::EntityType* type : model::Catalog())
      for (const model::FieldInfo* field : type->fields())
        for (const std::string_view code : field->options().choices) {
          Names& names = all[field];
          names.emplace(HeadingWords(code), code);
          const std::string label = texts.ChoiceLabel(*type, *field, code);
          names.emplace(HeadingWords(label), code);
          for (const std::string& shorter : WithoutBrackets(label))
            names.emplace(HeadingWords(shorter), code);
          // Directions are called the same wherever they are told.
          const bool directions =
              field->options().choices == model::programme.direction.options().choices;
          std::string key = "import.choice.";
          key += directions ? "programme.direction"
                            : std::string(type->name()) + '.' + std::string(field->name());
          key.append(".").append(code);
          for (const std::string& alias : AliasesOf(texts, key))
            names.emplace(HeadingWords(alias), code);
        }
  }
  return all;
}

model::Error Unreadable(const model::FieldInfo& field, std::string_view text) {
  return {"bad_value", std::string(text), std::string(field.name()), "unreadable"};
}

// Names of several choices, between the separators; nothing where one of them is unknown.
std::optional<model::Choices> FindAll(const model::EntityType& type, const model::FieldInfo& field,
                                      std::string_view text, std::string_view separators) {
  model::Choices codes;
  while (true) {
    const size_t end = text.find_first_of(separators);
    const std::string part = model::Normalize(text.substr(0, end));
    if (!part.empty()) {
      std::string code = FindChoice(type, field, part);
      if (code.empty()) return std::nullopt;
      codes.push_back(std::move(code));
    }
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  std::ranges::sort(codes);
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

std::optional<bool> ReadYesNo(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kYes = {
      "да", "есть", "истина", "true", "yes", "1", "+", "v", "x", "имеется"};
  static constexpr std::array<std::string_view, 8> kNo = {
      "нет", "ложь", "false", "no", "0", "-", "не имеется", "отсутствует"};
  const std::string word = model::Fold(text);
  if (std::ranges::find(kYes, word) != kYes.end() || word == "х" || word == "✓") return true;
  if (std::ranges::find(kNo, word) != kNo.end()) return false;
  return std::nullopt;
}

// «1 500 руб.», «144 ч», «72,0»: the number, where nothing else could be meant.
std::string NumberOf(std::string_view text) {
  const std::string folded = model::Fold(text);
  std::string digits;
  size_t at = 0;
  for (; at < folded.size(); ++at) {
    const char c = folded[at];
    const bool grouped = c == ' ' && at + 3 < folded.size() && !digits.empty() &&
                         std::all_of(folded.begin() + static_cast<ptrdiff_t>(at) + 1,
                                     folded.begin() + static_cast<ptrdiff_t>(at) + 4,
                                     [](char d) { return d >= '0' && d <= '9'; });
    if (c >= '0' && c <= '9')
      digits += c;
    else if (!grouped)
      break;
  }
  if (at + 1 < folded.size() && (folded[at] == ',' || folded[at] == '.') && folded[at + 1] == '0')
    for (++at; at < folded.size() && folded[at] == '0'; ++at) continue;
  const std::string_view rest = std::string_view(folded).substr(at);
  // «15 тыс.» is no fifteen.
  if (rest.find("тыс") != rest.npos || rest.find("млн") != rest.npos) return {};
  const bool is_unit = std::ranges::none_of(rest, [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == ',' || c == '/' || c == '+';
  });
  return is_unit ? digits : std::string();
}

// «ф и о» and «д р» are abbreviations: «фио», «др».
std::string JoinLetters(const std::string& words) {
  std::string joined;
  bool was_letter = false;
  for (const std::string_view word : SplitWords(words)) {
    const bool is_letter = model::CountCharacters(word) == 1 && !(word[0] >= '0' && word[0] <= '9');
    if (!joined.empty() && !(is_letter && was_letter)) joined += ' ';
    joined += word;
    was_letter = is_letter;
  }
  return joined;
}

// «2025/26», «2025-2026 уч. год»: the year in which it begins; empty: it is not meant.
std::string SchoolYearOf(std::string_view text) {
  const std::string folded = FoldedWords(text);
  const std::vector<std::string_view> words = SplitWords(folded);
  int years[2] = {};
  if (words.size() < 2) return {};
  for (size_t i = 0; i < 2; ++i) {
    const char* const end = words[i].data() + words[i].size();
    if (std::from_chars(words[i].data(), end, years[i]).ptr != end) return {};
  }
  const bool follows = years[1] == years[0] + 1 || years[1] == (years[0] + 1) % 100;
  return follows ? std::string(words[0]) : std::string();
}

// The day of a spreadsheet that has lost its format: days since 30 December 1899.
std::optional<model::Date> DateOfSerial(std::string_view text) {
  constexpr int kFirst = 14'000, kLast = 60'000;  // 1938 … 2064
  int serial = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), serial);
  if (error != std::errc() || end != text.data() + text.size() || text.size() != 5 ||
      serial < kFirst || serial > kLast)
    return std::nullopt;
  const std::chrono::sys_days day =
      std::chrono::sys_days(std::chrono::year(1899) / 12 / 30) + std::chrono::days(serial);
  const std::chrono::year_month_day date(day);
  return model::Date{static_cast<int>(date.year()),
                     static_cast<int>(static_cast<unsigned>(date.month())),
                     static_cast<int>(static_cast<unsigned>(date.day()))};
}

// Line ends and hard blanks do not belong into a line of text.
std::string OneLine(std::string_view text) {
  std::string line;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool hard_blank = text.substr(at).starts_with("\u00A0");
    const bool blank = hard_blank || text[at] == ' ' || text[at] == '\n' || text[at] == '\t';
    if (hard_blank) ++at;
    if (!blank)
      line += text[at];
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  return model::Normalize(line);
}

}  // namespace

std::vector<std::string> AliasesOf(const Translator& texts, std::string_view key) {
  std::vector<std::string> aliases;
  if (!texts.Has(key)) return aliases;
  const std::string text = texts.Text(key);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('|', at), text.size());
    if (end > at) aliases.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return aliases;
}

std::string HeadingWords(std::string_view text) {
  // «Фами-» and «лия» of two lines are one word.
  std::string joined(text);
  for (size_t at = joined.find("-\n"); at != joined.npos; at = joined.find("-\n", at))
    joined.erase(at, 2);
  std::string words = JoinLetters(FoldedWords(joined));
  const size_t number = words.find_first_not_of("0123456789");
  if (number > 0 && number != words.npos && words[number] == ' ') words.erase(0, number + 1);
  return words;
}

std::string FindChoice(const model::EntityType& type, const model::FieldInfo& field,
                       std::string_view name) {
  static const std::map<const model::FieldInfo*, Names> names = ReadNames();
  ASSERT(type.FindField(field.name()) == &field);
  const auto of_field = names.find(&field);
  if (of_field == names.end()) return {};
  const auto found = of_field->second.find(HeadingWords(name));
  return found == of_field->second.end() ? std::string() : found->second;
}

model::Result<model::Value> ReadTyped(const model::EntityType& type, const model::FieldInfo& field,
                                      std::string_view text) {
  const bool lines = field.kind() == model::Kind::kText && field.options().multiline;
  const std::string typed = lines ? model::Normalize(text) : OneLine(text);
  if (typed.empty()) return model::Value();
  model::Result<model::Value> value = model::Value();
  if (field.kind() == model::Kind::kChoice) {
    std::string code = FindChoice(type, field, typed);
    if (code.empty()) return Unreadable(field, typed);
    value = model::Value(std::move(code));
  } else if (field.kind() == model::Kind::kChoices) {
    auto codes = FindAll(type, field, typed, "");
    for (const std::string_view separators : {";\n", ";,\n/"})
      if (!codes) codes = FindAll(type, field, typed, separators);
    if (!codes) return Unreadable(field, typed);
    value = model::Value(*std::move(codes));
  } else if (field.kind() == model::Kind::kBoolean) {
    const auto yes = ReadYesNo(typed);
    if (!yes) return Unreadable(field, typed);
    value = model::Value(*yes);
  } else {
    value = model::ParseInput(field, typed);
    if (!value && field.kind() == model::Kind::kDate)
      if (const auto date = DateOfSerial(typed)) value = model::Value(date->Iso());
    if (!value && field.options().school_year)
      if (const std::string year = SchoolYearOf(typed); !year.empty())
        value = model::ParseInput(field, year);
    if (!value && field.kind() == model::Kind::kInteger)
      if (const std::string digits = NumberOf(typed); !digits.empty())
        value = model::ParseInput(field, digits);
  }
  if (!value) return value.error();
  if (auto problem = model::CheckValue(field, *value)) return *std::move(problem);
  return value;
}

}  // namespace kruzhok::client
