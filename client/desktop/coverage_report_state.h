// SPDX-License-Identifier: MIT
// The report on coverage as the screen shows it: what was read in the background, and what a person
// has chosen and typed.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/coverage/coverage_report_words.h"

namespace kruzhok::client {

struct Snapshot;

// What is to be read.
struct ReportRequest {
  ReportSource source;  // What is open: one that was handed in, else that of now.
  int64_t version = 0;  // Of the data.
  friend bool operator==(const ReportRequest&, const ReportRequest&) = default;
};
// In words already.
struct ReportReading {
  ReportRequest request;
  CoverageReport report;                     // Without lines.
  std::string fingerprint;                   // Of one that was handed in.
  std::optional<DistrictReport> district;    // Of a coordinator, where none is open.
  ReportTable schools;                       // Of it.
  std::vector<ReportTable> tables;           // With the not covered, and what has changed since.
  std::map<model::Uuid, std::string> names;  // Of the children of remarks.
  // Of one that was handed in: what is otherwise today. Figures only where all children were as in
  // the report when it was accepted: else it is not known what they were that day.
  std::vector<ReportChange> changes;
  std::vector<FigureChange> figures;
};
// Any thread, with its own store. `data`: of that moment.
model::Result<ReportReading> ReadReportForScreen(sync::Store& store, const Snapshot& data,
                                                 const Translator& texts,
                                                 const ReportRequest& request);

struct CoverageReportState {
  std::optional<int64_t> year;  // Chosen; nothing: that which is due.
  model::Uuid opened;           // A submission; nil: none.
  bool handed_in = false;       // The district's total.
  bool schools = true;          // The list of them, not the total's tables.
  std::string table;            // Which of the tables; empty: the first.
  size_t cursor = 0;            // In its rows.
  size_t school_cursor = 0;
  bool asking_submit = false;
  enum class Deciding { kNothing, kReturn, kAccept };
  Deciding deciding = Deciding::kNothing;
  std::optional<model::Uuid> remarking;  // About which child; nil: the whole report.
  // As typed: of decisions by submission, of new remarks by submission and child, of answers by
  // remark.
  std::map<model::Uuid, std::string> notes, answers;
  std::map<std::pair<model::Uuid, model::Uuid>, std::string> new_remarks;

  // --- Kept by the desk ---
  std::optional<ReportRequest> requested;
  bool reading = false;
  std::optional<model::Error> problem;
  std::shared_ptr<const ReportReading> read;
};

// What is typed about reports and not said yet, as JSON; empty where it is nothing.
inline constexpr std::string_view kReportTextsSetting = "desk.report_texts";
std::string EncodeReportTexts(const CoverageReportState& state);
// What cannot be read is left out.
void DecodeReportTexts(std::string_view json, CoverageReportState& state);

}  // namespace kruzhok::client
