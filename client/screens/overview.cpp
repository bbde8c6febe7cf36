// SPDX-License-Identifier: MIT
// What waits for the person, each with the verb that starts it, and what the data say so far.
#include <algorithm>
#include <cmath>
#include <functional>

#include "client/screens/district_parts.h"
#include "client/screens/frame.h"
#include "client/widgets/charts.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"

namespace kruzhok::client {
namespace {

// Without an exchange for so long, what waits to be sent is worth a word.
constexpr int64_t kSilentMs = int64_t{3} * 24 * 60 * 60 * 1000;
constexpr size_t kMostDrafts = 3, kMostParts = 60;
// Lower than this, the lower cards are not squeezed into the window: the page scrolls.
constexpr float kLowestCard = 300, kNarrowestCard = 400;

using Act = std::function<void()>;

// --- Figures ---

struct Figure {
  const char* id;
  std::string label;
  std::string value;
  std::optional<float> fraction{};
  ImU32 colour = 0;
  std::string caption{};
  std::string link{};
  Act open{};
};

// `part`: of the coverage; empty: all.
void OpenChildren(const Frame& frame, std::string filter, std::string_view part) {
  ListState& list = frame.state.lists["child"];
  list.filter = std::move(filter);
  list.facets.clear();
  if (!part.empty()) list.facets[std::string(frame.data.coverage.column)].insert(std::string(part));
  Arrange(list);
  frame.Ask(GoTo{Screen::kChildren});
}

Figure WhereDataAre(const Frame& frame) {
  const sync::Status& status = frame.data.status;
  Figure figure{"data", frame.Text("overview.figure.pending"), Count(status.pending)};
  if (!status.membership.joined) {
    figure.label = frame.Text("overview.figure.drafts");
    figure.value = Count(std::ssize(frame.state.drafts));
    figure.caption = frame.Text("overview.figure.drafts.caption");
    return figure;
  }
  figure.caption = status.pending > 0 ? "≈ " + Bytes(frame, frame.state.exchange.pending_bytes)
                                      : frame.Text("overview.figure.all_sent");
  figure.link = frame.Text("overview.figure.exchange");
  figure.open = [&frame] { frame.Ask(GoTo{Screen::kExchange}); };
  return figure;
}

std::vector<Figure> Figures(const Frame& frame) {
  const Coverage& coverage = frame.data.coverage;
  const Theme& theme = ui::Colours();
  const auto share = [](int64_t part, int64_t whole) {
    return whole == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(whole);
  };
  const auto of = [&](int64_t part, int64_t whole) {
    return frame.Text("overview.of", {{"part", Count(part)}, {"whole", Count(whole)}});
  };
  const int64_t missed = coverage.children - coverage.covered;
  std::vector<Figure> figures;
  figures.push_back({"coverage", frame.Text("overview.figure.coverage"),
                     Percent(frame, coverage.covered, coverage.children),
                     share(coverage.covered, coverage.children), theme.accent,
                     of(coverage.covered, coverage.children)});
  figures.push_back({"missed", frame.Text("overview.figure.missed"), Count(missed),
                     share(missed, coverage.children), theme.badge,
                     Percent(frame, missed, coverage.children)});
  if (missed > 0) {
    figures.back().link = frame.Text("overview.figure.show");
    figures.back().open = [&frame] { OpenChildren(frame, frame.Text("list.not_covered"), {}); };
  }
  figures.push_back({"technical", frame.Text("overview.figure.technical"),
                     Percent(frame, coverage.technical, coverage.covered),
                     share(coverage.technical, coverage.covered), theme.accent,
                     of(coverage.technical, coverage.covered)});
  figures.push_back(WhereDataAre(frame));
  return figures;
}

void DrawFigure(const Figure& figure, ImVec2 size) {
  const ui::Scope scope(figure.id);
  const ui::GrowingCard card("card", size.x, size.y);
  const float left = ImGui::GetCursorPosX(), room = ImGui::GetContentRegionAvail().x;
  ui::Fit(figure.label, room, ui::Face::kSmall, ui::Colours().muted);
  ui::Text(figure.value, ui::Face::kTitle);
  if (figure.fraction)
    ui::ProgressBar(*figure.fraction, room, figure.colour);
  else
    ImGui::Dummy({0, ui::Px(6)});
  const float link =
      figure.link.empty() ? 0 : ui::ButtonWidth(figure.link, {.look = ui::Look::kLink});
  const float top = ImGui::GetCursorPosY() - ui::Px(2);
  ImGui::SetCursorPosY(top + std::round((ui::Px(32) - ui::LineHeight(ui::Face::kSmall)) / 2));
  ui::Fit(figure.caption, room - link - ui::Px(6), ui::Face::kSmall, ui::Colours().muted);
  if (link == 0) return;
  ImGui::SetCursorPos({left + room - link, top});
  if (ui::Link("open", figure.link)) figure.open();
}

void DrawFigures(const Frame& frame) {
  const std::vector<Figure> figures = Figures(frame);
  const float width = ImGui::GetContentRegionAvail().x, gap = ui::Px(14);
  int columns = ui::ColumnsIn(width, ui::Px(210), 4);
  if (columns == 3) columns = 2;
  const ImVec2 size{ui::ColumnWidth(width, columns), ui::Px(140)};
  const ImVec2 start = ImGui::GetCursorPos();
  for (size_t i = 0; i < figures.size(); ++i) {
    const auto column = static_cast<float>(i % static_cast<size_t>(columns));
    const auto line = static_cast<float>(i / static_cast<size_t>(columns));
    ImGui::SetCursorPos({start.x + column * (size.x + gap), start.y + line * (size.y + gap)});
    DrawFigure(figures[i], size);
  }
  ui::CardGap();
}

// --- What waits ---

struct Waiting {
  std::string id;
  const char* icon;
  ImU32 colour, soft;
  std::string title;
  std::string detail;
  std::string verb;
  Act act;
};

class WaitingList {
 public:
  explicit WaitingList(const Frame& frame) : frame_(frame) {}

