// SPDX-License-Identifier: MIT
#include "tests/bench/report.h"

#include <algorithm>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace tests::bench {
namespace {

std::string Number(double value) {
  char text[40];
  std::snprintf(
      text, sizeof text,
      value < 1000 && value != static_cast<double>(static_cast<long>(value)) ? "%.2f" : "%.0f",
      value);
  return text;
}

}  // namespace

void Report::Add(const std::string& name, const std::string& label, double value,
                 const std::string& unit, double goal) {
  const ReportLine line{name, label, value, unit, goal};
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.line.name == name; });
  if (found == entries_.end()) {
    entries_.push_back({line, {value}});
  } else {
    found->line = line;
    found->values.push_back(value);
  }
}

double Report::Entry::Median() const {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  const size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

std::string Report::Table() const {
  std::string table;
  for (const Entry& entry : entries_) {
    const double median = entry.Median();
    char row[200];
    std::snprintf(row, sizeof row, "%-64s %10s %-8s", entry.line.label.c_str(),
                  Number(median).c_str(), entry.line.unit.c_str());
    table += row;
    if (entry.line.goal > 0)
      table += " goal " + Number(entry.line.goal) + (median <= entry.line.goal ? "" : "  MISSED");
    table += '\n';
  }
  return table;
}

std::string Report::Json() const {
  nlohmann::ordered_json json;
  for (const Entry& entry : entries_) {
    auto& item = json[entry.line.name];
    item = {{"value", entry.Median()}, {"unit", entry.line.unit}, {"runs", entry.values}};
    if (entry.line.goal > 0) item["goal"] = entry.line.goal;
  }
  return json.dump(1) + '\n';
}

}  // namespace tests::bench
