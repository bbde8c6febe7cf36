// SPDX-License-Identifier: MIT
// What several views of the surveys say and draw alike.
#pragma once

#include <optional>
#include <string>

#include "client/screens/frame.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

bool IsCoordinator(const Frame& frame);
// Whether a survey or wave of that owner is this person's to change.
bool IsOwn(const Frame& frame, const model::Uuid& owner);
// Whether blanks of it are keyed here.
bool IsKeyedHere(const Frame& frame, const Wave& wave);
// Of the own organisation; a coordinator's, of all.
WaveProgress ProgressHere(const Frame& frame, const Wave& wave);

struct DueWords {
  std::string text;  // «Ввести до 15.12.2026 · осталось 6 дней»; may be empty.
  ImU32 colour;
};
DueWords WordsOfDue(const Frame& frame, const Wave& wave);
// «Опрос района», «Опрос школы», or another's name.
std::string OwnerWord(const Frame& frame, const model::Uuid& owner);
std::string PeriodText(const Wave& wave);  // «01.11.2026 – 30.11.2026»; may be empty.
// «Введено 124 из 240 · испорчено 3».
std::string ProgressText(const Frame& frame, const Wave& wave);
// «версия 2 · 12 вопросов · родители, обучающиеся».
std::string SurveySummary(const Frame& frame, const Survey& survey);
std::string RespondentsText(const Frame& frame, const model::Choices& respondents);
// With the words beneath it.
void DrawProgressOf(const Frame& frame, const Wave& wave);
// Вводить, Итоги, Бланк; only those that the wave can have. In a flow of buttons.
void DrawWaveVerbs(const Frame& frame, const Wave& wave, bool primary, bool with_open);

}  // namespace kruzhok::client
