// SPDX-License-Identifier: MIT
#include "client/app/typed_value.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "client/app/search_text.h"
#include "client/app/translator.h"
#include "model/catalog.h"
#include "model/text_fold.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

using Names = std::unordered_map<std::string, std::string>;  // Words → code.

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
          names.emplace(HeadingWords(texts.ChoiceLabel(*type, *field, code)), code);
          std::string key = "import.choice.";
          key += type->name();
          for (const std::string_view part : {field->name(), code}) key.append(".").append(part);
          if (!texts.Has(key)) continue;
          const std::string aliases = texts.Text(key);
          for (size_t at = 0; at <= aliases.size();) {
            const size_t end = std::min(aliases.find('|', at), aliases.size());
            names.emplace(HeadingWords(aliases.substr(at, end - at)), code);
            at = end + 1;
          }
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
  const bool is_unit = std::ranges::none_of(rest, [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == ',' || c == '/' || c == '+';
  });
  return is_unit ? digits : std::string();
}

}  // namespace

std::string HeadingWords(std::string_view text) {
  std::string words = FoldedWords(text);
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
  const std::string typed = model::Normalize(text);
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
    if (!value && field.kind() == model::Kind::kInteger)
      if (const std::string digits = NumberOf(typed); !digits.empty())
        value = model::ParseInput(field, digits);
  }
  if (!value) return value.error();
  if (auto problem = model::CheckValue(field, *value)) return *std::move(problem);
  return value;
}

}  // namespace kruzhok::client
