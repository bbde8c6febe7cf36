// SPDX-License-Identifier: MIT
// The keying of blanks: what its views share.
#pragma once

#include <string>

#include "client/screens/frame.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

// The words of a slice, and of whom a blank is: «5А · родители».
std::string SliceText(const Frame& frame, const Wave& wave, const std::string& slice);
std::string WhoText(const Frame& frame, const KeyingWho& who);

// Draws the question that the blank is at, takes its keys, and the pointer. True: Enter has ended
// the blank.
bool DrawAsked(const Frame& frame, BlankKeying& blank);
// A place per question: answered, left empty, here. A press goes there.
void DrawProgress(const Frame& frame, BlankKeying& blank);
// A row that is chosen by its key: the key on a cap, the words beside it.
bool KeyRow(std::string_view id, std::string_view cap, std::string_view words, bool chosen);
// The place of the keyboard that all digits are typed into. In the window of what is drawn next.
void DrawKeysPlace(const Frame& frame, std::string_view value);
// Whether keys that are typed are that place's: nothing else has the keyboard.
bool HasKeys();

// The second keying: its number, and what differs. The question is drawn by DrawAsked.
void DrawFindBlank(const Frame& frame);
void DrawDifferences(const Frame& frame);
void DrawSaveChecked(const Frame& frame);

}  // namespace kruzhok::client
