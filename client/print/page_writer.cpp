// SPDX-License-Identifier: MIT
#include "client/print/page_writer.h"

#include <algorithm>
#include <utility>

#include "client/print/glyph_text.h"

namespace kruzhok::client {
namespace {

constexpr double kLineHeight = 1.26, kBaseline = 0.98;  // Of the letters' size.
constexpr double kNumberTop = 10 * kPointsInMm, kNumberSize = 10;
constexpr double kSignLine = 42 * kPointsInMm, kNameLine = 46 * kPointsInMm, kCaptionSize = 8;

}  // namespace

PageWriter::PageWriter(PdfCanvas& canvas, PageLayout layout)
    : canvas_(canvas), layout_(std::move(layout)) {}

double PageWriter::body_width() const {
  return canvas_.width() - (layout_.left + layout_.right) * kPointsInMm;
}

double PageWriter::body_height() const {
  return canvas_.height() - (layout_.top + layout_.bottom) * kPointsInMm;
}

void PageWriter::Add(Piece piece) {
  piece.with_next = piece.with_next || closing_;
  pieces_.push_back(std::move(piece));
}

void PageWriter::Space(double millimetres) {
  Piece piece;
  piece.height = millimetres * kPointsInMm;
  piece.is_space = true;
  // Whatever stays with what follows the space stays with the space too.
  piece.with_next = !pieces_.empty() && pieces_.back().with_next;
  Add(std::move(piece));
}

void PageWriter::Paragraph(std::string_view text, const TextStyle& style) {
  const double left = (layout_.left + style.inset) * kPointsInMm;
  const double right = left + body_width() - 2 * style.inset * kPointsInMm;
  const auto lines = WrapText(
      text, right - left - style.indent * kPointsInMm, right - left,
      [&](std::string_view part) { return canvas_.WidthOf(style.weight, style.size, part); });
  for (size_t i = 0; i < lines.size(); ++i) {
    Piece piece;
    piece.height = style.size * kLineHeight;
    // Neither the first nor the last line of a paragraph stands alone.
    piece.with_next = style.with_next || (i == 0 && lines.size() > 1) || i + 2 == lines.size();
    piece.draw = [this, style, left, right, line = lines[i], first = i == 0,
                  last = i + 1 == lines.size()](double top) {
      DrawAligned(line, style, left + (first ? style.indent * kPointsInMm : 0), right,
                  top + style.size * kBaseline, last);
    };
    Add(std::move(piece));
  }
  if (style.after > 0) Space(style.after);
}

void PageWriter::DrawAligned(const std::string& line, const TextStyle& style, double left,
                             double right, double baseline, bool last) {
  if (style.align == Align::kJustified && !last) {
    DrawJustified(line, style, left, right, baseline);
    return;
  }
  const double spare = right - left - canvas_.WidthOf(style.weight, style.size, line);
  const double shift = style.align == Align::kCentre  ? spare / 2
                       : style.align == Align::kRight ? spare
                                                      : 0;
  canvas_.Text(style.weight, style.size, left + shift, baseline, line);
}

// Word by word: a PDF's own setting for the width of spaces has no effect on such fonts.
void PageWriter::DrawJustified(const std::string& line, const TextStyle& style, double left,
                               double right, double baseline) {
  const auto spaces = std::ranges::count(line, ' ');
  const double spare = right - left - canvas_.WidthOf(style.weight, style.size, line);
  const double wider = spaces == 0 ? 0 : spare / static_cast<double>(spaces);
  const double space = canvas_.WidthOf(style.weight, style.size, " ") + wider;
  std::string_view rest = line;
  for (double x = left; !rest.empty();) {
    const size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    canvas_.Text(style.weight, style.size, x, baseline, word);
    x += canvas_.WidthOf(style.weight, style.size, word) + space;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

void PageWriter::Sides(std::string_view left, std::string_view right, const TextStyle& style) {
  Piece piece;
  piece.height = style.size * kLineHeight;
  piece.with_next = style.with_next;
  piece.draw = [this, style, texts = std::pair(std::string(left), std::string(right))](double top) {
    const double edge = layout_.left * kPointsInMm;
    TextStyle line = style;
    for (const bool is_left : {true, false}) {
      line.align = is_left ? Align::kLeft : Align::kRight;
      DrawAligned(is_left ? texts.first : texts.second, line, edge, edge + body_width(),
                  top + style.size * kBaseline, true);
    }
  };
  Add(std::move(piece));
  if (style.after > 0) Space(style.after);
}

void PageWriter::Signature(std::string_view role, std::string_view name) {
  const TextStyle style;
  const double left = layout_.left * kPointsInMm;
  const double right = left + body_width();
  const double written = canvas_.WidthOf(style.weight, style.size, name);
  const double name_width = std::max(written, kNameLine);
  const double sign = right - name_width - kSignLine - 6 * kPointsInMm;
  const auto lines = WrapText(
      role, sign - left - 4 * kPointsInMm, sign - left - 4 * kPointsInMm,
      [&](std::string_view part) { return canvas_.WidthOf(style.weight, style.size, part); });
  Piece piece;
  const double text_height = static_cast<double>(lines.size()) * style.size * kLineHeight;
  piece.height = text_height + kCaptionSize * kLineHeight + 3 * kPointsInMm;
  piece.draw = [=, this, name = std::string(name)](double top) {
    double baseline = top + style.size * kBaseline;
    for (const std::string& line : lines) {
      canvas_.Text(style.weight, style.size, left, baseline, line);
      baseline += style.size * kLineHeight;
    }
    baseline -= style.size * kLineHeight;
    const double rule = baseline + 2;
    const auto caption = [&](double from, double to, std::string_view text) {
      canvas_.Line(from, rule, to, rule);
      const double width = canvas_.WidthOf(Weight::kRegular, kCaptionSize, text);
      canvas_.Text(Weight::kRegular, kCaptionSize, from + (to - from - width) / 2,
                   rule + kCaptionSize * kBaseline + 1, text);
    };
    caption(sign, sign + kSignLine, "(подпись)");
    if (name.empty())
      caption(right - name_width, right, "(инициалы, фамилия)");
    else
      canvas_.Text(style.weight, style.size, right - written, baseline, name);
  };
  Add(std::move(piece));
}

void PageWriter::Drawing(double height, std::function<void(PdfCanvas&, double top)> draw,
                         bool with_next) {
  Piece piece;
  piece.height = height;
  piece.with_next = with_next;
  piece.draw = [this, draw = std::move(draw)](double top) { draw(canvas_, top); };
  Add(std::move(piece));
}

void PageWriter::KeepTogether(size_t mark) {
  for (size_t i = mark; i + 1 < pieces_.size(); ++i) pieces_[i].with_next = true;
}

void PageWriter::NewPage() {
  Piece piece;
  piece.is_space = true;
  piece.ends_page = true;
  Add(std::move(piece));
}

void PageWriter::BeginClosing() {
  closing_ = true;
  int rows = 0;
  for (size_t i = pieces_.size(); i-- > 0 && rows < 2;) {
    pieces_[i].with_next = true;
    if (!pieces_[i].is_space) ++rows;
  }
}

double PageWriter::RunHeight(size_t first) const {
  double height = 0;
  for (size_t i = first; i < pieces_.size(); ++i) {
    height += pieces_[i].height;
    if (!pieces_[i].with_next) break;
  }
  return height;
}

void PageWriter::Finish() {
  const double top = layout_.top * kPointsInMm;
  const double bottom = top + body_height();
  double y = bottom;  // No page yet.
  bool empty_page = false;
  for (size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    const bool begins_run = i == 0 || !pieces_[i - 1].with_next;
    // A run that no page can hold is broken where it has to be.
    const double run = RunHeight(i);
    const double needed = begins_run && run <= body_height() ? run : piece.height;
    if (canvas_.pages() == 0 || (y + needed > bottom + 0.01 && !empty_page)) {
      if (piece.is_space && canvas_.pages() > 0 && piece.height == needed) continue;
      canvas_.AddPage();
      y = top;
      empty_page = true;
      if (piece.headings >= 0) {
        const Piece& headings = pieces_[static_cast<size_t>(piece.headings)];
        headings.draw(y);
        y += headings.height;
      }
    }
    if (piece.is_space && empty_page) continue;
    if (piece.ends_page) y = bottom;
    if (piece.draw) piece.draw(y);
    y += piece.height;
    empty_page = false;
  }
  if (canvas_.pages() == 0) canvas_.AddPage();
  NumberPages();
}

void PageWriter::NumberPages() {
  if (layout_.margin) {
    for (size_t page = 0; page < canvas_.pages(); ++page) {
      canvas_.ChoosePage(page);
      layout_.margin(canvas_, page, canvas_.pages());
    }
    return;
  }
  const std::string of = " из " + std::to_string(canvas_.pages());
  const std::string before = layout_.running.empty() ? "" : layout_.running + ", ";
  for (size_t page = 1; page < canvas_.pages(); ++page) {
    canvas_.ChoosePage(page);
    TextStyle style;
    style.align = Align::kCentre;
    style.size = kNumberSize;
    const double left = layout_.left * kPointsInMm;
    const std::string number = std::to_string(page + 1) + of;
    // A title that is too long for the line gives way to the number.
    const bool fits = canvas_.WidthOf(style.weight, style.size, before + number) <= body_width();
    DrawAligned(fits ? before + number : number, style, left, left + body_width(),
                kNumberTop + style.size * kBaseline, true);
  }
}

}  // namespace kruzhok::client
