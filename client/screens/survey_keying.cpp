// SPDX-License-Identifier: MIT
// Blanks from paper, one after the other, without a mouse.
#include "client/screens/survey_keying.h"

#include <algorithm>
#include <cmath>
#include <imgui.h>

#include "client/screens/parts.h"
#include "client/screens/survey_views.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/entities/survey.h"
#include "model/entities/survey_answer.h"

namespace kruzhok::client {
namespace {

constexpr float kSide = 270, kBeside = 820, kLeastCard = 380;

KeyingState& Keying(const Frame& frame) {
  return frame.state.surveys.keying;
}

std::string RespondentText(const Frame& frame, const std::string& code) {
  return code.empty()
             ? std::string()
             : frame.texts.ChoiceLabel(model::survey_answer, model::survey_answer.respondent, code);
}

// --- The title and what is done with the whole ---

void DrawHead(const Frame& frame) {
  KeyingState& keying = Keying(frame);
  const std::string check = frame.Text(keying.second ? "survey.check.stop" : "survey.check.start");
  const std::string leave = frame.Text("survey.keying.leave");
  const std::string why = frame.Text("survey.check.why");
  const ui::ButtonOptions checking{
      .icon = icon::kTwice, .enabled = !keying.correction, .keys = "F7", .tooltip = why};
  const ui::ButtonOptions leaving{.icon = icon::kBack, .keys = "Esc"};
  const float width =
      ui::ButtonWidth(check, checking) + ui::Px(10) + ui::ButtonWidth(leave, leaving);
  const std::string title =
      frame.Text(keying.second ? "survey.check.title" : "survey.keying.title");
  BeginActions(
      title,
      keying.wave.code.empty() ? keying.wave.title : keying.wave.title + " · " + keying.wave.code,
      width);
  ui::Flow flow;
  flow.Next(ui::ButtonWidth(check, checking));
  const bool by_key = checking.enabled && ui::Shortcut(Key::kF7);
  if (ui::Button("check", check, checking) || by_key) frame.Ask(CheckBlanks{!keying.second});
  flow.Next(ui::ButtonWidth(leave, leaving));
  const bool escaped =
      ui::Now().list.path.empty() && !keying.asks_reason && ui::Shortcut(Key::kEscape);
  if (ui::Button("leave", leave, leaving) || escaped) frame.Ask(LeaveKeying{});
}

void DrawStrips(const Frame& frame) {
  const KeyingState& keying = Keying(frame);
  const Theme& theme = ui::Colours();
  if (keying.wave.is_closed())
    ui::Strip(frame.Text("survey.keying.closed"), icon::kRefused, theme.warn, theme.warn_soft);
  const auto tell = [&](std::string_view key, const std::string& number = {}) {
    ui::Strip(frame.Text(key, {{"number", number}}), icon::kDraft, theme.accent, theme.accent_soft);
  };
  if (keying.resumed && keying.is_new()) tell("survey.keying.resumed");
  if (keying.second && keying.second->checked) tell("survey.check.again");
  if (keying.correction)
    tell(keying.correction->spoiled ? "survey.keying.correcting.spoiled"
                                    : "survey.keying.correcting",
         std::to_string(keying.correction->number));
}

// --- Whose the blank is ---

std::vector<ui::Option> SliceOptions(const Frame& frame) {
  const KeyingState& keying = Keying(frame);
  std::vector<std::string> slices;
  const auto add = [&](const std::string& slice) {
    if (!slice.empty() && std::ranges::find(slices, slice) == slices.end()) slices.push_back(slice);
  };
  const SurveyBook& book = frame.data.surveys;
  const auto& progress = book.ProgressOf(keying.wave.id, keying.counted_for);
  // Those who were asked stand first.
  for (const auto& [slice, count] : progress.slices) add(slice);
  const bool by_class = keying.wave.slice == Wave::Slice::kClass;
  for (const auto& [slice, count] : by_class ? book.classes : book.programmes) add(slice);
  const ListData& programmes = frame.data.List(model::programme);
  for (size_t row = 0; !by_class && row < programmes.size(); ++row) add(programmes.id(row).Text());
  std::vector<ui::Option> options;
  for (const std::string& slice : slices) {
    const auto found = progress.slices.find(slice);
    std::string detail;
    if (found != progress.slices.end() && found->second.invited > 0)
      detail = frame.Text("survey.keying.slice_progress",
                          {{"keyed", std::to_string(found->second.counted)},
                           {"invited", std::to_string(found->second.invited)}});
    options.push_back({slice, SliceText(frame, keying.wave, slice), detail});
  }
  return options;
}

void DrawSlice(const Frame& frame) {
  KeyingState& keying = Keying(frame);
  const bool by_class = keying.wave.slice == Wave::Slice::kClass;
  const std::string label =
      frame.Text(by_class ? "survey.keying.class" : "survey.keying.programme") + "   F3";
  if (ui::Shortcut(Key::kF3)) ui::FocusPath(ui::Now().path + "slice");
  const std::string none = frame.Text("survey.slice.none");
  const ui::InputOptions input{.label = label, .hint = none};
  const auto options = SliceOptions(frame);
  // A class may be typed that nobody has told of; a programme must be one.
  const auto chosen = by_class ? ui::PickOrType("slice", keying.who.slice, options, input)
                               : ui::PickFrom("slice", keying.who.slice, options, input);
  if (!chosen) return;
  if (by_class || chosen->empty() || model::Uuid::FromText(*chosen)) keying.who.slice = *chosen;
  keying.take_focus = true;
  frame.Ask(KeepBlank{});
}

void DrawRespondents(const Frame& frame) {
  KeyingState& keying = Keying(frame);
  const auto& all = keying.survey.respondents;
  if (all.empty()) return;
  ui::Muted(frame.Text("survey.keying.respondents") + (all.size() > 1 ? "   F4" : ""));
  std::vector<std::string> labels;
  for (const std::string& code : all) labels.push_back(RespondentText(frame, code));
  const auto here =
      static_cast<size_t>(std::ranges::find(all, keying.who.respondent) - all.begin());
  auto chosen = ui::Segments("respondents", labels, here);
  if (ui::Shortcut(Key::kF4)) chosen = here + 1 < all.size() ? here + 1 : 0;
  if (!chosen || *chosen == here) return;
  keying.who.respondent = all[*chosen];
  keying.take_focus = true;
  frame.Ask(KeepBlank{});
}

// A coordinator keys for somebody.
void DrawOwner(const Frame& frame) {
  KeyingState& keying = Keying(frame);
  if (frame.data.status.membership.role != sync::Role::kCoordinator || !keying.wave.is_district())
    return;
  const ListData& all = frame.data.List(model::organisation);
  std::vector<ui::Option> options;
  for (size_t row = 0; row < all.size(); ++row)
    options.push_back(
        {all.id(row).Text(), frame.data.search->TitleOf(model::organisation, all.id(row))});
  const std::string label = frame.texts.EntityLabel(model::organisation);
  const auto chosen = ui::PickFrom("owner", keying.who.owner, options, {.label = label});
  if (!chosen || !(chosen->empty() || model::Uuid::FromText(*chosen))) return;
  keying.who.owner = *chosen;
  keying.take_focus = true;
  frame.Ask(KeepBlank{});
}

// --- Beside the blank ---

void DrawNumber(const Frame& frame) {
  const KeyingState& keying = Keying(frame);
  const int64_t number = keying.second       ? keying.second->original.number
                         : keying.correction ? keying.correction->number
                                             : keying.number;
  if (number > 0)
    ui::Text(frame.Text("survey.keying.blank", {{"number", std::to_string(number)}}),
             ui::Face::kTitle);
  if (keying.second)
    ui::Wrapped(WhoText(frame, keying.second->original.who), ui::Face::kText, ui::Colours().muted);
  if (keying.is_new())
    ui::Wrapped(frame.Text("survey.keying.blank.why"), ui::Face::kSmall, ui::Colours().muted);
}

void DrawPace(const Frame& frame) {
  const KeyingPace& pace = Keying(frame).pace;
  if (pace.blanks == 0) return;
  ui::Gap(6);
  std::string text = frame.texts.Count("survey.keying.pace", pace.blanks);
  if (const auto seconds = pace.Seconds())
    text += ", " + frame.texts.Count("survey.keying.pace.each", *seconds);
  ui::Wrapped(text, ui::Face::kBold);
  ui::Wrapped(frame.Text("survey.keying.pace.why"), ui::Face::kSmall, ui::Colours().muted);
}

void DrawLast(const Frame& frame) {
  const KeyingState& keying = Keying(frame);
  if (keying.last.empty()) return;
  ui::Gap(10);
  ui::Text(frame.Text("survey.keying.last"), ui::Face::kBold);
  const Theme& theme = ui::Colours();
  for (const KeyedBlank& one : keying.last) {
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string number =
        one.number > 0 ? "№ " + std::to_string(one.number) : std::string("№ —");
    const auto press = ui::Pressable("last-" + one.id.Text(), {width, ui::Px(30)}, number, true,
                                     /*stop=*/false);
    const bool here = keying.correction && keying.correction->id == one.id;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (here || press.hovered)
      draw.AddRectFilled(press.min, press.max, here ? theme.accent_soft : theme.hover, ui::Px(6));
    const ImVec2 below = ImGui::GetCursorPos();
    const float x = ui::Px(8), y = std::round((ui::Px(30) - ui::LineHeight()) / 2);
    ImGui::SetCursorScreenPos({press.min.x + x, press.min.y + y});
    ui::Text(number, ui::Face::kText, theme.accent);
    const float used = std::max(ui::Px(66), x + ui::Width(number) + ui::Px(10));
    ImGui::SetCursorScreenPos({press.min.x + used, press.min.y + y});
    const std::string words =
        one.spoiled ? frame.Text("survey.keying.spoiled") : WhoText(frame, one.who);
    ui::Fit(words, width - used - ui::Px(6), ui::Face::kText,
            one.spoiled ? theme.warn : theme.muted);
    ImGui::SetCursorPos({below.x, below.y - ui::Px(6)});
    if (press.pressed) frame.Ask(CorrectBlank{one.id});
  }
}

void DrawSide(const Frame& frame) {
  DrawNumber(frame);
  ui::Gap(8);
  if (!Keying(frame).second) {
    DrawOwner(frame);
    DrawSlice(frame);
    DrawRespondents(frame);
  }
  DrawPace(frame);
  if (!Keying(frame).second) DrawLast(frame);
}

// --- The blank ---

void DrawVerbs(const Frame& frame) {
  KeyingState& keying = Keying(frame);
  const bool first = !keying.second;
  const std::string save = frame.Text(keying.correction ? "survey.keying.save_correction"
                                      : first           ? "survey.keying.save"
                                                        : "survey.check.compare");
  ui::Flow flow;
  const auto button = [&](std::string_view id, const std::string& label,
                          const ui::ButtonOptions& options) {
    flow.Next(ui::ButtonWidth(label, options));
    return ui::Button(id, label, options);
  };
  const bool by_key = ui::Shortcut(Key::kS, kControl);
  if (button("save", save, {.look = ui::Look::kPrimary, .icon = icon::kCheck, .keys = "Ctrl+S"}) ||
      by_key) {
    if (first)
      frame.Ask(SaveBlank{});
    else
      frame.Ask(CompareBlank{});
  }
  if (!first) return;
  const bool spoils = ui::Shortcut(Key::kF8);
  if (button("spoil", frame.Text("survey.keying.spoil"),
             {.icon = icon::kDelete,
              .keys = "F8",
              .tooltip = frame.Text("survey.keying.spoil.why")}) ||
      spoils)
    frame.Ask(SpoilBlank{});
  if (ui::Shortcut(Key::kF8, kShift)) keying.asks_reason = true;
  if (!keying.last.empty() && button("correct", frame.Text("survey.keying.correct"),
                                     {.icon = icon::kUndo, .keys = "Ctrl+Z"}))
    frame.Ask(CorrectBlank{});
  if (keying.correction && button("drop", frame.Text("survey.keying.drop"), {}))
    frame.Ask(DropCorrection{});
}

void DrawBlank(const Frame& frame, ImVec2 size) {
  KeyingState& keying = Keying(frame);
  BlankKeying& blank = keying.typed();
  const ui::Card card("card", size);
  DrawProgress(frame, blank);
  ui::Gap(14);
  if (DrawAsked(frame, blank)) {
    if (keying.second)
      frame.Ask(CompareBlank{});
    else
      frame.Ask(SaveBlank{});
  }
}

std::string HintOf(const Frame& frame) {
  KeyingState& keying = Keying(frame);
  const BlankKeying& blank = keying.typed();
  if (blank.question >= keying.questions().size()) return frame.Text("survey.keying.hint.end");
  switch (keying.questions()[blank.question].kind) {
    case model::QuestionKind::kSingle:
    case model::QuestionKind::kScale:
      return frame.Text("survey.keying.hint.digit");
    case model::QuestionKind::kMultiple:
      return frame.Text("survey.keying.hint.multiple");
    case model::QuestionKind::kMatrix:
      return frame.Text("survey.keying.hint.matrix");
    case model::QuestionKind::kNumber:
      return frame.Text("survey.keying.hint.number");
    case model::QuestionKind::kText:
      break;
  }
  return frame.Text("survey.keying.hint.text");
}

void DrawReason(const Frame& frame) {
  KeyingState& keying = Keying(frame);
  ui::Dialog dialog("spoil-reason", frame.Text("survey.keying.reason.title"), 480,
                    keying.asks_reason);
  if (!dialog) return;
  if (!ui::HasFocus("reason") && ui::Now().focus_path != "spoil-reason/yes")
    ui::FocusPath("spoil-reason/reason");
  const auto input = ui::Input("reason", keying.reason,
                               {.label = frame.Text("survey.keying.reason"), .max_length = 200});
  ui::Gap(12);
  const bool pressed = ui::Button("yes", frame.Text("survey.keying.spoil"),
                                  {.look = ui::Look::kPrimary, .keys = "Enter"});
  if (pressed || input.entered) frame.Ask(SpoilBlank{keying.reason});
}

using Step = SecondKeying::Step;

void DrawMain(const Frame& frame, float width, float height) {
  const auto& second = Keying(frame).second;
  if (second && second->step != Step::kKey) {
    const bool finds = second->step == Step::kFind;
    ImGui::BeginGroup();
    {
      const ui::Card card("card", {width, finds ? height : height - ui::Px(42)});
      finds ? DrawFindBlank(frame) : DrawDifferences(frame);
    }
    if (!finds) DrawSaveChecked(frame);
    ImGui::EndGroup();
    return;
  }
  const std::string hint = HintOf(frame);
  const float below = ui::Px(32 + 10) + ui::Px(10) + ui::Height(hint, ui::Face::kSmall, width);
  ImGui::BeginGroup();
  DrawBlank(frame, {width, std::max(height - below, ui::Px(kLeastCard))});
  DrawVerbs(frame);
  ui::Wrapped(hint, ui::Face::kSmall, ui::Colours().muted, width);
  ImGui::EndGroup();
}

}  // namespace

std::string SliceText(const Frame& frame, const Wave& wave, const std::string& slice) {
  if (slice.empty()) return frame.Text("survey.slice.none");
  if (wave.slice == Wave::Slice::kClass) return slice;
  const auto id = model::Uuid::FromText(slice);
  std::string title;
  if (id && frame.data.search) title = frame.data.search->TitleOf(model::programme, *id);
  return title.empty() ? frame.Text("list.missing") : title;
}

std::string WhoText(const Frame& frame, const KeyingWho& who) {
  const std::string slice = SliceText(frame, Keying(frame).wave, who.slice);
  const std::string respondent = RespondentText(frame, who.respondent);
  return respondent.empty() ? slice : slice + " · " + respondent;
}

void DrawSurveyKeying(const Frame& frame) {
  {
    const ui::Scope scope("keying");
    DrawHead(frame);
    ui::Gap(6);
    DrawStrips(frame);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const auto& second = Keying(frame).second;
    const bool alone = second && second->step == Step::kFind;
    const bool beside = !alone && room.x >= ui::Px(kBeside);
    DrawMain(frame, beside ? room.x - ui::Px(kSide + 14) : room.x, room.y);
    if (beside) {
      ui::SameLine(14);
      const ui::Card side("side", {0, room.y});
      DrawSide(frame);
    } else if (!alone) {
      ui::Gap(14);
      const ui::GrowingCard side("side", 0);
      DrawSide(frame);
    }
  }
  DrawReason(frame);
}

}  // namespace kruzhok::client
