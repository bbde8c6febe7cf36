// SPDX-License-Identifier: MIT
// What a person has chosen, and what was found for it, while lists come in from files and go out
// into files and onto paper. Plain data, like all of desk_state.h.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "client/app/access_log.h"
#include "client/coverage/coverage_report_reading.h"
#include "client/coverage/indicator_tables.h"
#include "client/desktop/file_places.h"
#include "client/surveys/survey_tables.h"
#include "client/transfer/import_plan.h"

namespace kruzhok::client {

// The chooser of a file: a folder, what lies in it, what was typed.
struct FileChoice {
  std::string typed;  // Narrows the list; or a path.
  Folder folder;
  std::vector<FilePlace> places;
  bool reading = false;
  std::optional<model::Error> problem;  // Of the folder.
  size_t cursor = 0;                    // In `shown`.

  // --- Found when the folder or what is typed changes ---
  std::vector<uint32_t> shown;  // Of folder.entries.
};
// Finds `shown`, and puts the cursor on the newest table.
void Narrow(FileChoice& choice);
// The path of what the cursor is on; empty: nothing.
std::string PathUnderCursor(const FileChoice& choice);

// A file that was read.
struct OpenedList {
  std::string path;
  std::string name;  // Of the file.
  Workbook book;
  // Of the sheet that is most of a list: how many columns it would fill, by entity, the best first.
  std::vector<std::pair<const model::EntityType*, int64_t>> suits;
  size_t sheet = 0;  // The one that fills most.
};

// A plan as the screen shows it.
struct ShownPlan {
  ImportPlan plan;
  std::array<std::vector<uint32_t>, 6> by_fate;            // Of plan.rows.
  std::map<size_t, std::vector<uint32_t>> notes_of_row;    // By line; of plan.notes.
  std::unordered_map<model::Uuid, uint32_t> write_of_row;  // By record; of plan.writes.
  std::map<model::Uuid, std::string> new_titles;           // Of rows of other entities to be made.
};
std::shared_ptr<const ShownPlan> ShowPlan(ImportPlan plan);

enum class ImportStep { kFile, kKind, kColumns, kPreview, kNamesakes, kDone };

struct ImportDone {
  ImportCounts counts;
  model::Uuid action;  // Nil: nothing was written.
  std::string report;  // A path; empty: there was nothing to report.
  std::optional<model::Error> report_problem;
  bool undone = false;
};

struct ImportState {
  ImportStep step = ImportStep::kFile;
  const model::EntityType* type = nullptr;  // nullptr: not known yet, of a file that was dropped.
  FileChoice choice;
  bool reading = false;                 // The file is being read.
  std::optional<model::Error> problem;  // Of reading it.
  std::shared_ptr<const OpenedList> list;

  // --- How it is to be taken; what changes any of it sets `stale` ---
  ImportOptions options;
  bool advanced = false;  // Keys of rows are shown.
  bool stale = true;      // The plan is not of these options.

  // --- What comes of it ---
  bool planning = false;
  std::optional<model::Error> plan_problem;
  std::shared_ptr<const ShownPlan> plan;
  bool run_then = false;  // When the plan is there.
  bool running = false;
  std::optional<ImportDone> done;

  // --- Found when the columns are guessed ---
  std::vector<std::string> guessed;  // What each column would fill.
  std::vector<std::string> samples;  // Some values of each column, in one line.

  // --- How it is looked at ---
  std::optional<ImportStep> drawn_step;  // In the last frame.
  std::optional<Fate> shown_fate;        // Absent: all rows.
  size_t row_cursor = 0;                 // In what is shown.
  size_t question_cursor = 0;
};

std::vector<std::string> SamplesOf(const Sheet& sheet, const ColumnMap& columns);

// What goes into a file: a list, or a table that is made of something else.
struct ExportOfList {
  const model::EntityType* type;
  enum class Rows { kChosen, kShown, kAll };
  Rows rows = Rows::kAll;
  size_t chosen = 0, shown = 0, all = 0;  // How many each of them is.
};
struct ExportOfSurvey {
  model::Uuid wave;
  SurveyTable table = SurveyTable::kFigures;
};
struct ExportOfReport {
  ReportSource source;
};
struct ExportOfAccess {
  AccessFilter filter;
};
struct ExportOfIndicators {
  PartsRequest request;
  bool parts = false;  // What one is told apart by, instead of all of them.
};
struct ExportOfWorklist {};  // As it is shown.
using ExportSubject = std::variant<ExportOfList, ExportOfSurvey, ExportOfReport, ExportOfAccess,
                                   ExportOfIndicators, ExportOfWorklist>;

struct ExportState {
  bool open = false;
  std::optional<ExportSubject> subject;  // Once something was asked for.
  bool all_columns = false;              // Of a list.
  bool csv = false;
  std::string folder;
  std::string name;  // Without the ending.
  bool replace = false;
  std::vector<FilePlace> places;
  std::optional<model::Error> problem;
  bool running = false;
};

// Which of the papers is to be printed.
struct PrintState {
  enum class Ask { kNothing, kClass, kGroup, kOccupations };
  bool open = false;
  Ask ask = Ask::kNothing;
  std::string school_class;
  std::optional<model::Uuid> group;
  int64_t year = 0;  // Of kOccupations; and whose class.
  std::optional<model::Uuid> organisation{};
  bool order = false;  // The order of enrolment, not the list of the group.
  std::string order_number;
  std::vector<std::string> classes;  // To choose from.
  std::vector<std::string> orders;   // Numbers of the group's enrolments; empty: without one yet.
  bool running = false;
};

}  // namespace kruzhok::client
