// SPDX-License-Identifier: MIT
// A wave is made or changed: its own fields, and how many are invited.
#include <algorithm>

#include "client/screens/field_editor.h"
#include "client/screens/parts.h"
#include "client/screens/survey_parts.h"
#include "client/screens/survey_views.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "model/entities/programme.h"
#include "model/entities/survey_wave.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

constexpr float kNarrowestCard = 420, kCount = 90;

FormField& FieldOf(WaveForm& wave, const model::FieldInfo& info) {
  return *wave.form.Find(info.name());
}

void DrawWaveField(const Frame& frame, WaveForm& wave, const model::FieldInfo& info, float width) {
  FormField& field = FieldOf(wave, info);
  if (DrawField(frame, wave.form, field, width)) CheckField(field);
}

void DrawSurveyChoice(const Frame& frame, WaveForm& wave) {
  FormField& field = FieldOf(wave, model::survey_wave.survey);
  std::vector<ui::Option> options;
  for (const Survey& survey : frame.data.surveys.surveys)
    if (survey.state != "archive" || survey.id.Text() == field.text)
      options.push_back({survey.id.Text(), survey.title, SurveySummary(frame, survey)});
  const std::string label = frame.texts.FieldLabel(model::survey_wave, "survey"),
                    note = wave.answered ? frame.Text("survey.wave.answered") : std::string();
  const auto chosen =
      ui::PickFrom("survey", field.text, options,
                   {.label = label, .required = true, .note = note, .enabled = !wave.answered});
  if (chosen && model::Uuid::FromText(*chosen)) field.text = *chosen;
}

void DrawSliceChoice(const Frame& frame, WaveForm& wave) {
  FormField& field = FieldOf(wave, model::survey_wave.slice);
  ui::Text(frame.Text("survey.wave.slice"), ui::Face::kSmall, ui::Colours().muted);
  const bool programmes = SliceOf(wave.form) == Wave::Slice::kProgramme;
  const std::vector<std::string> labels = {frame.Text("survey.wave.classes"),
                                           frame.Text("survey.wave.programmes")};
  if (wave.answered)
    return ui::Wrapped(labels[programmes ? 1 : 0] + " · " + frame.Text("survey.wave.answered"));
  const auto chosen = ui::Segments("slice", labels, programmes ? 1 : 0);
  if (!chosen) return;
  field.text = *chosen == 1 ? "programme" : "class";
  ProposeInvited(wave, frame.data.surveys, *frame.data.search, {});
}

void DrawOwnFields(const Frame& frame, WaveForm& wave) {
  const auto& type = model::survey_wave;
  DrawSurveyChoice(frame, wave);
  const float room = ImGui::GetContentRegionAvail().x;
  DrawWaveField(frame, wave, type.title, room);
  const bool two = room >= ui::Px(360);
  const float width = two ? (room - ui::Px(12)) / 2 : room;
  ui::Flow flow(12);
  for (const model::FieldInfo* info : {static_cast<const model::FieldInfo*>(&type.start_date),
                                       static_cast<const model::FieldInfo*>(&type.end_date),
                                       static_cast<const model::FieldInfo*>(&type.due),
                                       static_cast<const model::FieldInfo*>(&type.code)}) {
    flow.Next(width);
    DrawWaveField(frame, wave, *info, width);
  }
  DrawSliceChoice(frame, wave);
  if (wave.tells_invited && SumInvited(wave) == 0) {
    ui::Gap(4);
    DrawWaveField(frame, wave, type.invited, width);
  }
  ui::Gap(4);
  DrawWaveField(frame, wave, type.note, room);
}

// In a flow, `room` wide.
void DrawInvitedLine(const Frame& frame, WaveForm::Invited& one, size_t place, float room) {
  const ui::Scope scope(std::to_string(place));
  const float count = ui::Px(kCount);
  ImGui::BeginGroup();
  const ImVec2 at = ImGui::GetCursorPos();
  ImGui::SetCursorPosY(at.y + ui::Px(7));
  ui::Fit(one.name, room - count - ui::Px(12), ui::Face::kText,
          one.count.empty() ? ui::Colours().muted : 0);
  ImGui::SetCursorPos({at.x + room - count, at.y});
  const std::string wrong = one.wrong ? frame.Text("survey.wave.not_number") : std::string();
  if (ui::Input("count", one.count,
                {.mark = one.wrong ? ui::Colours().bad : 0, .width = count, .max_length = 7})
          .entered)
    ui::FocusNext();
  ui::Tooltip(wrong);
  ImGui::EndGroup();
}

