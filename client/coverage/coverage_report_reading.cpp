// SPDX-License-Identifier: MIT
#include "client/coverage/coverage_report_reading.h"

#include <algorithm>
#include <tuple>

#include "client/app/value_text.h"
#include "client/coverage/report_json.h"
#include "model/entities/organisation.h"
#include "model/entities/submission.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using model::CoveragePartBy;

bool IsCoordinator(const sync::Membership& membership) {
  return membership.joined && membership.role == sync::Role::kCoordinator;
}

// A report with what it was read from.
struct Read {
  Submission submission;
  std::optional<CoverageReport> report;  // Nothing: it cannot be read.
  std::vector<ReportLine> known_lines;   // As in FoundReport.
};

std::vector<ReportLine> KnownLinesOf(const sync::RowView& row, const CoverageReport& report) {
  const auto& type = model::submission;
  if (SubmissionOf(row).state != Submission::State::kAccepted) return report.lines;
  return WithChanges(report.lines, row.record.Get(type.district_lines).value_or(model::Json()));
}

std::map<model::Uuid, Read> ReadYear(sync::Store& store, int64_t year, SubmissionBook& book) {
  const auto& type = model::submission;
  std::map<model::Uuid, Read> all;
  SubmissionReader reader;
  store.List(type, {.where = {{&type.year, year}}}, [&](const sync::RowView& row) {
    reader.Add(row);
    auto report = ReadReport(row.record.Get(type.content).value_or(model::Json()));
    Read& read = all[row.id];
    read.submission = SubmissionOf(row);
    if (!report) return true;
    read.known_lines = KnownLinesOf(row, *report);
    read.report = *std::move(report);
    return true;
  });
  book = reader.Finish();
  return all;
}

// Compares with the facts; of all reports that were counted by one rule these are counted once.
class Comparing {
 public:
  explicit Comparing(const model::CoverageFacts& facts) : facts_(facts) {}

  int64_t ChangesOf(const model::Uuid& owner, const Read& read) {
    const CoverageReport& report = *read.report;
    const Key key(report.year, report.on, report.youngest, report.oldest);
    auto known = lines_.find(key);
    if (known == lines_.end())
      known = lines_
                  .emplace(key, LinesOfAll(facts_, {.year = report.year, .on = report.on},
                                           report.youngest, report.oldest))
                  .first;
    return std::ssize(Compare(read.known_lines, known->second[owner]));
  }

 private:
  using Key = std::tuple<int64_t, model::Date, int, int>;
  const model::CoverageFacts& facts_;
  std::map<Key, std::map<model::Uuid, std::vector<ReportLine>>> lines_;
};

model::Result<FoundReport> FindSubmitted(sync::Store& store, const model::Uuid& id) {
  const auto row = store.Get(model::submission, id);
  if (!row) return row.error();
  const auto content = row->record.Get(model::submission.content).value_or(model::Json());
  auto report = ReadReport(content);
  if (!report) return report.error();
  std::vector<ReportLine> known = KnownLinesOf(*row, *report);
  return FoundReport{*std::move(report), SubmissionOf(*row), FingerprintOf(content),
                     std::move(known), std::nullopt};
}

bool HasChildren(const CoverageReport& facts, const model::Uuid& organisation) {
  return std::ranges::count(facts.Table(CoveragePartBy::kOrganisation), organisation.Text(),
                            &ReportPart::value) > 0;
}

std::vector<SchoolReport> SchoolsOf(sync::Store& store, const CoverageReport& facts,
                                    const SubmissionBook& book) {
  std::vector<SchoolReport> schools;
  store.List(model::organisation, {}, [&](const sync::RowView& row) {
    SchoolReport school;
    school.organisation = row.id;
    school.title = RowTitle(row.record);
    const std::string kind = row.record.Get(model::organisation.kind).value_or("");
    // Who only gives programmes has children that are others' pupils.
    school.expected = kind == "school" || (kind != "supplementary" && HasChildren(facts, row.id));
    if (const Submission* last = book.LastOf(row.id, facts.year)) school.last = *last;
    if (school.expected || school.last) schools.push_back(std::move(school));
    return true;
  });
  std::ranges::sort(schools, {}, [](const SchoolReport& one) {
    return std::pair(model::SortKey(one.title), one.organisation);
  });
  return schools;
}

}  // namespace

