// SPDX-License-Identifier: MIT
// The worklist of the not covered: which children of a school year nothing occupies, why, and what
// was done about it. Pure: counted from the coverage book, for a screen, a paper and a command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/coverage/coverage_data.h"

namespace kruzhok::client {

struct WorklistQuery {
  int64_t year = 0;  // That in which the school year begins.
  model::Date today;
  std::optional<model::Uuid> organisation{};  // Only its cards; nothing: those of all.
};

// The day on which a year is looked at: today, but never after the cut date nor before the year.
model::Date WorklistDay(const CoverageBook& book, int64_t year, const model::Date& today);
model::Date DueDate(int64_t year);  // 15 August, when the year ends.

// A child of the organisation. Points into the book.
struct WorkRow {
  uint32_t card = model::kNobody;
  std::optional<int> age;
  bool covered = false;
  const model::OccupationFact* occupation = nullptr;  // nullptr: nobody has begun the card.
  // What it attends on the day; else what it begins to attend later in the year; nullptr: nothing.
  const model::CoveragePlace* place = nullptr;

  bool HasReason() const { return occupation != nullptr && !occupation->reason.empty(); }
  // It is covered by now, and somebody had work with it.
  bool IsPlaced() const {
    return covered && (HasReason() || (occupation != nullptr && occupation->talk_on));
  }
};
// Every child that counts, in the order of the cards.
std::vector<WorkRow> FindWorkRows(const CoverageBook& book, const WorklistQuery& query);

struct WorkCount {
  model::Uuid organisation;  // Nil: of all.
  int64_t not_covered = 0, with_reason = 0, placed = 0;
  std::optional<YearClosing> closing{};  // Of an organisation; nothing: nobody has closed it.
  int64_t missing() const { return not_covered - with_reason; }
  bool is_closed() const { return closing && closing->closed; }
};
WorkCount CountWork(const std::vector<WorkRow>& rows);
WorkCount SumOf(const std::vector<WorkCount>& counts);  // Of nobody in particular.
// Of each organisation that has children, those where most is missing first.
std::vector<WorkCount> CountByOrganisation(const CoverageBook& book, const WorklistQuery& query);

// A school year that waits for its end: from 1 June on, and afterwards until it is closed, if
// anybody has worked on it.
struct WaitingYear {
  int64_t year = 0;
  int64_t missing = 0;        // Reasons; in organisations that have not closed it.
  int64_t organisations = 0;  // That have not.
};
// `organisation`: nothing: of all, for a coordinator. The latest first.
std::vector<WaitingYear> FindWaitingYears(const CoverageBook& book, const model::Date& today,
                                          const std::optional<model::Uuid>& organisation);

}  // namespace kruzhok::client
