// SPDX-License-Identifier: MIT
#include "sync/console/arguments.h"

#include <algorithm>
#include <utility>

namespace kruzhok::sync {
namespace {

// A value may begin with dashes, but when it is spelled like an option the value was forgotten.
bool IsOption(const std::string& word, std::span<const OptionSpec> options) {
  return std::any_of(options.begin(), options.end(),
                     [&](const OptionSpec& one) { return one.name == word; });
}

// Ids of commits are words too, and may begin with any number of dashes; but no option holds a
// capital, a digit or a point.
bool LooksLikeOption(std::string_view word) {
  const std::string_view name = word.substr(0, word.find('='));
  if (word == "-h") return true;
  return name.starts_with("--") && std::all_of(name.begin(), name.end(), [](char c) {
           return c == '-' || (c >= 'a' && c <= 'z');
         });
}

}  // namespace

model::Result<Arguments> Arguments::Parse(std::span<const std::string> words,
                                          std::span<const OptionSpec> options) {
  Arguments arguments;
  bool options_ended = false;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (options_ended || !LooksLikeOption(word)) {
      arguments.words_.push_back(word);
      continue;
    }
    if (word == "--") {
      options_ended = true;
      continue;
    }
    const size_t equals = word.find('=');
    const std::string name = word == "-h" ? "--help" : word.substr(0, equals);
    const auto spec = std::find_if(options.begin(), options.end(),
                                   [&](const OptionSpec& one) { return one.name == name; });
    if (spec == options.end()) return model::Error{"usage", name, {}, "cli_unknown_option"};
    std::string value;
    if (spec->takes == Takes::kNothing) {
      if (equals != word.npos) return model::Error{"usage", name, {}, "cli_takes_no_value"};
    } else if (equals != word.npos) {
      value = word.substr(equals + 1);
    } else if (i + 1 < words.size() && !IsOption(words[i + 1], options)) {
      value = words[++i];
    } else {
      return model::Error{"usage", name, {}, "cli_needs_value"};
    }
    arguments.options_[name].push_back(std::move(value));
  }
  return arguments;
}

std::string Arguments::Value(std::string_view option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::string() : found->second.back();
}

std::vector<std::string> Arguments::Values(std::string_view option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::vector<std::string>() : found->second;
}

model::Result<void> Arguments::AllowOnly(std::span<const std::string_view> allowed) const {
  for (const auto& [name, values] : options_)
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
      return model::Error{"usage", name, {}, "cli_unknown_option"};
  return {};
}

}  // namespace kruzhok::sync
