// SPDX-License-Identifier: MIT
// Lays a paper out: paragraphs, tables and signatures from above to below, over as many pages as it
// takes. What is added is kept as pieces that are never cut; Finish puts them on pages and draws.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/print/pdf_canvas.h"

namespace kruzhok::client {

inline constexpr double kPointsInMm = 72 / 25.4;

enum class Align { kLeft, kCentre, kRight, kJustified };

// Millimetres, as offices count them.
struct PageLayout {
  double left = 20, right = 10, top = 20, bottom = 20;
  std::string
      running{};  // Stands before the number on the second page and later ones; may be empty.
  // Drawn on every page, the first is 0, in place of that number.
  std::function<void(PdfCanvas&, size_t page, size_t pages)> margin{};
};

struct TextStyle {
  Align align = Align::kLeft;
  Weight weight = Weight::kRegular;
  double size = 12;        // Points.
  double indent = 0;       // Of the first line; millimetres, like all below.
  double inset = 0;        // From both margins.
  double after = 0;        // Empty space below.
  bool with_next = false;  // Not the last thing on a page.
};

struct PaperColumn {
  std::string heading;
  double share = 1;  // Of the width, against the sum of all.
  Align align = Align::kLeft;
};

struct PaperTable {
  std::vector<PaperColumn> columns;
  double size = 10;                 // Points.
  double padding = 1.1;             // Millimetres above and below the text of a cell.
  bool with_headings = true;        // Again on each page that the table goes on to.
  Weight first = Weight::kRegular;  // Of the first column.
};

// REQUIRES: the canvas outlives it and has no pages yet. One thread.
class PageWriter {
 public:
  PageWriter(PdfCanvas& canvas, PageLayout layout);

  void Paragraph(std::string_view text, const TextStyle& style = {});
  void Space(double millimetres);
  // One line, the first text at the left margin and the other at the right one.
  void Sides(std::string_view left, std::string_view right, const TextStyle& style = {});
  // Who signs, a line to sign on, and the name; without one a line for it too.
  void Signature(std::string_view role, std::string_view name);
  // A row stays on one page unless it is higher than a page. Cells beyond the columns are not
  // shown.
  void Table(const PaperTable& layout, const std::vector<std::vector<std::string>>& rows);
  // Whatever else there is: a piece of that height (points) that draws itself.
  void Drawing(double height, std::function<void(PdfCanvas&, double top)> draw,
               bool with_next = false);
  // What was added since `Mark` stays on one page, if one can hold it.
  size_t Mark() const { return pieces_.size(); }
  void KeepTogether(size_t mark);
  void NewPage();
  // For drawings; points.
  PdfCanvas& canvas() { return canvas_; }
  double left() const { return layout_.left * kPointsInMm; }
  double body_width() const;

  // What is added from here on ends the paper: it stays on one page, with the two pieces (rows of a
  // table, lines) before it.
  void BeginClosing();

  // Puts everything on pages. To be called once, at the end.
  void Finish();

 private:
  using Draw = std::function<void(double top)>;
  struct Piece {
    double height = 0;
    Draw draw{};
    bool with_next = false;
    bool is_space = false;  // Vanishes at a page's top.
    bool ends_page = false;
    int headings = -1;  // The piece that is repeated on the page above this one.
  };
  struct Grid;

  double body_height() const;
  void Add(Piece piece);
  void DrawAligned(const std::string& line, const TextStyle& style, double left, double right,
                   double baseline, bool last);
  void DrawJustified(const std::string& line, const TextStyle& style, double left, double right,
                     double baseline);
  void AddRow(const std::shared_ptr<Grid>& grid, const std::vector<std::string>& cells,
              Weight weight, int headings);
  void DrawRow(const Grid& grid, const std::vector<std::vector<std::string>>& cells, size_t from,
               size_t lines, Weight weight, double top);
  double RunHeight(size_t first) const;
  void NumberPages();

  PdfCanvas& canvas_;
  PageLayout layout_;
  std::vector<Piece> pieces_;
  bool closing_ = false;
};

}  // namespace kruzhok::client
