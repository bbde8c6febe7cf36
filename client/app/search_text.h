// SPDX-License-Identifier: MIT
// Text as it is kept for being searched: folded, and a byte per Latin or Russian letter, which is
// half of UTF-8 and twice as fast to look through.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kruzhok::client {

// A text holds another one exactly when this is true of their squeezed forms. Blanks and line ends
// stay. REQUIRES: model::Fold made it.
std::string Squeeze(std::string_view folded);

// Squeeze(model::Fold(text)), several times as fast for the texts that people write.
std::string FoldSqueezed(std::string_view text);

// The folded words of a text with one blank between them, without the signs that people set so and
// so: «г.Москва,ул. Уральская» and «г. Москва, ул. Уральская» are equal.
std::string FoldedWords(std::string_view text);

// Parts between blanks.
std::vector<std::string_view> SplitWords(std::string_view text);

// Looks for one text in many; it must live as long. REQUIRES: the text is not empty.
class Needle {
 public:
  explicit Needle(std::string_view text) : text_(text) {}
  // npos: nowhere from there on.
  size_t FindIn(std::string_view hay, size_t from = 0) const;
  bool StandsIn(std::string_view hay) const { return FindIn(hay) != hay.npos; }

 private:
  std::string_view text_;
};

}  // namespace kruzhok::client
