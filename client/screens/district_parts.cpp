// SPDX-License-Identifier: MIT
#include "client/screens/district_parts.h"

#include "client/app/plain_words.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// Who works is asked only where it is not known. True: Enter.
bool DrawUserField(const Frame& frame, std::string& user) {
  if (!frame.state.user.empty()) return false;
  return ui::Input("user", user,
                   {.label = frame.Text("exchange.join.user"),
                    .hint = frame.Text("exchange.join.user.hint"),
                    .note = frame.Text("exchange.join.user.note"),
                    .enabled = !frame.state.exchange.joining,
                    .max_length = 80})
      .entered;
}

std::string PassportLabel(const FoundCarried& file) {
  const std::string& organisation = file.passport->organisation;
  return file.passport->district + (organisation.empty() ? "" : " · " + organisation);
}

}  // namespace

void DrawProblem(std::string_view message, std::string_view hint) {
  const Theme& theme = ui::Colours();
  const float width = ImGui::GetContentRegionAvail().x;
  const float left = ui::Px(42), room = width - left - ui::Px(16);
  const float first = ui::Height(message, ui::Face::kText, room);
  const float second = hint.empty() ? 0 : ui::Height(hint, ui::Face::kSmall, room) + ui::Px(4);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const ImVec2 high{low.x + width, low.y + first + second + ui::Px(24)};
  ImGui::GetWindowDrawList()->AddRectFilled(low, high, theme.bad_soft, ui::Px(8));
  ui::DrawText({low.x + ui::Px(14), low.y + ui::Px(12)}, icon::kRefused, theme.bad);
  ui::DrawText({low.x + left, low.y + ui::Px(12)}, message, theme.bad, ui::Face::kText, room);
  if (!hint.empty())
    ui::DrawText({low.x + left, low.y + ui::Px(16) + first}, hint, theme.text, ui::Face::kSmall,
                 room);
  ImGui::Dummy({width, high.y - low.y});
}

void DrawProblem(const Frame& frame, const model::Error& error) {
  const ErrorText text = PlainWords(frame.texts, error, error.field);
  DrawProblem(text.message, text.hint);
  ui::Tooltip(error.detail);
}

bool DrawJoiningFields(const Frame& frame, const JoiningFields& fields) {
  const ExchangeState& exchange = frame.state.exchange;
  if (exchange.join_error) {
    DrawProblem(frame, *exchange.join_error);
    ui::Gap(12);
  }
  const bool enabled = !exchange.joining;
  bool entered = false;
  ui::Input("server", fields.server,
            {.label = frame.Text("exchange.join.server"),
             .hint = frame.Text("exchange.join.server.hint"),
             .required = true,
             .note = frame.Text("exchange.join.server.note"),
             .enabled = enabled,
             .max_length = 200});
  entered = ui::Input("code", fields.code,
                      {.label = frame.Text("exchange.join.code"),
                       .required = true,
                       .note = frame.Text("exchange.join.code.note"),
                       .enabled = enabled,
                       .max_length = 200})
                .entered;
  return DrawUserField(frame, fields.user) || entered;
}

bool DrawPassportFields(const Frame& frame, const PassportFields& fields) {
  const ExchangeState& exchange = frame.state.exchange;
  if (exchange.join_error) {
    DrawProblem(frame, *exchange.join_error);
    ui::Gap(12);
  }
  const bool enabled = !exchange.joining;
  const auto& passports = frame.state.carrying.passports;
  std::string shown = fields.file;
  for (const FoundCarried& one : passports)
    if (one.path == fields.file) shown = PassportLabel(one);
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> options;
    const bool path = typed.find('/') != typed.npos || typed.find('\\') != typed.npos;
    if (path) options.push_back({std::string(typed), std::string(typed)});
    for (const FoundCarried& one : passports)
      if (path ||
          model::Fold(PassportLabel(one) + one.path).find(model::Fold(typed)) != std::string::npos)
        options.push_back({one.path, PassportLabel(one), one.path});
    return options;
  };
  const auto chosen =
      ui::Pick("file", fields.file, shown, find,
               {.label = frame.Text("exchange.passport.file"),
                .hint = frame.Text("exchange.passport.file.hint"),
                .required = true,
                .note = frame.Text(passports.empty() ? "exchange.passport.file.none"
                                                     : "exchange.passport.file.note"),
                .enabled = enabled});
  if (chosen) fields.file = *chosen;
  const bool entered = ui::Input("pin", fields.pin,
                                 {.label = frame.Text("exchange.passport.pin"),
                                  .required = true,
                                  .note = frame.Text("exchange.passport.pin.note"),
                                  .enabled = enabled,
                                  .max_length = 40})
                           .entered;
  return DrawUserField(frame, fields.user) || entered;
}

bool CanJoin(const Frame& frame, const PassportFields& fields) {
  return !frame.state.exchange.joining && !IsBlank(fields.file) && !IsBlank(fields.pin);
}

void AskToJoin(const Frame& frame, const PassportFields& fields) {
  frame.Ask(JoinWithPassport{fields.file, fields.pin,
                             frame.state.user.empty() ? fields.user : frame.state.user});
}

bool CanJoin(const Frame& frame, const JoiningFields& fields) {
  return !frame.state.exchange.joining && !IsBlank(fields.server) && !IsBlank(fields.code);
}

void AskToJoin(const Frame& frame, const JoiningFields& fields) {
  frame.Ask(JoinDistrict{fields.server, fields.code,
                         frame.state.user.empty() ? fields.user : frame.state.user});
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

std::string Percent(const Frame& frame, int64_t part, int64_t whole) {
  const int64_t tenths = whole == 0 ? 0 : (part * 2000 + whole) / (2 * whole);
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0)
    text +=
        (frame.texts.language() == Language::kRussian ? "," : ".") + std::to_string(tenths % 10);
  return text + " %";
}

}  // namespace kruzhok::client
