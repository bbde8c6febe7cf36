// SPDX-License-Identifier: MIT
// A card as high as what stands in it, for pages that scroll as a whole.
#pragma once

#include <functional>
#include <imgui.h>
#include <string_view>

namespace kruzhok::client::ui {

// Width and least height in pixels; width 0: all that is left. The height is that of the last
// frame, so it is right from the second frame on.
class GrowingCard {
 public:
  GrowingCard(std::string_view id, float width, float least_height = 0);
  ~GrowingCard();
  GrowingCard(const GrowingCard&) = delete;
  GrowingCard& operator=(const GrowingCard&) = delete;

 private:
  ImGuiID height_key_ = 0;
};

// How high what stands in the card of that id was in the last frame; 0: it was not drawn yet.
float KnownHeight(std::string_view id);
// The space between two cards, one under the other.
void CardGap();

// Cards in as many columns as there is room for, at most two; those of one line are of one height.
// `draw`: what stands in the card of that place. `narrowest` at scale 1.
void CardGrid(std::string_view id, size_t count, float narrowest,
              const std::function<void(size_t place)>& draw);

// How many columns of at least `narrowest` fit into `width`, `most` at most. Pixels.
int ColumnsIn(float width, float narrowest, int most);
// How wide each of them is.
float ColumnWidth(float width, int columns);

}  // namespace kruzhok::client::ui
