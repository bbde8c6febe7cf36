// SPDX-License-Identifier: MIT
// Things beside each other as far as there is room, the others below.
#pragma once

#include <imgui.h>

#include "client/widgets/ui.h"

namespace kruzhok::client::ui {

// Lives while the things are drawn; each of them is one item or one group of ImGui.
class Flow {
 public:
  explicit Flow(float gap = 10) : gap_(Px(gap)), room_(ImGui::GetContentRegionAvail().x) {}

  // Before each thing: goes to its place. Returns its width, which is never more than the room.
  float Next(float width_px) {
    const float width = width_px < room_ ? width_px : room_;
    const bool beside = used_ > 0 && used_ + gap_ + width <= room_;
    if (beside) ImGui::SameLine(0, gap_);
    used_ = beside ? used_ + gap_ + width : width;
    return width;
  }
  // What is left of the line, if at least `least_px` is; else a whole line.
  float Rest(float least_px) {
    const float rest = used_ > 0 ? room_ - used_ - gap_ : room_;
    return Next(rest >= least_px ? rest : room_);
  }

 private:
  float gap_, room_, used_ = 0;
};

// How far below its top a labelled field begins.
inline float BelowLabel() {
  return LineHeight(Face::kSmall) + ImGui::GetStyle().ItemSpacing.y - Px(4);
}

}  // namespace kruzhok::client::ui