// A class that has no children here yet, or a programme of which nobody is enrolled.
void DrawAdding(const Frame& frame, WaveForm& wave) {
  if (SliceOf(wave.form) == Wave::Slice::kClass) {
    const float room = ImGui::GetContentRegionAvail().x;
    const std::string add = frame.Text("survey.wave.add"), hint = frame.Text("survey.wave.class");
    const float button = ui::ButtonWidth(add);
    const bool entered =
        ui::Input("more", wave.more,
                  {.hint = hint, .width = room - button - ui::Px(10), .max_length = 20})
            .entered;
    ui::SameLine(10);
    if (ui::Button("add", add) || entered) {
      const std::string name = model::Normalize(wave.more);
      AddSlice(wave, name, name);
      wave.more.clear();
    }
    return;
  }
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> found;
    for (const SearchHit& hit : frame.data.search->Find(typed, 30, &model::programme))
      found.push_back({hit.id.Text(), hit.title, hit.subtitle});
    return found;
  };
  const std::string hint = frame.Text("survey.wave.programme");
  const auto chosen = ui::Pick("more", "", "", find, {.hint = hint});
  const auto id = chosen ? model::Uuid::FromText(*chosen) : std::nullopt;
  if (id) AddSlice(wave, *chosen, frame.data.search->TitleOf(model::programme, *id));
}

void DrawInvited(const Frame& frame, WaveForm& wave) {
  const ui::Scope scope("invited");
  ui::Wrapped(frame.Text("survey.wave.invited_title"), ui::Face::kBold);
  ui::Wrapped(frame.Text("survey.wave.invited_why"), ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(2);
  ui::Flow flow(8);
  const std::string all = frame.Text("survey.wave.propose"), none = frame.Text("survey.wave.none");
  flow.Next(ui::ButtonWidth(all, {.look = ui::Look::kLink}));
  if (ui::Link("propose", all)) TakeProposed(wave, frame.data.surveys);
  flow.Next(ui::ButtonWidth(none, {.look = ui::Look::kLink}));
  if (ui::Link("none", none))
    for (WaveForm::Invited& one : wave.invited) one.count.clear();
  ui::Gap(2);
  const float room = ImGui::GetContentRegionAvail().x;
  const bool classes = SliceOf(wave.form) == Wave::Slice::kClass;
  const int columns = ui::ColumnsIn(room, ui::Px(classes ? 190 : 400), 3);
  const float width = ui::ColumnWidth(room, columns);
  ui::Flow lines(14);
  for (size_t i = 0; i < wave.invited.size(); ++i) {
    lines.Next(width);
    DrawInvitedLine(frame, wave.invited[i], i, width);
  }
  ui::Gap(2);
  DrawAdding(frame, wave);
  ui::Gap(4);
  ui::Text(frame.texts.Count("survey.wave.sum", SumInvited(wave)), ui::Face::kBold);
}

void DrawActions(const Frame& frame, WaveForm& wave) {
  const std::string save = frame.Text("survey.save"), cancel = frame.Text("survey.cancel");
  const ui::ButtonOptions primary{
      .look = ui::Look::kPrimary, .icon = icon::kCheck, .keys = "Ctrl+Enter"};
  const float width = ui::ButtonWidth(save, primary) + ui::ButtonWidth(cancel) + ui::Px(10);
  BeginActions(frame.Text(wave.form.is_new ? "survey.wave.new" : "survey.wave.change"),
               frame.Text(IsCoordinator(frame) ? "survey.wave.for_all" : "survey.wave.for_own"),
               width);
  const bool left = ui::Button("cancel", cancel);
  ui::SameLine();
  const bool asked = ui::Shortcut(Key::kEnter, kControl);
  if (ui::Button("save", save, primary) || asked) frame.Ask(SaveWave{});
  if (left) frame.Ask(LeaveWave{});
}

}  // namespace

void DrawWaveForm(const Frame& frame) {
  const ui::Scope scope("form");
  WaveForm& wave = *frame.state.surveys.form;
  if (!wave.form.focus.empty()) {
    ui::FocusPath("surveys/form/" + wave.form.focus);
    wave.form.focus.clear();
  }
  DrawActions(frame, wave);
  ui::Gap(8);
  const float room = ImGui::GetContentRegionAvail().x;
  const int cards = (wave.only_invited ? 0 : 1) + (wave.tells_invited ? 1 : 0);
  const int columns = ui::ColumnsIn(room, ui::Px(kNarrowestCard), std::max(cards, 1));
  const float width = ui::ColumnWidth(room, columns);
  if (!wave.only_invited) {
    const ui::GrowingCard card("own", width);
    DrawOwnFields(frame, wave);
  }
  if (!wave.tells_invited) return;
  if (cards > 1 && columns > 1)
    ImGui::SameLine(0, ui::Px(14));
  else if (cards > 1)
    ui::CardGap();
  const ui::GrowingCard card("invited-card", width);
  DrawInvited(frame, wave);
}

}  // namespace kruzhok::client
