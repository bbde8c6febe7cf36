// SPDX-License-Identifier: MIT
#include "client/desktop/coverage_report_state.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "client/desktop/snapshot.h"

namespace kruzhok::client {

using nlohmann::json;

model::Result<ReportReading> ReadReportForScreen(sync::Store& store, const Snapshot& data,
                                                 const Translator& texts,
                                                 const ReportRequest& request) {
  auto found = FindReport(store, data.coverage_book, request.source, StoredTitlesOf(store));
  if (!found) return found.error();
  ReportReading reading;
  reading.request = request;
  reading.tables = TablesOf(found->report, texts);
  const NameOfChild name_of = [&](const model::Uuid& child) {
    return NameOfStored(store, texts, child);
  };
  if (!found->district) {
    if (auto list = NotCoveredOf(found->report, texts, name_of); !list.rows.empty())
      reading.tables.insert(reading.tables.begin(), std::move(list));
  } else {
    reading.schools = SchoolsOf(*found->district, texts);
  }
  if (found->submission) {
    const CoverageReport& report = found->report;
    const auto now =
        LinesOfAll(data.coverage_book.facts,
                   {.year = report.year, .on = report.on, .organisation = found->submission->owner},
                   report.youngest, report.oldest);
    const auto own = now.find(found->submission->owner);
    reading.changes =
        Compare(found->known_lines, own == now.end() ? std::vector<ReportLine>() : own->second);
    if (!reading.changes.empty())
      reading.tables.push_back(ChangesOf(reading.changes, texts, name_of));
    if (found->known_lines == report.lines)
      reading.figures = CompareFigures(report, data.coverage_book.facts);
    if (!reading.figures.empty()) reading.tables.push_back(FigureChangesOf(reading.figures, texts));
    for (const Remark& remark : data.submissions.remarks)
      if (remark.owner == found->submission->owner && remark.child)
        reading.names.try_emplace(*remark.child, name_of(*remark.child));
  }
  found->report.lines.clear();
  reading.report = std::move(found->report);
  reading.fingerprint = std::move(found->fingerprint);
  reading.district = std::move(found->district);
  return reading;
}

std::string EncodeReportTexts(const CoverageReportState& state) {
  json texts = json::array();
  const auto add = [&](const char* what, const std::string& text, const model::Uuid& about,
                       const model::Uuid& child) {
    if (!text.empty()) texts.push_back({what, about.Text(), child.Text(), text});
  };
  for (const auto& [submission, text] : state.notes) add("note", text, submission, {});
  for (const auto& [remark, text] : state.answers) add("answer", text, remark, {});
  for (const auto& [about, text] : state.new_remarks)
    add("remark", text, about.first, about.second);
  return texts.empty() ? std::string() : texts.dump(-1, ' ', false, json::error_handler_t::replace);
}

void DecodeReportTexts(std::string_view text, CoverageReportState& state) {
  const json texts = json::parse(text, nullptr, false);
  if (!texts.is_array()) return;
  for (const json& one : texts) {
    if (!one.is_array() || one.size() != 4 ||
        !std::ranges::all_of(one, [](const json& part) { return part.is_string(); }))
      continue;
    const auto about = model::Uuid::FromText(one[1].get<std::string>());
    const auto child = model::Uuid::FromText(one[2].get<std::string>());
    if (!about || !child) continue;
    const auto typed = one[3].get<std::string>();
    if (one[0] == "note") state.notes[*about] = typed;
    if (one[0] == "answer") state.answers[*about] = typed;
    if (one[0] == "remark") state.new_remarks[{*about, *child}] = typed;
  }
}

}  // namespace kruzhok::client
