// SPDX-License-Identifier: MIT
// What a person has chosen, and what was found for it, while data go to the district and come from
// it as files. Plain data, like all of desk_state.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/app/carrying.h"
#include "client/desktop/file_places.h"

namespace kruzhok::client {

struct CarryingState {
  std::string folder;  // Where bundles are written and answers looked for; as typed.
  bool busy = false;   // A stick is being written or read.
  // What came of the last of them.
  std::optional<model::Error> problem;
  std::optional<CarriedOut> written;
  std::optional<CarriedWords> read;

  // --- Found when the screen is opened, when it is asked for, and after each of them ---
  bool looking = false;
  std::vector<FilePlace> places;
  std::vector<FoundCarried> answers;    // In `folder`.
  std::vector<FoundCarried> passports;  // In all places.
  sync::CarriedNotes notes;
};

}  // namespace kruzhok::client
