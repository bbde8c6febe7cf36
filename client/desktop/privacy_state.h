// SPDX-License-Identifier: MIT
// Who may see what on this computer, the log of who did, and categories that are being given to
// children.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/app/access_log.h"
#include "client/app/person_role.h"

namespace kruzhok::client {

// A category of the open child, as its card shows it.
struct CategoryChip {
  model::Uuid id;
  std::string text;   // «ОВЗ с 01.09.2024»
  std::string about;  // The kinds of ОВЗ and the basis; may be empty.
  bool ended = false;
};

// The dialog that gives categories to one child or to many.
struct CategoryAdding {
  bool open = false;
  std::vector<model::Uuid> children;
  std::string title;                                // Of the only one.
  std::map<std::string, bool, std::less<>> chosen;  // By code.
  bool all = false;                                 // Also the categories that are rarer.
  std::string ovz_types;                            // With commas.
  std::string start_date, end_date, basis;
  std::map<std::string, std::string, std::less<>> problems;  // Field of the category → sentence.

  bool any() const {
    for (const auto& [code, on] : chosen)
      if (on) return true;
    return false;
  }
};

struct AccessLogState {
  AccessFilter filter;
  std::string child;  // Whose lines are shown: the title; empty: everybody's.
  struct Line {
    AccessLine line;
    std::string whom;
  };
  std::vector<Line> lines;  // The newest first.
  bool more = false;        // There are older ones.
  std::vector<std::string> people;
  size_t cursor = 0;
};

struct PrivacyState {
  People restricted;
  CategoryAdding adding;
  AccessLogState log;
};

}  // namespace kruzhok::client
