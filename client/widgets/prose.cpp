// SPDX-License-Identifier: MIT
#include "client/widgets/prose.h"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <string>
#include <vector>

#include "client/widgets/ui.h"

namespace kruzhok::client::ui {
namespace {

struct Run {
  std::string text;
  bool bold = false;
};

const ImFont& FontOf(bool bold) {
  return bold ? *Now().fonts.bold : *Now().fonts.text;
}

// Fills lines word by word; what stands together in one face is drawn together.
class Paragraph {
 public:
  explicit Paragraph(float width) : width_(width), at_(ImGui::GetCursorScreenPos()) {}

  void Word(std::string_view word, bool bold, bool glued) {
    const Face face = bold ? Face::kBold : Face::kText;
    const bool first = line_.empty();
    const float space = glued || first ? 0 : Width(" ", Face::kText);
    if (!first && !glued && used_ + space + Width(word, face) > width_) Break();
    const bool begins = line_.empty();
    if (begins || line_.back().bold != bold)
      line_.push_back({begins || glued ? "" : " ", bold});
    else if (!glued)
      line_.back().text += ' ';
    line_.back().text += word;
    used_ += (begins ? 0 : space) + Width(word, face);
  }

  void End() {
    if (!line_.empty()) Break();
    ImGui::Dummy({width_, std::max(height_ - ImGui::GetStyle().ItemSpacing.y, 1.0F)});
  }

 private:
  void Break() {
    float x = at_.x;
    for (const Run& run : line_) {
      const ImFont& font = FontOf(run.bold);
      // The faces have different sizes; their letters stand on one line.
      const float y = at_.y + height_ + Now().fonts.text->Ascent - font.Ascent;
      DrawText({x, std::round(y)}, run.text, Colours().text, run.bold ? Face::kBold : Face::kText);
      x += Width(run.text, run.bold ? Face::kBold : Face::kText);
    }
    height_ += std::round(LineHeight() * 1.35F);
    line_.clear();
    used_ = 0;
  }

  float width_;
  ImVec2 at_;
  float used_ = 0, height_ = 0;
  std::vector<Run> line_;
};

void Flowing(std::string_view text, float width) {
  Paragraph paragraph(width);
  bool bold = false, glued = false;
  for (size_t i = 0; i < text.size();) {
    if (text.substr(i, 2) == "**") {
      bold = !bold;
      i += 2;
      // Between the mark and a letter before it there is no space.
      glued = i >= 3 && text[i - 3] != ' ';
      continue;
    }
    if (text[i] == ' ') {
      glued = false;
      ++i;
      continue;
    }
    const size_t end = std::min({text.find(' ', i), text.find("**", i), text.size()});
    paragraph.Word(text.substr(i, end - i), bold, glued);
    glued = false;
    i = end;
  }
  paragraph.End();
}

size_t MarkerLength(std::string_view line) {
  if (line.starts_with("- ")) return 2;
  const size_t digits = line.find_first_not_of("0123456789");
  const bool numbered = digits != line.npos && digits > 0 && line.substr(digits, 2) == ". ";
  return numbered ? digits + 2 : 0;
}

class Page {
 public:
  explicit Page(float width) : width_(width) {}

  void Line(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) return End();
    const size_t sharps = line.find_first_not_of('#');
    if (sharps != line.npos && sharps > 0 && line[sharps] == ' ') {
      End();
      return Heading(line.substr(sharps + 1), sharps);
    }
    if (const size_t marker = MarkerLength(line); marker > 0) {
      End();
      item_ = true;
      marker_ = line.starts_with('-') ? "•" : line.substr(0, marker - 1);
      line.remove_prefix(marker);
    }
    if (!text_.empty()) text_ += ' ';
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    text_ += line;
  }

  void End() {
    if (text_.empty()) return;
    if (item_) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      DrawText(at, marker_, Colours().accent);
      const float indent = Px(28);
      ImGui::Indent(indent);
      Flowing(text_, width_ - indent);
      ImGui::Unindent(indent);
      Gap(6);
    } else {
      Flowing(text_, width_);
      Gap(10);
    }
    text_.clear();
    item_ = false;
  }

 private:
  void Heading(std::string_view text, size_t level) {
    if (level > 1) Gap(8);
    Wrapped(text, level > 1 ? Face::kBold : Face::kTitle, 0, width_);
    Gap(level > 1 ? 6 : 10);
  }

  float width_;
  std::string text_, marker_;
  bool item_ = false;
};

}  // namespace

void Prose(std::string_view markdown, float widest) {
  Page page(std::min(ImGui::GetContentRegionAvail().x, Px(widest)));
  while (!markdown.empty()) {
    const size_t end = std::min(markdown.find('\n'), markdown.size());
    page.Line(markdown.substr(0, end));
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
  }
  page.End();
}

std::string_view HeadingOf(std::string_view markdown) {
  if (!markdown.starts_with("# ")) return {};
  return markdown.substr(2, std::min(markdown.find('\n'), markdown.size()) - 2);
}

}  // namespace kruzhok::client::ui
