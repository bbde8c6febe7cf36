// SPDX-License-Identifier: MIT
// Surveys that come with the program (assets/surveys), to be held as they are or changed first.
#pragma once

#include <string>
#include <vector>

#include "client/surveys/survey_data.h"

namespace kruzhok::client {

struct SurveyTemplate {
  std::string name;    // Of its file.
  std::string source;  // The document that it serves: «003, А5».
  Survey survey;       // Without id, owner and state.
};

// Read once.
const std::vector<SurveyTemplate>& SurveyTemplates();
// nullptr: no such one.
const SurveyTemplate* FindSurveyTemplate(std::string_view name);

}  // namespace kruzhok::client
