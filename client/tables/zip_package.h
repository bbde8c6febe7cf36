// SPDX-License-Identifier: MIT
// The parts of an XLSX or ODS file: a zip in memory. Sizes that it states are not believed. One
// thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "client/tables/table_budget.h"
#include "client/tables/xml_reader.h"

namespace kruzhok::client {

class ZipPackage {
 public:
  // Fails the budget where that is no zip or a cut one (table_damaged). Both must outlive the
  // package.
  ZipPackage(std::string_view bytes, TableBudget& budget);
  ~ZipPackage();
  ZipPackage(const ZipPackage&) = delete;
  ZipPackage& operator=(const ZipPackage&) = delete;

  // Names are as the package's standards have them: without regard to case, / between folders.
  bool Has(std::string_view part) const;

  // Reads the part; ends the reading of any other. A part that is missing, damaged or closed by a
  // password fails the budget. The package must outlive the reader.
  XmlReader Xml(const std::string& part);
  // The first bytes of a part, at most so many.
  std::string Start(const std::string& part, size_t bytes);

 private:
  struct Zip;
  bool Open(const std::string& part);
  size_t Read(char* to, size_t size);

  TableBudget& budget_;
  std::unique_ptr<Zip> zip_;
};

}  // namespace kruzhok::client
