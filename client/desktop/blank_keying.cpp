// SPDX-License-Identifier: MIT
#include "client/desktop/blank_keying.h"

#include <algorithm>
#include <charconv>

#include "model/assert.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using model::Answer;
using model::Question;
using model::QuestionKind;
using model::Questions;

constexpr size_t kMostDigits = 17;
constexpr int64_t kMostNumber = 99'999'999'999'999'999;

using Codes = std::vector<std::string>;
using Points = std::map<std::string, int64_t>;

bool AtEnd(const Questions& questions, const BlankKeying& blank) {
  return blank.question >= questions.size();
}

bool IsText(const Questions& questions, const BlankKeying& blank) {
  return !AtEnd(questions, blank) && questions[blank.question].kind == QuestionKind::kText;
}

std::optional<int64_t> NumberOf(std::string_view typed) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (error != std::errc() || end != typed.data() + typed.size()) return std::nullopt;
  return number;
}

bool Holds(const KeyingRange& range, int64_t number) {
  return number >= range.min && number <= range.max;
}

// Whether more digits can make another number of the range.
bool CanGrow(std::string_view typed, const KeyingRange& range) {
  if (typed == "-") return range.min < 0;
  const bool below = typed.starts_with('-');
  if (below) typed.remove_prefix(1);
  const int64_t least = below ? std::max<int64_t>(0, -range.max) : range.min;
  const int64_t most = below ? -range.min : range.max;
  const int64_t number = NumberOf(typed).value_or(0);
  if (number == 0 || typed.size() >= kMostDigits) return false;
  for (int64_t low = number * 10, high = low + 9; low <= most; low *= 10, high = high * 10 + 9) {
    if (high >= least) return true;
    if (low > INT64_MAX / 100) break;
  }
  return false;
}

const Answer* AnswerHere(const Question& question, const BlankKeying& blank) {
  return model::AnswerTo(question, blank.answers);
}

// The place of a code, from 1.
std::optional<int64_t> PlaceOf(const std::vector<Question::Option>& options,
                               std::string_view code) {
  const auto found = std::ranges::find(options, code, &Question::Option::code);
  if (found == options.end()) return std::nullopt;
  return found - options.begin() + 1;
}

// The codes stand in the order of the blank, whatever that of keying was.
void Toggle(const Question& question, BlankKeying& blank, int64_t number) {
  const std::string& code = question.options[static_cast<size_t>(number - 1)].code;
  Codes codes;
  if (const Answer* answer = AnswerHere(question, blank)) codes = std::get<Codes>(*answer);
  if (std::erase(codes, code) == 0) codes.push_back(code);
  std::ranges::sort(codes, {},
                    [&](const std::string& one) { return PlaceOf(question.options, one); });
  if (codes.empty())
    blank.answers.erase(question.id);
  else
    blank.answers[question.id] = std::move(codes);
}

// REQUIRES: of the range.
void AnswerWith(const Question& question, BlankKeying& blank, int64_t number) {
  switch (question.kind) {
    case QuestionKind::kSingle:
      blank.answers[question.id] = question.options[static_cast<size_t>(number - 1)].code;
      return;
    case QuestionKind::kMultiple:
      return Toggle(question, blank, number);
    case QuestionKind::kScale:
    case QuestionKind::kNumber:
      blank.answers[question.id] = number;
      return;
    case QuestionKind::kMatrix: {
      Answer& answer = blank.answers[question.id];
      if (!std::holds_alternative<Points>(answer)) answer = Points();
      std::get<Points>(answer)[question.rows[blank.row].code] = number;
      return;
    }
    case QuestionKind::kText:
      break;
  }
  ASSERT(!"a question that takes numbers");
}

// The first question from there on that is asked; their number: none.
size_t AskedFrom(const Questions& questions, const BlankKeying& blank, size_t from) {
  while (from < questions.size() && !model::IsAsked(questions, from, blank.answers)) ++from;
  return from;
}

void Arrive(const Questions& questions, BlankKeying& blank, size_t question, bool backwards) {
  blank.question = question;
  blank.reached = std::max(blank.reached, question);
  blank.row = 0;
  blank.typed.clear();
  if (AtEnd(questions, blank)) return;
  const Question& here = questions[question];
  if (here.kind == QuestionKind::kMatrix && backwards && !here.rows.empty())
    blank.row = here.rows.size() - 1;
  if (here.kind != QuestionKind::kText) return;
  if (const Answer* answer = AnswerHere(here, blank)) blank.typed = std::get<std::string>(*answer);
}

