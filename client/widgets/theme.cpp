// SPDX-License-Identifier: MIT
#include "client/widgets/theme.h"

namespace kruzhok::client {
namespace {

constexpr ImU32 Rgb(unsigned rgb) {
  return IM_COL32((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255, 255);
}

constexpr Theme kLight = {
    .bg = Rgb(0xF4F6F9),
    .panel = Rgb(0xFFFFFF),
    .text = Rgb(0x1D2733),
    .muted = Rgb(0x5B6876),
    .border = Rgb(0xD8DEE6),
    .accent = Rgb(0x2563C9),
    .accent_soft = Rgb(0xE6EEFB),
    .ok = Rgb(0x187446),
    .ok_soft = Rgb(0xE3F4EA),
    .warn = Rgb(0x8A5A00),
    .warn_soft = Rgb(0xFFF3D6),
    .bad = Rgb(0xB3261E),
    .bad_soft = Rgb(0xFDE9E7),
    .disputed = Rgb(0x6B3FA0),
    .disputed_soft = Rgb(0xF0E8FA),
    .nav = Rgb(0x17324F),
    .nav_text = Rgb(0xDCE6F2),
    .hover = Rgb(0xEEF2F7),
    .zebra = Rgb(0xFAFBFD),
    .on_accent = Rgb(0xFFFFFF),
    .badge = Rgb(0xF2B544),
    .badge_text = Rgb(0x1D2733),
    .focus = Rgb(0xD98A14),
    .track = Rgb(0xD8DEE6),
};

constexpr Theme kDark = {
    .bg = Rgb(0x12171E),
    .panel = Rgb(0x1A212B),
    .text = Rgb(0xE6EBF1),
    .muted = Rgb(0x9AA7B5),
    .border = Rgb(0x2E3947),
    .accent = Rgb(0x6AA2F7),
    .accent_soft = Rgb(0x1E3354),
    .ok = Rgb(0x5FCB92),
    .ok_soft = Rgb(0x163526),
    .warn = Rgb(0xE5B454),
    .warn_soft = Rgb(0x3A2E12),
    .bad = Rgb(0xF28B82),
    .bad_soft = Rgb(0x431E1B),
    .disputed = Rgb(0xC3A1F0),
    .disputed_soft = Rgb(0x2E2142),
    .nav = Rgb(0x0D1722),
    .nav_text = Rgb(0xB9C7D6),
    .hover = Rgb(0x222B37),
    .zebra = Rgb(0x1D2530),
    .on_accent = Rgb(0x12171E),
    .badge = Rgb(0xF2B544),
    .badge_text = Rgb(0x1D2733),
    .focus = Rgb(0xE5B454),
    .track = Rgb(0x2E3947),
};

ImVec4 Float(ImU32 colour) {
  return ImGui::ColorConvertU32ToFloat4(colour);
}

}  // namespace

const Theme& ThemeOf(ThemeChoice choice) {
  return choice == ThemeChoice::kDark ? kDark : kLight;
}

uint32_t GroundOf(const Theme& theme) {
  return ((theme.bg >> IM_COL32_R_SHIFT) & 255) << 16 |
         ((theme.bg >> IM_COL32_G_SHIFT) & 255) << 8 | ((theme.bg >> IM_COL32_B_SHIFT) & 255);
}

void ApplyTheme(const Theme& theme, float scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = {0, 0};
  style.FramePadding = {10, 7};
  style.ItemSpacing = {10, 8};
  style.ItemInnerSpacing = {8, 6};
  style.CellPadding = {10, 7};
  style.WindowRounding = 0;
  style.ChildRounding = 8;
  style.FrameRounding = 6;
  style.PopupRounding = 8;
  style.GrabRounding = 6;
  style.ScrollbarSize = 12;
  style.ScrollbarRounding = 6;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 1;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 1;
  style.ScaleAllSizes(scale);
  style.WindowBorderSize = 0;
  style.AntiAliasedLinesUseTex = true;
  auto* colours = style.Colors;
  for (int i = 0; i < ImGuiCol_COUNT; ++i) colours[i] = Float(theme.accent);
  const ImVec4 none{0, 0, 0, 0};
  colours[ImGuiCol_Text] = Float(theme.text);
  colours[ImGuiCol_TextDisabled] = Float(theme.muted);
  colours[ImGuiCol_WindowBg] = Float(theme.bg);
  colours[ImGuiCol_ChildBg] = none;
  colours[ImGuiCol_PopupBg] = Float(theme.panel);
  colours[ImGuiCol_Border] = Float(theme.border);
  colours[ImGuiCol_BorderShadow] = none;
  for (const int frame : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive})
    colours[frame] = Float(theme.panel);
  colours[ImGuiCol_ScrollbarBg] = none;
  colours[ImGuiCol_ScrollbarGrab] = Float(theme.border);
  colours[ImGuiCol_ScrollbarGrabHovered] = Float(theme.muted);
  colours[ImGuiCol_ScrollbarGrabActive] = Float(theme.muted);
  colours[ImGuiCol_Separator] = Float(theme.border);
  colours[ImGuiCol_TableHeaderBg] = Float(theme.zebra);
  colours[ImGuiCol_TableBorderStrong] = Float(theme.border);
  colours[ImGuiCol_TableBorderLight] = Float(theme.border);
  colours[ImGuiCol_TableRowBg] = none;
  colours[ImGuiCol_TableRowBgAlt] = Float(theme.zebra);
  colours[ImGuiCol_TextSelectedBg] = Float(theme.accent);
  colours[ImGuiCol_TextSelectedBg].w = 0.35F;
  colours[ImGuiCol_ModalWindowDimBg] = {0.05F, 0.08F, 0.12F, 0.55F};
  for (const int quiet : {ImGuiCol_Header, ImGuiCol_HeaderHovered, ImGuiCol_HeaderActive})
    colours[quiet] = Float(theme.hover);
  colours[ImGuiCol_NavHighlight] = none;
}

}  // namespace kruzhok::client
