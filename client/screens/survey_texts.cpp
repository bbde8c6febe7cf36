// SPDX-License-Identifier: MIT
// Free texts, read one by one and put under words of the reader's own.
#include <algorithm>
#include <cmath>

#include "client/screens/survey_results.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/rows.h"
#include "client/widgets/ui.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

constexpr float kBeside = 820, kLowest = 320;
constexpr size_t kDigits = 9;  // Tags that have a key.
constexpr std::string_view kList = "surveys/results/texts/list/rows";

bool IsOn(const FreeText& text, const std::string& tag) {
  return std::ranges::count(text.tags, tag) > 0;
}

void Tag(const Frame& frame, const FreeText& text, const std::string& tag, bool on) {
  frame.Ask(TagText{text.answer, text.question, tag, on});
}

// --- Which texts ---

void PickQuestion(const Frame& frame, ui::Flow& flow) {
  ResultsState& state = frame.state.surveys.results;
  std::vector<ui::Option> options;
  const model::Questions& questions = state.read->results.survey.questions;
  for (size_t i = 0; i < questions.size(); ++i)
    if (questions[i].kind == model::QuestionKind::kText)
      options.push_back({questions[i].id, std::to_string(i + 1) + ". " + questions[i].text});
  const float width = flow.Next(ui::Px(400));
  const auto picked = ui::PickFrom("question", state.choice.question, options,
                                   {.label = frame.Text("survey.question"), .width = width});
  if (!picked || std::ranges::count(options, *picked, &ui::Option::value) == 0) return;
  state.choice.question = *picked;
  state.choice.tag.reset();
  state.text_cursor = 0;
}

void PickTag(const Frame& frame, ui::Flow& flow) {
  ResultsState& state = frame.state.surveys.results;
  const ResultsFigures& figures = state.figures;
  std::vector<ui::Option> options = {
      {"all", frame.Text("survey.results.tag.all")},
      {"none", frame.Text("survey.results.tag.none"), Count(figures.untagged)}};
  for (size_t i = 0; i < figures.tags.size(); ++i)
    options.push_back({std::to_string(i), figures.tags[i].first, Count(figures.tags[i].second)});
  std::string here = "all";
  if (state.choice.tag) here = "none";
  for (size_t i = 0; i < figures.tags.size(); ++i)
    if (state.choice.tag == figures.tags[i].first) here = std::to_string(i);
  const float width = flow.Next(ui::Px(280));
  const auto picked = ui::PickFrom("tag", here, options,
                                   {.label = frame.Text("survey.results.tag"), .width = width});
  if (!picked) return;
  const auto found = std::ranges::find(options, *picked, &ui::Option::value);
  if (found == options.end() && !picked->empty()) return;
  state.text_cursor = 0;
  const auto place = found - options.begin();
  if (found == options.end() || place == 0)
    state.choice.tag.reset();
  else
    state.choice.tag =
        place == 1 ? std::string() : figures.tags[static_cast<size_t>(place) - 2].first;
}

void DrawList(const Frame& frame) {
  ResultsState& state = frame.state.surveys.results;
  const auto cell = [&](size_t row, size_t column) -> ui::RowsCell {
    const FreeText& text = state.texts[state.figures.texts[row]];
    if (column == 0) return {.text = text.text};
    std::string tags;
    for (const std::string& tag : text.tags) tags += (tags.empty() ? "" : ", ") + tag;
    return {.text = tags, .colour = ui::Colours().accent, .small = true};
  };
  const std::string empty = frame.Text("survey.results.texts.none");
  if (ui::Rows("list", state.figures.texts.size(), state.text_cursor, cell,
               {.columns = {{}, {{}, 150}}, .empty = empty})
          .opened)
    ui::FocusPath("surveys/results/texts/new");
}

// --- The text that is read ---

// Those that suit what is typed.
std::vector<std::pair<std::string, int64_t>> OfferedTags(const ResultsState& state) {
  auto tags = state.figures.tags;
  const std::string typed = model::Fold(state.typed_tag);
  std::erase_if(tags, [&](const auto& tag) {
    return !typed.empty() && model::Fold(tag.first).find(typed) == std::string::npos;
  });
  return tags;
}

void DrawTags(const Frame& frame, const FreeText& text) {
  const auto tags = OfferedTags(frame.state.surveys.results);
  const bool keys = ui::Now().focus_path == kList && !ui::Now().modal;
  ui::Flow flow(8);
  for (size_t i = 0; i < tags.size(); ++i) {
    const bool on = IsOn(text, tags[i].first);
    const std::string digit = i < kDigits ? std::to_string(i + 1) : std::string();
    const std::string label = tags[i].first + "  " + Count(tags[i].second);
    const ui::ButtonOptions options{.look = on ? ui::Look::kChosen : ui::Look::kPlain,
                                    .keys = digit};
    flow.Next(ui::ButtonWidth(label, options));
    const bool pressed = ui::Button("tag-" + std::to_string(i), label, options);
    const auto key = static_cast<Key>(static_cast<int>(Key::k1) + static_cast<int>(i));
    if (pressed || (keys && !digit.empty() && ui::Pressed(key)))
      Tag(frame, text, tags[i].first, !on);
  }
}

void DrawNewTag(const Frame& frame, const FreeText& text) {
  ResultsState& state = frame.state.surveys.results;
  const auto input = ui::Input("new", state.typed_tag,
                               {.label = frame.Text("survey.results.tag.new"),
                                .hint = frame.Text("survey.results.tag.hint"),
                                .max_length = kMaxTag});
  if (!input.entered) return;
  if (const std::string tag = model::Normalize(state.typed_tag); !tag.empty())
    Tag(frame, text, tag, true);
  state.typed_tag.clear();
  ui::FocusPath(kList);
}

void DrawText(const Frame& frame) {
  const ResultsState& state = frame.state.surveys.results;
  const FreeText* text = CurrentText(state);
  if (text == nullptr)
    return ui::Wrapped(frame.Text("survey.results.texts.none"), ui::Face::kText,
                       ui::Colours().muted);
  ui::Muted(frame.Text("survey.results.text.of",
                       {{"place", Count(static_cast<int64_t>(state.text_cursor) + 1)},
                        {"count", Count(std::ssize(state.figures.texts))}}));
  ui::Wrapped(text->text, ui::Face::kText);
  ui::Gap(10);
  ui::Line();
  ui::Gap(6);
  DrawNewTag(frame, *text);
  ui::Gap(2);
  DrawTags(frame, *text);
  ui::Gap(6);
  ui::Wrapped(frame.Text("survey.results.tag.keys"), ui::Face::kSmall, ui::Colours().muted);
}

}  // namespace

void DrawResultTexts(const Frame& frame) {
  const ui::Scope scope("texts");
  {
    ui::Flow flow(14);
    PickQuestion(frame, flow);
    PickTag(frame, flow);
  }
  ui::Wrapped(frame.Text("survey.results.texts.why"), ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(2);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool beside = room.x >= ui::Px(kBeside);
  const float height = std::max(room.y, ui::Px(kLowest));
  {
    const ui::Card card(
        "list-card",
        {beside ? std::round(room.x * 0.52F) : room.x, beside ? height : ui::Px(kLowest / 2)},
        false);
    DrawList(frame);
  }
  if (beside)
    ImGui::SameLine(0, ui::Px(14));
  else
    ui::CardGap();
  if (!beside) {
    const ui::GrowingCard card("text-card", 0);
    return DrawText(frame);
  }
  const ui::Card card("text-card", {0, height});
  DrawText(frame);
}

}  // namespace kruzhok::client