  std::vector<Waiting> Find() {
    if (frame_.data.version == 0) return {};
    Beginnings();
    ToDecide();
    Drafts();
    Pending();
    Uncovered();
    Joining();
    return std::move(list_);
  }

 private:
  Act Go(Screen screen) const {
    return [&frame = frame_, screen] { frame.Ask(GoTo{screen}); };
  }
  Act Review(ReviewState::Tab tab) const {
    return [&frame = frame_, tab] {
      frame.state.review.tab = tab;
      frame.state.review.cursor = 0;
      frame.Ask(GoTo{Screen::kReview});
    };
  }
  Act New(const model::EntityType& type) const {
    return [&frame = frame_, &type] { frame.Ask(NewRecord{&type}); };
  }
  std::string Say(std::string_view key) const {
    return frame_.Text("overview.wait." + std::string(key));
  }

  // `name`: of the texts NAME, NAME.detail and NAME.verb.
  void Add(std::string_view name, const char* icon, ImU32 colour, ImU32 soft, Act act) {
    const std::string key(name);
    list_.push_back({key, icon, colour, soft, Say(key), Say(key + ".detail"), Say(key + ".verb"),
                     std::move(act)});
  }
  void AddCount(std::string_view name, int64_t count, const char* icon, ImU32 colour, ImU32 soft,
                Act act) {
    if (count == 0) return;
    const std::string key(name);
    list_.push_back({key, icon, colour, soft, frame_.texts.Count("overview.wait." + key, count),
                     Say(key + ".detail"), Say(key + ".verb"), std::move(act)});
  }

  void Beginnings() {
    const size_t programmes = frame_.data.List(model::programme).size();
    if (frame_.data.List(model::child).size() == 0)
      Add("first_class", icon::kChildren, theme_.accent, theme_.accent_soft, Go(Screen::kRoster));
    if (programmes == 0)
      Add("first_programme", icon::kProgramme, theme_.accent, theme_.accent_soft,
          New(model::programme));
    else if (frame_.data.List(model::group).size() == 0)
      Add("first_group", icon::kGroup, theme_.accent, theme_.accent_soft, New(model::group));
  }

