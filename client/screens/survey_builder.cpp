// SPDX-License-Identifier: MIT
// A survey is built: its questions at the left, the open one at the right.
#include <algorithm>
#include <set>

#include "client/screens/field_editor.h"
#include "client/screens/parts.h"
#include "client/screens/survey_parts.h"
#include "client/screens/survey_views.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/queue.h"
#include "model/entities/survey.h"

namespace kruzhok::client {
namespace {

constexpr float kWide = 860, kList = 380, kLowList = 300, kLeastHigh = 420;

std::set<size_t> Wrong(const SurveyDraft& draft) {
  std::set<size_t> wrong;
  for (const auto& problem : model::Problems(draft.questions)) wrong.insert(problem.question);
  return wrong;
}

std::string KindWord(const Frame& frame, model::QuestionKind kind) {
  return frame.Text("survey.kind." + std::string(model::Name(kind)));
}

void DrawList(const Frame& frame, SurveyDraft& draft, float height) {
  const std::set<size_t> wrong = Wrong(draft);
  const Theme& theme = ui::Colours();
  const auto row = [&](size_t place) -> ui::QueueRow {
    if (place == 0) {
      const std::string title = draft.form.Find(model::survey.title.name())->text;
      return {frame.Text("survey.builder.about"),
              title.empty() ? frame.Text("survey.builder.no_title") : title, icon::kSurvey,
              title.empty() ? theme.warn : theme.muted};
    }
    const model::Question& question = draft.questions[place - 1];
    const std::string text =
        question.text.empty() ? frame.Text("survey.builder.no_text") : question.text;
    std::string detail = KindWord(frame, question.kind);
    if (question.show_if) detail += " · " + frame.Text("survey.builder.conditional");
    if (question.new_page) detail += " · " + frame.Text("survey.builder.new_page");
    const bool bad = wrong.contains(place - 1);
    return {std::to_string(place) + ". " + text, detail, bad ? icon::kRefused : icon::kCheck,
            bad ? theme.warn : theme.ok};
  };
  size_t cursor = draft.at < draft.questions.size() ? draft.at + 1 : 0;
  ui::Queue("questions", draft.questions.size() + 1, cursor, row, {0, height});
  draft.at = cursor == 0 ? draft.questions.size() : cursor - 1;
}

void DrawAdding(const Frame& frame, SurveyDraft& draft) {
  using Kind = model::QuestionKind;
  ui::Text(frame.Text("survey.builder.add"), ui::Face::kSmall, ui::Colours().muted);
  const ui::Scope scope("add");
  ui::Flow flow(6);
  for (const Kind kind :
       {Kind::kSingle, Kind::kMultiple, Kind::kScale, Kind::kMatrix, Kind::kNumber, Kind::kText}) {
    const std::string label = KindWord(frame, kind);
    flow.Next(ui::ButtonWidth(label));
    if (!ui::Button(model::Name(kind), label)) continue;
    AddQuestion(draft, kind);
    ui::FocusPath("surveys/builder/question/text");
  }
}

void DrawOwn(const Frame& frame, SurveyDraft& draft) {
  const ui::Scope scope("about");
  const auto& type = model::survey;
  const float room = ImGui::GetContentRegionAvail().x;
  const auto field = [&](const model::FieldInfo& info) {
    FormField& one = *draft.form.Find(info.name());
    if (DrawField(frame, draft.form, one, room)) CheckField(one);
  };
  field(type.title);
  field(type.purpose);
  field(type.respondents);
  field(type.intro);
  field(type.note);
}

void DrawQuestionActions(const Frame& frame, SurveyDraft& draft) {
  ui::Flow flow(6);
  const auto action = [&](const char* id, const char* sign, bool enabled) {
    const std::string words = frame.Text("survey.builder." + std::string(id));
    const ui::ButtonOptions options{
        .look = ui::Look::kQuiet, .icon = sign, .enabled = enabled, .tooltip = words};
    flow.Next(ui::ButtonWidth("", options));
    return ui::Button(id, "", options);
  };
  const size_t last = draft.questions.size() - 1;
  if (action("up", icon::kUpwards, draft.at > 0) || ui::Shortcut(Key::kUp, kAlt))
    MoveQuestion(draft, -1);
  if (action("down", icon::kDownwards, draft.at < last) || ui::Shortcut(Key::kDown, kAlt))
    MoveQuestion(draft, 1);
  if (action("copy", icon::kTwice, true) || ui::Shortcut(Key::kD, kControl)) CopyQuestion(draft);
  if (action("remove", icon::kDelete, true)) RemoveQuestion(draft);
  if (action("take_back", icon::kUndo, !draft.before.empty())) TakeBack(draft);
}

void DrawRight(const Frame& frame, SurveyDraft& draft) {
  const ui::Scope scope("question");
  const std::vector<std::string> tabs = {frame.Text("survey.builder.edit"),
                                         frame.Text("survey.builder.preview")};
  if (const auto chosen = ui::Segments("mode", tabs, draft.preview ? 1 : 0))
    draft.preview = *chosen == 1;
  ui::Gap(4);
  if (draft.preview || draft.read_only) return DrawBlankPreview(frame, draft);
  if (draft.at >= draft.questions.size()) return DrawOwn(frame, draft);
  DrawQuestionActions(frame, draft);
  if (draft.at < draft.questions.size()) DrawQuestion(frame, draft);
}

void DrawAsking(const Frame& frame, SurveyDraft& draft) {
  if (!draft.asking) return;
  ui::Dialog dialog("leave-survey", frame.Text("survey.leave.title"), 520, draft.asking);
  if (!dialog) return;
  ui::Wrapped(frame.Text("survey.leave.text"));
  ui::Gap(10);
  ui::Flow flow;
  const std::string save = frame.Text("survey.save"), drop = frame.Text("survey.leave.drop"),
                    stay = frame.Text("survey.leave.stay");
  const ui::ButtonOptions primary{.look = ui::Look::kPrimary, .icon = icon::kCheck};
  const ui::ButtonOptions danger{.look = ui::Look::kDanger};
  flow.Next(ui::ButtonWidth(save, primary));
  if (ui::Button("save", save, primary)) {
    draft.asking = false;
    frame.Ask(SaveSurvey{});
  }
  flow.Next(ui::ButtonWidth(drop, danger));
  if (ui::Button("drop", drop, danger)) {
    draft.asking = false;
    frame.Ask(LeaveSurvey{});
  }
  flow.Next(ui::ButtonWidth(stay));
  if (ui::Button("stay", stay)) draft.asking = false;
}

void Leave(const Frame& frame, SurveyDraft& draft) {
  if (draft.dirty())
    draft.asking = true;
  else
    frame.Ask(LeaveSurvey{});
}

void DrawActions(const Frame& frame, SurveyDraft& draft) {
  const std::string save = frame.Text(draft.fixed ? "survey.save_version" : "survey.save");
  const std::string back = frame.Text(draft.read_only ? "survey.back" : "survey.cancel");
  const ui::ButtonOptions primary{.look = ui::Look::kPrimary,
                                  .icon = icon::kCheck,
                                  .enabled = draft.dirty(),
                                  .keys = "Ctrl+Enter"};
  const float width =
      ui::ButtonWidth(back) + (draft.read_only ? 0 : ui::Px(10) + ui::ButtonWidth(save, primary));
  const std::string title = draft.form.Find(model::survey.title.name())->text;
  BeginActions(frame.Text(draft.form.is_new ? "survey.builder.new" : "survey.builder.title"), title,
               width);
  if (ui::Button("cancel", back)) Leave(frame, draft);
  if (draft.read_only) return;
  ui::SameLine();
  const bool asked = draft.dirty() && ui::Shortcut(Key::kEnter, kControl);
  if (ui::Button("save", save, primary) || asked) frame.Ask(SaveSurvey{});
}

void DrawNotes(const Frame& frame, const SurveyDraft& draft) {
  const Theme& theme = ui::Colours();
  if (draft.fixed)
    ui::Strip(frame.Text("survey.builder.fixed"), icon::kHistory, theme.accent, theme.accent_soft);
  if (draft.read_only)
    ui::Strip(frame.Text("survey.builder.read_only"), icon::kOrganisation, theme.accent,
              theme.accent_soft);
}

}  // namespace

void DrawSurveyBuilder(const Frame& frame) {
  const ui::Scope scope("builder");
  SurveyDraft& draft = *frame.state.surveys.draft;
  if (!draft.form.focus.empty()) {
    draft.at = draft.questions.size();
    ui::FocusPath("surveys/builder/question/about/" + draft.form.focus);
    draft.form.focus.clear();
  }
  DrawActions(frame, draft);
  ui::Gap(8);
  DrawNotes(frame, draft);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x >= ui::Px(kWide) && room.y >= ui::Px(kLeastHigh)) {
    {
      const ui::Card card("left", {ui::Px(kList), room.y});
      const float adding = draft.read_only ? 0 : ui::Px(124);
      DrawList(frame, draft, ImGui::GetContentRegionAvail().y - adding);
      if (!draft.read_only) DrawAdding(frame, draft);
    }
    ui::SameLine(14);
    const ui::Card card("right", {0, room.y});
    DrawRight(frame, draft);
  } else {
    {
      const ui::GrowingCard card("left", room.x);
      DrawList(frame, draft, ui::Px(kLowList));
      if (!draft.read_only) DrawAdding(frame, draft);
    }
    ui::CardGap();
    const ui::GrowingCard card("right", room.x);
    DrawRight(frame, draft);
  }
  if (!draft.read_only) SettleQuestions(draft);
  DrawAsking(frame, draft);
}

}  // namespace kruzhok::client
