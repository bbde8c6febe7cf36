// SPDX-License-Identifier: MIT
// What every screen is given: the words, the data of this moment, its state, and the queue for what
// the person asks. A screen draws; it never reads the store, the clock, files or the network.
#pragma once

#include <string>
#include <string_view>

#include "client/desktop/desk_state.h"
#include "client/desktop/snapshot.h"

namespace kruzhok::client {

struct Frame {
  const Translator& texts;
  const Snapshot& data;
  DeskState& state;
  Commands& commands;

  std::string Text(std::string_view key, assets::Filling filling = {}) const {
    return texts.Text(key, filling);
  }
  template <typename C>
  void Ask(C&& command) const {
    commands.emplace_back(std::forward<C>(command));
  }
};

// What is shown instead when the data cannot be opened. True: the person has read it and closes.
bool DrawFailure(const Translator& texts, const model::Error& error);

// The whole window: navigation, top bar, the screen that is open, what lies over it.
void DrawShell(const Frame& frame);

// --- The screens; each fills the space that is left ---
void DrawOverview(const Frame& frame);
void DrawListScreen(const Frame& frame, const model::EntityType& type);
void DrawRoster(const Frame& frame);
void DrawEnrolment(const Frame& frame);
void DrawSurveys(const Frame& frame);
void DrawCoverage(const Frame& frame);
void DrawSchedule(const Frame& frame);
void DrawExchange(const Frame& frame);
void DrawReview(const Frame& frame);
void DrawImport(const Frame& frame);
void DrawSettings(const Frame& frame);
void DrawAccessLog(const Frame& frame);
void DrawHelp(const Frame& frame);

// --- Parts ---
// The open record, in a card that fills the space.
void DrawRecordPanel(const Frame& frame);
// Changes the chosen enrolments at once, while it is open.
void DrawEnrolmentChange(const Frame& frame);
// What is asked before a list goes into a file, and before a paper is printed; while it is open.
void DrawExport(const Frame& frame);
void DrawPrint(const Frame& frame);
// Gives categories to children, while it is open.
void DrawCategoryAdding(const Frame& frame);
void DrawWizard(const Frame& frame);  // Over everything, while it is open.
void DrawKeys(const Frame& frame);    // The page of keys.
// Title, a summary beside it; leaves the cursor on the same line for what stands at the right,
// which is `actions_px` wide.
void DrawTitle(std::string_view title, std::string_view summary, float actions_px);

// --- Words ---
std::string Day(int64_t ms);                      // 22.11.2026
std::string Moment(int64_t ms);                   // 22.11.2026, 14:05
std::string Ago(const Frame& frame, int64_t ms);  // «5 минут», «3 дня»: how long it is since.
std::string Bytes(const Frame& frame, int64_t bytes);  // «38 КБ»
std::string Count(int64_t number);                     // With thin spaces between thousands.
std::string ConditionWord(const Translator& texts, sync::RowCondition condition);

}  // namespace kruzhok::client
