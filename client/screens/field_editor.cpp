// SPDX-License-Identifier: MIT
#include "client/screens/field_editor.h"

#include <algorithm>

#include "client/app/value_text.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/catalog.h"
#include "model/entities/occupation.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

std::vector<ui::Option> ChoicesOf(const Frame& frame, const FormState& form,
                                  const model::FieldInfo& info) {
  std::vector<ui::Option> options;
  for (const std::string_view code : info.options().choices)
    options.push_back({std::string(code), frame.texts.ChoiceLabel(*form.type, info, code)});
  return options;
}

std::vector<ui::Option> YesNo(const Frame& frame) {
  return {{"true", frame.Text("window.yes")}, {"false", frame.Text("window.no")}};
}

// Says what is wrong with the value; the label stands above the field already.
std::string ProblemText(const Frame& frame, const model::EntityType& type, const FormField& field,
                        std::string_view label) {
  if (!field.problem) return {};
  const std::string reason = "reason." + std::string(field.problem->reason);
  if (!field.problem->reason.empty() && frame.texts.Has(reason))
    return frame.Text(reason, {{"detail", DetailText(frame.texts, type, *field.problem)}});
  if (field.problem->code.name() == "required") return frame.Text("window.form.required");
  return assets::Describe(frame.texts, *field.problem, label).message;
}

std::string TitleOf(const Frame& frame, const model::FieldInfo& info, const std::string& text) {
  const auto id = model::Uuid::FromText(text);
  if (!id) return text;
  const model::EntityType* target = model::FindEntity(info.options().target);
  std::string title = target ? frame.data.search->TitleOf(*target, *id) : std::string();
  if (!title.empty()) return title;
  return frame.Text(frame.data.erased.contains(*id) ? "list.erased" : "list.missing");
}

// Programmes that the child of an occupation card may be offered: of its age, the own first.
std::vector<ui::Option> OfferedTo(const Frame& frame, const FormState& form,
                                  std::string_view typed) {
  const model::CoverageFacts& facts = frame.data.coverage_book.facts;
  const auto id = model::Uuid::FromText(form.Find(model::occupation.child.name())->text);
  const auto card = std::ranges::find(facts.cards, id.value_or(model::Uuid()),
                                      [](const model::CoverageCard& one) { return one.id; });
  std::optional<int> age;
  if (card != facts.cards.end() && card->birth_date)
    age = model::AgeInYears(*card->birth_date, frame.data.coverage.on);
  const std::string wanted = model::Fold(typed);
  std::vector<ui::Option> own, others;
  for (const model::CoverageProgramme& programme : facts.programmes) {
    if (programme.archived || !programme.Admits(age)) continue;
    const std::string title = frame.data.search->TitleOf(model::programme, programme.id);
    if (model::Fold(title).find(wanted) == std::string::npos) continue;
    const bool is_own = card != facts.cards.end() &&
                        (programme.provider == card->owner || programme.owner == card->owner);
    (is_own ? own : others)
        .push_back({programme.id.Text(), title,
                    frame.data.search->TitleOf(model::organisation, programme.provider)});
  }
  const auto by_title = [](const ui::Option& option) { return model::SortKey(option.label); };
  std::ranges::sort(own, {}, by_title);
  std::ranges::sort(others, {}, by_title);
  own.insert(own.end(), others.begin(), others.end());
  return own;
}

bool DrawReference(const Frame& frame, const FormState& form, FormField& field,
                   const ui::InputOptions& options) {
  const model::EntityType* target = model::FindEntity(field.info->options().target);
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> found;
    if (field.info == &model::occupation.offered) return OfferedTo(frame, form, typed);
    if (target == nullptr) return found;
    for (const SearchHit& hit : frame.data.search->Find(typed, 40, target))
      found.push_back({hit.id.Text(), hit.title, hit.subtitle});
    return found;
  };
  const auto chosen = ui::Pick(field.info->name(), field.text,
                               TitleOf(frame, *field.info, field.text), find, options);
  if (!chosen || *chosen == field.text) return false;
  field.text = *chosen;
  return true;
}

bool DrawChoice(FormField& field, const std::vector<ui::Option>& all,
                const ui::InputOptions& options) {
  const auto chosen = ui::PickFrom(field.info->name(), field.text, all, options);
  if (!chosen || *chosen == field.text) return false;
  field.text = *chosen;
  return true;
}

bool DrawText(FormField& field, const ui::InputOptions& options) {
  const ui::InputResult result = ui::Input(field.info->name(), field.text, options);
  if (result.entered) ui::FocusNext();
  return result.left;
}

}  // namespace

bool IsWide(const model::FieldInfo& field) {
  return field.options().multiline || field.kind() == model::Kind::kJson ||
         (field.kind() == model::Kind::kText && field.options().max_length >= 500);
}

bool DrawField(const Frame& frame, FormState& form, FormField& field, float width) {
  const model::FieldInfo& info = *field.info;
  const std::string label = frame.texts.FieldLabel(*form.type, info.name());
  const std::string error = ProblemText(frame, *form.type, field, label);
  const std::string date_hint = frame.Text("window.form.date_hint");
  ui::InputOptions options;
  options.label = label;
  options.required = info.options().required;
  options.error = error;
  options.width = width;
  options.enabled = !form.deleted && !form.locked;
  if (field.changed() && !field.problem) options.mark = ui::Colours().accent;
  switch (info.kind()) {
    case model::Kind::kReference:
      return DrawReference(frame, form, field, options);
    case model::Kind::kChoice:
      return DrawChoice(field, ChoicesOf(frame, form, info), options);
    case model::Kind::kBoolean:
      return DrawChoice(field, YesNo(frame), options);
    case model::Kind::kChoices:
      return ui::PickMany(info.name(), field.text, ChoicesOf(frame, form, info), options);
    case model::Kind::kDate:
      options.hint = date_hint;
      return DrawText(field, options);
    case model::Kind::kInteger:
      options.max_length = 20;
      return DrawText(field, options);
    case model::Kind::kText:
    case model::Kind::kJson:
      if (info.options().multiline || info.kind() == model::Kind::kJson) options.height = 4;
      return DrawText(field, options);
  }
  return false;
}

}  // namespace kruzhok::client
