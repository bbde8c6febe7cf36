// SPDX-License-Identifier: MIT
// Notes that the program itself writes on an action: what a person reads in the history, and what
// tells imports and undoings from other writes on every computer that has them.
#pragma once

#include <string>
#include <string_view>

#include "client/app/translator.h"

namespace kruzhok::client {

enum class ActionNote { kOther, kImport, kUndo };

std::string NoteOfImport(const Translator& texts, std::string_view file);
std::string NoteOfUndo(const Translator& texts);
// Of a note in either language.
ActionNote KindOfNote(std::string_view note);

}  // namespace kruzhok::client
