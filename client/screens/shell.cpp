// SPDX-License-Identifier: MIT
// The frame around every screen.
#include <algorithm>
#include <cmath>
#include <optional>

#include "client/screens/erasing.h"
#include "client/screens/joining.h"
#include "client/screens/parts.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/entities/staff.h"

namespace kruzhok::client {
namespace {

constexpr float kNavigation = 224, kNarrowNavigation = 60, kTopBar = 58;
// Narrower than this the names of the navigation give way to its signs.
constexpr float kNarrow = 1100;
// From that on a record stands beside its list.
constexpr float kRecordBeside = 860;

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus;

struct Place {
  Screen screen;
  const char* id;
  const char* icon;
  std::optional<Key> key{};  // With Ctrl; else by its place among those without one.
};
constexpr Place kPlaces[] = {
    {Screen::kOverview, "overview", icon::kHome},
    {Screen::kChildren, "children", icon::kChildren},
    {Screen::kProgrammes, "programmes", icon::kProgramme},
    {Screen::kGroups, "groups", icon::kGroup},
    {Screen::kEnrolment, "enrolment", icon::kEnrolment},
    {Screen::kSurveys, "surveys", icon::kSurvey},
    {Screen::kCoverage, "coverage", icon::kCoverage, Key::k0},
    {Screen::kOrganisations, "organisations", icon::kOrganisation},
    {Screen::kExchange, "exchange", icon::kExchange},
    {Screen::kReview, "review", icon::kReview},
};

// A screen that belongs to another one in the navigation.
Screen HomeOf(const DeskState& state) {
  Screen screen = state.screen;
  if (screen == Screen::kImport && state.import.type) screen = ScreenOf(*state.import.type);
  if (screen == Screen::kRoster) return Screen::kChildren;
  if (screen == Screen::kEnrolments) return Screen::kEnrolment;
  if (screen == Screen::kStaff || screen == Screen::kSchedule) return Screen::kGroups;
  return screen;
}

int64_t CountOf(const Frame& frame, Screen screen) {
  const sync::Status& status = frame.data.status;
  switch (screen) {
    case Screen::kExchange:
      return status.membership.joined ? status.pending : 0;
    case Screen::kReview:
      return std::ssize(frame.data.disputes) + std::ssize(frame.data.outside);
    case Screen::kOverview:
      return std::ssize(frame.state.drafts);
    case Screen::kSurveys:
      return frame.data.surveys.ToKey(status.membership);
    default:
      return 0;
  }
}

void DrawNavigation(const Frame& frame, bool narrow) {
  const ui::Scope scope("nav");
  const float pad = ui::Px(8);
  ImGui::SetCursorPos({ui::Px(narrow ? 18 : 22), ui::Px(20)});
  if (!narrow) {
    ui::Text(frame.Text("window.name"), ui::Face::kBold, IM_COL32_WHITE);
    ImGui::SetCursorPos({ui::Px(22), ui::Px(46)});
    ui::Fit(frame.data.organisation, ui::Px(kNavigation - 40), ui::Face::kSmall,
            ui::Colours().nav_text);
  }
  // All of them fit, however large the letters are.
  float y = ui::Px(narrow ? 10 : 80);
  const float end = ImGui::GetIO().DisplaySize.y - ui::Px(6);
  const float step =
      std::min(ui::Px(38), std::floor((end - y) / static_cast<float>(std::size(kPlaces) + 2)));
  const float width = ui::Px(narrow ? kNarrowNavigation : kNavigation) - 2 * pad;
  const auto item = [&](const Place& place, float top) {
    ImGui::SetCursorPos({pad, top});
    ImGui::BeginChild(place.id, {width, step}, false,
                      ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar);
    const std::string label = frame.Text("window.nav." + std::string(place.id));
    if (ui::NavItem(place.id, place.icon, narrow ? std::string() : label,
                    narrow ? 0 : CountOf(frame, place.screen), HomeOf(frame.state) == place.screen))
      frame.Ask(GoTo{place.screen});
    if (narrow) ui::Tooltip(label);
    ImGui::EndChild();
  };
  for (const Place& place : kPlaces) {
    item(place, y);
    y += step;
  }
  item({Screen::kHelp, "help", icon::kHelp}, end - 2 * step);
  item({Screen::kSettings, "settings", icon::kSettings}, end - step);
}

std::optional<std::pair<const model::EntityType*, model::Uuid>> ParseHit(std::string_view value) {
  const size_t slash = value.find('/');
  if (slash == value.npos) return std::nullopt;
  const model::EntityType* type = model::FindEntity(value.substr(0, slash));
  const auto id = model::Uuid::FromText(value.substr(slash + 1));
  if (type == nullptr || !id) return std::nullopt;
  return std::pair(type, *id);
}

void DrawSearch(const Frame& frame, float width) {
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> options;
    for (const SearchHit& hit : frame.data.search->Find(typed, 30)) {
      std::string detail = frame.texts.EntityLabel(*hit.type);
      if (!hit.subtitle.empty()) detail += " · " + hit.subtitle;
      options.push_back({std::string(hit.type->name()) + '/' + hit.id.Text(), hit.title, detail});
    }
    if (options.empty() && !typed.empty())
      options.push_back({"-", frame.Text("window.search.nothing")});
    return options;
  };
  std::string hint = frame.Text("window.search.hint") + "   Ctrl+K";
  if (ui::Width(hint) > width - ui::Px(50)) hint = frame.Text("window.search.short");
  const auto chosen =
      ui::Pick("search", "", "", find, {.hint = hint, .icon = icon::kSearch, .width = width});
  if (!chosen) return;
  // The keyboard goes into what was found.
  if (const auto hit = ParseHit(*chosen))
    frame.Ask(OpenRecord{hit->first, hit->second, FirstField(*hit->first)});
}

struct DataWords {
  std::string text;
  const char* icon;
  ImU32 colour, soft;
};

DataWords WhereDataStand(const Frame& frame) {
  const Theme& theme = ui::Colours();
  const sync::Status& status = frame.data.status;
  if (!status.membership.joined)
    return {frame.Text("window.data.here"), icon::kHere, theme.muted, theme.hover};
  if (frame.state.exchange.running)
    return {frame.Text("window.data.running"), icon::kExchange, theme.accent, theme.accent_soft};
  const bool silent = frame.state.exchange.error.has_value() || status.last_contact_ms == 0;
  const std::string since = status.last_contact_ms == 0 ? frame.Text("window.data.never")
                                                        : Ago(frame, status.last_contact_ms);
  if (status.pending > 0) {
    const std::string pending = frame.texts.Count("window.data.pending", status.pending);
    return {silent
                ? frame.Text("window.data.pending_silent", {{"pending", pending}, {"since", since}})
                : pending,
            icon::kCloud, theme.warn, theme.warn_soft};
  }
  if (silent)
    return {frame.Text("window.data.silent", {{"since", since}}), icon::kCloud, theme.warn,
            theme.warn_soft};
  return {frame.Text("window.data.all", {{"since", since}}), icon::kCheck, theme.ok, theme.ok_soft};
}

void DrawDataChip(const Frame& frame, float right, float room) {
  DataWords words = WhereDataStand(frame);
  const float icon_only = ui::Px(28) + ui::Width(words.icon);
  float width = ui::Px(32) + ui::Width(words.icon) + ui::Width(words.text);
  const bool whole = width <= room;
  if (!whole) width = icon_only;
  ImGui::SetCursorPos({right - width, ui::Px((kTopBar - 28) / 2)});
  const ImVec2 at = ImGui::GetCursorPos();
  ui::Chip(whole ? words.text : std::string(), words.icon, words.colour, words.soft);
  ImGui::SetCursorPos(at);
  const auto press = ui::Pressable("data", {width, ui::Px(30)}, words.text);
  ui::Tooltip(frame.Text("window.data.tooltip"));
  if (press.focused && ui::Now().by_keyboard) ui::Ring(press.min, press.max);
  if (press.pressed) frame.Ask(GoTo{Screen::kExchange});
}

void DrawTopBar(const Frame& frame, float width) {
  const ui::Scope scope("top");
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 low = ImGui::GetWindowPos();
  draw.AddRectFilled(low, {low.x + width, low.y + ui::Px(kTopBar)}, ui::Colours().panel);
  draw.AddLine({low.x, low.y + ui::Px(kTopBar)}, {low.x + width, low.y + ui::Px(kTopBar)},
               ui::Colours().border);
  const float search = std::min(ui::Px(420), width * 0.4F);
  ImGui::SetCursorPos({ui::Px(20), ui::Px(13)});
  DrawSearch(frame, search);
  const std::string user =
      frame.state.user.empty() ? frame.Text("window.user.nobody") : frame.state.user;
  const std::string tooltip = frame.Text("window.user.tooltip");
  const ui::ButtonOptions quiet{
      .look = ui::Look::kQuiet, .icon = icon::kPerson, .tooltip = tooltip};
  const float wide = std::min(ui::ButtonWidth(user, quiet), width * 0.22F);
  float right = width - ui::Px(12) - wide;
  ImGui::SetCursorPos({right, ui::Px(13)});
  // Shortened like any text that does not fit; the whole of it is in the dialog that it opens.
  std::string shown = user;
  for (size_t end = user.size(); end > 0 && ui::ButtonWidth(shown, quiet) > wide;) {
    do --end;
    while (end > 0 && (user[end] & 0xC0) == 0x80);
    shown = user.substr(0, end) + "…";
  }
  if (ui::Button("user", shown, quiet)) frame.state.users_open = true;
  right -= ui::Px(12);
  DrawDataChip(frame, right, right - search - ui::Px(50));
}

void DrawUsers(const Frame& frame) {
  ui::Dialog dialog("users", frame.Text("window.user.title"), 460, frame.state.users_open);
  if (!dialog) return;
  ui::Wrapped(frame.Text("window.user.why"), ui::Face::kSmall, ui::Colours().muted);
  ui::Gap(10);
  const auto& users = frame.state.settings.users;
  for (size_t i = 0; i < users.size(); ++i) {
    const ui::Scope scope(std::to_string(i));
    const bool here = users[i] == frame.state.user;
    const float width = ImGui::GetContentRegionAvail().x - ui::Px(50);
    if (ui::Button("choose", users[i],
                   {.look = here ? ui::Look::kChosen : ui::Look::kPlain,
                    .icon = icon::kPerson,
                    .width = width})) {
      frame.Ask(SwitchUser{users[i]});
      frame.state.users_open = false;
    }
    ui::SameLine();
    if (ui::Button("forget", "",
                   {.look = ui::Look::kQuiet,
                    .icon = icon::kClose,
                    .enabled = !here && RoleOf(frame.state) == PersonRole::kFull,
                    .tooltip = frame.Text("window.user.forget")}))
      frame.Ask(ForgetUser{users[i]});
  }
  ui::Gap(14);
  const auto input = ui::Input("new", frame.state.new_user,
                               {.label = frame.Text("window.user.new"), .max_length = 80});
  const bool ready = frame.state.new_user.find_first_not_of(' ') != std::string::npos;
  const bool add = ui::Button("add", frame.Text("window.user.add"),
                              {.look = ui::Look::kPrimary, .enabled = ready});
  if (ready && (add || input.entered)) {
    frame.Ask(SwitchUser{frame.state.new_user});
    frame.state.new_user.clear();
    frame.state.users_open = false;
  }
}

// What was written can be opened, and its folder shown.
struct FileButton {
  const char* id;
  std::string label;
  ui::ButtonOptions options;
};
std::vector<FileButton> FileButtons(const Frame& frame, const Notice& notice) {
  if (notice.file.empty()) return {};
  return {{"open",
           frame.Text(notice.report ? "transfer.open_report" : "transfer.open"),
           {.look = ui::Look::kLink}},
          {"folder",
           "",
           {.look = ui::Look::kQuiet,
            .icon = icon::kFolder,
            .tooltip = frame.Text("transfer.show_folder")}}};
}

float FileButtonsWidth(const Frame& frame, const Notice& notice) {
  float width = 0;
  for (const FileButton& button : FileButtons(frame, notice))
    width += ui::ButtonWidth(button.label, button.options) + ui::Px(10);
  return width;
}

void DrawFileButtons(const Frame& frame, const Notice& notice) {
  const std::string file = notice.file;
  for (const FileButton& button : FileButtons(frame, notice)) {
    const bool folder = button.label.empty();
    if (ui::Button(button.id, button.label, button.options)) {
      if (folder)
        frame.Ask(ShowFolderOf{file});
      else
        frame.Ask(OpenFile{file});
    }
    ui::SameLine(10);
  }
}

void DrawNotice(const Frame& frame, float left) {
  if (!frame.state.notice) return;
  const Notice& notice = *frame.state.notice;
  const bool problem = notice.kind == Notice::Kind::kProblem;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const Theme& theme = ui::Colours();
  const ui::ButtonOptions undo{.look = ui::Look::kLink, .keys = "Ctrl+Z"};
  const float buttons = ui::Px(50) +
                        (notice.can_undo ? ui::ButtonWidth(frame.Text("window.undo"), undo) : 0) +
                        FileButtonsWidth(frame, notice);
  // At the left, so that it leaves what an open record is saved by in sight.
  const float room = screen.x - left;
  const float most = std::min(
      frame.state.record && room >= ui::Px(kRecordBeside) ? room * 0.55F : room - ui::Px(40),
      ui::Px(900));
  const float text_room = most - buttons - ui::Px(60);
  const float wanted = std::max(ui::Width(notice.text), ui::Width(notice.hint, ui::Face::kSmall));
  const float text = std::min(wanted + ui::Px(2), text_room);
  const ImFont* font = ui::Now().fonts.text;
  const ImFont* small = ui::Now().fonts.small;
  const float lines = font->CalcTextSizeA(font->FontSize, FLT_MAX, text, notice.text.c_str()).y;
  const float hints =
      notice.hint.empty()
          ? 0
          : small->CalcTextSizeA(small->FontSize, FLT_MAX, text, notice.hint.c_str()).y + ui::Px(6);
  const ImVec2 size{text + buttons + ui::Px(60), std::max(ui::Px(52), lines + hints + ui::Px(28))};
  ImGui::SetNextWindowPos({left + ui::Px(20), screen.y - size.y - ui::Px(16)});
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, problem ? theme.bad_soft : theme.panel);
  ImGui::PushStyleColor(ImGuiCol_Border, problem ? theme.bad : theme.ok);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui::Px(8));
  ImGui::Begin("##notice", nullptr, kFixed & ~ImGuiWindowFlags_NoBringToFrontOnFocus);
  {
    const ui::Scope scope("notice");
    ImGui::SetCursorPos({ui::Px(16), ui::Px(15)});
    ui::Text(problem ? icon::kRefused : icon::kCheck, ui::Face::kText,
             problem ? theme.bad : theme.ok);
    ImGui::SetCursorPos({ui::Px(46), ui::Px(14)});
    ui::Wrapped(notice.text, ui::Face::kText, theme.text, text);
    if (!notice.hint.empty()) {
      ImGui::SetCursorPos({ui::Px(46), ui::Px(20) + lines});
      ui::Wrapped(notice.hint, ui::Face::kSmall, theme.muted, text);
    }
    ImGui::SetCursorPos({size.x - buttons, ui::Px(10)});
    DrawFileButtons(frame, notice);
    if (notice.can_undo && ui::Button("undo", frame.Text("window.undo"), undo))
      frame.Ask(UndoLast{});
    ImGui::SetCursorPos({size.x - ui::Px(46), ui::Px(10)});
    if (ui::Button("close", "", {.look = ui::Look::kQuiet, .icon = icon::kClose}))
      frame.Ask(Dismiss{});
  }
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(2);
}

