// SPDX-License-Identifier: MIT
// What the lists of a coordinator say, read without a line of the program that has written them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

using Row = std::map<std::string, std::string>;  // By heading.

// FOLDER/NAME.csv: RFC 4180 with semicolons; a text that a spreadsheet would take for a number
// stands as ="…".
std::vector<Row> ReadCsv(const std::string& folder, const std::string& name);
int Number(const std::string& text);

struct Attended {
  std::string direction, group, from, to;
};
struct Card {
  std::string school, person, born, arrived, left;
  bool attends = false;
  std::vector<Attended> enrolments;
  std::map<int, std::string> stated;                     // By school year: the direction.
  std::vector<std::pair<std::string, std::string>> ovz;  // From, to.

  bool IsHere(const std::string& day) const {
    if (!arrived.empty() && day < arrived) return false;
    return left.empty() ? attends : day < left;
  }
};
struct Teacher {
  std::string school, left;
  bool works = false;
  std::vector<std::string> courses;
};
struct Programme {
  std::string school, sent;
  bool ovz = false, published = false, came = false, archived = false;
};
struct Lists {
  std::vector<Card> cards;
  std::vector<Teacher> teachers;
  std::vector<Programme> programmes;
  std::set<std::string> schools;
};

// Whose a card is, its field «Школа» says; whose a teacher, the note.
Lists ReadLists(const std::string& folder);
