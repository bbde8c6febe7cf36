// SPDX-License-Identifier: MIT
// The words of a command line, sorted into the command, its options and its other words. Options
// may stand anywhere, `--name value` or `--name=value`; `--` ends them.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "sync/namespace.h"

namespace kruzhok::sync {

enum class Takes { kNothing, kValue };

// One spelling has one meaning in all commands, so that options may stand before the command too.
struct OptionSpec {
  std::string_view name;  // "--data"
  Takes takes = Takes::kValue;
};

class Arguments {
 public:
  // `usage`: an option that is not in the list, or lacks its value, or has one that it does not
  // take.
  static model::Result<Arguments> Parse(std::span<const std::string> words,
                                        std::span<const OptionSpec> options);

  // The words that are no options, in their order; the first is the command.
  const std::vector<std::string>& words() const { return words_; }
  bool Has(std::string_view option) const { return options_.contains(option); }
  // The last one given, or nothing: whoever adds an option to a saved command overrides it.
  std::string Value(std::string_view option) const;
  std::vector<std::string> Values(std::string_view option) const;
  // `usage` for the first option that is not among these.
  model::Result<void> AllowOnly(std::span<const std::string_view> options) const;

 private:
  std::vector<std::string> words_;
  std::map<std::string, std::vector<std::string>, std::less<>> options_;
};

}  // namespace kruzhok::sync