const model::EntityType* EntityOf(Screen screen) {
  switch (screen) {
    case Screen::kChildren:
      return &model::child;
    case Screen::kProgrammes:
      return &model::programme;
    case Screen::kGroups:
      return &model::group;
    case Screen::kEnrolments:
      return &model::enrolment;
    case Screen::kOrganisations:
      return &model::organisation;
    case Screen::kStaff:
      return &model::staff;
    default:
      return nullptr;
  }
}

void DrawScreen(const Frame& frame) {
  if (const model::EntityType* type = EntityOf(frame.state.screen))
    return DrawListScreen(frame, *type);
  switch (frame.state.screen) {
    case Screen::kOverview:
      return DrawOverview(frame);
    case Screen::kRoster:
      return DrawRoster(frame);
    case Screen::kEnrolment:
      return DrawEnrolment(frame);
    case Screen::kSurveys:
      return DrawSurveys(frame);
    case Screen::kCoverage:
      return DrawCoverage(frame);
    case Screen::kSchedule:
      return DrawSchedule(frame);
    case Screen::kExchange:
      return DrawExchange(frame);
    case Screen::kReview:
      return DrawReview(frame);
    case Screen::kImport:
      return DrawImport(frame);
    case Screen::kSettings:
      return DrawSettings(frame);
    case Screen::kAccessLog:
      return DrawAccessLog(frame);
    case Screen::kHelp:
      return DrawHelp(frame);
    default:
      return;
  }
}

