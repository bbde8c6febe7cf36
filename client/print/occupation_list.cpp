// SPDX-License-Identifier: MIT
// «Мониторинг занятости»: of each child of a class what occupies it, or why nothing does.
#include <algorithm>

#include "client/coverage/worklist.h"
#include "client/print/paper_words.h"
#include "client/print/papers.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// By which a group's hours of a year are made hours of a week.
constexpr int64_t kWeeks = 36;

struct ListedChild {
  std::string name;
  WorkRow row;
  model::Record occupation{model::occupation};
};

void AddLine(std::string& text, const std::string& line) {
  if (!line.empty()) text += (text.empty() ? "" : "\n") + line;
}

// Tenths of an hour of a week.
int64_t TenthsOf(const std::optional<GroupRow>& group) {
  const int64_t year = group ? group->group.Get(model::group.hours_year).value_or(0) : 0;
  return (year * 10 + kWeeks / 2) / kWeeks;
}

std::string HoursText(int64_t tenths) {
  if (tenths == 0) return "—";
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "," + std::to_string(tenths % 10));
}

// What a child attends on the day: a line each; and all their hours of a week.
struct Attended {
  std::string programmes;
  int64_t tenths = 0;
  void Add(const std::string& programme, int64_t tenths_of_week) {
    AddLine(programmes,
            programme + (tenths_of_week == 0 ? "" : ", " + HoursText(tenths_of_week) + "\u00A0ч"));
    tenths += tenths_of_week;
  }
};

Attended AttendedBy(sync::Store& store, const CoverageBook& book, const ListedChild& listed,
                    const model::Date& on) {
  using From = model::CoveragePlace::From;
  const model::CoverageFacts& facts = book.facts;
  const model::CoverageCard& card = facts.cards[listed.row.card];
  Attended attended;
  for (const model::CoveragePlace& place : facts.places) {
    const model::CoverageCard& its = facts.cards[place.card];
    const bool same = its.id == card.id || (!card.person.empty() && its.person == card.person);
    if (!same || place.from == From::kStated || !model::Covers(place.start, place.end, on))
      continue;
    const auto group = FindGroup(store, place.group);
    std::string programme = group ? group->ProgrammeText() : std::string();
    if (programme.empty() && place.programme != model::kNobody)
      if (const auto row = FindRow(store, model::programme, facts.programmes[place.programme].id))
        programme = ProgrammeName(row->Get(model::programme.title).value_or(""));
    std::string line = programme.empty() ? "программа другой организации" : Quoted(programme);
    if (group && its.owner != card.owner) line += ", другая организация";
    attended.Add(line, TenthsOf(group));
  }
  const auto& type = model::occupation;
  if (const auto elsewhere = listed.occupation.Get(type.elsewhere)) {
    const auto programme = listed.occupation.Get(type.elsewhere_programme);
    const auto hours = listed.occupation.Get(type.elsewhere_hours);
    attended.Add("Вне школы: " + *elsewhere + (programme ? ", " + Quoted(*programme) : ""),
                 hours.value_or(0) * 10);
  }
  return attended;
}

std::string ReasonOf(const ListedChild& listed, const Translator& texts) {
  const auto& type = model::occupation;
  const auto reason = listed.occupation.Get(type.reason);
  if (!reason) return listed.row.covered ? "" : "не указана";
  const auto note = listed.occupation.Get(type.reason_note);
  return texts.ChoiceLabel(type, type.reason, *reason) + (note ? ": " + *note : "");
}

std::string TalkOf(const ListedChild& listed) {
  const auto& type = model::occupation;
  const auto day = listed.occupation.Get(type.talk_on);
  const auto with = listed.occupation.Get(type.talk_with);
  std::string text = day ? day->Russian() : std::string();
  if (with) text += (text.empty() ? "" : ", ") + *with;
  return text;
}

std::string OfferOf(sync::Store& store, const ListedChild& listed, const Translator& texts) {
  const auto& type = model::occupation;
  std::string text;
  if (const auto row = FindRow(store, model::programme, listed.occupation.Get(type.offered)))
    AddLine(text, Quoted(ProgrammeName(row->Get(model::programme.title).value_or(""))));
  AddLine(text, listed.occupation.Get(type.offered_note).value_or(""));
  if (const auto outcome = listed.occupation.Get(type.outcome))
    AddLine(text, "Итог: " + texts.ChoiceLabel(type, type.outcome, *outcome));
  return text;
}

