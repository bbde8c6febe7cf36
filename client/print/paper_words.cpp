// SPDX-License-Identifier: MIT
#include "client/print/paper_words.h"

#include <algorithm>
#include <vector>

#include "client/app/translator.h"
#include "model/entities/child.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// The first character of a word that is a name and nothing shorter.
std::string Initial(std::string_view word) {
  size_t end = 1;
  while (end < word.size() && (static_cast<uint8_t>(word[end]) & 0xC0) == 0x80) ++end;
  return end == word.size() ? "" : std::string(word.substr(0, end)) + '.';
}

void Replace(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

std::string FullName(const model::Record& child) {
  std::string name;
  for (const auto* field :
       {&model::child.last_name, &model::child.first_name, &model::child.middle_name})
    if (const auto part = child.Get(*field)) name += (name.empty() ? "" : " ") + *part;
  return name;
}

std::string InitialsFirst(std::string_view name) {
  const auto words = Words(name);
  const bool plain = name.find_first_of(".,;()0123456789") == name.npos;
  if (words.size() < 2 || words.size() > 3 || !plain) return std::string(name);
  std::string text;
  for (size_t i = 1; i < words.size(); ++i) {
    const std::string initial = Initial(words[i]);
    if (initial.empty()) return std::string(name);
    text += initial + "\u00A0";
  }
  return text + std::string(words[0]);
}

std::string Quoted(std::string_view title) {
  std::string inner(title);
  // Inner «ёлочки» become „лапки“; straight marks come in pairs.
  Replace(inner, "«", "„");
  Replace(inner, "»", "“");
  bool opens = true;
  for (size_t at = inner.find('"'); at != inner.npos; at = inner.find('"', at)) {
    inner.replace(at, 1, opens ? "„" : "“");
    opens = !opens;
  }
  return "«" + inner + "»";
}

std::string ProgrammeName(std::string_view title) {
  constexpr std::string_view kOpen = "«", kClose = "»";
  const size_t open = title.find(kOpen);
  const std::string folded = model::Fold(title.substr(0, open));
  if (open == title.npos || !title.ends_with(kClose) || folded.find("программа") == folded.npos)
    return std::string(title);
  const std::string_view inside =
      title.substr(open + kOpen.size(), title.size() - open - kOpen.size() - kClose.size());
  return inside.empty() ? std::string(title) : std::string(inside);
}

std::string CountOfYears(int64_t years) {
  const std::string_view form = PluralForm(Language::kRussian, years);
  return std::to_string(years) + (form == "one" ? " год" : form == "few" ? " года" : " лет");
}

std::string AgeSpan(std::optional<int64_t> from, std::optional<int64_t> to) {
  const auto genitive = [](int64_t years) {
    return PluralForm(Language::kRussian, years) == "one" ? " года" : " лет";
  };
  if (from && to && *from == *to) return CountOfYears(*from);
  if (from && to) return std::to_string(*from) + "–" + CountOfYears(*to);
  if (from) return "от " + std::to_string(*from) + genitive(*from);
  if (to) return "до " + std::to_string(*to) + genitive(*to);
  return {};
}

std::string PeriodText(const std::optional<model::Date>& from,
                       const std::optional<model::Date>& to) {
  std::string text;
  if (from) text = "с " + from->Russian();
  if (to) text += (text.empty() ? "по " : " по ") + to->Russian();
  return text;
}

std::string SchoolYear(const model::Date& on) {
  constexpr int kSeptember = 9;
  const int first = on.month >= kSeptember ? on.year : on.year - 1;
  return std::to_string(first) + '/' + std::to_string(first + 1);
}

std::string CountOfPupils(size_t count) {
  const bool one = PluralForm(Language::kRussian, static_cast<int64_t>(count)) == "one";
  return std::to_string(count) + (one ? " обучающийся" : " обучающихся");
}

}  // namespace kruzhok::client
