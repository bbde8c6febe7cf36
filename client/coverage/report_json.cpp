// SPDX-License-Identifier: MIT
#include "client/coverage/report_json.h"

#include <nlohmann/json.hpp>

#include "sync/crypto.h"

namespace kruzhok::client {
namespace {

using nlohmann::json;

constexpr int64_t kVersion = 1;
// Of what another program has written: more than a district has, so that sums hold.
constexpr int64_t kMost = 100'000'000;
constexpr std::string_view kTables[kReportTables] = {"organisations", "directions", "ages",
                                                     "classes",       "categories", "venues"};

// What a content lacks or has too much of.
struct Damaged {};

int64_t Number(const json& value) {
  if (!value.is_number_integer()) throw Damaged();
  const auto number = value.get<int64_t>();
  if (number < -kMost || number > kMost) throw Damaged();
  return number;
}
std::string Text(const json& value) {
  if (!value.is_string()) throw Damaged();
  return value.get<std::string>();
}
model::Date Day(const json& value) {
  const auto day = model::Date::FromIso(Text(value));
  if (!day) throw Damaged();
  return *day;
}
model::Uuid Id(const json& value) {
  const auto id = model::Uuid::FromBase64(Text(value));
  if (!id) throw Damaged();
  return *id;
}

const json& Object(const json& value) {
  if (!value.is_object()) throw Damaged();
  return value;
}

// --- Writing ---

json RuleJson(const model::IndicatorRule& rule) {
  using Rule = model::IndicatorRule;
  return {{"ages", {rule.youngest, rule.oldest}},
          {"denominator", rule.denominator == Rule::Denominator::kCards ? "cards" : "residents"},
          {"counted", rule.counted == Rule::Counted::kChildren ? "children" : "enrolments"},
          {"cut", {rule.cut_day, rule.cut_month}},
          {"window_years", rule.window_years}};
}

json IndicatorJson(const ReportIndicator& one, size_t place) {
  json out = {{"code", model::CodeOf(static_cast<model::Indicator>(place))},
              {"rule", RuleJson(one.rule)},
              {"numerator", one.figure.numerator}};
  if (one.figure.denominator) out["denominator"] = *one.figure.denominator;
  if (one.plan)
    out["plan"] = {
        {"hundredths", *one.plan}, {"year", one.plan_year}, {"document", one.plan_of_document}};
  return out;
}

json PartJson(const ReportPart& part) {
  json out = {{"value", part.value}, {"covered", part.covered}};
  if (part.children) out["children"] = *part.children;
  if (part.places > 0) out["places"] = part.places;
  if (!part.title.empty()) out["title"] = part.title;
  return out;
}

// [child, class, age, covered, [programmes], reason, talk, outcome]; what is empty at the end is
// left out.
json LineJson(const ReportLine& line, const std::map<model::Uuid, int64_t>& places) {
  json programmes = json::array();
  for (const model::Uuid& id : line.programmes)
    programmes.push_back(id.is_nil() ? -1 : places.at(id));
  json out = {line.child.Base64(), line.school_class, line.age.value_or(-1), line.covered ? 1 : 0,
              programmes};
  if (line.reason.empty() && line.outcome.empty() && !line.talk_on) return out;
  out.push_back(line.reason);
  if (line.outcome.empty() && !line.talk_on) return out;
  out.push_back(line.talk_on ? line.talk_on->Iso() : std::string());
  if (!line.outcome.empty()) out.push_back(line.outcome);
  return out;
}

json ReportJson(const CoverageReport& report) {
  json out = {{"version", kVersion},
              {"kind", "coverage"},
              {"year", report.year},
              {"formula",
               {{"on", report.on.Iso()},
                {"ages", {report.youngest, report.oldest}},
                {"basis", "district"}}},
              {"organisation", {{"id", report.organisation.Base64()}, {"title", report.title}}},
              {"figures",
               {{"children", report.children},
                {"covered", report.covered},
                {"covered_by_itself", report.covered_by_itself},
                {"unknown_age", report.unknown_age},
                {"places", report.places}}},
              {"reasons", report.reasons},
              {"tables", json::object()},
              {"indicators", json::array()},
              {"programmes", json::array()},
              {"lines", json::array()}};
  if (report.submitted_on)
    out["submitted"] = {{"on", report.submitted_on->Iso()}, {"by", report.submitted_by}};
  for (size_t i = 0; i < kReportTables; ++i)
    for (const ReportPart& part : report.tables[i])
      out["tables"][std::string(kTables[i])].push_back(PartJson(part));
  for (size_t i = 0; i < model::kIndicators; ++i)
    out["indicators"].push_back(IndicatorJson(report.indicators[i], i));
  std::map<model::Uuid, int64_t> places;
  for (const ReportProgramme& programme : report.programmes) {
    places.emplace(programme.id, std::ssize(places));
    out["programmes"].push_back({programme.id.Base64(), programme.title, programme.organisation});
  }
  for (const ReportLine& line : report.lines) out["lines"].push_back(LineJson(line, places));
  return out;
}

// --- Reading ---

model::IndicatorRule RuleOf(const json& in) {
  using Rule = model::IndicatorRule;
  Rule rule;
  rule.youngest = static_cast<int>(Number(in.at("ages").at(0)));
  rule.oldest = static_cast<int>(Number(in.at("ages").at(1)));
  if (Text(in.at("denominator")) == "residents") rule.denominator = Rule::Denominator::kResidents;
  if (Text(in.at("counted")) == "enrolments") rule.counted = Rule::Counted::kEnrolments;
  rule.cut_day = static_cast<int>(Number(in.at("cut").at(0)));
  rule.cut_month = static_cast<int>(Number(in.at("cut").at(1)));
  rule.window_years = static_cast<int>(Number(in.at("window_years")));
  return rule;
}

void ReadIndicator(const json& in, CoverageReport& report) {
  const auto which = model::IndicatorOf(Text(in.at("code")));
  if (!which) throw Damaged();
  ReportIndicator& one = report.indicators[static_cast<size_t>(*which)];
  one.rule = RuleOf(in.at("rule"));
  one.figure.numerator = Number(in.at("numerator"));
  if (in.contains("denominator")) one.figure.denominator = Number(in.at("denominator"));
  if (!in.contains("plan")) return;
  const json& plan = in.at("plan");
  one.plan = Number(plan.at("hundredths"));
  one.plan_year = Number(plan.at("year"));
  one.plan_of_document = plan.at("document").get<bool>();
}

ReportPart PartOf(const json& in) {
  ReportPart part{.value = Text(in.at("value")), .covered = Number(in.at("covered"))};
  if (in.contains("children")) part.children = Number(in.at("children"));
  if (in.contains("places")) part.places = Number(in.at("places"));
  if (in.contains("title")) part.title = Text(in.at("title"));
  return part;
}

ReportLine LineOf(const json& in, const std::vector<ReportProgramme>& programmes) {
  ReportLine line;
  line.child = Id(in.at(0));
  line.school_class = Text(in.at(1));
  if (const int64_t age = Number(in.at(2)); age >= 0) line.age = static_cast<int>(age);
  line.covered = Number(in.at(3)) != 0;
  for (const json& one : in.at(4)) {
    const int64_t place = Number(one);
    if (place >= std::ssize(programmes)) throw Damaged();
    line.programmes.push_back(place < 0 ? model::Uuid()
                                        : programmes[static_cast<size_t>(place)].id);
  }
  if (in.size() > 5) line.reason = Text(in.at(5));
  if (in.size() > 6 && !Text(in.at(6)).empty()) line.talk_on = Day(in.at(6));
  if (in.size() > 7) line.outcome = Text(in.at(7));
  return line;
}

CoverageReport ReportOf(const json& in) {
  CoverageReport report;
  report.year = Number(in.at("year"));
  const json& formula = in.at("formula");
  report.on = Day(formula.at("on"));
  report.youngest = static_cast<int>(Number(formula.at("ages").at(0)));
  report.oldest = static_cast<int>(Number(formula.at("ages").at(1)));
  report.organisation = Id(in.at("organisation").at("id"));
  report.title = Text(in.at("organisation").at("title"));
  if (in.contains("submitted")) {
    report.submitted_on = Day(in.at("submitted").at("on"));
    report.submitted_by = Text(in.at("submitted").at("by"));
  }
  const json& figures = in.at("figures");
  report.children = Number(figures.at("children"));
  report.covered = Number(figures.at("covered"));
  report.covered_by_itself = Number(figures.at("covered_by_itself"));
  report.unknown_age = Number(figures.at("unknown_age"));
  report.places = Number(figures.at("places"));
  for (const auto& [reason, children] : Object(in.at("reasons")).items())
    report.reasons[reason] = Number(children);
  const json& tables = Object(in.at("tables"));
  for (size_t i = 0; i < kReportTables; ++i)
    if (const auto table = tables.find(kTables[i]); table != tables.end())
      for (const json& part : *table) report.tables[i].push_back(PartOf(part));
  for (const json& one : in.at("indicators")) ReadIndicator(one, report);
  for (const json& one : in.at("programmes"))
    report.programmes.push_back({Id(one.at(0)), Text(one.at(1)), Text(one.at(2))});
  for (const json& one : in.at("lines")) report.lines.push_back(LineOf(one, report.programmes));
  return report;
}

}  // namespace

model::Json FreezeReport(const CoverageReport& report) {
  return {ReportJson(report).dump()};
}

model::Json FreezeChanges(const std::vector<ReportChange>& changes) {
  json out = {{"version", kVersion},
              {"programmes", json::array()},
              {"lines", json::array()},
              {"gone", json::array()}};
  std::map<model::Uuid, int64_t> places;
  for (const ReportChange& change : changes) {
    for (const model::Uuid& programme : change.after.programmes)
      if (!programme.is_nil() && places.emplace(programme, std::ssize(places)).second)
        out["programmes"].push_back(programme.Base64());
    if (change.after.child.is_nil())
      out["gone"].push_back(change.before.child.Base64());
    else
      out["lines"].push_back(LineJson(change.after, places));
  }
  return {out.dump()};
}

std::vector<ReportLine> WithChanges(std::vector<ReportLine> lines, const model::Json& changes) {
  const json in = json::parse(changes.text, nullptr, false);
  std::map<model::Uuid, std::optional<ReportLine>> otherwise;
  try {
    if (!in.is_object() || Number(in.at("version")) > kVersion) return lines;
    std::vector<ReportProgramme> programmes;
    for (const json& one : in.at("programmes")) programmes.push_back({Id(one), {}, {}});
    for (const json& one : in.at("lines")) {
      const ReportLine line = LineOf(one, programmes);
      otherwise[line.child] = line;
    }
    for (const json& one : in.at("gone")) otherwise[Id(one)].reset();
  } catch (const Damaged&) {
    return lines;
  } catch (const json::exception&) {
    return lines;
  }
  std::erase_if(lines, [&](const ReportLine& line) { return otherwise.contains(line.child); });
  for (const auto& [child, line] : otherwise)
    if (line) lines.push_back(*line);
  return lines;
}

model::Result<CoverageReport> ReadReport(const model::Json& content) {
  const model::Error damaged{"bad_value", {}, "content", "coverage_report_damaged"};
  const json in = json::parse(content.text, nullptr, false);
  if (!in.is_object()) return damaged;
  const auto version = in.find("version");
  if (version == in.end() || !version->is_number_integer()) return damaged;
  if (version->get<int64_t>() > kVersion)
    return model::Error{"bad_value", {}, "content", "coverage_report_newer"};
  try {
    return ReportOf(in);
  } catch (const Damaged&) {
    return damaged;
  } catch (const json::exception&) {
    return damaged;
  }
}

std::string FingerprintOf(const model::Json& content) {
  constexpr char kDigits[] = "0123456789abcdef";
  const sync::Hash hash = sync::HashOf(content.text);
  std::string text;
  for (size_t i = 0; i < 4; ++i) {
    text += kDigits[hash[i] >> 4];
    text += kDigits[hash[i] & 15];
  }
  return text;
}

}  // namespace kruzhok::client