  void ToDecide() {
    const Snapshot& data = frame_.data;
    AddCount("disputes", std::ssize(data.disputes), icon::kDisputed, theme_.disputed,
             theme_.disputed_soft, Review(ReviewState::Tab::kDisputes));
    if (!data.disputes.empty()) {
      const DisputeItem& first = data.disputes.front();
      list_.back().detail = first.title + ": " + first.label;
    }
    AddCount("outside", std::ssize(data.outside), icon::kRefused, theme_.bad, theme_.bad_soft,
             Review(ReviewState::Tab::kOutside));
    if (!data.outside.empty() && !data.outside.front().title.empty())
      list_.back().detail = data.outside.front().title + ": " + data.outside.front().reason;
    AddCount("findings", std::ssize(data.findings), icon::kFlag, theme_.warn, theme_.warn_soft,
             Review(ReviewState::Tab::kFindings));
    if (!data.findings.empty())
      list_.back().detail =
          frame_.Text("finding." + std::string(Name(data.findings.front().what))) + ": " +
          data.findings.front().title;
  }

  void Drafts() {
    const auto& drafts = frame_.state.drafts;
    if (frame_.state.roster_drafted && frame_.state.roster.filled() > 0)
      AddCount("roster", frame_.state.roster.filled(), icon::kRoster, theme_.accent,
               theme_.accent_soft, Go(Screen::kRoster));
    for (size_t i = 0; i < drafts.size() && i < kMostDrafts; ++i) {
      const auto& [draft, title] = drafts[i];
      Add("draft", icon::kDraft, theme_.accent, theme_.accent_soft,
          [&frame = frame_, type = draft.type, id = draft.id] {
            frame.Ask(OpenRecord{type, id});
          });
      Waiting& waiting = list_.back();
      waiting.id += '-' + std::to_string(i);
      waiting.title = frame_.Text("overview.wait.draft", {{"title", title}});
      if (i + 1 == kMostDrafts && drafts.size() > kMostDrafts)
        waiting.detail = frame_.texts.Count("overview.wait.draft.more",
                                            std::ssize(drafts) - static_cast<int64_t>(i) - 1);
    }
  }

  void Pending() {
    const sync::Status& status = frame_.data.status;
    if (!status.membership.joined || status.pending == 0 || frame_.state.exchange.running) return;
    if (frame_.state.now_ms - status.last_contact_ms < kSilentMs) return;
    AddCount("pending", status.pending, icon::kCloud, theme_.warn, theme_.warn_soft,
             [&frame = frame_] {
               frame.Ask(SyncNow{});
               frame.Ask(GoTo{Screen::kExchange});
             });
    list_.back().detail = status.last_contact_ms == 0
                              ? frame_.Text("overview.wait.pending.never")
                              : frame_.Text("overview.wait.pending.detail",
                                            {{"since", Ago(frame_, status.last_contact_ms)}});
  }

  void Uncovered() {
    const Coverage& coverage = frame_.data.coverage;
    if (frame_.data.List(model::group).size() == 0) return;
    AddCount("uncovered", coverage.children - coverage.covered, icon::kEnrolment, theme_.accent,
             theme_.accent_soft, [&frame = frame_] {
               frame.state.enrol.only_free = true;
               frame.Ask(GoTo{Screen::kEnrolment});
             });
  }

  void Joining() {
    if (frame_.data.status.membership.joined) return;
    Add("join", icon::kExchange, theme_.muted, theme_.hover, Go(Screen::kExchange));
  }

