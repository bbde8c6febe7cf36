// SPDX-License-Identifier: MIT
// The chooser of a file: places, a folder, a field that narrows it or takes a path. Drawn by us, so
// that it is the same everywhere and the keyboard alone does.
#pragma once

#include "client/screens/frame.h"

namespace kruzhok::client {

// Fills the space that is left. Asks LookInFolder and ReadList.
void DrawFileChoice(const Frame& frame, FileChoice& choice);
// What Enter would open; empty: nothing.
std::string ChosenPath(const FileChoice& choice);
void OpenChosen(const Frame& frame, const FileChoice& choice);

// A folder out of the places, or typed. True: another one was chosen.
bool PickFolder(const Frame& frame, const std::vector<FilePlace>& places, std::string& folder);

std::string PlaceLabel(const Frame& frame, const FilePlace& place);
const char* PlaceIcon(FilePlace::Kind kind);

}  // namespace kruzhok::client
