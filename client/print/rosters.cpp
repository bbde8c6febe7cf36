// SPDX-License-Identifier: MIT
// The lists of a class and of a group.
#include <algorithm>

#include "client/app/enrolment_state.h"
#include "client/app/search_text.h"
#include "client/print/paper_words.h"
#include "client/print/papers.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// «6А класс», but «Подготовительная группа» as it is.
bool IsClass(std::string_view name) {
  return !name.empty() && name.front() >= '0' && name.front() <= '9' &&
         name.find("класс") == name.npos && name.find("групп") == name.npos;
}

std::string Lines(std::initializer_list<std::string> lines) {
  std::string text;
  for (const std::string& line : lines)
    if (!line.empty()) text += (text.empty() ? "" : "\n") + line;
  return text;
}

std::string Phone(const PupilRow& pupil) {
  if (const auto phone = pupil.child.Get(model::child.parent_phone)) return *phone;
  const auto own = pupil.child.Get(model::child.phone);
  return own ? *own + " (ребёнка)" : "";
}

// The groups that a child is in, a line each, in Russian order.
class ClubTexts {
 public:
  explicit ClubTexts(sync::Store& store) : store_(store) {}

  std::string Of(const PupilRow& pupil) {
    std::vector<std::string> lines;
    for (const model::Record& enrolment : pupil.enrolments)
      if (const auto id = enrolment.Get(model::enrolment.group)) lines.push_back(Of(*id));
    std::ranges::sort(lines, {}, [](const std::string& line) { return model::SortKey(line); });
    lines.erase(std::ranges::unique(lines).begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
  }

 private:
  const std::string& Of(const model::Uuid& id) {
    const auto [known, is_new] = texts_.try_emplace(id);
    if (!is_new) return known->second;
    const auto group = FindGroup(store_, id);
    if (!group) return known->second = "группа, которой здесь нет";
    std::string title = group->programme.Get(model::programme.short_title).value_or("");
    if (title.empty()) title = group->ProgrammeText();
    // Many a group is called by its programme: then its name says all.
    if (title.empty() || FoldedWords(group->Name()).starts_with(FoldedWords(title)))
      return known->second = group->Name();
    return known->second = Quoted(title) + (group->Name().empty() ? "" : ", " + group->Name());
  }

  sync::Store& store_;
  std::unordered_map<model::Uuid, std::string> texts_;
};

void WriteTitle(PageWriter& page, const std::string& title) {
  TextStyle style;
  style.align = Align::kCentre;
  style.weight = Weight::kBold;
  style.size = 14;
  style.with_next = true;
  page.Paragraph(title, style);
}

void WriteLine(PageWriter& page, const std::string& text) {
  TextStyle style;
  style.align = Align::kCentre;
  style.with_next = true;
  page.Paragraph(text, style);
}

// What a reader must know of the names that bear a mark.
void WriteMarkNote(PageWriter& page, const std::vector<PupilRow>& pupils) {
  if (std::ranges::none_of(pupils, &PupilRow::disputed)) return;
  TextStyle style;
  style.size = 10;
  page.Paragraph("* Есть спорные сведения, они показаны в карточке обучающегося.", style);
  page.Space(1);
}

std::string MarkedName(const PupilRow& pupil) {
  return pupil.Name() + (pupil.disputed ? "\u00A0*" : "");
}

std::string Percent(size_t part, size_t whole) {
  return std::to_string((part * 200 + whole) / (2 * whole)) + " %";
}

std::string OrderText(const model::Record& enrolment) {
  const auto number = enrolment.Get(model::enrolment.order_number);
  const auto date = enrolment.Get(model::enrolment.order_date);
  std::string text = number ? "№\u00A0" + *number : "";
  if (date) text += (text.empty() ? "от " : " от ") + date->Russian();
  return text;
}

std::string BirthDateAndAge(const PupilRow& pupil, const model::Date& on) {
  const auto birth = pupil.child.Get(model::child.birth_date);
  if (!birth) return "";
  const int age = model::AgeInYears(*birth, on);
  return birth->Russian() + (age < 0 ? "" : " (" + CountOfYears(age) + ")");
}

std::string GroupAges(const GroupRow& group) {
  const model::Record& own = group.group;
  if (const auto text = own.Get(model::group.age_text)) return *text;
  const std::string ages = AgeSpan(own.Get(model::group.age_min), own.Get(model::group.age_max));
  if (!ages.empty()) return ages;
  if (const auto text = group.programme.Get(model::programme.age_text)) return *text;
  return AgeSpan(group.programme.Get(model::programme.age_min),
                 group.programme.Get(model::programme.age_max));
}

// What the paper says of the group above the list; pairs of what and its text.
Rows GroupLines(const GroupRow& group, const Translator& texts) {
  Rows rows;
  const auto add = [&](const char* what, const std::string& text) {
    if (!text.empty()) rows.push_back({what, text});
  };
  const std::string title = group.ProgrammeText();
  add("Программа", title.empty() ? "" : Quoted(title));
  if (const auto direction = group.programme.Get(model::programme.direction))
    add("Направленность",
        texts.ChoiceLabel(model::programme, model::programme.direction, *direction));
  add("Педагог", group.group.Get(model::group.teacher).value_or(""));
  if (const auto year = group.group.Get(model::group.study_year))
    add("Год обучения", std::to_string(*year));
  add("Возраст", GroupAges(group));
  add("Период занятий",
      PeriodText(group.group.Get(model::group.start_date), group.group.Get(model::group.end_date)));
  add("Место занятий", group.group.Get(model::group.place).value_or(""));
  return rows;
}

PaperTable ClassColumns() {
  PaperTable table;
  table.columns = {{"№", 8.5, Align::kRight},
                   {"Фамилия, имя, отчество", 45},
                   {"Дата рождения", 20.5, Align::kCentre},
                   {"Родитель (законный представитель), телефон", 56},
                   {"Дополнительное образование: программа, группа", 50}};
  return table;
}

PaperTable GroupColumns() {
  PaperTable table;
  table.columns = {{"№", 8.5, Align::kRight},
                   {"Фамилия, имя, отчество", 59},
                   {"Дата рождения (возраст)", 35, Align::kCentre},
                   {"Класс", 14, Align::kCentre},
                   {"Зачислен(а)", 22, Align::kCentre},
                   {"Приказ", 41.5}};
  return table;
}

}  // namespace

