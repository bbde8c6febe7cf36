// SPDX-License-Identifier: MIT
// What the papers of surveys are drawn of: numbered questions, squares to mark, lines of text that
// begin wherever one says. Lengths are points.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/print/page_writer.h"

namespace kruzhok::client {

constexpr double Mm(double millimetres) {
  return millimetres * kPointsInMm;
}

// Lines of one text, wrapped.
struct TextBlock {
  std::vector<std::string> lines;
  double size = 10;
  Weight weight = Weight::kRegular;
  double height() const;
  // `align`: within the width that it was wrapped to.
  void Draw(PdfCanvas& canvas, double x, double top) const;
  void Draw(PdfCanvas& canvas, double x, double top, double width, Align align) const;
};
TextBlock Wrap(PdfCanvas& canvas, std::string_view text, double width, double size,
               Weight weight = Weight::kRegular);

// One line; its baseline is where that of a TextBlock of the size is.
void DrawLine(PdfCanvas& canvas, double x, double top, double size, std::string_view text,
              Weight weight = Weight::kRegular);
// A square with what one keys in it; empty: a square to tick.
void DrawSquare(PdfCanvas& canvas, double x, double top, double side, std::string_view label);

// «4. Text»: the text hangs beside its number.
void AddQuestionHead(PageWriter& page, std::string_view number, std::string_view text, double size);

}  // namespace kruzhok::client
