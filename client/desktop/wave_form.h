// SPDX-License-Identifier: MIT
// A wave as it is typed: its own fields, and how many are invited of each class or programme.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/app/search.h"
#include "client/desktop/form_state.h"
#include "client/desktop/survey_book.h"

namespace kruzhok::client {

struct WaveForm {
  struct Invited {
    std::string slice;  // A class, or a programme's id as text.
    std::string name;
    std::string count;  // As typed; empty: not of this wave.
    bool wrong = false;
  };

  FormState form;  // Of the wave. REQUIRES of what follows: its `slice` tells what they are.
  bool only_invited = false;  // The rest of it is the district's.
  bool tells_invited = true;  // False: the coordinator's, who invites nobody.
  bool answered = false;      // Something is keyed: what would change the meaning of it stays.
  std::vector<Invited> invited;
  std::string more;  // A class, or a programme's id as text, that is about to join them.
};

Wave::Slice SliceOf(const FormState& form);
// Fills `invited` anew: what was told (`known`), and of a new wave what the book proposes.
void ProposeInvited(WaveForm& wave, const SurveyBook& book, const SearchIndex& titles,
                    const std::map<std::string, WaveProgress::Slice>& known);
// The book's numbers instead of what is typed; what the book does not know stays.
void TakeProposed(WaveForm& wave, const SurveyBook& book);
void AddSlice(WaveForm& wave, const std::string& slice, const std::string& name);
// What is typed of it, for the form's draft; and out of a draft.
void NoteInvited(WaveForm& wave);
void TakeInvited(WaveForm& wave, const std::map<std::string, std::string>& drafted,
                 const SearchIndex& titles);
// The sum of what can be read; marks what cannot.
int64_t SumInvited(WaveForm& wave);

}  // namespace kruzhok::client
