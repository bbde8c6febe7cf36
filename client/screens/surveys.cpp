// SPDX-License-Identifier: MIT
// The surveys: what is to be keyed by when, and what can be asked.
#include <algorithm>
#include <vector>

#include "client/screens/parts.h"
#include "client/screens/survey_parts.h"
#include "client/screens/survey_views.h"
#include "client/surveys/survey_templates.h"
#include "client/widgets/flow.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "model/entities/survey.h"
#include "model/entities/survey_wave.h"

namespace kruzhok::client {
namespace {

constexpr float kNarrowestCard = 460, kLeastWave = 176, kLeastSurvey = 128;

// Cards beside each other where there is room; all of a line are equally high.
class CardGrid {
 public:
  CardGrid()
      : room_(ImGui::GetContentRegionAvail().x),
        columns_(ui::ColumnsIn(room_, ui::Px(kNarrowestCard), 2)) {}

  float width() const { return ui::ColumnWidth(room_, columns_); }
  void Next() {
    if (count_++ % columns_ != 0)
      ImGui::SameLine(0, ui::Px(14));
    else if (count_ > 1)
      ui::CardGap();
  }

 private:
  float room_;
  int columns_;
  int count_ = 0;
};

void Heading(const std::string& text) {
  ui::Gap(6);
  ui::Text(text, ui::Face::kBold);
  ui::Gap(2);
}

// The name, and whose it is behind it or below it.
void DrawName(const Frame& frame, const std::string& title, const model::Uuid& owner,
              std::string_view of_district) {
  const bool district = owner == sync::kDistrict;
  ui::Wrapped(title, ui::Face::kBold);
  if (!district && IsOwn(frame, owner)) return;
  ui::Text(district ? frame.Text(of_district) : OwnerWord(frame, owner), ui::Face::kSmall,
           district ? ui::Colours().accent : ui::Colours().muted);
}

void DrawWave(const Frame& frame, const Wave& wave, float width) {
  const ui::Scope scope("wave-" + wave.id.Text());
  const ui::GrowingCard card("card", width, ui::Px(kLeastWave));
  DrawName(frame, wave.title, wave.owner, "survey.of_district");
  const DueWords due = WordsOfDue(frame, wave);
  if (!due.text.empty()) ui::Wrapped(due.text, ui::Face::kText, due.colour);
  ui::Gap(2);
  DrawProgressOf(frame, wave);
  ui::Gap(4);
  DrawWaveVerbs(frame, wave, true, true);
}

void DrawWaves(const Frame& frame, bool closed) {
  const auto& waves = frame.data.surveys.waves;
  if (std::ranges::none_of(waves, [&](const Wave& one) { return one.is_closed() == closed; }))
    return;
  Heading(frame.Text(closed ? "survey.home.closed" : "survey.home.open"));
  CardGrid grid;
  for (const Wave& wave : waves) {
    if (wave.is_closed() != closed) continue;
    grid.Next();
    DrawWave(frame, wave, grid.width());
  }
  ui::CardGap();
}

void DrawSurveyVerbs(const Frame& frame, const Survey& survey) {
  const bool own = IsOwn(frame, survey.owner), archived = survey.state == "archive";
  const bool ready = !survey.questions.empty() && model::Problems(survey.questions).empty();
  ui::Flow flow(8);
  const auto verb = [&](const char* id, const ui::ButtonOptions& options) {
    const std::string label = frame.Text("survey.verb." + std::string(id));
    flow.Next(ui::ButtonWidth(label, options));
    return ui::Button(id, label, options);
  };
  if (archived) {
    if (own && verb("unarchive", {})) frame.Ask(ArchiveSurvey{survey.id, false});
  } else {
    const std::string why = ready ? std::string() : frame.Text("survey.not_ready");
    if (verb("hold", {.icon = icon::kPlus, .enabled = ready, .tooltip = why}))
      frame.Ask(NewWave{survey.id});
  }
  if (own && !archived) {
    if (verb("change", {.look = ui::Look::kLink})) frame.Ask(BuildSurvey{survey.id});
  } else if (verb("look", {.look = ui::Look::kLink})) {
    frame.Ask(BuildSurvey{survey.id});
  }
  if (verb("copy", {.look = ui::Look::kLink})) frame.Ask(BuildSurvey{survey.id, {}, true});
  if (own && !archived && verb("archive", {.look = ui::Look::kLink}))
    frame.Ask(ArchiveSurvey{survey.id});
}

void DrawSurvey(const Frame& frame, const Survey& survey, float width) {
  const ui::Scope scope("survey-" + survey.id.Text());
  const ui::GrowingCard card("card", width, ui::Px(kLeastSurvey));
  DrawName(frame, survey.title, survey.owner, "survey.by_district");
  ui::Wrapped(SurveySummary(frame, survey), ui::Face::kSmall, ui::Colours().muted);
  if (survey.state == "draft")
    ui::Wrapped(frame.Text("survey.unfinished"), ui::Face::kSmall, ui::Colours().warn);
  ui::Gap(4);
  DrawSurveyVerbs(frame, survey);
}

void DrawTemplate(const Frame& frame, const SurveyTemplate& one, float width, bool primary) {
  const ui::Scope scope("template-" + one.name);
  const ui::GrowingCard card("card", width, ui::Px(kLeastSurvey));
  ui::Wrapped(one.survey.title, ui::Face::kBold);
  ui::Wrapped(SurveySummary(frame, one.survey), ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(4);
  ui::Flow flow(8);
  const std::string hold = frame.Text("survey.verb.hold"), change = frame.Text("survey.verb.adapt");
  const ui::ButtonOptions look{.look = primary ? ui::Look::kPrimary : ui::Look::kPlain,
                               .icon = icon::kPlus};
  flow.Next(ui::ButtonWidth(hold, look));
  if (ui::Button("hold", hold, look)) frame.Ask(HoldTemplate{one.name});
  flow.Next(ui::ButtonWidth(change, {.look = ui::Look::kLink}));
  if (ui::Link("adapt", change)) frame.Ask(BuildSurvey{{}, one.name});
}

// Those that nobody has taken here yet.
void DrawTemplates(const Frame& frame) {
  const auto& surveys = frame.data.surveys.surveys;
  std::vector<const SurveyTemplate*> fresh;
  for (const SurveyTemplate& one : SurveyTemplates())
    if (std::ranges::none_of(
            surveys, [&](const Survey& survey) { return survey.title == one.survey.title; }))
      fresh.push_back(&one);
  if (fresh.empty()) return;
  const bool first = frame.data.surveys.waves.empty() && surveys.empty();
  Heading(frame.Text("survey.home.templates"));
  if (first) ui::Wrapped(frame.Text("survey.home.empty"), ui::Face::kText, ui::Colours().muted);
  CardGrid grid;
  for (const SurveyTemplate* one : fresh) {
    grid.Next();
    DrawTemplate(frame, *one, grid.width(), first && one == fresh.front());
  }
  ui::CardGap();
}

void DrawArchiveLink(const Frame& frame, int64_t archived) {
  SurveysState& state = frame.state.surveys;
  if (archived == 0) return;
  ui::Gap(2);
  if (ui::Link("archive", state.archive ? frame.Text("survey.home.hide_archive")
                                        : frame.texts.Count("survey.home.archive", archived)))
    state.archive = !state.archive;
}

// Begun and not saved; of one that is saved the builder opens with what was typed.
void DrawDrafts(const Frame& frame) {
  const ui::Scope scope("drafts");
  for (const auto& [draft, title] : frame.state.drafts) {
    const bool is_wave = draft.type == &model::survey_wave;
    if (draft.type != &model::survey && !is_wave) continue;
    ui::Strip(frame.Text(is_wave ? "survey.home.wave_draft" : "survey.home.draft",
                         {{"title", title}}), icon::kDraft,
              ui::Colours().accent, ui::Colours().accent_soft);
    if (ui::Link(draft.id.Text(), frame.Text("survey.home.go_on")))
      frame.Ask(OpenRecord{draft.type, draft.id});
  }
}

void DrawOwnSurveys(const Frame& frame) {
  const auto& surveys = frame.data.surveys.surveys;
  if (surveys.empty()) return;
  Heading(frame.Text("survey.home.surveys"));
  CardGrid grid;
  int64_t archived = 0;
  for (const Survey& survey : surveys) {
    const bool away = survey.state == "archive";
    archived += away ? 1 : 0;
    if (away && !frame.state.surveys.archive) continue;
    grid.Next();
    DrawSurvey(frame, survey, grid.width());
  }
  ui::CardGap();
  DrawArchiveLink(frame, archived);
}

void DrawHome(const Frame& frame) {
  const ui::Scope scope("home");
  const std::string build = frame.Text("survey.verb.build");
  const ui::ButtonOptions look{.icon = icon::kPlus};
  const int64_t to_key = frame.data.surveys.ToKey(frame.data.status.membership);
  const std::string summary = to_key > 0 ? frame.texts.Count("survey.home.to_key", to_key)
                                         : frame.Text("survey.home.summary");
  const ImVec2 start = ImGui::GetCursorPos();
  DrawTitle(frame.Text("survey.home.title"), summary, ui::ButtonWidth(build, look));
  if (ui::Button("build", build, look)) frame.Ask(BuildSurvey{});
  ImGui::SetCursorPos({start.x, start.y + ui::Px(44)});
  if (frame.data.version == 0) return;
  DrawDrafts(frame);
  DrawWaves(frame, false);
  DrawOwnSurveys(frame);
  DrawTemplates(frame);
  DrawWaves(frame, true);
}

}  // namespace

void DrawSurveys(const Frame& frame) {
  const ui::Scope scope("surveys");
  using View = SurveysState::View;
  const SurveysState& state = frame.state.surveys;
  if (state.view == View::kWaveForm && state.form) return DrawWaveForm(frame);
  if (state.view == View::kBuilder && state.draft) return DrawSurveyBuilder(frame);
  // A wave may have gone since.
  const Wave* wave = frame.data.surveys.FindWave(state.wave);
  if (wave == nullptr) return DrawHome(frame);
  if (state.view == View::kWave) return DrawWavePage(frame, *wave);
  if (state.view == View::kKeying) return DrawSurveyKeying(frame);
  if (state.view == View::kResults) return DrawSurveyResults(frame);
  DrawHome(frame);
}

}  // namespace kruzhok::client
