// SPDX-License-Identifier: MIT
// What waits for the person, each with the verb that starts it: a part of the overview.
#include <algorithm>
#include <cmath>
#include <functional>

#include "client/screens/district_parts.h"
#include "client/screens/survey_parts.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"
#include "model/entities/group.h"
#include "model/entities/programme.h"

namespace kruzhok::client {
namespace {

using Act = std::function<void()>;

// Without an exchange for so long, what waits to be sent is worth a word.
constexpr int64_t kSilentMs = int64_t{3} * 24 * 60 * 60 * 1000;
constexpr size_t kMostDrafts = 3;

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
    Surveys();
    Reports();
    ToDecide();
    Drafts();
    Pending();
    Uncovered();
    Worklist();
    Backups();
    Joining();
    return std::move(list_);
  }

 private:
  Act Go(Screen screen) const {
    return [&frame = frame_, screen] { frame.Ask(GoTo{screen}); };
  }
  Act Review(ReviewState::Tab tab, bool only_changed = false) const {
    return [&frame = frame_, tab, only_changed] {
      frame.state.review.tab = tab;
      frame.state.review.only_changed = only_changed;
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

  // Waves that are due: the district's, and the own ones.
  void Surveys() {
    for (const Wave& wave : frame_.data.surveys.waves) {
      if (wave.is_closed() || !wave.due || frame_.data.version == 0) continue;
      const bool keyed = IsKeyedHere(frame_, wave);
      if (!keyed && !(IsCoordinator(frame_) && wave.is_district())) continue;
      if (keyed && IsComplete(ProgressHere(frame_, wave))) continue;
      const DueWords due = WordsOfDue(frame_, wave);
      const bool hurry = due.colour == theme_.warn;
      const SurveyView view = keyed ? SurveyView::kKeying : SurveyView::kResults;
      Add(keyed ? "survey" : "survey_schools", icon::kSurvey, hurry ? theme_.warn : theme_.accent,
          hurry ? theme_.warn_soft : theme_.accent_soft, [&frame = frame_, id = wave.id, view] {
            frame.Ask(ShowSurveys{view, id});
          });
      list_.back().id += '-' + wave.id.Text();
      list_.back().title = wave.title;
      list_.back().detail = due.text + " · " + ProgressText(frame_, wave);
    }
  }

  // The report of 1 September: from August on, until the year is out.
  void Reports() {
    constexpr int kAugust = 8;
    const auto today = model::Date::Parse(Day(frame_.state.now_ms));
    const sync::Membership& membership = frame_.data.status.membership;
    const SubmissionBook& book = frame_.data.submissions;
    if (!today || !membership.joined) return;
    if (IsCoordinator(frame_)) {
      const auto waits = [&](const Submission& one) {
        return one.state == Submission::State::kSubmitted && !book.IsOvertaken(one);
      };
      return AddCount("reports", std::ranges::count_if(book.submissions, waits), icon::kCoverage,
                      theme_.accent, theme_.accent_soft,
                      [&frame = frame_] { frame.Ask(ShowReport{}); });
    }
    const int64_t year = ReportYearOf(*today);
    const Submission* last = book.LastOf(membership.organisation, year);
    if (last != nullptr && last->state == Submission::State::kReturned) {
      Add("report_returned", icon::kReturned, theme_.warn, theme_.warn_soft,
          [&frame = frame_, id = last->id] { frame.Ask(ShowReport{id}); });
      if (const int64_t remarks = book.OpenRemarks(last->id); remarks > 0)
        list_.back().title =
            frame_.Text("overview.wait.report_returned.remarks", {{"count", Count(remarks)}});
    } else if (last == nullptr && today->month >= kAugust && frame_.data.coverage.children > 0) {
      Add("report", icon::kCoverage, theme_.warn, theme_.warn_soft,
          [&frame = frame_] { frame.Ask(ShowReport{}); });
      list_.back().detail =
          frame_.Text("overview.wait.report.detail", {{"year", model::SchoolYearText(year)}});
    }
  }

  void ToDecide() {
    const Snapshot& data = frame_.data;
    AddCount("disputes", std::ssize(data.disputes), icon::kDisputed, theme_.disputed,
             theme_.disputed_soft, Review(ReviewState::Tab::kDisputes));
    if (!data.disputes.empty()) {
      const DisputeItem& first = data.disputes.front();
      list_.back().detail = first.title + ": " + first.label;
    }
    AddCount("reviews", data.status.reviews, icon::kReturned, theme_.warn, theme_.warn_soft,
             Review(ReviewState::Tab::kDisputes, true));
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
    for (const model::Uuid& id : frame_.state.surveys.keying.half_keyed) {
      const Wave* wave = frame_.data.surveys.FindWave(id);
      if (wave == nullptr) continue;
      Add("blank", icon::kDraft, theme_.accent, theme_.accent_soft, [&frame = frame_, id] {
        frame.Ask(ShowSurveys{SurveyView::kKeying, id});
      });
      list_.back().id += '-' + id.Text();
      list_.back().title = frame_.Text("overview.wait.blank", {{"title", wave->title}});
    }
    for (const IndicatorSettings what : frame_.state.coverage.indicators.drafts) {
      Add("draft", icon::kDraft, theme_.accent, theme_.accent_soft, [&frame = frame_, what] {
        frame.Ask(ShowCoverage{CoverageView::kIndicators});
        frame.Ask(EditIndicatorSettings{what});
      });
      list_.back().id += '-' + std::string(Name(what));
      list_.back().title =
          frame_.Text("overview.wait.draft", {{"title", SettingsTitle(frame_.texts, what)}});
    }
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

  // Years of which reasons are missing, or that nobody has closed.
  void Worklist() {
    const WorklistState& state = frame_.state.coverage.worklist;
    for (const WaitingYear& one : state.waits) {
      const model::Date due = DueDate(one.year);
      const bool late = due<state.today, reasons = one.missing> 0;
      const std::string year = model::SchoolYearText(one.year);
      Waiting& waiting = list_.emplace_back();
      waiting.id = "worklist-" + std::to_string(one.year);
      waiting.icon = icon::kCoverage;
      waiting.colour = late ? theme_.bad : theme_.warn;
      waiting.soft = late ? theme_.bad_soft : theme_.warn_soft;
      waiting.title = reasons ? frame_.texts.Count("overview.wait.worklist", one.missing)
                              : frame_.Text("overview.wait.year", {{"year", year}});
      waiting.detail = reasons ? frame_.Text(late ? "overview.wait.worklist.overdue"
                                                  : "overview.wait.worklist.due",
                                             {{"year", year}, {"day", due.Russian()}})
                               : Say("year.detail");
      waiting.verb = Say(reasons ? "worklist.verb" : "year.verb");
      waiting.act = [&frame = frame_, wanted = one.year] { frame.Ask(ShowWorklist{wanted, {}}); };
    }
  }

  void Backups() {
    const BackupReport& report = frame_.state.backup.report;
    if (report.due && !frame_.state.backup.running) {
      Add("backup", icon::kTwice, theme_.warn, theme_.warn_soft, [&frame = frame_] {
        frame.Ask(BackUpNow{});
        frame.Ask(GoTo{Screen::kSettings});
      });
      if (const BackupFile* last = LastUsual(report))
        list_.back().detail =
            frame_.Text("overview.wait.backup.last", {{"when", Moment(last->made_ms)}});
    }
    AddCount("backups_erased", HoldingErased(report), icon::kDelete, theme_.warn, theme_.warn_soft,
             Go(Screen::kSettings));
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

}  // namespace

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

}  // namespace kruzhok::client
