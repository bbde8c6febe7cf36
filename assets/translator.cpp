// SPDX-License-Identifier: MIT
#include "assets/translator.h"

#include <cstdlib>

#include <nlohmann/json.hpp>

#include "assets/assets.h"
#include "model/assert.h"

namespace kruzhok::assets {
namespace {

std::string Join(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (const std::string_view part : parts) {
    if (!key.empty()) key += '.';
    key += part;
  }
  return key;
}

// Texts in braces that nobody fills stay as they are: a value may hold braces.
std::string Fill(std::string_view text, Filling filling) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == text.npos) break;
    text.remove_prefix(open);
    const size_t close = text.find('}');
    const std::string_view name = text.substr(1, close == text.npos ? 0 : close - 1);
    bool filled = false;
    for (const auto& [placeholder, value] : filling) {
      if (filled || close == text.npos || placeholder != name) continue;
      out += value;
      text.remove_prefix(close + 1);
      filled = true;
    }
    if (filled) continue;
    out += '{';
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace

Translator::Translator(Language language) : language_(language) {
  const std::string suffix = language == Language::kRussian ? "ru.json" : "en.json";
  for (const char* prefix :
       {"i18n/",          "i18n/backup.",  "i18n/fields.",     "i18n/cli.",
        "i18n/carried.",  "i18n/desk.",    "i18n/coverage.",   "i18n/coverage_report.",
        "i18n/district.", "i18n/import.",  "i18n/indicators.", "i18n/persons.",
        "i18n/print.",    "i18n/privacy.", "i18n/schedule.",   "i18n/school_year.",
        "i18n/server.",   "i18n/survey.",  "i18n/tables.",     "i18n/transfer.",
        "i18n/window.",   "i18n/work.",    "i18n/worklist."}) {
    const std::string_view bytes = Find(prefix + suffix);
    ASSERT(!bytes.empty());
    const nlohmann::json texts = nlohmann::json::parse(bytes);
    for (const auto& [key, text] : texts.items()) texts_.emplace(key, text.get<std::string>());
  }
}

std::string Translator::Text(std::string_view key, Filling filling) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? std::string(key) : Fill(found->second, filling);
}

std::string Translator::Count(std::string_view key, int64_t count, Filling filling) const {
  const std::string form = std::string(key) + '#' + std::string(PluralForm(language_, count));
  return Fill(Text(form, filling), {{"count", std::to_string(count)}});
}

std::string Translator::EntityLabel(const model::EntityType& type) const {
  return Text(Join({"entity", type.name()}));
}

std::string Translator::FieldLabel(const model::EntityType& type,
                                   std::string_view field_or_group) const {
  const std::string key = Join({"field", type.name(), field_or_group});
  return Has(key) ? Text(key) : std::string(field_or_group);
}

std::string Translator::ChoiceLabel(const model::EntityType& type, const model::FieldInfo& field,
                                    std::string_view code) const {
  const std::string key = Join({"choice", type.name(), field.name(), code});
  return Has(key) ? Text(key) : std::string(code);
}

ErrorText Describe(const Translator& translator, const model::Error& error,
                   std::string_view field) {
  std::string detail = error.detail;
  if (!error.reason.empty())
    detail = translator.Text(Join({"reason", error.reason}), {{"detail", error.detail}});
  const std::string key = Join({"error", error.code.name()});
  std::string message = translator.Text(key);
  constexpr std::string_view kDetail = ": {detail}";
  if (const size_t at = message.find(kDetail); detail.empty() && at != message.npos)
    message.erase(at, kDetail.size());
  return {Fill(message, {{"detail", detail}, {"field", field}}),
          translator.Text(key + ".hint", {{"detail", detail}, {"field", field}})};
}

std::string_view PluralForm(Language language, int64_t count) {
  const int64_t last = std::abs(count % 10);
  const int64_t last_two = std::abs(count % 100);
  if (language == Language::kEnglish) return count == 1 ? "one" : "many";
  if (last == 1 && last_two != 11) return "one";
  if (last >= 2 && last <= 4 && (last_two < 12 || last_two > 14)) return "few";
  return "many";
}

Language ParseLanguage(std::string_view text) {
  return text.substr(0, 2) == "en" ? Language::kEnglish : Language::kRussian;
}

Language ChosenLanguage(const std::vector<std::string>& words) {
  for (size_t i = words.size(); i-- > 0;) {
    if (words[i].starts_with("--lang=")) return ParseLanguage(words[i].substr(7));
    if (words[i] == "--lang" && i + 1 < words.size()) return ParseLanguage(words[i + 1]);
  }
  for (const char* name : {"KRUZHOK_LANG", "LC_ALL", "LANG"}) {
    const char* value = std::getenv(name);
    const std::string_view text = value == nullptr ? "" : value;
    if (text.starts_with("ru") || text.starts_with("en")) return ParseLanguage(text);
  }
  return Language::kRussian;
}

}  // namespace kruzhok::assets
