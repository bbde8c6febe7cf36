// SPDX-License-Identifier: MIT
// The keying of a wave's blanks: the blank that is typed, whose it is, what was keyed before it,
// and blanks that are keyed a second time to see how well it is done.
#pragma once

#include <set>

#include "client/desktop/blank_keying.h"
#include "client/surveys/second_keying.h"
#include "client/surveys/survey_data.h"

namespace kruzhok::client {

// Whose a blank is; the next one is of the same pile.
struct KeyingWho {
  std::string slice;       // A class, or a programme's id as text; empty: not told.
  std::string respondent;  // A code of the field; empty: not told.
  std::string owner;  // The organisation, which a coordinator tells; an id or empty: one's own.
  friend bool operator==(const KeyingWho&, const KeyingWho&) = default;
};

struct KeyedBlank {
  model::Uuid id;
  int64_t number = 0;  // 0: not told.
  bool spoiled = false;
  KeyingWho who;
  std::optional<model::Date> keyed_on;
};

// REQUIRES: a row of survey_answer, of that wave.
KeyedBlank KeyedBlankOf(const Wave& wave, const sync::RowView& row);

// How fast it goes, for whoever keys and for nobody else: it is kept nowhere.
struct KeyingPace {
  // `now_ms`: of a clock that nobody sets.
  void Count(const model::Date& today, int64_t now_ms);
  // Nothing until two blanks have followed each other without a pause.
  std::optional<int64_t> Seconds() const;

  int64_t blanks = 0;  // Today, since the program was started.
  model::Date day;
  int64_t last_ms = 0;
  int64_t timed = 0;  // Blanks that followed another without a pause, and what they took.
  int64_t timed_ms = 0;
};

// A blank of the second keying: its number first, then its answers, then what differs.
struct SecondKeying {
  enum class Step { kFind, kKey, kDecide };
  Step step = Step::kFind;
  std::string number;             // As typed.
  std::vector<KeyedBlank> found;  // Where several have the number: which is meant?
  std::string told;               // Why there is none, or what has come of the last one.
  bool wrong = false;             // Of `told`.
  KeyedBlank original;
  std::string base;      // The rev that was compared.
  bool checked = false;  // It was keyed twice before.
  BlankKeying blank;
  KeyedTwice twice;
  size_t cursor = 0;    // Of the differences.
  bool follow = false;  // The cursor comes into view.
};

struct KeyingState {
  Wave wave;  // Of a nil id: none.
  Survey survey;
  BlankKeying blank;
  KeyingWho who;
  int64_t number = 1;       // Of the next blank.
  model::Uuid counted_for;  // Whose blanks `number` and `last` were found among.

  // A blank that was saved and is opened again.
  struct Correction {
    model::Uuid id;
    std::string base;  // The rev that was opened.
    int64_t number = 0;
    bool spoiled = false;
    BlankKeying opened;  // As it was opened.
    KeyingWho who;
  };
  std::optional<Correction> correction;
  // What was being keyed then.
  struct Aside {
    BlankKeying blank;
    KeyingWho who;
  };
  std::optional<Aside> aside;

  std::optional<SecondKeying> second;  // While blanks are keyed for the second time.
  std::vector<KeyedBlank> last;        // The newest first.
  KeyingPace pace;
  bool resumed = false;  // The blank was left half keyed, and is gone on with.
  bool take_focus = false;
  bool asks_reason = false;  // Why the blank is spoiled.
  std::string reason;
  std::set<model::Uuid> half_keyed;  // Waves of which a blank is kept half keyed.

  const model::Questions& questions() const { return survey.questions; }
  // The blank that keys are typed into; of the second keying, too.
  BlankKeying& typed() { return second ? second->blank : blank; }
  bool is_new() const { return !correction && !second; }
};

// Something of the correction is not as it was opened.
bool IsCorrected(const KeyingState& keying);
// A draft; empty where nothing is typed. Of the second keying nothing is kept.
std::string EncodeKeying(const KeyingState& keying);
// Puts it back. REQUIRES: the survey is there. False: it cannot be read, and nothing has changed.
bool DecodeKeying(std::string_view json, KeyingState& keying);

}  // namespace kruzhok::client
