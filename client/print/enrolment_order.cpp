// SPDX-License-Identifier: MIT
// The order by which children are taken into a group, in the manner of ГОСТ Р 7.0.97.
#include <algorithm>
#include <set>

#include "client/app/enrolment_state.h"
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

constexpr std::string_view kGround =
    "В соответствии со статьёй 53 Федерального закона от 29.12.2012 №\u00A0273-ФЗ "
    "«Об образовании в Российской Федерации», на основании заявлений родителей "
    "(законных представителей) обучающихся";
constexpr std::string_view kControl =
    "2. Контроль за исполнением настоящего приказа оставляю за собой.";

// Everything that the order says, read before it is written.
struct Order {
  IssuerRow issuer;
  GroupRow group;
  std::string number;
  std::string date;       // Empty: to be filled in by hand.
  std::string since;      // The day for all of them; empty: each has its own, or none has.
  bool own_days = false;  // Each has its own.
  std::string direction;
  std::vector<PupilRow> pupils;
};

// Of an order that exists: whoever was taken on by it, whatever became of them later. Of one that
// is still to be written: whoever is to be taken on.
bool Belongs(const model::Record& record, const std::string& number) {
  const std::string state = record.Get(model::enrolment.state).value_or("");
  const std::string own = record.Get(model::enrolment.order_number).value_or("");
  if (number.empty()) return own.empty() && (state == "confirmed" || IsActiveEnrolment(state));
  const bool never = state == "draft" || state == "rejected";
  return !never && model::Fold(own) == model::Fold(number);
}

// «дополнительной общеобразовательной общеразвивающей программе»
std::string KindOfProgramme(const model::Record& programme) {
  const std::string kind = programme.Get(model::programme.kind).value_or("general");
  if (kind == "preprof") return "дополнительной общеобразовательной предпрофессиональной программе";
  if (kind == "sport") return "дополнительной образовательной программе спортивной подготовки";
  return "дополнительной общеобразовательной общеразвивающей программе";
}

std::string ProgrammeWords(const Order& order) {
  const std::string title = order.group.ProgrammeText();
  return KindOfProgramme(order.group.programme) + ' ' +
         (title.empty() ? "«______________________________»" : Quoted(title));
}

std::string LowerFirst(std::string text) {
  if (text.size() < 2) return text;
  const auto high = static_cast<unsigned char>(text[0]), low = static_cast<unsigned char>(text[1]);
  if (high == 0xD0 && low >= 0x90 && low <= 0x9F) text[1] = static_cast<char>(low + 0x20);
  if (high == 0xD0 && low >= 0xA0 && low <= 0xAF) {
    text[0] = static_cast<char>(0xD1);
    text[1] = static_cast<char>(low - 0x20);
  }
  return text;
}

std::string FirstPoint(const Order& order) {
  std::string text = "1. Зачислить ";
  if (!order.own_days)
    text += "с " + (order.since.empty() ? std::string(kBlankDate) : order.since) + ' ';
  text += "на обучение по " + ProgrammeWords(order) + " (";
  if (!order.direction.empty()) text += "направленность: " + order.direction + ", ";
  return text + LowerFirst(order.group.Title()) + ") следующих обучающихся:";
}

// The day that all of them have in common, or that they have none.
void SetDays(Order& order) {
  std::set<std::string> days;
  for (const PupilRow& pupil : order.pupils) {
    const auto date = pupil.enrolments.front().Get(model::enrolment.start_date);
    days.insert(date ? date->Russian() : "");
    if (const auto signed_on = pupil.enrolments.front().Get(model::enrolment.order_date);
        signed_on && order.date.empty())
      order.date = signed_on->Russian();
  }
  order.own_days = days.size() > 1;
  if (!order.own_days) order.since = *days.begin();
}

