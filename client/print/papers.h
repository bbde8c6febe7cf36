// SPDX-License-Identifier: MIT
// What each paper says. A paper is read from the store first, as a whole; writing it afterwards
// cannot fail for want of data.
#pragma once

#include <functional>
#include <string>

#include "client/app/translator.h"
#include "client/print/documents.h"
#include "client/print/page_writer.h"
#include "client/print/paper_rows.h"

namespace kruzhok::client {

struct Paper {
  std::string title;  // Of the file, for viewers.
  PageLayout layout{};
  Orientation orientation = Orientation::kPortrait;
  std::function<void(PageWriter&)> write;
};

// `texts` is Russian. Each fails with not_found.
model::Result<Paper> ClassRoster(sync::Store& store, const DocumentRequest& request,
                                 const model::Date& today);
model::Result<Paper> GroupRoster(sync::Store& store, const DocumentRequest& request,
                                 const Translator& texts, const model::Date& today);
model::Result<Paper> EnrolmentOrder(sync::Store& store, const DocumentRequest& request,
                                    const Translator& texts);
model::Result<Paper> ChildCard(sync::Store& store, const DocumentRequest& request,
                               const Translator& texts, const model::Date& today);
model::Result<Paper> SurveyBlank(sync::Store& store, const DocumentRequest& request,
                                 const Translator& texts);
model::Result<Paper> OccupationList(sync::Store& store, const DocumentRequest& request,
                                    const Translator& texts, const model::Date& today);
model::Result<Paper> SurveyReport(sync::Store& store, const DocumentRequest& request,
                                  const Translator& texts, const model::Date& today);
model::Result<Paper> Schedule(sync::Store& store, const DocumentRequest& request,
                              const model::Date& today);
model::Result<Paper> CoverageReportPaper(sync::Store& store, const DocumentRequest& request,
                                         const Translator& texts, const model::Date& today);

// The organisation's name over a paper; where it is not known, a line to write it on.
void WriteHead(PageWriter& page, const IssuerRow& issuer);
// How a list ends: who signs it, and below the day on which it was printed.
void WriteDateAndSignature(PageWriter& page, const std::string& date, const std::string& role,
                           const std::string& name);

}  // namespace kruzhok::client
