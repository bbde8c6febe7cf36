// SPDX-License-Identifier: MIT
#include "client/surveys/survey_templates.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "assets/assets.h"
#include "model/assert.h"

namespace kruzhok::client {
namespace {

SurveyTemplate ReadTemplate(const std::string& name) {
  const auto json = nlohmann::json::parse(assets::Find("surveys/" + name + ".json"));
  SurveyTemplate result;
  result.name = name;
  result.source = json.at("source");
  result.survey.title = json.at("title");
  result.survey.purpose = json.at("purpose");
  result.survey.intro = json.at("intro");
  json.at("respondents").get_to(result.survey.respondents);
  std::ranges::sort(result.survey.respondents);
  auto questions = model::ReadQuestions({json.at("questions").dump()});
  ASSERT(questions);
  result.survey.questions = std::move(*questions);
  return result;
}

}  // namespace

const std::vector<SurveyTemplate>& SurveyTemplates() {
  static const std::vector<SurveyTemplate> kTemplates = {ReadTemplate("satisfaction"),
                                                         ReadTemplate("needs")};
  return kTemplates;
}

const SurveyTemplate* FindSurveyTemplate(std::string_view name) {
  const auto& all = SurveyTemplates();
  const auto found = std::ranges::find(all, name, &SurveyTemplate::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace kruzhok::client
