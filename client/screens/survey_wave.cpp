// SPDX-License-Identifier: MIT
// One wave: what it is, how far it is, what can be done with it.
#include "model/entities/survey_wave.h"

#include <algorithm>
#include <cmath>

#include "client/screens/parts.h"
#include "client/screens/survey_parts.h"
#include "client/screens/survey_views.h"
#include "client/surveys/survey_words.h"
#include "client/widgets/charts.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

constexpr float kNarrowestCard = 420;

void Fact(const std::string& label, const std::string& value, ImU32 colour = 0) {
  if (value.empty()) return;
  ui::Text(label, ui::Face::kSmall, ui::Colours().muted);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui::Px(5));
  ui::Wrapped(value, ui::Face::kText, colour);
}

std::string FieldLabel(const Frame& frame, const model::FieldInfo& field) {
  return frame.texts.FieldLabel(model::survey_wave, field.name());
}

void DrawFacts(const Frame& frame, const Wave& wave) {
  const auto& type = model::survey_wave;
  const DueWords due = WordsOfDue(frame, wave);
  if (!due.text.empty()) ui::Wrapped(due.text, ui::Face::kBold, due.colour);
  DrawProgressOf(frame, wave);
  ui::Gap(6);
  if (const Survey* survey = frame.data.surveys.FindSurvey(wave.survey)) {
    Fact(FieldLabel(frame, type.survey), survey->title + " · " + SurveySummary(frame, *survey));
  } else {
    Fact(FieldLabel(frame, type.survey), frame.Text("survey.unreadable"), ui::Colours().warn);
  }
  Fact(frame.Text("survey.wave.whose"), OwnerWord(frame, wave.owner));
  Fact(frame.texts.FieldLabel(type, "period"), PeriodText(wave));
  Fact(FieldLabel(frame, type.code), wave.code);
}

// Of keying twice: how far what was typed can be relied on.
void DrawSecondKeying(const Frame& frame, const Wave& wave) {
  const WaveProgress progress = ProgressHere(frame, wave);
  if (progress.compared == 0) return;
  const double share =
      static_cast<double>(progress.differed) / static_cast<double>(progress.compared);
  Fact(frame.Text("survey.wave.checked"),
       frame.Text("survey.wave.differed", {{"compared", Count(progress.compared)},
                                           {"differed", Count(progress.differed)},
                                           {"share", ShareText(share)}}),
       progress.differed > 0 ? ui::Colours().warn : 0);
}

void DrawState(const Frame& frame, const Wave& wave) {
  SurveysState& state = frame.state.surveys;
  const bool own = IsOwn(frame, wave.owner), keyed = IsKeyedHere(frame, wave);
  ui::Flow flow(8);
  const auto verb = [&](const char* id, const char* key, const ui::ButtonOptions& options) {
    const std::string label = frame.Text(key);
    flow.Next(ui::ButtonWidth(label, options));
    return ui::Button(id, label, options);
  };
  if (own || keyed)
    if (verb("edit", own ? "survey.verb.edit_wave" : "survey.verb.edit_invited",
             {.icon = icon::kPencil}))
      frame.Ask(EditWave{wave.id});
  if (!own) return;
  if (wave.is_closed()) {
    if (verb("reopen", "survey.verb.reopen", {})) frame.Ask(CloseWave{wave.id, false});
  } else if (verb("close", "survey.verb.close", {.icon = icon::kCheck})) {
    frame.Ask(CloseWave{wave.id, true});
  }
  const WaveProgress all = frame.data.surveys.ProgressOfAll(wave.id);
  if (all.counted + all.spoiled + all.late > 0) return;
  if (verb("delete", "survey.verb.delete", {.look = ui::Look::kDanger, .icon = icon::kDelete}))
    state.deleting = wave.id;
}

std::string SliceName(const Frame& frame, const Wave& wave, const std::string& slice) {
  if (slice.empty()) return frame.Text("survey.slice.none");
  const auto id = model::Uuid::FromText(slice);
  if (wave.slice == Wave::Slice::kClass || !id) return slice;
  const std::string title = frame.data.search->TitleOf(model::programme, *id);
  return title.empty() ? frame.Text("list.missing") : title;
}

