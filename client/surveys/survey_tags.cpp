// SPDX-License-Identifier: MIT
#include "client/surveys/survey_tags.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace kruzhok::client {
namespace {

nlohmann::json Read(const std::optional<model::Json>& tags) {
  auto all = tags ? nlohmann::json::parse(tags->text, nullptr, false) : nlohmann::json();
  return all.is_object() ? all : nlohmann::json::object();
}

}  // namespace

std::vector<std::string> TagsOf(const std::optional<model::Json>& tags,
                                const std::string& question) {
  const auto all = Read(tags);
  std::vector<std::string> found;
  if (const auto of_one = all.find(question); of_one != all.end() && of_one->is_array())
    for (const auto& tag : *of_one)
      if (tag.is_string()) found.push_back(tag);
  return found;
}

model::Json WithTag(const std::optional<model::Json>& tags, const std::string& question,
                    const std::string& tag, bool on) {
  auto all = Read(tags);
  std::vector<std::string> of_one = TagsOf(tags, question);
  std::erase(of_one, tag);
  if (on) of_one.push_back(tag);
  std::ranges::sort(of_one);
  if (of_one.empty())
    all.erase(question);
  else
    all[question] = of_one;
  return {all.empty() ? std::string() : all.dump()};
}

model::Json MergedTags(const model::Json& one, const model::Json& other) {
  model::Json merged = one;
  const auto all = Read(other);
  for (const auto& [question, tags] : all.items())
    for (const std::string& tag : TagsOf(other, question))
      merged = WithTag(merged, question, tag, true);
  return merged;
}

}  // namespace kruzhok::client
