// SPDX-License-Identifier: MIT
// Where the data stand, and the exchange with the district: at once, by itself, and what came of
// it.
#include <algorithm>
#include <cmath>

#include "client/app/plain_words.h"
#include "client/screens/district_parts.h"
#include "client/screens/joining.h"
#include "client/widgets/growing_card.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {
namespace {

constexpr float kNarrowestColumn = 400, kLowestCard = 220;
// Sooner than this the speed of the line is not known.
constexpr int64_t kSpeedKnownMs = 1'000;

// --- Joining ---

void DrawWhy(const Frame& frame) {
  ui::Text(frame.Text("exchange.why"), ui::Face::kBold);
  ui::Gap(8);
  for (const char* key : {"exchange.why.first", "exchange.why.then", "exchange.why.keeps"}) {
    const float left = ImGui::GetCursorPosX();
    ui::Text(icon::kCheck, ui::Face::kText, ui::Colours().ok);
    ImGui::SameLine(left + ui::Px(30));
    ui::Wrapped(frame.Text(key));
  }
  ui::Gap(8);
  ui::Strip(frame.Text("exchange.why.without"), icon::kHere, ui::Colours().muted,
            ui::Colours().hover);
}

void DrawNotJoined(const Frame& frame) {
  const ImVec2 start = ImGui::GetCursorPos();
  DrawTitle(frame.Text("exchange.title"), frame.Text("exchange.not_joined"), 0);
  ImGui::SetCursorPos({start.x, start.y + ui::Px(46)});
  const float room = ImGui::GetContentRegionAvail().x;
  const int columns = ui::ColumnsIn(room, ui::Px(kNarrowestColumn), 2);
  const float width = ui::ColumnWidth(room, columns);
  {
    const ui::GrowingCard card("join-card", width);
    const ui::Scope scope("join");
    ui::Text(frame.Text("exchange.join"), ui::Face::kBold);
    ui::Gap(8);
    DrawJoining(frame);
  }
  if (columns > 1)
    ImGui::SameLine(0, ui::Px(14));
  else
    ui::CardGap();
  const ui::GrowingCard card("why-card", width);
  DrawWhy(frame);
}

// --- How far it is ---

// The snapshot lags behind a running exchange, so what it counted is reduced by what has been taken
// since.
struct Progress {
  bool known = false;
  int64_t done_rows = 0, all_rows = 0;
  int64_t left_bytes = 0;
  std::optional<int64_t> left_s;
  float fraction = 0;
};

Progress ProgressOf(const Frame& frame) {
  const ExchangeState& exchange = frame.state.exchange;
  const SyncTotals& totals = exchange.totals;
  Progress progress;
  const int64_t counted = frame.data.status.pending;
  double left = 1;
  if (totals.requests > 0 && counted > 0)
    left = std::clamp(static_cast<double>(totals.pending) / static_cast<double>(counted), 0.0, 1.0);
  progress.left_bytes = std::llround(static_cast<double>(exchange.pending_bytes) * left);
  const int64_t left_rows = std::llround(static_cast<double>(exchange.pending_rows) * left);
  progress.done_rows = totals.pushed;
  progress.all_rows = totals.pushed + left_rows;
  progress.known = progress.all_rows > 0;
  const double sent = static_cast<double>(totals.bytes_sent);
  const double all = sent + static_cast<double>(progress.left_bytes);
  progress.fraction = all > 0 ? static_cast<float>(sent / all) : 0;
  if (totals.milliseconds >= kSpeedKnownMs && sent > 0 && progress.left_bytes > 0)
    progress.left_s = std::llround(static_cast<double>(progress.left_bytes) *
                                   static_cast<double>(totals.milliseconds) / sent / 1000);
  return progress;
}

// `of`: "left", "took".
std::string Duration(const Frame& frame, std::string_view of, int64_t seconds) {
  const std::string key = "exchange." + std::string(of);
  if (seconds < 90) return frame.texts.Count(key + ".seconds", std::max<int64_t>(seconds, 1));
  return frame.texts.Count(key + ".minutes", (seconds + 30) / 60);
}

std::string Traffic(const Frame& frame, const SyncTotals& totals) {
  return frame.Text("exchange.traffic",
                    {{"sent", Bytes(frame, static_cast<int64_t>(totals.bytes_sent))},
                     {"received", Bytes(frame, static_cast<int64_t>(totals.bytes_received))}});
}

std::string Rows(const Frame& frame, const SyncTotals& totals) {
  return frame.Text("exchange.rows",
                    {{"pushed", Count(totals.pushed)}, {"pulled", Count(totals.pulled)}});
}

void DrawRunning(const Frame& frame) {
  const SyncTotals& totals = frame.state.exchange.totals;
  const Progress progress = ProgressOf(frame);
  ui::Wrapped(frame.Text("exchange.running"), ui::Face::kTitle, ui::Colours().accent);
  ui::Gap(4);
  if (progress.known)
    ui::ProgressBar(progress.fraction, ImGui::GetContentRegionAvail().x, ui::Colours().accent);
  std::string line;
  if (progress.known)
    line = frame.Text("exchange.progress",
                      {{"done", Count(progress.done_rows)}, {"all", Count(progress.all_rows)}});
  else
    line = Rows(frame, totals);
  if (progress.left_s) line += " · " + Duration(frame, "left", *progress.left_s);
  ui::Wrapped(line);
  ui::Wrapped(Traffic(frame, totals), ui::Face::kSmall, ui::Colours().muted);
  if (!frame.data.status.complete)
    ui::Wrapped(frame.Text("exchange.first"), ui::Face::kSmall, ui::Colours().muted);
}

void DrawStanding(const Frame& frame) {
  const Theme& theme = ui::Colours();
  const sync::Status& status = frame.data.status;
  const bool waits = status.pending > 0, never = status.last_contact_ms == 0;
  const float left = ImGui::GetCursorPosX();
  const ImU32 colour = waits ? theme.warn : never ? theme.muted : theme.ok;
  ui::Text(waits ? icon::kCloud : never ? icon::kHere : icon::kCheck, ui::Face::kTitle, colour);
  ImGui::SameLine(left + ui::Px(42));
  std::string words = frame.Text(never ? "exchange.nothing_yet" : "exchange.all_there");
  if (waits)
    words = frame.texts.Count("exchange.waits", frame.state.exchange.pending_rows) + " (≈ " +
            Bytes(frame, frame.state.exchange.pending_bytes) + ")";
  ui::Wrapped(words, ui::Face::kTitle, colour);
  const std::string contact =
      never ? frame.Text("exchange.contact.never")
            : frame.Text("exchange.contact", {{"since", Ago(frame, status.last_contact_ms)},
                                              {"moment", Moment(status.last_contact_ms)}});
  ui::Wrapped(contact, ui::Face::kSmall, theme.muted);
  if (!status.complete && !never)
    ui::Wrapped(frame.Text("exchange.first"), ui::Face::kSmall, theme.muted);
}

// The way back for a computer that the district does not know any more, and to a second
// organisation for the others.
void DrawWayToJoin(const Frame& frame) {
  const sync::Status& status = frame.data.status;
  const auto& error = frame.state.exchange.error;
  const bool needed =
      status.revoked || (error && (error->code == "unauthorized" || error->code == "revoked"));
  const bool school = status.membership.role == sync::Role::kSchool;
  const std::string verb = frame.Text(school ? "exchange.again.school" : "exchange.again");
  const ui::Look look = needed ? ui::Look::kPrimary : ui::Look::kLink;
  if (ui::Button("again", verb, {.look = look})) JoinAgain(frame);
}

void DrawState(const Frame& frame) {
  const ui::Scope scope("state");
  const ExchangeState& exchange = frame.state.exchange;
  if (exchange.running)
    DrawRunning(frame);
  else
    DrawStanding(frame);
  if (!exchange.running && exchange.error) {
    ui::Gap(4);
    DrawProblem(frame, *exchange.error);
  }
  ui::Gap(2);
  Settings settings = frame.state.settings;
  if (!frame.data.status.membership.server.empty() &&
      ui::Checkbox("by-itself", frame.Text("exchange.by_itself"), settings.sync_by_itself))
    frame.Ask(ChangeSettings{settings});
  DrawWayToJoin(frame);
  const auto outside = std::ssize(frame.data.outside);
  if (outside == 0) return;
  ui::Gap(2);
  const float top = ImGui::GetCursorPosY();
  const std::string verb = frame.Text("exchange.outside.open");
  const float link = ui::ButtonWidth(verb), left = ImGui::GetCursorPosX();
  const float room = ImGui::GetContentRegionAvail().x;
  ImGui::SetCursorPosY(top + ui::Px(6));
  ui::Text(icon::kRefused, ui::Face::kText, ui::Colours().bad);
  ImGui::SetCursorPos({left + ui::Px(30), top + ui::Px(5)});
  ui::Fit(frame.texts.Count("exchange.outside", outside), room - link - ui::Px(44), ui::Face::kText,
          ui::Colours().bad);
  ImGui::SetCursorPos({left + room - link, top});
  if (!ui::Button("outside", verb)) return;
  frame.state.review.tab = ReviewState::Tab::kOutside;
  frame.state.review.cursor = 0;
  frame.Ask(GoTo{Screen::kReview});
}

// --- What waits, what was ---

// A line of two texts, one under the other, skipped where it is out of view.
void DrawTwoLines(std::string_view first, std::string_view second, ImU32 colour) {
  const float width = ImGui::GetContentRegionAvail().x, space = ui::Px(3);
  const float height = ui::LineHeight() + space + ui::LineHeight(ui::Face::kSmall);
  const ImVec2 at = ImGui::GetCursorPos();
  if (ImGui::IsRectVisible({width, height})) {
    ui::Fit(first, width);
    ImGui::SetCursorPos({at.x, at.y + ui::LineHeight() + space});
    ui::Fit(second, width, ui::Face::kSmall, colour);
  }
  ImGui::SetCursorPos({at.x, at.y + height + ui::Px(10)});
}

void DrawPending(const Frame& frame) {
  const ExchangeState& exchange = frame.state.exchange;
  ui::Text(frame.Text("exchange.pending"), ui::Face::kBold);
  ui::Gap(6);
  if (exchange.pending.empty()) {
    ui::Wrapped(frame.Text("exchange.pending.none"), ui::Face::kText, ui::Colours().muted);
    return;
  }
  for (const auto& [title, what] : exchange.pending) DrawTwoLines(title, what, ui::Colours().muted);
  const int64_t more = exchange.pending_rows - std::ssize(exchange.pending);
  if (more > 0) ui::Muted(frame.texts.Count("exchange.pending.more", more));
}

void DrawHistoryLine(const Frame& frame, const SyncHistoryLine& line) {
  if (!line.carried.empty())
    return DrawTwoLines(Moment(line.at_ms) + " · " + frame.Text("exchange.history.carried"),
                        line.carried, ui::Colours().muted);
  const std::string first = Moment(line.at_ms) + " · " + Rows(frame, line.totals);
  std::string second = Traffic(frame, line.totals) + " · " +
                       Duration(frame, "took", (line.totals.milliseconds + 500) / 1000);
  if (line.error)
    second = PlainWords(frame.texts, *line.error, {}).message;
  else if (line.stopped)
    second = frame.Text("exchange.history.stopped") + " · " + second;
  DrawTwoLines(first, second, line.error ? ui::Colours().bad : ui::Colours().muted);
}

void DrawHistory(const Frame& frame) {
  ui::Text(frame.Text("exchange.history"), ui::Face::kBold);
  ui::Gap(6);
  if (frame.state.exchange.history.empty())
    ui::Wrapped(frame.Text("exchange.history.none"), ui::Face::kText, ui::Colours().muted);
  for (const SyncHistoryLine& line : frame.state.exchange.history) DrawHistoryLine(frame, line);
}

void DrawLists(const Frame& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const int columns = ui::ColumnsIn(room.x, ui::Px(kNarrowestColumn), 2);
  const ImVec2 size{ui::ColumnWidth(room.x, columns), std::max(room.y, ui::Px(kLowestCard))};
  if (columns > 1) {
    {
      const ui::Card card("pending", size);
      DrawPending(frame);
    }
    ImGui::SameLine(0, ui::Px(14));
    const ui::Card card("history", size);
    return DrawHistory(frame);
  }
  {
    const ui::Card card("pending", {size.x, ui::Px(kLowestCard)});
    DrawPending(frame);
  }
  ui::CardGap();
  const ui::Card card("history", {size.x, ui::Px(kLowestCard)});
  DrawHistory(frame);
}

// By network and by stick, beside each other where there is room.
void DrawWays(const Frame& frame) {
  const float room = ImGui::GetContentRegionAvail().x;
  const int columns = ui::ColumnsIn(room, ui::Px(kNarrowestColumn), 2);
  const float width = ui::ColumnWidth(room, columns);
  {
    const ui::GrowingCard card("state-card", width);
    DrawState(frame);
  }
  if (columns > 1)
    ImGui::SameLine(0, ui::Px(14));
  else
    ui::CardGap();
  const ui::GrowingCard card("carry-card", width);
  DrawCarrying(frame);
}

void DrawJoined(const Frame& frame) {
  const sync::Membership& membership = frame.data.status.membership;
  const bool running = frame.state.exchange.running;
  const bool coordinator = membership.role == sync::Role::kCoordinator;
  const std::string who =
      coordinator || frame.data.organisation.empty()
          ? frame.Text(coordinator ? "exchange.as_coordinator" : "exchange.as_school",
                       {{"district", membership.district}})
          : membership.district + " · " + frame.data.organisation;
  const ui::ButtonOptions look{.look = running ? ui::Look::kPlain : ui::Look::kPrimary,
                               .icon = running ? icon::kStop : icon::kExchange,
                               .keys = running ? "" : "F5"};
  const std::string verb = frame.Text(running ? "exchange.stop" : "exchange.now");
  const ImVec2 start = ImGui::GetCursorPos();
  // A computer without an address of the district's has nobody to ask.
  const bool by_network = !membership.server.empty();
  DrawTitle(frame.Text("exchange.title"), who, by_network ? ui::ButtonWidth(verb, look) : 0);
  const bool pressed = by_network && ui::Button(running ? "stop" : "now", verb, look);
  ImGui::SetCursorPos({start.x, start.y + ui::Px(46)});
  if (running && pressed) frame.Ask(StopSync{});
  if (!running && pressed) frame.Ask(SyncNow{});
  DrawWays(frame);
  ui::CardGap();
  DrawLists(frame);
}

}  // namespace

void DrawExchange(const Frame& frame) {
  const ui::Scope scope("exchange");
  if (frame.data.status.membership.joined)
    DrawJoined(frame);
  else if (frame.data.version > 0)
    DrawNotJoined(frame);
}

}  // namespace kruzhok::client