// In a field Ctrl+Z takes back what was typed there.
bool TypingInField() {
  return ImGui::GetIO().WantTextInput && ui::Now().edited;
}

bool TypedQuestionMark() {
  const auto& typed = ImGui::GetIO().InputQueueCharacters;
  return !ImGui::GetIO().WantTextInput &&
         std::find(typed.begin(), typed.end(), ImWchar('?')) != typed.end();
}

// A list takes the keyboard when it is opened, so that arrows work at once.
void FocusNewScreen(const Frame& frame) {
  DeskState& state = frame.state;
  if (state.drawn_screen == state.screen) return;
  state.drawn_screen = state.screen;
  if (state.screen == Screen::kImport) state.import.drawn_step.reset();
  const model::EntityType* type = EntityOf(state.screen);
  if (type != nullptr && (!state.record || state.record->form.focus.empty()))
    ui::FocusPath(ListPath(*type));
}

// From the list into the record and back.
void NextPane(const Frame& frame) {
  auto& record = frame.state.record;
  const model::EntityType* type = record ? record->form.type : EntityOf(frame.state.screen);
  if (type == nullptr) return;
  const std::string list = ListPath(*type);
  if (ui::Now().focus_path == list && record)
    record->form.focus = FirstField(*type);
  else
    ui::FocusPath(list);
}

