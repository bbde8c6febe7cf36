// SPDX-License-Identifier: MIT
// The table that the bench prints, for people or as JSON.
#pragma once

#include <string>
#include <vector>

namespace tests::bench {

struct ReportLine {
  std::string name;   // For scripts: "save.l1".
  std::string label;  // For people.
  double value = 0;
  std::string unit;
  double goal = 0;  // The most that is aimed at; 0: none.
};

// Lines and their medians over the runs.
class Report {
 public:
  // Repeated names are runs of one measurement; the last label, unit and goal count.
  void Add(const std::string& name, const std::string& label, double value, const std::string& unit,
           double goal = 0);
  std::string Table() const;
  std::string Json() const;

 private:
  struct Entry {
    ReportLine line;
    std::vector<double> values;
    double Median() const;
  };
  std::vector<Entry> entries_;
};

}  // namespace tests::bench
