// SPDX-License-Identifier: MIT
// What the chosen indicator is told apart by: schools, directions, ages, classes, categories,
// places.
#include <algorithm>

#include "client/coverage/indicator_words.h"
#include "client/screens/coverage_indicators.h"
#include "client/screens/district_parts.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/entities/staff.h"

namespace kruzhok::client {
namespace {

using model::CoveragePartBy;
using model::IndicatorPart;

constexpr size_t kMostParts = 200;
constexpr float kBar = 18, kRow = 34, kNumbers = 190, kRest = 150;

const model::EntityType& TypeOf(model::Indicator indicator) {
  if (indicator == model::Indicator::kTrained) return model::staff;
  return model::RowsOf(indicator) == model::IndicatorRows::kChildren
             ? static_cast<const model::EntityType&>(model::child)
             : model::programme;
}

void DrawChoice(const Frame& frame) {
  IndicatorsState& state = frame.state.coverage.indicators;
  const IndicatorsReading& read = *state.read;
  const bool of_children = model::RowsOf(read.chosen) == model::IndicatorRows::kChildren;
  std::vector<CoveragePartBy> all;
  for (const CoveragePartBy by : kPartsBy)
    if (by == CoveragePartBy::kOrganisation ? !read.request.organisation : of_children)
      all.push_back(by);
  if (all.size() < 2) return;
  std::vector<std::string> labels;
  size_t here = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    labels.push_back(frame.Text("indicators.by." + std::string(Name(all[i]))));
    if (all[i] == read.by) here = i;
  }
  if (const auto chosen = ui::Segments("by", labels, here)) state.by = all[*chosen];
  ui::Gap(4);
}

int64_t WholeOf(const IndicatorPart& part) {
  return std::ssize(part.reached) + (part.whole ? std::ssize(part.rest) : 0);
}

struct Drawing {
  const Frame& frame;
  const IndicatorsReading& read;
  float room = 0, label = 0;
  int64_t most = 1;  // What a bar over all of its room stands for.
};

void Open(const Drawing& drawing, const std::string& title, const IndicatorPart& part,
          bool reached) {
  const bool of_category = drawing.read.by == CoveragePartBy::kCategory ||
                           drawing.read.chosen == model::Indicator::kOvzCoverage;
  const std::string key = "indicators.rows." + std::string(model::CodeOf(drawing.read.chosen)) +
                          (reached ? ".reached" : ".rest");
  const model::Date& on = drawing.read.lines[static_cast<size_t>(drawing.read.chosen)].on;
  drawing.frame.Ask(OpenRows{&TypeOf(drawing.read.chosen),
                             drawing.frame.Text(key, {{"date", on.Russian()}}) + " · " + title,
                             reached ? part.reached : part.rest, of_category});
}

// Name, bar, what reaches it, the rest.
void DrawPart(const Drawing& drawing, const IndicatorPart& part, size_t place) {
  const Frame& frame = drawing.frame;
  const ui::Scope scope(std::to_string(place));
  const Theme& theme = ui::Colours();
  const std::string title =
      PartTitle(frame.texts, drawing.read.by, part.value, [&](const model::Uuid& id) {
        return frame.data.search ? frame.data.search->TitleOf(model::organisation, id)
                                 : std::string();
      });
  const ImVec2 at = ImGui::GetCursorPos(), on_screen = ImGui::GetCursorScreenPos();
  ImGui::SetCursorPosY(at.y + ui::Px(7));
  ui::Fit(title, drawing.label - ui::Px(10), ui::Face::kText, part.value.empty() ? theme.muted : 0);
  const float bars = drawing.room - drawing.label - ui::Px(kNumbers + kRest);
  const auto width = [&](int64_t count) {
    return bars * static_cast<float>(count) / static_cast<float>(drawing.most);
  };
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 low{on_screen.x + drawing.label, on_screen.y + ui::Px((kRow - kBar) / 2)};
  const int64_t reached = std::ssize(part.reached), whole = WholeOf(part);
  draw.AddRectFilled(low, {low.x + width(whole), low.y + ui::Px(kBar)}, theme.track, ui::Px(3));
  draw.AddRectFilled(low, {low.x + width(reached), low.y + ui::Px(kBar)}, theme.accent, ui::Px(3));
  const float numbers = at.x + drawing.room - ui::Px(kNumbers + kRest) + ui::Px(8);
  std::string figure = Count(reached);
  if (part.whole)
    figure = frame.Text("indicators.of", {{"part", figure}, {"whole", Count(whole)}}) + " · " +
             Percent(frame, reached, whole);
  ImGui::SetCursorPos({numbers, at.y});
  if (reached > 0) {
    if (ui::Link("reached", figure)) Open(drawing, title, part, true);
  } else {
    ImGui::SetCursorPosY(at.y + ui::Px(7));
    ui::Text(figure, ui::Face::kText, theme.muted);
  }
  if (part.whole && !part.rest.empty()) {
    ImGui::SetCursorPos({numbers + ui::Px(kNumbers), at.y});
    if (ui::Link("rest", frame.Text("indicators.rest", {{"count", Count(whole - reached)}})))
      Open(drawing, title, part, false);
  }
  ImGui::SetCursorPos({at.x, at.y + ui::Px(kRow)});
}

}  // namespace

void DrawIndicatorParts(const Frame& frame) {
  const ui::Scope scope("parts");
  const IndicatorsReading& read = *frame.state.coverage.indicators.read;
  ui::Wrapped(NumberOf(read.chosen) + ". " + NameOf(frame.texts, read.chosen), ui::Face::kBold);
  ui::Wrapped(frame.Text("indicators.parts." + std::string(Name(read.by))), ui::Face::kSmall,
              ui::Colours().muted);
  ui::Gap(4);
  DrawChoice(frame);
  if (read.parts.empty()) {
    ui::Wrapped(frame.Text("indicators.parts.none"), ui::Face::kText, ui::Colours().muted);
    return;
  }
  Drawing drawing{frame, read};
  drawing.room = ImGui::GetContentRegionAvail().x;
  drawing.label = std::clamp(drawing.room * 0.32F, ui::Px(110), ui::Px(380));
  for (const IndicatorPart& part : read.parts) drawing.most = std::max(drawing.most, WholeOf(part));
  // What is not told comes last; its value is the first.
  const size_t first = read.parts.front().value.empty() ? 1 : 0;
  const size_t count = std::min(read.parts.size(), kMostParts);
  for (size_t i = first; i < count; ++i) DrawPart(drawing, read.parts[i], i);
  if (first == 1) DrawPart(drawing, read.parts.front(), 0);
  ImGui::Dummy({0, 0});
  if (read.parts.size() > count)
    ui::Muted(frame.Text("indicators.parts.more",
                         {{"count", Count(static_cast<int64_t>(read.parts.size() - count))}}));
}

}  // namespace kruzhok::client
