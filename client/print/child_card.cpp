// SPDX-License-Identifier: MIT
// Everything that is kept about a child.
#include <algorithm>

#include "client/app/masked_name.h"
#include "client/app/value_text.h"
#include "client/print/paper_words.h"
#include "client/print/papers.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "sync/store/field_codec.h"

namespace kruzhok::client {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Section {
  std::string heading;
  Rows rows;
};

// The fields of one card in words, with what people do not agree on.
class CardFields {
 public:
  CardFields(sync::Store& store, const Translator& texts, const sync::RowView& row, bool masked)
      : words_(texts, store, "нет доступа"), texts_(texts), row_(row) {
    if (masked) return;  // Neither are its proposals told.
    for (const sync::Dispute& dispute : store.Disputes())
      if (dispute.key == sync::RowKey{std::string(row.type->name()), row.id})
        disputes_.push_back(dispute);
  }

  std::vector<Section> Sections() {
    std::vector<Section> sections;
    for (const model::FieldInfo* field : row_.type->fields()) {
      if (field->options().retired) continue;
      const std::string text = Text(*field);
      if (text.empty()) continue;
      const std::string_view name = field->options().section;
      const std::string heading =
          texts_.Text("section." + std::string(name.empty() ? "main" : name));
      const auto known = std::ranges::find(sections, heading, &Section::heading);
      Section& section =
          known == sections.end() ? sections.emplace_back(Section{heading, {}}) : *known;
      section.rows.push_back({texts_.FieldLabel(*row_.type, field->name()), text});
    }
    return sections;
  }

 private:
  std::string Words(const model::FieldInfo& field, const model::Value& value) {
    const std::string text = words_.Of(*row_.type, field, value);
    return text.empty() ? "пусто" : text;
  }

  // Empty: there is nothing to say of the field.
  std::string Text(const model::FieldInfo& field) {
    const model::Value& official = row_.record.value(field);
    std::string text = words_.Of(*row_.type, field, official);
    const auto add = [&](const std::string& what, const model::Value& value) {
      text += (text.empty() ? "—\n" : "\n") + what + Words(field, value);
    };
    for (const model::Value& value : Proposed(field)) add("спорно: также предлагается ", value);
    const auto& outside = row_.outside_fields;
    if (std::ranges::find(outside, &field) != outside.end() &&
        row_.outside.value(field) != official)
      add("не принято районом: ", row_.outside.value(field));
    return text;
  }

  // Values beside the official one, each once.
  std::vector<model::Value> Proposed(const model::FieldInfo& field) const {
    std::vector<model::Value> values;
    const model::Cell& cell = row_.type->CellOf(field);
    for (const sync::Dispute& dispute : disputes_) {
      if (dispute.cell != cell.name) continue;
      for (const sync::Proposal& proposal : dispute.proposals) {
        const auto members = sync::CellMembers(cell, proposal.value);
        if (!members) continue;
        const auto place = std::ranges::find(cell.fields, &field) - cell.fields.begin();
        const model::Value& value = (*members)[static_cast<size_t>(place)];
        if (value != row_.record.value(field) && std::ranges::find(values, value) == values.end())
          values.push_back(value);
      }
    }
    return values;
  }

