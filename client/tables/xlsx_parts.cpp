// SPDX-License-Identifier: MIT
#include "client/tables/xlsx_parts.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "client/tables/text_encoding.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMaxRelations = 10'000;
constexpr size_t kMaxStyles = 65'536;  // Excel has 65,490.

std::string FolderOf(const std::string& part) {
  const size_t slash = part.rfind('/');
  return slash == part.npos ? "" : part.substr(0, slash + 1);
}

// The target as a part's name: from `folder`, or from the root where it begins with a slash.
std::string Resolve(const std::string& folder, std::string_view target) {
  std::string path = target.starts_with('/') ? "" : folder;
  while (!target.empty()) {
    const size_t end = std::min(target.find_first_of("/\\"), target.size());
    const std::string_view word = target.substr(0, end);
    target.remove_prefix(std::min(end + 1, target.size()));
    if (word == "..")
      path = path.empty() ? "" : FolderOf(path.substr(0, path.size() - 1));
    else if (!word.empty() && word != ".")
      path.append(word).append(target.empty() ? "" : "/");
  }
  return path;
}

std::string LastWord(std::string_view address) {
  return std::string(address.substr(address.rfind('/') + 1));
}

unsigned AsNumber(std::string_view text) {
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const size_t from = text.find_first_not_of(blanks);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(blanks) + 1 - from);
}

}  // namespace

std::vector<XlsxRelation> ReadRelations(ZipPackage& package, const std::string& part,
                                        TableBudget& budget) {
  std::vector<XlsxRelation> relations;
  const std::string folder = FolderOf(part);
  const std::string file = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  if (!package.Has(file)) return relations;
  XmlReader xml = package.Xml(file);
  while (xml.Next() != XmlReader::Token::kDone)
    if (xml.IsStart("Relationship") && xml.Attribute("TargetMode") != "External") {
      if (relations.size() == kMaxRelations) budget.FailDamaged(file);
      relations.push_back({xml.DecodedAttribute("Id"), LastWord(xml.Attribute("Type")),
                           Resolve(folder, xml.DecodedAttribute("Target"))});
    }
  return relations;
}

std::vector<NumberKind> ReadXlsxStyles(XmlReader xml, TableBudget& budget) {
  std::map<unsigned, NumberKind> own;
  std::vector<NumberKind> styles;
  while (xml.Next() != XmlReader::Token::kDone && !budget.failed()) {
    const bool formats = xml.IsStart("numFmts");
    if (!formats && !xml.IsStart("cellXfs")) continue;
    for (const size_t depth = xml.depth(); xml.NextInside(depth);) {
      if (own.size() + styles.size() > kMaxStyles) budget.FailDamaged("styles");
      const unsigned id = AsNumber(xml.Attribute("numFmtId"));
      if (formats && xml.IsStart("numFmt")) {
        own[id] = KindOfFormat(xml.DecodedAttribute("formatCode"));
      } else if (!formats && xml.IsStart("xf")) {
        const auto found = own.find(id);
        styles.push_back(found == own.end() ? KindOfFormat(id) : found->second);
      }
    }
  }
  return styles;
}

std::vector<std::string> ReadSharedStrings(XmlReader xml, TableBudget& budget) {
  std::vector<std::string> strings;
  while (xml.Next() != XmlReader::Token::kDone)
    if (xml.IsStart("si")) {
      std::string text = ReadRichText(xml);
      if (!budget.TakeCells(1) || !budget.TakeText(text.size())) break;
      strings.push_back(std::move(text));
    }
  return strings;
}

std::string ReadRichText(XmlReader& xml) {
  std::string text;
  for (const size_t depth = xml.depth(); xml.NextInside(depth);) {
    if (xml.IsStart("rPh")) {
      xml.Skip();
    } else if (xml.IsStart("t")) {
      // Like Excel: blanks at the ends count only where that is said.
      const bool keep = xml.Attribute("xml:space") == "preserve";
      const std::string part = ReadPlainText(xml);
      xml.Append(keep ? std::string_view(part) : Trimmed(part), text);
    }
  }
  DecodeEscapes(text);
  return text;
}

std::string ReadPlainText(XmlReader& xml) {
  std::string text;
  for (const size_t depth = xml.depth(); xml.NextInside(depth);)
    if (xml.token() == XmlReader::Token::kText) xml.Append(xml.text(), text);
  return text;
}

void DecodeEscapes(std::string& text) {
  size_t at = text.find("_x");
  if (at == text.npos) return;
  std::string decoded(text, 0, at);
  while (at < text.size()) {
    unsigned code = 0;
    const char* digits = text.data() + at + 2;
    const bool escape = at + 6 < text.size() && text[at] == '_' && text[at + 1] == 'x' &&
                        text[at + 6] == '_' &&
                        std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
    if (escape)
      AppendUtf8(code, decoded);
    else
      decoded += text[at];
    at += escape ? 7 : 1;
  }
  text = std::move(decoded);
}

}  // namespace kruzhok::client
