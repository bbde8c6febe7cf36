// SPDX-License-Identifier: MIT
#include <algorithm>

#include "client/screens/frame.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

bool DrawFailure(const Translator& texts, const model::Error& error) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  ImGui::Begin("##failure", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
  const ImVec2 size{std::min(ui::Px(640), screen.x - ui::Px(40)),
                    std::min(ui::Px(330), screen.y - ui::Px(40))};
  ImGui::SetCursorPos({(screen.x - size.x) / 2, (screen.y - size.y) / 2.5F});
  bool closed = false;
  {
    const ui::Scope scope("failure");
    const ui::Card card("failure-card", size);
    const ErrorText text = Describe(texts, error, error.field);
    ui::Text(texts.Text("window.failure.title"), ui::Face::kTitle);
    ui::Gap(10);
    ui::Strip(text.message, icon::kRefused, ui::Colours().bad, ui::Colours().bad_soft);
    ui::Gap(6);
    ui::Wrapped(text.hint);
    ui::Gap(16);
    closed = ui::Button("close", texts.Text("window.failure.close"), {.look = ui::Look::kPrimary});
  }
  ImGui::End();
  return closed || ui::Shortcut(Key::kEscape);
}

}  // namespace kruzhok::client