// The children of the class who count on the day, as a Russian list has them.
std::vector<ListedChild> ChildrenOf(sync::Store& store, const CoverageBook& book,
                                    const WorklistQuery& query, const std::string& school_class) {
  const std::string wanted = model::Fold(school_class);
  std::vector<ListedChild> children;
  for (const WorkRow& row : FindWorkRows(book, query)) {
    if (model::Fold(book.facts.ClassOf(row.card, query.year)) != wanted) continue;
    const auto card = FindRow(store, model::child, book.facts.cards[row.card].id);
    if (!card) continue;
    ListedChild& listed = children.emplace_back();
    listed.name = FullName(*card);
    listed.row = row;
    if (row.occupation != nullptr)
      if (const auto occupation = FindRow(store, model::occupation, row.occupation->id))
        listed.occupation = *occupation;
  }
  std::ranges::stable_sort(children, {},
                           [](const ListedChild& one) { return model::SortKey(one.name); });
  return children;
}

PaperTable Columns() {
  PaperTable table;
  table.size = 9.5;
  table.columns = {{"№", 8, Align::kRight},          {"Фамилия, имя, отчество", 42},
                   {"Где занимается", 62},           {"Часов в неделю", 15, Align::kCentre},
                   {"Если не охвачен: причина", 40}, {"Беседа с родителями", 36},
                   {"Предложено, итог", 44}};
  return table;
}

struct Totals {
  size_t children = 0, covered = 0, with_reason = 0;
  std::string Text() const {
    const size_t not_covered = children - covered;
    std::string text = "Всего: " + CountOfPupils(children) +
                       ". Охвачены: " + std::to_string(covered) + " (" +
                       std::to_string((covered * 200 + children) / (2 * children)) +
                       " %). Не охвачены: " + std::to_string(not_covered);
    if (not_covered > 0) text += ", причина указана у " + std::to_string(with_reason);
    return text + ".";
  }
};

void WriteHeading(PageWriter& page, const IssuerRow& issuer, const std::string& school_class,
                  const std::string& period) {
  WriteHead(page, issuer);
  TextStyle title;
  title.align = Align::kCentre;
  title.weight = Weight::kBold;
  title.size = 14;
  title.with_next = true;
  page.Paragraph("Мониторинг занятости обучающихся: " + school_class, title);
  TextStyle line;
  line.align = Align::kCentre;
  line.with_next = true;
  page.Paragraph(period, line);
  page.Space(3);
}

}  // namespace

model::Result<Paper> OccupationList(sync::Store& store, const DocumentRequest& request,
                                    const Translator& texts, const model::Date& today) {
  const CoverageBook book = ReadCoverage(store);
  WorklistQuery query;
  query.year = request.year.value_or(model::SchoolYearOf(today));
  query.today = today;
  query.organisation = request.owner.value_or(OwnOrganisation(store));
  const model::Date on = WorklistDay(book, query.year, today);
  const auto children = ChildrenOf(store, book, query, request.school_class);
  if (children.empty())
    return model::Error{"not_found", request.school_class, {}, "print_empty_class"};
  std::vector<std::vector<std::string>> rows;
  Totals totals;
  for (const ListedChild& listed : children) {
    const Attended attended = AttendedBy(store, book, listed, on);
    rows.push_back({std::to_string(rows.size() + 1), listed.name,
                    attended.programmes.empty() ? "не охвачен(а)" : attended.programmes,
                    attended.programmes.empty() ? "" : HoursText(attended.tenths),
                    ReasonOf(listed, texts), TalkOf(listed), OfferOf(store, listed, texts)});
    ++totals.children;
    totals.covered += listed.row.covered ? 1 : 0;
    totals.with_reason += !listed.row.covered && listed.row.HasReason() ? 1 : 0;
  }
  const std::string school_class = book.facts.ClassOf(children.front().row.card, query.year);
  const std::string period =
      SchoolYear(model::FirstDayOf(query.year)) + " учебный год, по состоянию на " + on.Russian();
  Paper paper;
  paper.title = "Мониторинг занятости: " + school_class;
  paper.orientation = Orientation::kLandscape;
  paper.layout.running = school_class + ", мониторинг занятости";
  paper.write = [=, issuer = FindIssuer(store, *query.organisation)](PageWriter& page) {
    WriteHeading(page, issuer, school_class, period);
    page.Table(Columns(), rows);
    page.BeginClosing();
    page.Space(3);
    page.Paragraph(totals.Text());
    TextStyle small;
    small.size = 9;
    page.Paragraph(
        "Часы в неделю: часы группы за год, делённые на 36 недель; вне школы — "
        "со слов родителей.",
        small);
    page.Space(5);
    page.Signature("Классный руководитель", "");
    page.Space(3);
    page.Signature(issuer.DirectorRole(), InitialsFirst(issuer.Director()));
    page.Space(2);
    page.Paragraph(today.Russian());
  };
  return paper;
}

}  // namespace kruzhok::client