void Shortcuts(const Frame& frame) {
  if (ui::Shortcut(Key::kF5) && frame.data.status.membership.joined) frame.Ask(SyncNow{});
  if (ui::Shortcut(Key::kF6)) NextPane(frame);
  if (ui::Shortcut(Key::kK, kControl)) ui::FocusPath("top/search");
  if (ui::Shortcut(Key::kF1)) frame.Ask(GoTo{Screen::kHelp});
  if (TypedQuestionMark()) frame.state.keys_open = true;
  if (ui::Shortcut(Key::kZ, kControl) && !TypingInField()) frame.Ask(UndoLast{});
  if (ui::Shortcut(Key::kU, kControl)) frame.state.users_open = true;
  int next = static_cast<int>(Key::k1);
  for (const Place& place : kPlaces) {
    const Key key = place.key ? *place.key : static_cast<Key>(next++);
    if (ui::Shortcut(key, kControl)) frame.Ask(GoTo{place.screen});
  }
}

}  // namespace

void DrawTitle(std::string_view title, std::string_view summary, float actions_px) {
  const float left = ImGui::GetCursorPosX(), top = ImGui::GetCursorPosY();
  const float width = ImGui::GetContentRegionAvail().x;
  ui::Text(title, ui::Face::kTitle);
  const float used = ui::Width(title, ui::Face::kTitle);
  const float room = width - used - actions_px - ui::Px(30);
  if (room > ui::Px(60)) {
    ImGui::SetCursorPos({left + used + ui::Px(12), top + ui::Px(7)});
    ui::Fit(summary, room, ui::Face::kText, ui::Colours().muted);
  }
  ImGui::SetCursorPos({left + std::max(used + ui::Px(12), width - actions_px), top});
}

