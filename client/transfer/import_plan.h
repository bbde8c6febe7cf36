// SPDX-License-Identifier: MIT
// What a list would do to the data, row by row: found first, shown to a person, and then done as
// one action. Rows that a list lacks are never touched.
//
// A row of the list is a record that is here when (1) its `_base` column names it, (2) the same row
// was imported before (its id is made of the owner, the entity and its key columns, else of the
// whole row without its running number), or (3) a record of the same name is here and nothing tells
// them apart (model::Identity). Where that cannot be said surely, a person is asked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/transfer/column_map.h"
#include "sync/store/store.h"

namespace kruzhok::client {

enum class Fate {
  kNew,
  kChanged,
  kSame,
  kRepeated,  // Stands in the list before.
  kRejected,  // Cannot be read, or may not be written.
  kAsked,     // Perhaps a record that is here: a person must say so. Not written.
};
std::string_view Name(Fate fate);  // "new", "changed", "same", "repeated", "rejected", "asked"

// A person's answer about a row of the list: the record that it is, or nothing: a new one.
using Answers = std::map<size_t, std::optional<model::Uuid>>;  // By line.

enum class Namesakes { kAsk, kSame, kNew };  // What is answered where a person has not.

struct ImportOptions {
  std::string file{};  // The list's name, for the history.
  const model::EntityType* type = nullptr;
  size_t sheet = 0;
  ColumnMap columns;
  std::optional<model::Uuid> owner{};  // Of new rows; coordinators only.
  Answers answers{};
  Namesakes namesakes = Namesakes::kAsk;
  // Rows that a reference names and nobody has become new rows of the other entity, where that
  // needs no more than its name; else the reference stays empty and is noted.
  bool create_missing = false;
};

// What a person should read about a row.
struct ImportNote {
  size_t line = 0;
  bool rejects = false;  // The row is not written for it; else it is written, but for this cell.
  std::optional<size_t> column{};  // Of the list.
  model::Error error;              // Described like any other; `field` names the target.
};

struct PlannedRow {
  size_t line = 0;  // As spreadsheets number rows, from 1.
  Fate fate = Fate::kNew;
  size_t first_line = 0;            // Of kRepeated: where it stands before.
  std::optional<model::Uuid> id{};  // Of the record; not of kRejected, kRepeated, kAsked.
  std::string title;                // What a person would call the record.
  std::vector<std::pair<const model::FieldInfo*, model::Value>>
      before{};                                                           // Of kChanged: what goes.
  std::vector<std::pair<const model::FieldInfo*, model::Value>> after{};  // And what comes.
};

struct NamesakeQuestion {
  size_t line = 0;
  std::string title;
  struct Candidate {
    model::Uuid id;
    std::string title;
    std::string subtitle;  // What tells it apart.
  };
  std::vector<Candidate> candidates;
  std::string subtitle;  // Of the row.
  // Something tells them apart (another birth date): without an answer the row is new. Where
  // nothing does, it is not written without one.
  bool differs = false;
  // In a list of ours: every name and a proof in the row of this record are others now.
  bool typed_over = false;
};

struct ImportCounts {
  int64_t rows = 0;  // Of the list, without headings and blank rows; the sum of the others.
  int64_t created = 0, changed = 0, same = 0, repeated = 0, rejected = 0, asked = 0;
};

struct ImportPlan {
  const model::EntityType* type = nullptr;
  ImportCounts counts;
  std::vector<PlannedRow> rows;  // In the order of the list.
  std::vector<ImportNote> notes;
  std::vector<NamesakeQuestion> questions;  // Those that are answered, too.
  std::vector<std::pair<const model::EntityType*, std::string>> missing;  // That references name.
  int64_t cleared = 0;  // Values that an exported list lacks now: they will be emptied.

  // --- For RunImport ---
  std::string note;                      // Of the action.
  std::vector<sync::RowWrite> restores;  // Rows that were deleted and stand in the list.
  std::vector<sync::RowWrite> writes;
  size_t other_writes = 0;  // The first of them: rows that references name.
};

// no_columns: nothing of the list fills a field that a record must have (detail: its labels); an
// import of a list with `_base` needs none. Reads in one transaction; throws StorageError. Any
// thread, with its own store.
model::Result<ImportPlan> PlanImport(sync::Store& store, const Translator& texts,
                                     const Workbook& workbook, const ImportOptions& options);

struct ImportResult {
  model::Uuid action;  // Nil: there was nothing to write.
  std::vector<sync::Written> rows;
};
// Writes what was planned as one action. Its note says that it is an import, so that the same list
// again does not take back what people have corrected since. Where the data has changed since the
// plan was made, each value replaces only what was seen then. Errors as of Store::Write.
model::Result<ImportResult> RunImport(sync::Store& store, const ImportPlan& plan,
                                      const sync::WriteOptions& options);

// The list's rows that were not written or that a note is about, as they stand, with their outcome,
// line and reason before them, so that a person can mend them and import the file itself. By the
// file's ending, as TableWriter has it.
model::Result<void> WriteImportReport(const Workbook& workbook, const ImportOptions& options,
                                      const ImportPlan& plan, const Translator& texts,
                                      const std::filesystem::path& file);
// What is said of a row in it and on the screen: «Дата рождения: не удаётся понять «31.02.2015»».
std::string NoteText(const Translator& texts, const model::EntityType& type,
                     const ImportNote& note);

}  // namespace kruzhok::client
