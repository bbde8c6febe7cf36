// SPDX-License-Identifier: MIT
// Indicators as a file, with all that they depend on: XLSX, CSV or TSV, a line per indicator, and
// of the district one per organisation, too; or JSON, by the file's ending.
#pragma once

#include <filesystem>

#include "client/coverage/indicator_words.h"
#include "sync/store/store.h"

namespace kruzhok::client {

// Whose figures somebody sees first: a school its own, a coordinator the district's.
std::optional<model::Uuid> OrganisationOf(const sync::Membership& membership);
// How the rows of the store call it; empty: it is not here. Remembers nothing.
OrganisationTitle OrganisationTitles(sync::Store& store);

// Both return how many lines there are; errors of TableWriter; throw StorageError. Any thread, with
// its own store.
model::Result<int64_t> WriteIndicators(sync::Store& store, const Translator& texts,
                                       const IndicatorsRequest& request,
                                       const std::filesystem::path& file);
// What one of them is told apart by.
struct PartsRequest {
  IndicatorsRequest of;
  model::Indicator indicator = model::Indicator::kCoverage;
  model::CoveragePartBy by = model::CoveragePartBy::kOrganisation;
};
model::Result<int64_t> WriteIndicatorParts(sync::Store& store, const Translator& texts,
                                           const PartsRequest& request,
                                           const std::filesystem::path& file);

}  // namespace kruzhok::client