ui::Bar BarOf(const Frame& frame, std::string name, int64_t counted, int64_t invited) {
  const std::string number =
      invited > 0 ? frame.Text("overview.of", {{"part", Count(counted)}, {"whole", Count(invited)}})
                  : Count(counted);
  return {std::move(name), static_cast<double>(counted),
          static_cast<double>(std::max(counted, invited)), number};
}

// Of the own school by class or programme; for the coordinator by school.
std::vector<ui::Bar> BarsOf(const Frame& frame, const Wave& wave) {
  std::vector<ui::Bar> bars;
  const SurveyBook& book = frame.data.surveys;
  if (!IsCoordinator(frame)) {
    for (const auto& [slice, one] : ProgressHere(frame, wave).slices)
      bars.push_back(BarOf(frame, SliceName(frame, wave, slice), one.counted, one.invited));
  } else if (const auto found = book.progress.find(wave.id); found != book.progress.end()) {
    for (const auto& [owner, one] : found->second)
      if (owner != sync::kDistrict)
        bars.push_back(BarOf(frame, OwnerWord(frame, owner), one.counted, one.invited));
  }
  std::ranges::stable_sort(bars, {}, [](const ui::Bar& bar) { return model::SortKey(bar.label); });
  return bars;
}

void DrawParts(const Frame& frame, const Wave& wave) {
  const bool schools = IsCoordinator(frame);
  const std::vector<ui::Bar> bars = BarsOf(frame, wave);
  ui::Wrapped(frame.Text(schools                                 ? "survey.wave.by_school"
                         : wave.slice == Wave::Slice::kProgramme ? "survey.wave.by_programme"
                                                                 : "survey.wave.by_class"),
              ui::Face::kBold);
  if (bars.empty()) {
    ui::Wrapped(frame.Text(schools ? "survey.wave.no_schools" : "survey.wave.no_slices"),
                ui::Face::kText, ui::Colours().muted);
    return;
  }
  ui::BarsLegend(frame.Text("survey.wave.keyed"), frame.Text("survey.wave.invited"));
  ui::Gap(6);
  ui::Bars("slices", bars);
}

void DrawDeleting(const Frame& frame, const Wave& wave) {
  SurveysState& state = frame.state.surveys;
  bool open = state.deleting == wave.id;
  if (!open) return;
  ui::Dialog dialog("delete-wave", frame.Text("survey.delete.title"), 460, open);
  if (dialog) {
    ui::Wrapped(frame.Text("survey.delete.text", {{"title", wave.title}}));
    ui::Gap(10);
    ui::Flow flow;
    const std::string yes = frame.Text("survey.verb.delete"), no = frame.Text("survey.keep");
    const ui::ButtonOptions danger{.look = ui::Look::kDanger, .icon = icon::kDelete};
    flow.Next(ui::ButtonWidth(yes, danger));
    if (ui::Button("delete", yes, danger)) {
      frame.Ask(DeleteWave{wave.id});
      open = false;
    }
    flow.Next(ui::ButtonWidth(no));
    if (ui::Button("keep", no)) open = false;
  }
  if (!open) state.deleting.reset();
}

}  // namespace

void DrawWavePage(const Frame& frame, const Wave& wave) {
  const ui::Scope scope("wave");
  if (ui::Button("back", frame.Text("survey.back"),
                 {.look = ui::Look::kQuiet, .icon = icon::kBack}) ||
      (!frame.state.surveys.deleting && ui::Shortcut(Key::kEscape)))
    frame.Ask(ShowSurveys{});
  ui::Wrapped(wave.title, ui::Face::kTitle);
  ui::Gap(4);
  const float room = ImGui::GetContentRegionAvail().x;
  const int columns = ui::ColumnsIn(room, ui::Px(kNarrowestCard), 2);
  const float width = ui::ColumnWidth(room, columns);
  {
    const ui::GrowingCard card("facts", width);
    DrawFacts(frame, wave);
    DrawSecondKeying(frame, wave);
    ui::Gap(8);
    DrawWaveVerbs(frame, wave, true, false);
    ui::Gap(2);
    DrawState(frame, wave);
  }
  if (columns > 1)
    ImGui::SameLine(0, ui::Px(14));
  else
    ui::CardGap();
  {
    const ui::GrowingCard card("parts", width);
    DrawParts(frame, wave);
  }
  DrawDeleting(frame, wave);
}

}  // namespace kruzhok::client
