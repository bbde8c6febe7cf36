// SPDX-License-Identifier: MIT
#include "client/widgets/full_page.h"

#include <string>

#include "client/widgets/ui.h"

namespace kruzhok::client::ui {

FullPage::FullPage(std::string_view id) {
  Context& context = Now();
  is_new_ = !context.modal;
  context.modal_now = true;
  context.in_dialog = true;
  if (is_new_) context.stops.clear();
  const std::string name(id);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, Colours().bg);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(Px(24), Px(20)));
  ImGui::Begin(("##page-" + name).c_str(), nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  if (is_new_) ImGui::SetWindowFocus();
  ImGui::PushID(name.c_str());
  context.path = name + '/';
}

FullPage::~FullPage() {
  Context& context = Now();
  ImGui::PopID();
  ImGui::End();
  context.path.clear();
  context.in_dialog = false;
}

}  // namespace kruzhok::client::ui
