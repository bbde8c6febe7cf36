// SPDX-License-Identifier: MIT
#include "tests/fuzz/table_package.h"

#include <zlib.h>

#include "model/assert.h"

namespace tests {
namespace {

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void Append(std::string& to, uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>((number >> (8 * i)) & 0xFF);
}

std::string Deflate(std::string_view text) {
  z_stream stream{};
  ASSERT(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = const_cast<unsigned char*>(Bytes(text));
  stream.avail_in = static_cast<unsigned>(text.size());
  stream.next_out = reinterpret_cast<unsigned char*>(packed.data());
  stream.avail_out = static_cast<unsigned>(packed.size());
  ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace

std::string ZipOf(const Parts& parts, bool deflated) {
  std::string zip;
  std::string directory;
  for (const auto& [name, content] : parts) {
    const std::string packed = deflated ? Deflate(content) : content;
    std::string common;  // What the entry and its line in the directory share.
    Append(common, 20, 2);
    Append(common, 0x0800, 2);  // The name is UTF-8.
    Append(common, deflated ? 8 : 0, 2);
    Append(common, 0x5A21'0000, 4);  // Some day.
    Append(common, crc32(0, Bytes(content), static_cast<unsigned>(content.size())), 4);
    Append(common, packed.size(), 4);
    Append(common, content.size(), 4);
    Append(common, name.size(), 2);
    Append(common, 0, 2);
    directory += std::string("PK\x01\x02\x14\x00", 6) + common;
    directory.append(10, '\0');
    Append(directory, zip.size(), 4);
    directory += name;
    zip += "PK\x03\x04" + common + name + packed;
  }
  const size_t start = zip.size();
  zip += directory + "PK\x05\x06";
  Append(zip, 0, 4);
  Append(zip, parts.size(), 2);
  Append(zip, parts.size(), 2);
  Append(zip, directory.size(), 4);
  Append(zip, start, 4);
  Append(zip, 0, 2);
  return zip;
}

Parts XlsxParts(std::string_view inside_worksheet) {
  const std::string relations =
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const auto relation = [&](const std::string& id, const std::string& kind,
                            const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + type + kind + "\" Target=\"" + target +
           "\"/>";
  };
  return {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels",
       relations + relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
      {"xl/workbook.xml",
       R"(<workbook><sheets><sheet name="Лист" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels",
       relations + relation("rId1", "worksheet", "worksheets/sheet1.xml") +
           relation("rId2", "styles", "/xl/styles.xml") +
           relation("rId3", "sharedStrings", "sharedStrings.xml") + "</Relationships>"},
      {"xl/styles.xml",
       R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/>)"
       R"(<numFmt numFmtId="165" formatCode="hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/>)"
       R"(<xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/></cellXfs></styleSheet>)"},
      {"xl/sharedStrings.xml", "<sst><si><t>нуль</t></si><si><t>один</t></si></sst>"},
      {"xl/worksheets/sheet1.xml", "<worksheet>" + std::string(inside_worksheet) + "</worksheet>"},
  };
}

std::string XlsxOf(std::string_view inside_worksheet) {
  return ZipOf(XlsxParts(inside_worksheet));
}

std::string XlsxOfRows(std::string_view rows) {
  return XlsxOf("<sheetData>" + std::string(rows) + "</sheetData>");
}

std::string OdsOf(std::string_view inside_table) {
  return ZipOf({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                {"content.xml",
                 "<office:document-content><office:body><office:spreadsheet>"
                 "<table:table table:name=\"Лист\">" +
                     std::string(inside_table) +
                     "</table:table></office:spreadsheet></office:body>"
                     "</office:document-content>"}});
}

}  // namespace tests
