// SPDX-License-Identifier: MIT
// The texts that people see, in the language that they chose, for all programs. The texts
// themselves are in i18n/.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/entity_type.h"
#include "model/error.h"

namespace kruzhok::assets {

enum class Language { kRussian, kEnglish };

// What fills a text's {placeholders}.
using Filling = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// Immutable, so any thread may read it.
class Translator {
 public:
  explicit Translator(Language language);

  Language language() const { return language_; }
  bool Has(std::string_view key) const { return texts_.contains(key); }
  // The key itself where there is no such text, so that a mistake is seen and harms nobody.
  std::string Text(std::string_view key, Filling filling = {}) const;
  // The form of the text that suits the number: key#one, key#few or key#many. Fills {count} too.
  std::string Count(std::string_view key, int64_t count, Filling filling = {}) const;

  std::string EntityLabel(const model::EntityType& type) const;
  std::string FieldLabel(const model::EntityType& type, std::string_view field_or_group) const;
  std::string ChoiceLabel(const model::EntityType& type, const model::FieldInfo& field,
                          std::string_view code) const;

 private:
  Language language_;
  std::map<std::string, std::string, std::less<>> texts_;
};

// What happened and what to do next.
struct ErrorText {
  std::string message;
  std::string hint;
};
// `field` is how the reader knows the field at fault: its label in a window, its name on a command
// line.
ErrorText Describe(const Translator& translator, const model::Error& error, std::string_view field);

// The suffix of the form: "one", "few" or "many".
std::string_view PluralForm(Language language, int64_t count);

// "ru", "en", and the names of locales ("en_GB.UTF-8"); Russian when it is neither.
Language ParseLanguage(std::string_view text);
// That of a command line: --lang, else the environment's. It must be known before anything can be
// said about the words, so it is looked for before they are understood.
Language ChosenLanguage(const std::vector<std::string>& words);

}  // namespace kruzhok::assets
