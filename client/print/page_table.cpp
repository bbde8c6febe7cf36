// SPDX-License-Identifier: MIT
// The tables of a PageWriter.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "client/print/glyph_text.h"
#include "client/print/page_writer.h"

namespace kruzhok::client {
namespace {

constexpr double kLineHeight = 1.22, kBaseline = 0.97;
constexpr double kSidePadding = 1.4 * kPointsInMm;

}  // namespace

// Where the columns of one table stand.
struct PageWriter::Grid {
  PaperTable layout;
  std::vector<double> edges;  // One more than columns.
  double headings_height = 0;

  double padding() const { return layout.padding * kPointsInMm; }

  double Inside(size_t column) const {
    return edges[column + 1] - edges[column] - 2 * kSidePadding;
  }
};

void PageWriter::Table(const PaperTable& layout,
                       const std::vector<std::vector<std::string>>& rows) {
  auto grid = std::make_shared<Grid>();
  grid->layout = layout;
  double sum = 0;
  for (const PaperColumn& column : layout.columns) sum += column.share;
  grid->edges.push_back(layout_.left * kPointsInMm);
  for (const PaperColumn& column : layout.columns)
    grid->edges.push_back(grid->edges.back() + body_width() * column.share / sum);
  int headings = -1;
  if (layout.with_headings) {
    headings = static_cast<int>(pieces_.size());
    std::vector<std::string> cells;
    for (const PaperColumn& column : layout.columns) cells.push_back(column.heading);
    AddRow(grid, cells, Weight::kBold, -1);
    // With the first row at least.
    for (size_t i = static_cast<size_t>(headings); i < pieces_.size(); ++i)
      pieces_[i].with_next = true;
    if (pieces_.size() > static_cast<size_t>(headings) + 1 ||
        pieces_.back().height > body_height() / 2)
      headings = -1;
    else
      grid->headings_height = pieces_.back().height;
  }
  for (const auto& cells : rows) AddRow(grid, cells, Weight::kRegular, headings);
}

void PageWriter::AddRow(const std::shared_ptr<Grid>& grid, const std::vector<std::string>& cells,
                        Weight weight, int headings) {
  const double size = grid->layout.size;
  std::vector<std::vector<std::string>> wrapped;
  size_t lines = 1;
  for (size_t i = 0; i < grid->layout.columns.size(); ++i) {
    const Weight own = i == 0 && weight == Weight::kRegular ? grid->layout.first : weight;
    wrapped.push_back(
        WrapText(i < cells.size() ? cells[i] : "", grid->Inside(i), grid->Inside(i),
                 [&](std::string_view part) { return canvas_.WidthOf(own, size, part); }));
    lines = std::max(lines, wrapped.back().size());
  }
  const double room = body_height() - grid->headings_height - 2 * grid->padding();
  const auto most = static_cast<size_t>(std::max(1.0, std::floor(room / (size * kLineHeight))));
  const auto shared =
      std::make_shared<const std::vector<std::vector<std::string>>>(std::move(wrapped));
  for (size_t from = 0; from < lines; from += most) {
    const size_t count = std::min(most, lines - from);
    Piece piece;
    piece.height = static_cast<double>(count) * size * kLineHeight + 2 * grid->padding();
    piece.headings = headings;
    piece.draw = [this, grid, shared, from, count, weight](double top) {
      DrawRow(*grid, *shared, from, count, weight, top);
    };
    Add(std::move(piece));
  }
}

void PageWriter::DrawRow(const Grid& grid, const std::vector<std::vector<std::string>>& cells,
                         size_t from, size_t lines, Weight weight, double top) {
  const double size = grid.layout.size;
  const bool heading = weight == Weight::kBold;
  const double height = static_cast<double>(lines) * size * kLineHeight + 2 * grid.padding();
  for (const double y : {top, top + height})
    canvas_.Line(grid.edges.front(), y, grid.edges.back(), y);
  for (const double x : grid.edges) canvas_.Line(x, top, x, top + height);
  for (size_t i = 0; i < cells.size(); ++i) {
    TextStyle style;
    style.size = size;
    style.weight = i == 0 && !heading ? grid.layout.first : weight;
    style.align = heading ? Align::kCentre : grid.layout.columns[i].align;
    const size_t end = std::min(from + lines, cells[i].size());
    const size_t shown = end > from ? end - from : 0;
    const double spare = heading ? static_cast<double>(lines - shown) * size * kLineHeight / 2 : 0;
    double baseline = top + grid.padding() + spare + size * kBaseline;
    for (size_t line = from; line < end; ++line, baseline += size * kLineHeight)
      DrawAligned(cells[i][line], style, grid.edges[i] + kSidePadding,
                  grid.edges[i + 1] - kSidePadding, baseline, true);
  }
}

}  // namespace kruzhok::client