void WriteHead(PageWriter& page, const IssuerRow& issuer) {
  TextStyle style;
  style.align = Align::kCentre;
  style.weight = Weight::kBold;
  style.with_next = true;
  style.after = 6;
  const std::string name = issuer.Name();
  page.Paragraph(name.empty() ? std::string(60, '_') : name, style);
}

void WriteDateAndSignature(PageWriter& page, const std::string& date, const std::string& role,
                           const std::string& name) {
  page.Space(6);
  page.Signature(role, name);
  page.Space(2);
  page.Paragraph(date);
}

model::Result<Paper> ClassRoster(sync::Store& store, const DocumentRequest& request,
                                 const model::Date& today) {
  const model::Uuid owner = request.owner.value_or(OwnOrganisation(store));
  const auto pupils = PupilsOfClass(store, owner, request.school_class);
  if (pupils.empty())
    return model::Error{"not_found", request.school_class, {}, "print_empty_class"};
  ClubTexts clubs(store);
  Rows rows;
  size_t covered = 0;
  for (const PupilRow& pupil : pupils) {
    const std::string its_clubs = clubs.Of(pupil);
    if (!its_clubs.empty()) ++covered;
    rows.push_back({std::to_string(rows.size() + 1), MarkedName(pupil), pupil.BirthDate(),
                    Lines({pupil.child.Get(model::child.parent_name).value_or(""), Phone(pupil)}),
                    its_clubs.empty() ? "—" : its_clubs});
  }
  // As most of the cards spell it.
  const std::string school_class = pupils.front().SchoolClass();
  const bool is_class = IsClass(school_class);
  const std::string of_class = is_class ? school_class + " класса" : school_class;
  Paper paper;
  paper.title = "Список: " + (is_class ? school_class + " класс" : school_class);
  paper.layout.running = is_class ? school_class + " класс" : school_class;
  paper.write = [=, issuer = FindIssuer(store, owner)](PageWriter& page) {
    WriteHead(page, issuer);
    WriteTitle(page, is_class ? "Список обучающихся " + of_class : "Список детей");
    if (!is_class) WriteLine(page, school_class);
    WriteLine(page, SchoolYear(today) + " учебный год");
    page.Space(4);
    page.Table(ClassColumns(), rows);
    page.BeginClosing();
    page.Space(3);
    WriteMarkNote(page, pupils);
    page.Paragraph("Всего: " + CountOfPupils(rows.size()) +
                   ". Занимаются по дополнительным программам: " + std::to_string(covered) + " (" +
                   Percent(covered, rows.size()) + ").");
    const bool kindergarten =
        issuer.organisation.Get(model::organisation.kind).value_or("") == "kindergarten";
    WriteDateAndSignature(page, today.Russian(),
                          kindergarten ? "Воспитатель" : "Классный руководитель", "");
  };
  return paper;
}

model::Result<Paper> GroupRoster(sync::Store& store, const DocumentRequest& request,
                                 const Translator& texts, const model::Date& today) {
  const auto group = request.id ? FindGroup(store, *request.id) : std::nullopt;
  if (!group) return model::Error{"not_found", request.id ? request.id->Text() : "", {}};
  const auto pupils =
      PupilsOfGroup(store, group->id, [](const model::Record& record, const model::Uuid&) {
        return IsActiveEnrolment(record.Get(model::enrolment.state).value_or(""));
      });
  if (pupils.empty()) return model::Error{"not_found", group->Name(), {}, "print_empty_group"};
  Rows rows;
  for (const PupilRow& pupil : pupils) {
    const auto since = pupil.enrolments.front().Get(model::enrolment.start_date);
    rows.push_back({std::to_string(rows.size() + 1), MarkedName(pupil),
                    BirthDateAndAge(pupil, today), pupil.SchoolClass(),
                    since ? since->Russian() : "", OrderText(pupil.enrolments.front())});
  }
  Paper paper;
  paper.title = "Список: " + group->Title();
  paper.layout.running = group->Title();
  paper.write = [=, issuer = FindIssuer(store, IssuerOf(store, *group)),
                 lines = GroupLines(*group, texts)](PageWriter& page) {
    WriteHead(page, issuer);
    WriteTitle(page, "Список обучающихся");
    WriteTitle(page, group->Title());
    page.Space(3);
    TextStyle style;
    style.size = 11;
    style.with_next = true;
    for (const auto& line : lines) page.Paragraph(line[0] + ": " + line[1], style);
    page.Space(3);
    page.Table(GroupColumns(), rows);
    page.BeginClosing();
    page.Space(3);
    WriteMarkNote(page, pupils);
    const auto capacity = group->group.Get(model::group.capacity);
    page.Paragraph("Всего: " + CountOfPupils(rows.size()) +
                   (capacity ? ", мест в группе: " + std::to_string(*capacity) : "") + ".");
    WriteDateAndSignature(page, today.Russian(), "Педагог",
                          InitialsFirst(group->group.Get(model::group.teacher).value_or("")));
  };
  return paper;
}

}  // namespace kruzhok::client