// To the next row or question.
void GoOn(const Questions& questions, BlankKeying& blank) {
  const Question& here = questions[blank.question];
  blank.typed.clear();
  if (here.kind == QuestionKind::kMatrix && blank.row + 1 < here.rows.size())
    ++blank.row;
  else
    Arrive(questions, blank, AskedFrom(questions, blank, blank.question + 1), false);
}

void GoBack(const Questions& questions, BlankKeying& blank) {
  if (blank.row > 0) {
    --blank.row;
    return;
  }
  for (size_t place = blank.question; place-- > 0;)
    if (model::IsAsked(questions, place, blank.answers))
      return Arrive(questions, blank, place, true);
}

void Take(const Questions& questions, BlankKeying& blank, int64_t number) {
  const Question& here = questions[blank.question];
  AnswerWith(here, blank, number);
  blank.typed.clear();
  if (here.kind != QuestionKind::kMultiple) GoOn(questions, blank);
}

void AppendUtf8(std::string& text, char32_t character) {
  const auto add = [&](char32_t bits) { text += static_cast<char>(bits); };
  const auto follow = [&](int shift) { add(0x80 | ((character >> shift) & 0x3F)); };
  if (character < 0x80) return add(character);
  if (character < 0x800) {
    add(0xC0 | (character >> 6));
  } else if (character < 0x10000) {
    add(0xE0 | (character >> 12));
    follow(6);
  } else {
    add(0xF0 | (character >> 18));
    follow(12);
    follow(6);
  }
  follow(0);
}

}  // namespace

KeyingRange RangeOf(const Question& question) {
  switch (question.kind) {
    case QuestionKind::kSingle:
    case QuestionKind::kMultiple:
      return {1, std::ssize(question.options)};
    case QuestionKind::kMatrix:
      if (question.rows.empty()) break;
      [[fallthrough]];
    case QuestionKind::kScale:
      return {question.min, std::min(question.max, question.min + model::kMaxPoints - 1)};
    case QuestionKind::kNumber:
      return {std::max(question.min, -kMostNumber), std::min(question.max, kMostNumber)};
    case QuestionKind::kText:
      break;
  }
  return {1, 0};
}

BlankKeying NewBlank(const Questions& questions) {
  BlankKeying blank;
  Arrive(questions, blank, AskedFrom(questions, blank, 0), false);
  return blank;
}

BlankKeying BlankOf(const Questions& questions, model::Answers answers) {
  BlankKeying blank;
  blank.answers = std::move(answers);
  Arrive(questions, blank, questions.size(), false);
  return blank;
}

void TypeCharacter(const Questions& questions, BlankKeying& blank, char32_t character) {
  blank.wrong.reset();
  if (IsText(questions, blank)) return AppendUtf8(blank.typed, character);
  const bool digit = character >= '0' && character <= '9';
  const bool sign = character == '-' && blank.typed.empty();
  if (!digit && !sign) return;
  if (AtEnd(questions, blank)) {
    blank.wrong = KeyingWrong::kAtEnd;
    return;
  }
  const Question& here = questions[blank.question];
  const KeyingRange range = RangeOf(here);
  const std::string typed = blank.typed + static_cast<char>(character);
  if (typed == "0" && range.min == 1 && range.max == 10) return Take(questions, blank, 10);
  const auto number = NumberOf(typed);
  const bool whole = number && Holds(range, *number), grows = CanGrow(typed, range);
  if (grows)
    blank.typed = typed;
  else if (whole)
    Take(questions, blank, *number);
  else
    blank.wrong = here.chooses() ? KeyingWrong::kNoOption : KeyingWrong::kNoPoint;
}

bool Settle(const Questions& questions, BlankKeying& blank) {
  blank.wrong.reset();
  if (AtEnd(questions, blank)) return true;
  const Question& here = questions[blank.question];
  if (here.kind == QuestionKind::kText) {
    if (std::string text = model::Normalize(blank.typed); text.empty())
      blank.answers.erase(here.id);
    else
      blank.answers[here.id] = std::move(text);
    return true;
  }
  if (blank.typed.empty()) return true;
  const auto number = NumberOf(blank.typed);
  if (!number || !Holds(RangeOf(here), *number)) {
    blank.wrong = KeyingWrong::kUnready;
    return false;
  }
  AnswerWith(here, blank, *number);
  blank.typed.clear();
  return true;
}

