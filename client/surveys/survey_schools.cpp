// SPDX-License-Identifier: MIT
#include "client/surveys/survey_schools.h"

#include <algorithm>

#include "client/app/row_scan.h"
#include "client/surveys/survey_comparison.h"
#include "model/entities/organisation.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

struct Organisation {
  std::string title;
  bool holds_surveys;  // The others are partners, and who administers.
};
using Organisations = std::map<model::Uuid, Organisation>;

Organisations AllOrganisations(sync::Store& store) {
  const auto& type = model::organisation;
  Organisations all;
  RowScan(store).ForEach(type, [&](const sync::RowView& row) {
    const auto kind = row.record.Get(type.kind).value_or("school");
    all[row.id] = {row.record.Get(type.name).value_or("—"),
                   kind == "school" || kind == "kindergarten" || kind == "supplementary"};
  });
  return all;
}

class SchoolList {
 public:
  explicit SchoolList(Organisations organisations) : organisations_(std::move(organisations)) {}

  void Add(const SurveyResults& results) {
    const auto questions = std::make_shared<const model::Questions>(results.survey.questions);
    const bool district = results.wave.is_district();
    std::map<model::Uuid, model::Tally> tallies;
    for (const auto& [organisation, progress] : results.progress)
      tallies.try_emplace(organisation, *questions);
    if (district)
      for (const auto& [id, organisation] : organisations_)
        if (organisation.holds_surveys) tallies.try_emplace(id, *questions);
    for (const model::Block& block : results.blocks)
      tallies.try_emplace(block.organisation, *questions).first->second += block.tally;
    for (auto& [organisation, tally] : tallies) {
      const auto progress = results.progress.find(organisation);
      schools_.push_back({organisation, TitleOf(organisation), results.wave.id,
                          district ? "" : results.wave.title,
                          progress == results.progress.end() ? 0 : progress->second.invited,
                          questions, std::move(tally)});
    }
  }

  std::vector<SchoolFigures> Take() {
    static const auto kNone = std::make_shared<const model::Questions>();
    for (const auto& [id, organisation] : organisations_)
      if (organisation.holds_surveys &&
          std::ranges::find(schools_, id, &SchoolFigures::organisation) == schools_.end())
        schools_.push_back(
            {id, organisation.title, std::nullopt, "", 0, kNone, model::Tally(*kNone)});
    std::ranges::sort(schools_, {}, [](const SchoolFigures& school) {
      return std::tuple(school.has_begun(), model::SortKey(school.title), school.wave_title);
    });
    return std::move(schools_);
  }

 private:
  std::string TitleOf(const model::Uuid& id) const {
    const auto found = organisations_.find(id);
    return found == organisations_.end() ? "—" : found->second.title;
  }

  Organisations organisations_;
  std::vector<SchoolFigures> schools_;
};

}  // namespace

std::vector<SchoolFigures> ReadSchools(sync::Store& store, const SurveyResults& results) {
  SchoolList list(AllOrganisations(store));
  list.Add(results);
  if (results.wave.is_district()) return list.Take();
  std::vector<model::Uuid> others;
  for (const Wave& wave : WavesToCompare(AllSurveys(store), AllWaves(store), results.wave))
    if (!wave.is_district()) others.push_back(wave.id);
  for (const auto& other : ReadResults(store, others))
    if (other) list.Add(*other);
  return list.Take();
}

}  // namespace kruzhok::client