void WriteTable(PageWriter& page, const Order& order) {
  PaperTable table;
  table.size = 11;
  table.columns = {{"№", 11, Align::kRight},
                   {"Фамилия, имя, отчество", 84},
                   {"Дата рождения", 32, Align::kCentre},
                   {"Класс", 22, Align::kCentre}};
  if (order.own_days) table.columns.push_back({"Зачислить с", 30, Align::kCentre});
  std::vector<std::vector<std::string>> rows;
  for (const PupilRow& pupil : order.pupils) {
    const auto day = pupil.enrolments.front().Get(model::enrolment.start_date);
    rows.push_back({std::to_string(rows.size() + 1), pupil.Name(), pupil.BirthDate(),
                    pupil.SchoolClass(), day ? day->Russian() : ""});
  }
  page.Table(table, rows);
}

void WriteTop(PageWriter& page, const Order& order) {
  WriteHead(page, order.issuer);
  TextStyle title;
  title.align = Align::kCentre;
  title.weight = Weight::kBold;
  title.size = 15;
  title.after = 5;
  page.Paragraph("ПРИКАЗ", title);
  page.Sides(order.date.empty() ? std::string(kBlankDate) : order.date,
             "№\u00A0" + (order.number.empty() ? "____________" : order.number));
  TextStyle place;
  place.align = Align::kCentre;
  place.size = 11;
  if (const auto settlement = order.issuer.organisation.Get(model::organisation.settlement))
    page.Paragraph(*settlement, place);
  page.Space(6);
  title.size = 12;
  title.inset = 15;
  page.Paragraph("О зачислении обучающихся на обучение по " + ProgrammeWords(order), title);
}

void WriteEnd(PageWriter& page, const Order& order) {
  TextStyle text;
  text.align = Align::kJustified;
  text.indent = 12.5;
  page.BeginClosing();
  page.Space(4);
  page.Paragraph(kControl, text);
  page.Space(10);
  page.Signature(order.issuer.DirectorRole(), InitialsFirst(order.issuer.Director()));
  page.Space(1);
  TextStyle small;
  small.size = 10;
  page.Paragraph("М.П.", small);
  page.Space(8);
  page.Paragraph("С приказом ознакомлен(а):");
  page.Space(4);
  const std::string teacher = order.group.group.Get(model::group.teacher).value_or("");
  for (const std::string& name : {InitialsFirst(teacher), std::string()}) {
    page.Signature(kBlankDate, name);
    page.Space(2);
  }
}

void Write(PageWriter& page, const Order& order) {
  WriteTop(page, order);
  TextStyle text;
  text.align = Align::kJustified;
  text.indent = 12.5;
  page.Paragraph(kGround, text);
  TextStyle command;
  command.weight = Weight::kBold;
  command.with_next = true;
  page.Space(3);
  page.Paragraph("ПРИКАЗЫВАЮ:", command);
  page.Space(3);
  text.with_next = true;
  text.after = 3;
  page.Paragraph(FirstPoint(order), text);
  WriteTable(page, order);
  WriteEnd(page, order);
}

}  // namespace

model::Result<Paper> EnrolmentOrder(sync::Store& store, const DocumentRequest& request,
                                    const Translator& texts) {
  const auto group = request.id ? FindGroup(store, *request.id) : std::nullopt;
  if (!group) return model::Error{"not_found", request.id ? request.id->Text() : "", {}};
  const std::string number = model::Normalize(request.order_number);
  Order order{FindIssuer(store, IssuerOf(store, *group)), *group, number, {}, {}, false, {}, {}};
  order.pupils =
      PupilsOfGroup(store, group->id, [&](const model::Record& record, const model::Uuid& owner) {
        return owner == order.issuer.id && Belongs(record, number);
      });
  if (order.pupils.empty())
    return model::Error{"not_found",
                        number.empty() ? group->Name() : number,
                        {},
                        number.empty() ? "print_nobody_to_enrol" : "print_empty_order"};
  SetDays(order);
  if (const auto direction = group->programme.Get(model::programme.direction))
    order.direction =
        LowerFirst(texts.ChoiceLabel(model::programme, model::programme.direction, *direction));
  Paper paper;
  paper.title = "Приказ о зачислении" + (number.empty() ? "" : " № " + number);
  paper.layout.left = 30;
  paper.write = [order = std::move(order)](PageWriter& page) { Write(page, order); };
  return paper;
}

}  // namespace kruzhok::client