  ValueText words_;
  const Translator& texts_;
  const sync::RowView& row_;
  std::vector<sync::Dispute> disputes_;
};

Rows EnrolmentRows(sync::Store& store, const Translator& texts, const model::Uuid& child) {
  Rows rows;
  for (const model::Record& record : EnrolmentsOf(store, child)) {
    const auto id = record.Get(model::enrolment.group);
    const auto group = id ? FindGroup(store, *id) : std::nullopt;
    const std::string programme = group ? group->ProgrammeText() : "";
    const std::string state = record.Get(model::enrolment.state).value_or("");
    const auto number = record.Get(model::enrolment.order_number);
    const auto date = record.Get(model::enrolment.order_date);
    rows.push_back(
        {programme.empty() ? "" : Quoted(programme), group ? group->Name() : "нет доступа",
         state.empty() ? "" : texts.ChoiceLabel(model::enrolment, model::enrolment.state, state),
         PeriodText(record.Get(model::enrolment.start_date), record.Get(model::enrolment.end_date)),
         (number ? "№\u00A0" + *number : "") + (date ? " от " + date->Russian() : "")});
  }
  return rows;
}

// Every category of the child, the oldest first.
Rows CategoryRows(sync::Store& store, const Translator& texts, const model::Uuid& child) {
  const auto& type = model::category;
  std::vector<model::Record> found;
  store.replica().rows().ForEachSummary(type, false, [&](const sync::RowSummary& row) {
    if (row.record.Get(type.child) == child) found.push_back(row.record);
    return true;
  });
  std::ranges::stable_sort(found, {},
                           [](const auto& record) { return record.Get(type.start_date); });
  ValueText words(texts, store, "нет доступа");
  Rows rows;
  for (const model::Record& record : found) {
    std::string name = words.Of(type, type.category, record.value(type.category));
    const std::string kinds = words.Of(type, type.ovz_types, record.value(type.ovz_types));
    if (!kinds.empty()) name += ": " + kinds;
    rows.push_back({std::move(name),
                    PeriodText(record.Get(type.start_date), record.Get(type.end_date)),
                    record.Get(type.basis).value_or("")});
  }
  return rows;
}

std::string ConsentText(const model::Record& child) {
  const auto given = child.Get(model::child.consent);
  const auto date = child.Get(model::child.consent_date);
  std::string text = "Согласие на обработку персональных данных: ";
  if (!given) return text + "сведений нет.";
  return text + (*given ? "получено" : "не получено") + (date ? " " + date->Russian() : "") + ".";
}

void WriteHeading(PageWriter& page, const std::string& text) {
  TextStyle style;
  style.weight = Weight::kBold;
  style.with_next = true;
  page.Space(4);
  page.Paragraph(text, style);
  page.Space(1);
}

void WriteSections(PageWriter& page, const std::vector<Section>& sections) {
  PaperTable table;
  table.columns = {{"", 60}, {"", 120}};
  table.size = 11;
  table.with_headings = false;
  for (const Section& section : sections) {
    WriteHeading(page, section.heading);
    page.Table(table, section.rows);
  }
}

// Nothing: they are not for whom the card is printed.
void WriteCategories(PageWriter& page, const std::optional<Rows>& rows) {
  if (rows && rows->empty()) return;
  WriteHeading(page, "Категории");
  if (!rows) return page.Paragraph("Сведения скрыты.");
  PaperTable table;
  table.columns = {{"Категория", 80}, {"Период", 40}, {"Основание", 60}};
  page.Table(table, *rows);
}

void WriteEnrolments(PageWriter& page, const Rows& rows) {
  WriteHeading(page, "Зачисления");
  if (rows.empty()) {
    page.Paragraph("Зачислений нет.");
    return;
  }
  PaperTable table;
  table.columns = {{"Программа", 58},
                   {"Группа", 36},
                   {"Состояние", 26, Align::kCentre},
                   {"Период", 30},
                   {"Приказ", 30}};
  page.Table(table, rows);
}

void WriteClosing(PageWriter& page, const std::string& consent, const std::string& today) {
  page.BeginClosing();
  page.Space(5);
  page.Paragraph(consent);
  page.Space(2);
  page.Paragraph("Место хранения подлинника согласия: ____________________________________");
  page.Space(7);
  page.Signature("Сведения верны, родитель (законный представитель)", "");
  page.Space(2);
  page.Signature("Карточку сверил(а)", "");
  page.Space(2);
  page.Paragraph("Напечатано " + today);
}

}  // namespace

model::Result<Paper> ChildCard(sync::Store& store, const DocumentRequest& request,
                               const Translator& texts, const model::Date& today) {
  if (!request.id) return model::Error{"not_found", "", {}};
  auto row = store.Get(model::child, *request.id);
  if (!row) return row.error();
  if (row->deleted) return model::Error{"not_found", request.id->Text(), {}};
  const sync::Membership& membership = store.replica().membership();
  const bool masked = IsMasked(membership, row->owner, row->record);
  if (masked) row->record = ShownRecord(membership, row->owner, row->record);
  // A card that the district has not accepted has no official name yet.
  std::string name = FullName(row->record);
  if (name.empty()) name = FullName(row->outside);
  Paper paper;
  paper.title = "Карточка: " + name;
  paper.layout.running = name;
  paper.write = [=, issuer = FindIssuer(store, row->owner),
                 sections = CardFields(store, texts, *row, masked).Sections(),
                 categories = request.role == PersonRole::kFull
                                  ? std::optional(CategoryRows(store, texts, row->id))
                                  : std::nullopt,
                 enrolments = EnrolmentRows(store, texts, row->id),
                 consent = ConsentText(row->record)](PageWriter& page) {
    WriteHead(page, issuer);
    TextStyle title;
    title.align = Align::kCentre;
    title.weight = Weight::kBold;
    title.size = 14;
    page.Paragraph("Карточка обучающегося", title);
    page.Paragraph(name, title);
    WriteSections(page, sections);
    WriteCategories(page, categories);
    WriteEnrolments(page, enrolments);
    WriteClosing(page, consent, today.Russian());
  };
  return paper;
}

}  // namespace kruzhok::client
