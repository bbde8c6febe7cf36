// SPDX-License-Identifier: MIT
// The papers that a school prints, as PDF files: A4, in Russian and in the layout that Russian
// offices use, whatever the language of the window is.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/person_role.h"
#include "client/coverage/coverage_report_reading.h"
#include "model/date.h"
#include "sync/store/store.h"

namespace kruzhok::client {

struct DocumentRequest {
  // Named in commands: class_roster, group_roster, enrolment_order, child_card, survey_blank,
  // survey_results, schedule, coverage, occupation_list.
  enum class What {
    kClassRoster,  // The children of a class who attend, and what they are enrolled in.
    kGroupRoster,  // The children of a group: birth date, class, since when, by which order.
    kEnrolmentOrder,  // «ПРИКАЗ … о зачислении …»: who is enrolled in a group by one order.
    kChildCard,       // Everything that is kept about a child, with the enrolments.
    kSurveyBlank,     // The sheet on which the survey of a wave is answered.
    kSurveyResults,   // What came of a wave, on a page; of slices of at least five.
    kSchedule,        // The lessons of a week: of a group, a teacher or an organisation.
    kCoverageReport,  // The report of 1 September: as it was handed in, a draft, or the total.
    kOccupationList,  // Of each child of a class: occupied where, or why not and what was done.
  };
  What what = What::kClassRoster;
  // Of kClassRoster and kOccupationList, as it is spelled on the cards.
  std::string school_class{};
  std::optional<model::Uuid> id{};  // The group, the child or the wave.
  std::string order_number{};       // Of kEnrolmentOrder; empty: those without a number yet.
  std::optional<int64_t> year{};    // The school year of kOccupationList; absent: that of today.
  // Of a class: whose it is; absent: the own organisation. Of a survey and of a schedule: of
  // which school; absent: the own organisation, for a coordinator all.
  std::optional<model::Uuid> owner{};
  std::string teacher{};                // Of kSchedule; empty: of all.
  ReportSource report{};                // Of kCoverageReport.
  PersonRole role = PersonRole::kFull;  // Of kChildCard: for whom it is printed.
};

std::string_view Name(DocumentRequest::What what);

// Writes the file; what was there before stays until the new one is complete. `today` is printed.
// not_found (no such row; no child in the class, the group, the order), file_unwritable,
// storage_full. Throws StorageError.
model::Result<void> WriteDocument(sync::Store& store, const DocumentRequest& request,
                                  const model::Date& today, const std::filesystem::path& file);

// A name for the file that says what it is: «Список 6А.pdf», without signs that a file system
// refuses.
std::string SuggestedFileName(sync::Store& store, const DocumentRequest& request);

}  // namespace kruzhok::client
