// SPDX-License-Identifier: MIT
#include "model/class_name.h"

#include "model/text_fold.h"

namespace kruzhok::model {
namespace {

constexpr std::string_view kDigits = "0123456789";

struct Parts {
  int grade = 0;
  std::string_view rest;
};

// What groups of kindergartens and years of clubs are called by.
bool IsNoClass(std::string_view folded) {
  for (const std::string_view word : {"групп", "младш", "средн", "старш", "подготов", "ясел", "лет",
                                      "год", "разновозраст", "group", "year"})
    if (folded.find(word) != folded.npos) return true;
  return false;
}

std::optional<Parts> Read(std::string_view name) {
  const size_t end = std::min(name.find_first_not_of(kDigits), name.size());
  if (end == 0 || end > 2 || name[0] == '0') return std::nullopt;
  Parts parts{0, name.substr(end)};
  for (const char digit : name.substr(0, end)) parts.grade = parts.grade * 10 + (digit - '0');
  if (parts.grade > kLastGrade) return std::nullopt;
  if (parts.rest.find_first_of(kDigits) != parts.rest.npos || IsNoClass(Fold(parts.rest)))
    return std::nullopt;
  return parts;
}

}  // namespace

std::optional<int> GradeOf(std::string_view name) {
  const auto parts = Read(name);
  return parts ? std::optional(parts->grade) : std::nullopt;
}

std::optional<std::string> NextClass(std::string_view name) {
  const auto parts = Read(name);
  if (!parts || parts->grade == kLastGrade) return std::nullopt;
  return std::to_string(parts->grade + 1) + std::string(parts->rest);
}

}  // namespace kruzhok::model