void DrawShell(const Frame& frame) {
  Shortcuts(frame);
  FocusNewScreen(frame);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const bool narrow = screen.x / ui::Now().scale < kNarrow;
  const float left = ui::Px(narrow ? kNarrowNavigation : kNavigation);
  const ImVec2 content{screen.x - left, screen.y};

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({left, screen.y});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui::Colours().nav);
  ImGui::Begin("##navigation", nullptr, kFixed);
  DrawNavigation(frame, narrow);
  ImGui::End();
  ImGui::PopStyleColor();

  ImGui::SetNextWindowPos({left, 0});
  ImGui::SetNextWindowSize(content);
  ImGui::Begin("##content", nullptr, kFixed);
  DrawTopBar(frame, content.x);
  ImGui::SetCursorPos({0, ui::Px(kTopBar + 1)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui::Px(20), ui::Px(16)));
  ImGui::BeginChild("##screen", {content.x, content.y - ui::Px(kTopBar + 1)}, false,
                    ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar();
  DrawScreen(frame);
  ImGui::EndChild();
  ImGui::End();

  DrawNotice(frame, left);
  DrawUsers(frame);
  DrawExport(frame);
  DrawPrint(frame);
  DrawErasing(frame);
  DrawJoiningAgain(frame);
  DrawKeys(frame);
  DrawWizard(frame);
}

}  // namespace kruzhok::client
