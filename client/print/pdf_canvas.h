// SPDX-License-Identifier: MIT
// Sheets of A4 that text and lines are put on; the only place that knows libhpdf. Lengths are
// points (1/72 inch), measured from the upper left corner.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/result.h"

namespace kruzhok::client {

enum class Weight { kRegular, kBold };
enum class Orientation { kPortrait, kLandscape };

// After the library has failed once, drawing does nothing and Finish says what it was. One thread.
class PdfCanvas {
 public:
  // `title` is what viewers show over the pages. file_unwritable (reason print_font): this machine
  // has no font that a PDF can carry.
  static model::Result<std::unique_ptr<PdfCanvas>> Open(Orientation orientation,
                                                        std::string_view title);
  ~PdfCanvas();
  PdfCanvas(const PdfCanvas&) = delete;
  PdfCanvas& operator=(const PdfCanvas&) = delete;

  double width() const { return width_; }
  double height() const { return height_; }
  size_t pages() const { return pages_.size(); }
  // Letters that the font lacks are as wide as the box that stands for them.
  double WidthOf(Weight weight, double size, std::string_view text);

  void AddPage();  // Becomes the page that is drawn on.
  void ChoosePage(size_t page);
  // REQUIRES: there is a page.
  void Text(Weight weight, double size, double x, double baseline, std::string_view text);
  void Line(double x1, double y1, double x2, double y2);
  void Box(double x, double y, double width, double height);
  // Without an edge; 0 is black, 1 white.
  void Fill(double x, double y, double width, double height, double grey);

  // The bytes of the file. file_unwritable (reason print_library).
  model::Result<std::string> Finish();

 private:
  struct Library;
  PdfCanvas(std::unique_ptr<Library> library, Orientation orientation);

  std::unique_ptr<Library> library_;
  Orientation orientation_;
  double width_;
  double height_;
  std::vector<void*> pages_;
  size_t page_ = 0;
  std::array<std::unordered_map<char32_t, double>, 2> widths_;  // By weight; of size 1.
};

}  // namespace kruzhok::client
