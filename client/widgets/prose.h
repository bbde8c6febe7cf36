// SPDX-License-Identifier: MIT
// A page of text as it is written in the help: a small part of Markdown.
#pragma once

#include <string_view>

namespace kruzhok::client::ui {

// Headings (#, ##), paragraphs (lines that follow each other are one), lists (-, 1.), **bold**.
// Everything else is text. Fills the width that is left, at most `widest` at scale 1.
void Prose(std::string_view markdown, float widest);
// The first heading; empty: none.
std::string_view HeadingOf(std::string_view markdown);

}  // namespace kruzhok::client::ui
