// SPDX-License-Identifier: MIT
#include "tests/bench/coverage.h"

#include <stdexcept>

#include "client/app/data_folder.h"
#include "client/coverage/indicator_figures.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "sync/sqlite/database.h"
#include "tests/bench/stopwatch.h"
#include "tests/support/synthetic.h"
#include "tests/support/temp_folder.h"

namespace tests::bench {
namespace {

constexpr int64_t kEnrolments = 800;  // Of a school.
constexpr model::Date kDay{2026, 5, 31};

std::string TextOf(const SyntheticRow& row, const model::FieldInfo& wanted) {
  for (const auto& [field, value] : row.fields)
    if (field == &wanted) return model::FormatValue(value);
  return {};
}

// Every row into the store, and what coverage needs of children and enrolments into plain tables.
void MakeDistrict(sync::Store& store, sync::Database& plain, int64_t schools) {
  plain.Execute(
      "CREATE TABLE child(id BLOB PRIMARY KEY,owner TEXT,person TEXT,class TEXT,birth TEXT,"
      "arrived TEXT,gone TEXT,state TEXT) WITHOUT ROWID;"
      "CREATE TABLE enrolment(id BLOB PRIMARY KEY,child TEXT,grp TEXT,state TEXT,start TEXT,"
      "ends TEXT) WITHOUT ROWID; BEGIN");
  auto child = plain.Prepare("INSERT INTO child VALUES(?1,?2,'',?3,?4,'','','attends')");
  auto enrolment = plain.Prepare("INSERT INTO enrolment VALUES(?1,?2,?3,?4,?5,?6)");
  const auto& born = model::child;
  const auto& place = model::enrolment;
  for (int64_t i = 0; i < schools; ++i) {
    SyntheticSchool school(i);
    std::vector<sync::RowWrite> writes;
    int64_t enrolments = 0;
    for (SyntheticRow& row : school.Rows()) {
      if (row.type == &model::enrolment && ++enrolments > kEnrolments) continue;
      if (row.type == &model::child)
        child.Run(row.id.Text(), school.id().Text(), TextOf(row, born.school_class),
                  TextOf(row, born.birth_date));
      if (row.type == &model::enrolment)
        enrolment.Run(row.id.Text(), TextOf(row, place.child), TextOf(row, place.group),
                      TextOf(row, place.state), TextOf(row, place.start_date),
                      TextOf(row, place.end_date));
      writes.push_back({.type = row.type, .id = row.id, .fields = std::move(row.fields)});
    }
    if (const auto written = store.Write(writes, {}); !written)
      throw std::runtime_error(written.error().detail);
  }
  plain.Execute("COMMIT");
}

size_t ReadPlainly(sync::Database& plain) {
  size_t bytes = 0;
  for (const char* sql : {"SELECT id,owner,person,class,birth,arrived,gone,state FROM child",
                          "SELECT id,child,grp,state,start,ends FROM enrolment"}) {
    auto select = plain.Prepare(sql);
    while (select.Step())
      for (int column = 0; column < 6; ++column) bytes += select.Text(column).size();
  }
  return bytes;
}

// The rows are of one computer, which keeps one organisation; here they are told apart as the
// district has them, and every tenth child has a card at the next school, too.
void TellApart(model::CoverageFacts& facts) {
  for (size_t i = 0; i < facts.cards.size(); ++i) {
    facts.cards[i].owner.bytes[15] =
        static_cast<uint8_t>(i / static_cast<size_t>(SyntheticSchool::kChildren));
    const size_t next = i + static_cast<size_t>(SyntheticSchool::kChildren);
    const bool first = i / static_cast<size_t>(SyntheticSchool::kChildren) % 2 == 0;
    if (first && i % 10 == 0 && next < facts.cards.size())
      facts.cards[i].person = facts.cards[next].person = "p" + std::to_string(i);
  }
}

template <typename What>
Spent Measured(What what) {
  const Stopwatch watch;
  if (what() == 0) throw std::runtime_error("nothing was counted");
  return watch.Elapsed();
}

}  // namespace

void MeasureCoverage(int64_t schools, Report& report) {
  const TempFolder folder;
  auto store = client::OpenStore(client::PathOf(folder.File("data")), sync::RealEnvironment());
  if (!store) throw std::runtime_error(store.error().detail);
  const auto plain = sync::Database::Open({.path = folder.File("plain.db")});
  MakeDistrict(**store, *plain, schools);
  for (int i = 0; i < 3; ++i) {
    const double limit = Measured([&] { return ReadPlainly(*plain); }).cpu_seconds;
    client::CoverageBook book;
    const Spent read = Measured([&] {
      book = client::ReadCoverage(**store);
      return book.facts.places.size();
    });
    TellApart(book.facts);
    client::IndicatorsRequest request;
    request.year = model::SchoolYearOf(kDay);
    request.today = kDay;
    const auto query = QueryOf(book, request, model::Indicator::kCoverage);
    const Spent one = Measured([&] { return Count(book.facts, query).denominator.value_or(0); });
    const Spent parts = Measured(
        [&] { return PartsOf(book.facts, query, model::CoveragePartBy::kOrganisation).size(); });
    const Spent all = Measured([&] { return CountByOrganisation(book.facts, query).size(); });
    const Spent table = Measured([&] { return CountIndicators(book, request).size(); });
    report.Add("coverage.children", "children of a district",
               static_cast<double>(book.facts.cards.size()), "");
    report.Add("coverage.read", "facts of coverage, from the store", read.cpu_seconds, "s CPU");
    report.Add("coverage.ratio", "  to plain SQL that reads the same", read.cpu_seconds / limit,
               "x");
    report.Add("coverage.one", "  an indicator of the district", one.cpu_seconds, "s CPU", 0.3);
    report.Add("coverage.parts", "  its parts by school", parts.cpu_seconds, "s CPU", 0.3);
    report.Add("coverage.schools", "  of every school", all.cpu_seconds, "s CPU", 0.3);
    report.Add("coverage.table", "  the table with the years before", table.cpu_seconds, "s CPU");
  }
}

}  // namespace tests::bench
