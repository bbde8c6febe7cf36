// SPDX-License-Identifier: MIT
#include "client/print/pdf_canvas.h"

#include <cstdio>
#include <hpdf.h>
#include <utility>

#include "client/platform/font_files.h"
#include "client/print/glyph_text.h"

namespace kruzhok::client {
namespace {

constexpr double kShortSide = 595.276, kLongSide = 841.89;  // A4.
constexpr double kLineWidth = 0.5;
constexpr double kUnitsPerEm = 1000;

HPDF_REAL Real(double value) {
  return static_cast<HPDF_REAL>(value);
}

}  // namespace

// The library calls back from C, where nothing may be thrown: the first failure is remembered, and
// the library itself refuses everything after it.
struct PdfCanvas::Library {
  struct Free {
    void operator()(HPDF_Doc doc) const { HPDF_Free(doc); }
  };
  using Doc = std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, Free>;

  unsigned long failure = 0;
  Doc doc{HPDF_New(&Library::Remember, this)};
  std::array<HPDF_Font, 2> fonts{};

  static void Remember(HPDF_STATUS error, HPDF_STATUS /*detail*/, void* self) {
    auto& library = *static_cast<Library*>(self);
    if (library.failure == 0) library.failure = error;
  }

  // nullptr: not a font that can be put into a PDF.
  HPDF_Font Load(const std::string& file) {
    if (file.empty()) return nullptr;
    const char* name = HPDF_LoadTTFontFromFile(doc.get(), file.c_str(), HPDF_TRUE);
    HPDF_Font font = name == nullptr ? nullptr : HPDF_GetFont(doc.get(), name, "UTF-8");
    if (font == nullptr) {
      HPDF_ResetError(doc.get());
      failure = 0;
    }
    return font;
  }

  bool LoadFonts() {
    const FontFiles files = FindFontFiles();
    HPDF_Font& regular = fonts[static_cast<size_t>(Weight::kRegular)];
    HPDF_Font& bold = fonts[static_cast<size_t>(Weight::kBold)];
    regular = Load(files.text);
    if (regular == nullptr) regular = Load(files.signs);
    bold = files.bold == files.text ? nullptr : Load(files.bold);
    if (bold == nullptr) bold = regular;
    return regular != nullptr;
  }
};

PdfCanvas::PdfCanvas(std::unique_ptr<Library> library, Orientation orientation)
    : library_(std::move(library)),
      orientation_(orientation),
      width_(orientation == Orientation::kPortrait ? kShortSide : kLongSide),
      height_(orientation == Orientation::kPortrait ? kLongSide : kShortSide) {}

PdfCanvas::~PdfCanvas() = default;

model::Result<std::unique_ptr<PdfCanvas>> PdfCanvas::Open(Orientation orientation,
                                                          std::string_view title) {
  auto library = std::make_unique<Library>();
  HPDF_Doc doc = library->doc.get();
  if (doc == nullptr) return model::Error{"file_unwritable", "HPDF_New", {}, "print_library"};
  HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
  HPDF_UseUTFEncodings(doc);
  HPDF_SetCurrentEncoder(doc, "UTF-8");
  if (!library->LoadFonts()) return model::Error{"file_unwritable", "PT Sans", {}, "print_font"};
  HPDF_SetInfoAttr(doc, HPDF_INFO_TITLE, GlyphText(title).c_str());
  HPDF_SetInfoAttr(doc, HPDF_INFO_CREATOR, "Kruzhok");
  return std::unique_ptr<PdfCanvas>(new PdfCanvas(std::move(library), orientation));
}

double PdfCanvas::WidthOf(Weight weight, double size, std::string_view text) {
  const auto which = static_cast<size_t>(weight);
  double width = 0;
  for (const char32_t letter : Glyphs(text)) {
    const auto [known, is_new] = widths_[which].try_emplace(letter, 0);
    if (is_new)
      known->second =
          HPDF_Font_GetUnicodeWidth(library_->fonts[which], static_cast<HPDF_UNICODE>(letter)) /
          kUnitsPerEm;
    width += known->second;
  }
  return width * size;
}

void PdfCanvas::AddPage() {
  HPDF_Page page = HPDF_AddPage(library_->doc.get());
  if (page != nullptr) {
    HPDF_Page_SetSize(
        page, HPDF_PAGE_SIZE_A4,
        orientation_ == Orientation::kPortrait ? HPDF_PAGE_PORTRAIT : HPDF_PAGE_LANDSCAPE);
    HPDF_Page_SetLineWidth(page, Real(kLineWidth));
  }
  page_ = pages_.size();
  pages_.push_back(page);
}

void PdfCanvas::ChoosePage(size_t page) {
  ASSERT(page < pages_.size());
  page_ = page;
}

void PdfCanvas::Text(Weight weight, double size, double x, double baseline, std::string_view text) {
  ASSERT(page_ < pages_.size());
  if (library_->failure != 0 || text.empty()) return;
  const auto page = static_cast<HPDF_Page>(pages_[page_]);
  HPDF_Page_BeginText(page);
  HPDF_Page_SetFontAndSize(page, library_->fonts[static_cast<size_t>(weight)], Real(size));
  HPDF_Page_TextOut(page, Real(x), Real(height_ - baseline), GlyphText(text).c_str());
  HPDF_Page_EndText(page);
}

void PdfCanvas::Line(double x1, double y1, double x2, double y2) {
  ASSERT(page_ < pages_.size());
  if (library_->failure != 0) return;
  const auto page = static_cast<HPDF_Page>(pages_[page_]);
  HPDF_Page_MoveTo(page, Real(x1), Real(height_ - y1));
  HPDF_Page_LineTo(page, Real(x2), Real(height_ - y2));
  HPDF_Page_Stroke(page);
}

void PdfCanvas::Box(double x, double y, double width, double height) {
  ASSERT(page_ < pages_.size());
  if (library_->failure != 0) return;
  const auto page = static_cast<HPDF_Page>(pages_[page_]);
  HPDF_Page_Rectangle(page, Real(x), Real(height_ - y - height), Real(width), Real(height));
  HPDF_Page_Stroke(page);
}

void PdfCanvas::Fill(double x, double y, double width, double height, double grey) {
  ASSERT(page_ < pages_.size());
  if (library_->failure != 0 || width <= 0 || height <= 0) return;
  const auto page = static_cast<HPDF_Page>(pages_[page_]);
  HPDF_Page_SetGrayFill(page, Real(grey));
  HPDF_Page_Rectangle(page, Real(x), Real(height_ - y - height), Real(width), Real(height));
  HPDF_Page_Fill(page);
  HPDF_Page_SetGrayFill(page, 0);
}

model::Result<std::string> PdfCanvas::Finish() {
  HPDF_Doc doc = library_->doc.get();
  std::string bytes;
  if (library_->failure == 0 && HPDF_SaveToStream(doc) == HPDF_OK) {
    bytes.resize(HPDF_GetStreamSize(doc));
    auto size = static_cast<HPDF_UINT32>(bytes.size());
    HPDF_ResetStream(doc);
    HPDF_ReadFromStream(doc, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
    bytes.resize(size);
  }
  if (library_->failure == 0 && !bytes.empty()) return bytes;
  char code[32];
  std::snprintf(code, sizeof code, "libhpdf 0x%04lX", library_->failure);
  return model::Error{"file_unwritable", code, {}, "print_library"};
}

}  // namespace kruzhok::client
