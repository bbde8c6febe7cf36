// SPDX-License-Identifier: MIT
// Pulls one element or text after another out of an XML part while it is being unpacked, so that a
// sheet costs no more memory than its longest text. Knows what parts of XLSX and ODS are made of:
// UTF-8, no document type of their own and so no entities but XML's five. Depth costs nothing.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "client/tables/table_budget.h"

namespace kruzhok::client {

class XmlReader {
 public:
  enum class Token { kStart, kEnd, kText, kDone };
  // Writes up to `size` bytes, and returns how many; 0 at the end.
  using Source = std::function<size_t(char* to, size_t size)>;

  // `part` names the source in an error. `budget` must outlive the reader; what is no XML fails it
  // (table_damaged), and then there is nothing more: every loop ends.
  XmlReader(Source source, std::string part, TableBudget& budget);

  // An empty element is a start and an end. A text may come in several pieces.
  Token Next();
  // Next, within the element whose start made depth() what is given: false after its end.
  bool NextInside(size_t depth) { return Next() != Token::kDone && depth_ >= depth; }
  // Past the end of the element whose start has come.
  void Skip();

  Token token() const { return token_; }
  bool IsStart(std::string_view name) const { return token_ == Token::kStart && name_ == name; }
  // How many elements are open, the one that starts included.
  size_t depth() const { return depth_; }

  // Of a start or an end: without the prefix; empty else. Views are good until the next call of Next.
  std::string_view name() const { return name_; }
  // Of a start, as it stands there; empty where it is not. A name with a prefix is that attribute
  // only, one without is found under any prefix.
  std::string_view Attribute(std::string_view name) const;
  bool HasAttribute(std::string_view name) const;
  std::string DecodedAttribute(std::string_view name) const;
  // A count in an attribute: 1 … most; 1 where there is none.
  size_t CountAttribute(std::string_view name, size_t most) const;
  // Of a text, with entities resolved.
  std::string_view text() const { return text_; }
  // Appends to the text of a cell. Fails the budget where that gets longer than any cell is.
  void Append(std::string_view text, std::string& to) {
    if (budget_.AllowText(to.size() + text.size())) to += text;
  }

 private:
  static constexpr size_t npos = std::string_view::npos;

  std::string_view Rest() const { return std::string_view(buffer_).substr(at_); }
  bool Fill();
  bool Has(size_t bytes);
  size_t Find(std::string_view what, size_t from);
  size_t FindTagEnd();
  Token Fail();
  Token TakeText();
  Token TakeTag();
  bool TakeOther();
  std::string_view FindAttribute(std::string_view name, bool& found) const;

  Source source_;
  std::string part_;
  TableBudget& budget_;
  std::string buffer_;
  size_t at_ = 0;
  bool source_ended_ = false;
  bool rooted_ = false;
  bool end_pending_ = false;
  bool cdata_ = false;
  size_t depth_ = 0;
  Token token_ = Token::kDone;
  std::string_view name_;
  std::string_view attributes_;
  std::string_view text_;
  std::string decoded_;
};

}  // namespace kruzhok::client