TitleOfRow StoredTitlesOf(sync::Store& store) {
  return [&store](const model::EntityType& type, const model::Uuid& id) {
    std::string title = StoredTitle(store, type, id);
    // Before a school joins a district, its name is only what was typed at the first start.
    if (title.empty() && id == store.replica().membership().organisation)
      title = store.replica().Setting("desk.school");
    return title;
  };
}

DistrictReport ReadDistrictReport(sync::Store& store, const CoverageBook& book,
                                  const ReportSource& source, const TitleOfRow& title_of) {
  DistrictReport district;
  district.year = source.year;
  district.handed_in = source.handed_in;
  district.facts = BuildReport(book, {.year = source.year, .on = source.on}, title_of);
  district.total.year = source.year;
  district.total.on = source.on;
  district.total.youngest = district.facts.youngest;
  district.total.oldest = district.facts.oldest;
  district.total.indicators = district.facts.indicators;
  for (ReportIndicator& one : district.total.indicators) one.figure = {};
  SubmissionBook submissions;
  auto reports = ReadYear(store, source.year, submissions);
  district.schools = SchoolsOf(store, district.facts, submissions);
  Comparing comparing(book.facts);
  for (SchoolReport& school : district.schools) {
    district.expected += school.expected;
    const Submission* accepted = submissions.AcceptedOf(school.organisation, source.year);
    const Submission* counted =
        source.handed_in ? submissions.HandedInOf(school.organisation, source.year) : accepted;
    if (accepted != nullptr && reports.at(accepted->id).report)
      school.changes = comparing.ChangesOf(school.organisation, reports.at(accepted->id));
    if (counted != nullptr && reports.at(counted->id).report) {
      school.counted = *counted;
      const CoverageReport& report = *reports.at(counted->id).report;
      if (!AreCountedAlike(district.total, report)) district.otherwise.push_back(school.title);
      AddTo(district.total, report);
      ++district.counted;
    } else if (school.expected) {
      district.missing.push_back(school.title);
    }
    if (!school.last) continue;
    school.report = reports.at(school.last->id).report;
    if (school.report) school.report->lines.clear();
  }
  // Of residents the district's number counts: schools' own ones overlap.
  constexpr auto kCoverage = static_cast<size_t>(model::Indicator::kCoverage);
  const ReportIndicator& of_district = district.facts.indicators[kCoverage];
  if (of_district.rule.denominator == model::IndicatorRule::Denominator::kResidents)
    district.total.indicators[kCoverage].figure.denominator = of_district.figure.denominator;
  return district;
}

model::Result<FoundReport> FindReport(sync::Store& store, const CoverageBook& book,
                                      const ReportSource& source, const TitleOfRow& title_of) {
  if (source.submission) return FindSubmitted(store, *source.submission);
  const sync::Membership& membership = store.replica().membership();
  FoundReport found;
  if (IsCoordinator(membership) && !source.organisation) {
    found.district = ReadDistrictReport(store, book, source, title_of);
    found.report = found.district->total;
    return found;
  }
  found.report =
      BuildReport(book,
                  {.year = source.year,
                   .on = source.on,
                   .organisation = source.organisation.value_or(membership.organisation)},
                  title_of);
  return found;
}

model::Result<FoundReport> FindReport(sync::Store& store, const ReportSource& source) {
  if (source.submission) return FindSubmitted(store, *source.submission);
  return FindReport(store, ReadCoverage(store), source, StoredTitlesOf(store));
}

model::Result<sync::WriteResult> SubmitReport(sync::Store& store, int64_t year,
                                              const model::Date& today,
                                              const sync::WriteOptions& options) {
  const sync::Membership& membership = store.replica().membership();
  if (IsCoordinator(membership))
    return model::Error{"not_allowed", {}, {}, "coverage_report_of_school"};
  const CoverageBook book = ReadCoverage(store);
  CoverageReport report = BuildReport(
      book,
      {.year = year, .on = ReportDayOf(book, year, today), .organisation = membership.organisation},
      StoredTitlesOf(store));
  report.submitted_on = today;
  report.submitted_by = options.author.empty() ? membership.user : options.author;
  const auto& type = model::submission;
  const sync::RowWrite write{.type = &type,
                             .fields = {{&type.kind, std::string("coverage")},
                                        {&type.year, year},
                                        {&type.submitted_on, today.Iso()},
                                        {&type.submitted_by, report.submitted_by},
                                        {&type.content, FreezeReport(report)},
                                        {&type.state, std::string("submitted")}}};
  return store.Write({write}, options);
}

}  // namespace kruzhok::client
