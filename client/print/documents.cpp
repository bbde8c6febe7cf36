// SPDX-License-Identifier: MIT
#include "client/print/documents.h"

#include <cerrno>
#include <fstream>

#include "client/app/data_folder.h"
#include "client/app/masked_name.h"
#include "client/print/glyph_text.h"
#include "client/print/paper_words.h"
#include "client/print/papers.h"
#include "model/entities/child.h"
#include "model/entities/survey_wave.h"
#include "model/text_fold.h"
#include "sync/sqlite/transaction.h"

namespace kruzhok::client {
namespace {

namespace fs = std::filesystem;
using What = DocumentRequest::What;

constexpr std::pair<What, std::string_view> kNames[] = {
    {What::kClassRoster, "class_roster"},
    {What::kGroupRoster, "group_roster"},
    {What::kEnrolmentOrder, "enrolment_order"},
    {What::kChildCard, "child_card"},
    {What::kSurveyBlank, "survey_blank"},
    {What::kSurveyResults, "survey_results"},
    {What::kSchedule, "schedule"},
    {What::kCoverageReport, "coverage"},
    {What::kOccupationList, "occupation_list"},
};

model::Result<Paper> ReadPaper(sync::Store& store, const DocumentRequest& request,
                               const model::Date& today) {
  const Translator texts(Language::kRussian);
  // Read before the transaction: it is noted in the database when it is asked for the first time.
  store.replica().membership();
  // Reads the facts in a transaction of its own.
  if (request.what == What::kCoverageReport)
    return CoverageReportPaper(store, request, texts, today);
  if (request.what == What::kOccupationList) return OccupationList(store, request, texts, today);
  const sync::Transaction reading(store.replica().database(), sync::Transaction::Kind::kRead);
  switch (request.what) {
    case What::kClassRoster:
      return ClassRoster(store, request, today);
    case What::kGroupRoster:
      return GroupRoster(store, request, texts, today);
    case What::kEnrolmentOrder:
      return EnrolmentOrder(store, request, texts);
    case What::kChildCard:
      return ChildCard(store, request, texts, today);
    case What::kSurveyBlank:
      return SurveyBlank(store, request, texts);
    case What::kSurveyResults:
      return SurveyReport(store, request, texts, today);
    case What::kSchedule:
      return Schedule(store, request, today);
    case What::kCoverageReport:
    case What::kOccupationList:
      break;
  }
  ASSERT(!"an unknown document");
}

// Under another name until it is complete.
model::Result<void> WriteWhole(const fs::path& file, const std::string& bytes) {
  const fs::path part = fs::path(file) += ".part";
  std::error_code failed;
  errno = 0;
  {
    std::ofstream stream(part, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) failed = {errno == 0 ? EIO : errno, std::generic_category()};
  }
  if (!failed) fs::rename(part, file, failed);
  if (!failed) return {};
  const bool full = failed == std::errc::no_space_on_device;
  fs::remove(part, failed);
  if (full) return model::Error{"storage_full", TextOf(file), {}};
  return model::Error{"file_unwritable", TextOf(file), {}};
}

// Without what Windows refuses in names, and not longer than a name may be with its folder.
std::string FileName(std::string_view text) {
  constexpr size_t kLongest = 80;
  std::string name;
  size_t letters = 0;
  for (const char letter : GlyphText(text)) {
    const bool starts = (static_cast<unsigned char>(letter) & 0xC0) != 0x80;
    if (starts && ++letters > kLongest) break;
    const bool refused = std::string_view("\\/:*?\"<>|").find(letter) != std::string_view::npos;
    name += refused ? '-' : letter;
  }
  while (name.ends_with(' ') || name.ends_with('.')) name.pop_back();
  return name + ".pdf";
}

}  // namespace

std::string_view Name(What what) {
  for (const auto& [known, name] : kNames)
    if (known == what) return name;
  return "";
}

model::Result<void> WriteDocument(sync::Store& store, const DocumentRequest& request,
                                  const model::Date& today, const fs::path& file) {
  const auto paper = ReadPaper(store, request, today);
  if (!paper) return paper.error();
  const auto canvas = PdfCanvas::Open(paper->orientation, paper->title);
  if (!canvas) return canvas.error();
  PageWriter page(**canvas, paper->layout);
  paper->write(page);
  page.Finish();
  const auto bytes = (*canvas)->Finish();
  if (!bytes) return bytes.error();
  return WriteWhole(file, *bytes);
}

std::string SuggestedFileName(sync::Store& store, const DocumentRequest& request) {
  const auto group_name = [&] {
    const auto group = request.id ? FindGroup(store, *request.id) : std::nullopt;
    return group ? group->Title() : std::string();
  };
  switch (request.what) {
    case What::kClassRoster:
      return FileName("Список " + request.school_class);
    case What::kOccupationList:
      return FileName("Занятость " + request.school_class);
    case What::kGroupRoster:
      return FileName(group_name() + ", список");
    case What::kEnrolmentOrder:
      return FileName("Приказ" + (request.order_number.empty() ? "" : " " + request.order_number) +
                      " о зачислении, " + group_name());
    case What::kChildCard: {
      const auto child =
          request.id ? store.replica().rows().Summary(model::child, *request.id) : std::nullopt;
      return FileName(
          "Карточка " +
          (child ? CardName(store.replica().membership(), child->owner, child->record) : ""));
    }
    case What::kSurveyBlank:
    case What::kSurveyResults: {
      const auto wave = FindRow(store, model::survey_wave, request.id);
      const bool is_blank = request.what == What::kSurveyBlank;
      return FileName((is_blank ? "Бланк, " : "Итоги, ") +
                      (wave ? wave->Get(model::survey_wave.title).value_or("") : ""));
    }
    case What::kSchedule: {
      const std::string of = request.id ? group_name() : request.teacher;
      return FileName("Расписание" + (of.empty() ? "" : ", " + of));
    }
    case What::kCoverageReport: {
      const int64_t year = request.report.year;
      return FileName("Отчёт по охвату" + (year > 0 ? " " + model::SchoolYearText(year) : ""));
    }
  }
  ASSERT(!"an unknown document");
}

}  // namespace kruzhok::client