bool PressEnter(const Questions& questions, BlankKeying& blank) {
  const bool ticks = !AtEnd(questions, blank) && !blank.typed.empty() &&
                     questions[blank.question].kind == QuestionKind::kMultiple;
  if (!Settle(questions, blank) || ticks) return false;
  if (!AtEnd(questions, blank)) GoOn(questions, blank);
  if (!AtEnd(questions, blank)) return false;
  if (model::OnlyAsked(questions, blank.answers).empty()) blank.wrong = KeyingWrong::kEmpty;
  return !blank.wrong;
}

void PressBack(const Questions& questions, BlankKeying& blank) {
  blank.wrong.reset();
  if (!blank.typed.empty() && !IsText(questions, blank))
    blank.typed.pop_back();
  else if (Settle(questions, blank))
    GoBack(questions, blank);
}

void ClearAnswer(const Questions& questions, BlankKeying& blank) {
  blank.wrong.reset();
  blank.typed.clear();
  if (AtEnd(questions, blank)) return;
  const Question& here = questions[blank.question];
  const auto found = blank.answers.find(here.id);
  if (found == blank.answers.end()) return;
  auto* points = std::get_if<Points>(&found->second);
  if (points) points->erase(here.rows[blank.row].code);
  if (!points || points->empty()) blank.answers.erase(found);
}

void Choose(const Questions& questions, BlankKeying& blank, int64_t number) {
  blank.wrong.reset();
  if (AtEnd(questions, blank) || IsText(questions, blank)) return;
  if (Holds(RangeOf(questions[blank.question]), number)) Take(questions, blank, number);
}

void GoToQuestion(const Questions& questions, BlankKeying& blank, size_t question) {
  if (!Settle(questions, blank)) return;
  Arrive(questions, blank, AskedFrom(questions, blank, question), false);
}

void GoToNext(const Questions& questions, BlankKeying& blank) {
  if (!AtEnd(questions, blank)) GoToQuestion(questions, blank, blank.question + 1);
}

void GoToPrevious(const Questions& questions, BlankKeying& blank) {
  if (!Settle(questions, blank)) return;
  blank.row = 0;
  GoBack(questions, blank);
  blank.row = 0;
}

bool IsUntouched(const BlankKeying& blank) {
  return blank.answers.empty() && blank.typed.empty();
}

std::optional<int64_t> ChosenNumber(const Question& question, const BlankKeying& blank) {
  const Answer* answer = AnswerHere(question, blank);
  if (answer == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<int64_t>(answer)) return *number;
  if (const auto* code = std::get_if<std::string>(answer))
    return question.chooses() ? PlaceOf(question.options, *code) : std::nullopt;
  if (const auto* points = std::get_if<Points>(answer))
    if (const auto found = points->find(question.rows[blank.row].code); found != points->end())
      return found->second;
  return std::nullopt;
}

bool IsChosen(const Question& question, const BlankKeying& blank, int64_t number) {
  if (question.kind != QuestionKind::kMultiple) return ChosenNumber(question, blank) == number;
  const Answer* answer = AnswerHere(question, blank);
  if (answer == nullptr || number < 1 || number > std::ssize(question.options)) return false;
  const auto& codes = std::get<Codes>(*answer);
  return std::ranges::find(codes, question.options[static_cast<size_t>(number - 1)].code) !=
         codes.end();
}

bool IsAnswered(const Question& question, const model::Answers& answers) {
  const Answer* answer = model::AnswerTo(question, answers);
  if (answer == nullptr) return false;
  const auto* points = std::get_if<Points>(answer);
  return points == nullptr || points->size() == question.rows.size();
}

std::vector<size_t> LeftEmpty(const Questions& questions, const BlankKeying& blank) {
  std::vector<size_t> empty;
  for (size_t place = 0; place < std::min(blank.reached, questions.size()); ++place)
    if (questions[place].required && place != blank.question &&
        model::IsAsked(questions, place, blank.answers) &&
        !IsAnswered(questions[place], blank.answers))
      empty.push_back(place);
  return empty;
}

}  // namespace kruzhok::client
