// SPDX-License-Identifier: MIT
#include "client/print/paper_drawing.h"

#include "client/print/glyph_text.h"

namespace kruzhok::client {
namespace {

constexpr double kLineHeight = 1.24, kBaseline = 0.97;  // Of the letters' size.
constexpr double kLabel = 0.62;                         // Of a square's side.
constexpr double kNumberWidth = Mm(7.5);

}  // namespace

double TextBlock::height() const {
  return static_cast<double>(lines.size()) * size * kLineHeight;
}

void TextBlock::Draw(PdfCanvas& canvas, double x, double top) const {
  Draw(canvas, x, top, 0, Align::kLeft);
}

void TextBlock::Draw(PdfCanvas& canvas, double x, double top, double width, Align align) const {
  for (const std::string& line : lines) {
    const double spare = align == Align::kLeft ? 0 : width - canvas.WidthOf(weight, size, line);
    DrawLine(canvas, x + (align == Align::kCentre ? spare / 2 : spare), top, size, line, weight);
    top += size * kLineHeight;
  }
}

TextBlock Wrap(PdfCanvas& canvas, std::string_view text, double width, double size, Weight weight) {
  return {WrapText(text, width, width,
                   [&](std::string_view part) { return canvas.WidthOf(weight, size, part); }),
          size, weight};
}

void DrawLine(PdfCanvas& canvas, double x, double top, double size, std::string_view text,
              Weight weight) {
  canvas.Text(weight, size, x, top + size * kBaseline, text);
}

void DrawSquare(PdfCanvas& canvas, double x, double top, double side, std::string_view label) {
  canvas.Box(x, top, side, side);
  const double size = side * kLabel;
  const double width = canvas.WidthOf(Weight::kRegular, size, label);
  canvas.Text(Weight::kRegular, size, x + (side - width) / 2, top + side / 2 + size * 0.36, label);
}

void AddQuestionHead(PageWriter& page, std::string_view number, std::string_view text,
                     double size) {
  const double left = page.left();
  const auto block =
      Wrap(page.canvas(), text, page.body_width() - kNumberWidth, size, Weight::kBold);
  page.Drawing(
      block.height() + Mm(0.8),
      [=, number = std::string(number) + "."](PdfCanvas& canvas, double top) {
        DrawLine(canvas, left, top, size, number, Weight::kBold);
        block.Draw(canvas, left + kNumberWidth, top);
      },
      true);
}

}  // namespace kruzhok::client
