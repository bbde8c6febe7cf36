// SPDX-License-Identifier: MIT
// Giving categories to one child or to many, as one action.
#include <algorithm>
#include <set>

#include "client/desktop/desk.h"
#include "model/entities/category.h"
#include "model/entities/child.h"

namespace kruzhok::client {
namespace {

using Fields = std::vector<std::pair<const model::FieldInfo*, model::Value>>;

// What every one of the new rows says, as it is typed; problems by field.
Fields ReadTyped(const CategoryAdding& adding, std::map<std::string, model::Error>& problems) {
  const auto& type = model::category;
  Fields fields;
  const auto read = [&](const model::FieldInfo& field, const std::string& text) {
    auto value = model::ParseInput(field, text);
    std::optional<model::Error> problem;
    if (value)
      problem = model::CheckValue(field, *value);
    else
      problem = value.error();
    if (problem)
      problems.emplace(field.name(), *problem);
    else if (!model::IsEmpty(*value))
      fields.emplace_back(&field, *std::move(value));
  };
  read(type.start_date, adding.start_date);
  read(type.end_date, adding.end_date);
  read(type.basis, adding.basis);
  const auto start = model::Date::Parse(adding.start_date);
  const auto end = model::Date::Parse(adding.end_date);
  if (start && end && *end < *start)
    problems.emplace(type.end_date.name(),
                     model::Error{"bad_value", {}, std::string(type.end_date.name()), "end_first"});
  return fields;
}

}  // namespace

void Desk::Do(const StartCategories& command) {
  if (!Allows(model::category.name()) || command.children.empty()) return;
  CategoryAdding adding;
  adding.open = true;
  adding.children = command.children;
  if (adding.children.size() == 1) adding.title = TitleOf(model::child, adding.children.front());
  state_.privacy.adding = std::move(adding);
}

// A category that a child is in at that time already is not given again.
void Desk::Do(const SaveCategories&) {
  CategoryAdding& adding = state_.privacy.adding;
  if (!Allows(model::category.name()) || !adding.open || !adding.any()) return;
  const auto& type = model::category;
  std::map<std::string, model::Error> problems;
  const Fields typed = ReadTyped(adding, problems);
  adding.problems.clear();
  for (const auto& [field, error] : problems)
    adding.problems[field] = Describe(*texts_, error, texts_->FieldLabel(type, field)).message;
  if (!problems.empty()) return;
  // Without a beginning it is meant for today, or for its last day if that is past.
  const auto end = model::Date::Parse(adding.end_date);
  const model::Date start =
      model::Date::Parse(adding.start_date).value_or(std::min(end.value_or(today()), today()));
  const std::set<model::Uuid> wanted(adding.children.begin(), adding.children.end());
  std::set<std::pair<model::Uuid, std::string>> known;
  store_.replica().rows().ForEachSummary(type, false, [&](const sync::RowSummary& row) {
    const auto child = row.record.Get(type.child);
    const auto first = row.record.Get(type.start_date), last = row.record.Get(type.end_date);
    const bool before = last && *last < start, after = first && end && *first > *end;
    if (child && wanted.contains(*child) && !before && !after)
      known.emplace(*child, row.record.Get(type.category).value_or(""));
    return true;
  });
  std::vector<sync::RowWrite> writes;
  for (const model::Uuid& child : adding.children) {
    const auto card = store_.replica().rows().Summary(model::child, child);
    if (!card || (card->flags & sync::kRowDeleted) != 0) continue;
    for (const auto& [code, on] : adding.chosen) {
      if (!on || known.contains({child, code})) continue;
      sync::RowWrite write{&type, sync::RowWrite::Kind::kPut, NewUuid(*options_.environment)};
      write.owner = card->owner;
      write.fields = {{&type.child, child}, {&type.category, code}};
      write.fields.insert(write.fields.end(), typed.begin(), typed.end());
      if (const auto kinds = model::ParseInput(type.ovz_types, adding.ovz_types);
          code == "ovz" && kinds && !model::IsEmpty(*kinds))
        write.fields.emplace_back(&type.ovz_types, *kinds);
      writes.push_back(std::move(write));
    }
  }
  if (writes.empty()) {
    adding.problems[std::string(type.category.name())] = texts_->Text("privacy.categories.known");
    return;
  }
  const auto written = store_.Write(writes, Options());
  if (!written) return Complain(written.error(), &type);
  adding.open = false;
  Remember(written->action, written->rows);
  Say(Counted("privacy.categories.given", writes.size()), true);
}

}  // namespace kruzhok::client
