// SPDX-License-Identifier: MIT
#include "client/screens/survey_parts.h"

#include <algorithm>

#include "client/screens/parts.h"
#include "client/widgets/flow.h"
#include "client/widgets/icons.h"
#include "model/entities/organisation.h"
#include "model/entities/survey.h"

namespace kruzhok::client {
namespace {

// Schools that have keyed something.
int64_t Answered(const Frame& frame, const Wave& wave) {
  const auto found = frame.data.surveys.progress.find(wave.id);
  if (found == frame.data.surveys.progress.end()) return 0;
  return std::ranges::count_if(found->second,
                               [](const auto& one) { return one.second.counted > 0; });
}

}  // namespace

bool IsCoordinator(const Frame& frame) {
  const sync::Membership& membership = frame.data.status.membership;
  return membership.joined && membership.role == sync::Role::kCoordinator;
}

bool IsOwn(const Frame& frame, const model::Uuid& owner) {
  if (IsCoordinator(frame)) return owner == sync::kDistrict;
  return frame.data.status.membership.Keeps(owner);
}

bool IsKeyedHere(const Frame& frame, const Wave& wave) {
  return !IsCoordinator(frame) && (wave.is_district() || IsOwn(frame, wave.owner));
}

WaveProgress ProgressHere(const Frame& frame, const Wave& wave) {
  if (IsCoordinator(frame)) return frame.data.surveys.ProgressOfAll(wave.id);
  return frame.data.surveys.ProgressOf(wave.id, frame.data.status.membership.organisation);
}

DueWords WordsOfDue(const Frame& frame, const Wave& wave) {
  const Theme& theme = ui::Colours();
  if (wave.is_closed()) {
    const std::string day = wave.closed_on ? wave.closed_on->Russian() : std::string("—");
    return {frame.Text("survey.closed_on", {{"day", day}}), theme.muted};
  }
  if (IsKeyedHere(frame, wave) && IsComplete(ProgressHere(frame, wave)))
    return {frame.Text("survey.complete"), theme.ok};
  const auto today = model::Date::Parse(Day(frame.state.now_ms));
  if (!wave.due || !today) return {{}, theme.muted};
  const int64_t days = DaysUntil(*today, *wave.due);
  const std::string day = wave.due->Russian();
  if (days < 0) return {frame.Text("survey.overdue", {{"day", day}}), theme.warn};
  if (days == 0) return {frame.Text("survey.due.today"), theme.warn};
  return {frame.texts.Count("survey.due", days, {{"day", day}}),
          days <= 3 ? theme.warn : theme.muted};
}

std::string OwnerWord(const Frame& frame, const model::Uuid& owner) {
  if (owner == sync::kDistrict) return frame.Text("survey.of_district");
  if (IsOwn(frame, owner)) return frame.Text("survey.of_school");
  std::string title =
      frame.data.search ? frame.data.search->TitleOf(model::organisation, owner) : std::string();
  return title.empty() ? frame.Text("survey.of_other") : title;
}

std::string PeriodText(const Wave& wave) {
  const std::string from = wave.start_date ? wave.start_date->Russian() : std::string();
  const std::string to = wave.end_date ? wave.end_date->Russian() : std::string();
  return from.empty() && to.empty() ? std::string() : from + " – " + to;
}

std::string ProgressText(const Frame& frame, const Wave& wave) {
  const WaveProgress progress = ProgressHere(frame, wave);
  const std::string counted = Count(progress.counted), invited = Count(progress.invited);
  std::string text;
  if (IsCoordinator(frame))
    text = frame.texts.Count("survey.schools", Answered(frame, wave)) + " · ";
  text += progress.invited > 0
              ? frame.Text("survey.keyed_of", {{"counted", counted}, {"invited", invited}})
              : frame.Text("survey.keyed", {{"counted", counted}});
  if (progress.spoiled > 0)
    text += " · " + frame.Text("survey.spoiled", {{"count", Count(progress.spoiled)}});
  if (progress.late > 0)
    text += " · " + frame.Text("survey.late", {{"count", Count(progress.late)}});
  return text;
}

std::string RespondentsText(const Frame& frame, const model::Choices& respondents) {
  std::string text;
  for (const std::string& one : respondents)
    text += (text.empty() ? "" : ", ") +
            frame.texts.ChoiceLabel(model::survey, model::survey.respondents, one);
  return text;
}

std::string SurveySummary(const Frame& frame, const Survey& survey) {
  std::string text;
  if (survey.version > 1)
    text = frame.Text("survey.version", {{"version", std::to_string(survey.version)}}) + " · ";
  text += frame.texts.Count("survey.questions", std::ssize(survey.questions));
  const std::string respondents = RespondentsText(frame, survey.respondents);
  return respondents.empty() ? text : text + " · " + respondents;
}

void DrawProgressOf(const Frame& frame, const Wave& wave) {
  const WaveProgress progress = ProgressHere(frame, wave);
  if (progress.invited > 0)
    ui::ProgressBar(static_cast<float>(progress.counted + progress.spoiled) /
                        static_cast<float>(progress.invited),
                    ImGui::GetContentRegionAvail().x,
                    IsComplete(progress) ? ui::Colours().ok : ui::Colours().accent);
  ui::Wrapped(ProgressText(frame, wave), ui::Face::kSmall, ui::Colours().muted);
}

void DrawWaveVerbs(const Frame& frame, const Wave& wave, bool primary, bool with_open) {
  ui::Flow flow(8);
  const bool half_keyed = frame.state.surveys.keying.half_keyed.contains(wave.id);
  const auto verb = [&](const std::string& id, const ui::ButtonOptions& options) {
    const std::string label =
        frame.Text(half_keyed && id == "key" ? "survey.verb.resume" : "survey.verb." + id);
    flow.Next(ui::ButtonWidth(label, options));
    return ui::Button(id, label, options);
  };
  if (IsKeyedHere(frame, wave)) {
    const bool first = primary && !wave.is_closed();
    if (verb("key",
             {.look = first ? ui::Look::kPrimary : ui::Look::kPlain, .icon = icon::kKeyboard}))
      frame.Ask(ShowSurveys{SurveyView::kKeying, wave.id});
  }
  if (verb("results", {.icon = icon::kResults}))
    frame.Ask(ShowSurveys{SurveyView::kResults, wave.id});
  if (!wave.is_closed() &&
      verb("blank", {.icon = icon::kPrint, .enabled = !frame.state.print.running})) {
    DocumentRequest request;
    request.what = DocumentRequest::What::kSurveyBlank;
    request.id = wave.id;
    frame.Ask(PrintDocument{request});
  }
  if (with_open && verb("open", {})) frame.Ask(ShowSurveys{SurveyView::kWave, wave.id});
}

}  // namespace kruzhok::client
