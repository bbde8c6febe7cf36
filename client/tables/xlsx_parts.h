// SPDX-License-Identifier: MIT
// The parts of an XLSX package beside its sheets.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/tables/cell_value.h"
#include "client/tables/table_budget.h"
#include "client/tables/xml_reader.h"
#include "client/tables/zip_package.h"

namespace kruzhok::client {

struct XlsxRelation {
  std::string id;
  std::string type;    // The last word of its address: "worksheet", "styles", …
  std::string target;  // The part, from the package's root.
};

// What `part` ("" for the package itself) refers to within the package; nothing where it does not
// say.
std::vector<XlsxRelation> ReadRelations(ZipPackage& package, const std::string& part,
                                        TableBudget& budget);
// The kind of each style that a cell can name.
std::vector<NumberKind> ReadXlsxStyles(XmlReader xml, TableBudget& budget);
std::vector<std::string> ReadSharedStrings(XmlReader xml, TableBudget& budget);

// The text of the element whose start has come: its t, also those of its runs, without readings.
std::string ReadRichText(XmlReader& xml);
// All text of the element whose start has come.
std::string ReadPlainText(XmlReader& xml);
// _x000D_ is a character that XML has not, _x005F_ the underscore before what only looks like one.
void DecodeEscapes(std::string& text);

}  // namespace kruzhok::client
