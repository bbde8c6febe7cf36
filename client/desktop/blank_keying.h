// SPDX-License-Identifier: MIT
// A paper blank typed key by key: what each key does to the answers, and which question is next.
// Knows neither the window nor the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/questionnaire.h"

namespace kruzhok::client {

// Why the last key did nothing.
enum class KeyingWrong {
  kNoOption,  // No option has that number.
  kNoPoint,   // No point of the scale, no number of the range.
  kUnready,   // The digits so far are no number of the range.
  kAtEnd,     // Every question is passed: only Enter is left.
  kEmpty,     // Nothing is answered: there is nothing to save.
};

struct BlankKeying {
  model::Answers answers;  // Also to questions that are not asked after all.
  size_t question = 0;     // The number of questions: all are passed, Enter saves.
  size_t row = 0;          // Of a matrix.
  std::string typed;       // Digits that are no answer yet; of kText the text, as it stands.
  size_t reached = 0;      // The questions before it have been passed.
  std::optional<KeyingWrong> wrong;
  friend bool operator==(const BlankKeying&, const BlankKeying&) = default;
};

// What can be typed as a number: places of options from 1, points, numbers.
struct KeyingRange {
  int64_t min = 1;
  int64_t max = 1;
};
KeyingRange RangeOf(const model::Question& question);

BlankKeying NewBlank(const model::Questions& questions);
// With those answers, at its end.
BlankKeying BlankOf(const model::Questions& questions, model::Answers answers);

// --- Keys. REQUIRES: always the same questions for one blank. ---
// A digit answers; what is no answer changes nothing. Where a number may still grow («1» of 12) it
// waits for the next digit or Enter; 0 is 10 where ten is the last. In a text it is a letter.
void TypeCharacter(const model::Questions& questions, BlankKeying& blank, char32_t character);
// Goes on, whatever is answered. True: that was the last question or its end, and the blank is to
// be saved.
bool PressEnter(const model::Questions& questions, BlankKeying& blank);
// Takes back a digit that is no answer yet; else goes to the row or question before.
void PressBack(const model::Questions& questions, BlankKeying& blank);
void ClearAnswer(const model::Questions& questions, BlankKeying& blank);
// Chooses by its number, as the digits do.
void Choose(const model::Questions& questions, BlankKeying& blank, int64_t number);
// To any question that is asked, or to the end; elsewhere to the next that is asked.
void GoToQuestion(const model::Questions& questions, BlankKeying& blank, size_t question);
void GoToNext(const model::Questions& questions, BlankKeying& blank);
void GoToPrevious(const model::Questions& questions, BlankKeying& blank);
// What is typed becomes the answer. False: it cannot, and stays.
bool Settle(const model::Questions& questions, BlankKeying& blank);

// --- What is there ---
// Nothing was answered or typed.
bool IsUntouched(const BlankKeying& blank);
// The number of the chosen point or option; nothing where none or several are.
std::optional<int64_t> ChosenNumber(const model::Question& question, const BlankKeying& blank);
bool IsChosen(const model::Question& question, const BlankKeying& blank, int64_t number);
// Whether the question is answered; a matrix, in every row.
bool IsAnswered(const model::Question& question, const model::Answers& answers);
// Questions that must be answered, are asked, were passed and are not.
std::vector<size_t> LeftEmpty(const model::Questions& questions, const BlankKeying& blank);

}  // namespace kruzhok::client