  const Frame& frame_;
  const Theme& theme_ = ui::Colours();
  std::vector<Waiting> list_;
};

void DrawWaiting(const Waiting& waiting) {
  const ui::Scope scope(waiting.id);
  const float verb = ui::ButtonWidth(waiting.verb), sign = ui::Px(40);
  const ImVec2 at = ImGui::GetCursorPos();
  const float left = at.x + sign + ui::Px(14);
  const float width = ImGui::GetContentRegionAvail().x;
  const float room = width - sign - verb - ui::Px(28);
  const float first = ui::Height(waiting.title, ui::Face::kText, room);
  const float words = first + ui::Px(2) + ui::LineHeight(ui::Face::kSmall);
  const float height = std::max(sign, words);
  const auto middle = [&](float part) { return at.y + std::round((height - part) / 2); };

  ImGui::SetCursorPos({at.x, middle(sign)});
  const ImVec2 low = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(low, {low.x + sign, low.y + sign}, waiting.soft,
                                            ui::Px(6));
  ui::DrawText({low.x + std::round((sign - ui::Width(waiting.icon)) / 2),
                low.y + std::round((sign - ui::LineHeight()) / 2)},
               waiting.icon, waiting.colour);
  ImGui::SetCursorPos({left, middle(words)});
  ui::Wrapped(waiting.title, ui::Face::kText, 0, room);
  ImGui::SetCursorPos({left, middle(words) + first + ui::Px(2)});
  ui::Fit(waiting.detail, room, ui::Face::kSmall, ui::Colours().muted);
  ImGui::SetCursorPos({at.x + width - verb, middle(ui::Px(32))});
  if (ui::Button("act", waiting.verb)) waiting.act();
  ImGui::SetCursorPos({at.x, at.y + height + ui::Px(12)});
}

void DrawWaitingList(const Frame& frame) {
  const ui::Scope scope("waits");
  ui::Text(frame.Text("overview.waits"), ui::Face::kBold);
  ui::Gap(10);
  const std::vector<Waiting> list = WaitingList(frame).Find();
  for (const Waiting& waiting : list) DrawWaiting(waiting);
  if (!list.empty() || frame.data.version == 0) return;
  ui::Text(icon::kCheck, ui::Face::kText, ui::Colours().ok);
  ui::SameLine(10);
  ui::Wrapped(frame.Text("overview.nothing"), ui::Face::kText, ui::Colours().muted);
}

// --- Coverage by class, or by organisation ---

void DrawParts(const Frame& frame) {
  const Coverage& coverage = frame.data.coverage;
  const std::string key =
      coverage.column == "organisation" ? "overview.organisations" : "overview.classes";
  ui::Wrapped(frame.Text(key), ui::Face::kBold);
  ui::Wrapped(frame.Text(key + ".caption"), ui::Face::kSmall, ui::Colours().muted);
  if (coverage.parts.empty()) {
    ui::Gap(10);
    ui::Wrapped(frame.Text(key + ".empty"), ui::Face::kText, ui::Colours().muted);
    return;
  }
  ui::Gap(4);
  ui::BarsLegend(frame.Text("overview.covered"), frame.Text(key + ".all"));
  ui::Gap(6);
  std::vector<ui::Bar> bars;
  for (size_t i = 0; i < coverage.parts.size() && i < kMostParts; ++i) {
    const CoveragePart& part = coverage.parts[i];
    bars.push_back({part.name, static_cast<double>(part.covered),
                    static_cast<double>(part.children),
                    frame.Text("overview.of",
                               {{"part", Count(part.covered)}, {"whole", Count(part.children)}}),
                    frame.Text("overview.part.open", {{"part", part.name}})});
  }
  if (const auto pressed = ui::Bars("parts", bars)) OpenChildren(frame, {}, bars[*pressed].label);
  if (coverage.parts.size() > kMostParts)
    ui::Muted(frame.texts.Count(key + ".more",
                                std::ssize(coverage.parts) - static_cast<int64_t>(kMostParts)));
}

void DrawLower(const Frame& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = ui::Px(14);
  const bool beside = room.x >= ui::Px(2 * kNarrowestCard) + gap;
  if (!beside || room.y < ui::Px(kLowestCard)) {
    const float left = beside ? std::round(room.x * 0.58F) : 0;
    {
      const ui::GrowingCard card("waits-card", left);
      DrawWaitingList(frame);
    }
    if (beside)
      ImGui::SameLine(0, gap);
    else
      ui::CardGap();
    const ui::GrowingCard card("parts-card", 0);
    return DrawParts(frame);
  }
  {
    const ui::Card card("waits-card", {std::round(room.x * 0.58F), room.y});
    DrawWaitingList(frame);
  }
  ImGui::SameLine(0, gap);
  const ui::Card card("parts-card", {0, room.y});
  DrawParts(frame);
}

}  // namespace

void DrawOverview(const Frame& frame) {
  const ui::Scope scope("overview");
  const std::string summary =
      frame.data.version == 0 ? frame.Text("overview.loading")
                              : frame.Text("overview.by_data", {{"date", Day(frame.state.now_ms)}});
  const ImVec2 start = ImGui::GetCursorPos();
  DrawTitle(frame.Text("overview.title"), summary, 0);
  ImGui::SetCursorPos({start.x, start.y + ui::Px(46)});
  DrawFigures(frame);
  DrawLower(frame);
}

}  // namespace kruzhok::client
