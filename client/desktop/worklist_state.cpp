// SPDX-License-Identifier: MIT
#include "client/desktop/worklist_state.h"

#include <algorithm>
#include <set>

#include "client/tables/table_writer.h"
#include "model/entities/child.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"
#include "model/entities/organisation.h"
#include "model/entities/programme.h"

namespace kruzhok::client {
namespace {

// `became`: there is something to say in the last one.
std::vector<ListColumn> ColumnsOf(const WorklistRequest& request, const Translator& texts,
                                  bool became) {
  std::vector<ListColumn> columns;
  const auto add = [&](std::string_view key) -> ListColumn& {
    ListColumn column;
    column.key = key;
    column.label = texts.Text("worklist.column." + std::string(key));
    return columns.emplace_back(std::move(column));
  };
  add("name");
  add("class").facet = true;
  if (!request.organisation) add("organisation").facet = true;
  add("age").number = true;
  add("reason").facet = true;
  columns.back().alarm = texts.Text("worklist.no_reason");
  add("talk");
  add("offered");
  add("outcome").facet = true;
  if (became) add("became");
  return columns;
}

// Of one list: what is asked of the words again and again is in it.
class Cells {
 public:
  Cells(const CoverageBook& book, const WorklistRequest& request, const SearchIndex& search,
        const Translator& texts, bool became)
      : book_(book), request_(request), search_(search), texts_(texts), became_(became) {}

  std::vector<std::string> Of(const WorkRow& row) const {
    const model::CoverageCard& card = book_.facts.cards[row.card];
    const auto& type = model::occupation;
    static const model::OccupationFact kNothing;
    const model::OccupationFact& fact = row.occupation ? *row.occupation : kNothing;
    std::vector<std::string> cells = {search_.TitleOf(model::child, card.id),
                                      book_.facts.ClassOf(row.card, request_.year)};
    if (!request_.organisation) cells.push_back(search_.TitleOf(model::organisation, card.owner));
    cells.push_back(row.age ? std::to_string(*row.age) : std::string());
    cells.push_back(fact.reason.empty() ? texts_.Text("worklist.no_reason")
                                        : texts_.ChoiceLabel(type, type.reason, fact.reason));
    cells.push_back(TalkOf(fact));
    cells.push_back(search_.TitleOf(model::programme, fact.offered));
    cells.push_back(fact.outcome.empty() ? std::string()
                                         : texts_.ChoiceLabel(type, type.outcome, fact.outcome));
    if (became_) cells.push_back(PlaceText(book_, row, search_, texts_));
    return cells;
  }

 private:
  static std::string TalkOf(const model::OccupationFact& fact) {
    std::string text = fact.talk_on ? fact.talk_on->Russian() : std::string();
    if (!fact.talk_with.empty()) text += (text.empty() ? "" : ", ") + fact.talk_with;
    return text;
  }

  const CoverageBook& book_;
  const WorklistRequest& request_;
  const SearchIndex& search_;
  const Translator& texts_;
  bool became_;
};

}  // namespace

std::shared_ptr<const ListData> WorklistData(const CoverageBook& book,
                                             const std::vector<WorkRow>& rows,
                                             const WorklistRequest& request,
                                             const SearchIndex& search, const Translator& texts) {
  const auto is_on_it = [&](const WorkRow& row) {
    return request.placed ? row.IsPlaced() : !row.covered;
  };
  const bool became = std::ranges::any_of(
      rows, [&](const WorkRow& row) { return is_on_it(row) && row.place != nullptr; });
  ListBuilder builder(model::child, ColumnsOf(request, texts, became));
  const Cells cells(book, request, search, texts, became);
  sync::RowView view(model::child);
  for (const WorkRow& row : rows) {
    if (!is_on_it(row)) continue;
    view.id = book.facts.cards[row.card].id;
    builder.Add(view, cells.Of(row), {});
  }
  return builder.Finish();
}

std::string PlaceText(const CoverageBook& book, const WorkRow& row, const SearchIndex& search,
                      const Translator& texts) {
  if (row.place == nullptr) return {};
  const model::CoveragePlace& place = *row.place;
  if (place.from == model::CoveragePlace::From::kStated)
    return texts.Text("worklist.became.elsewhere",
                      {{"where", row.occupation ? row.occupation->elsewhere : std::string()}});
  std::string title;
  if (place.programme != model::kNobody)
    title = search.TitleOf(model::programme, book.facts.programmes[place.programme].id);
  if (title.empty()) title = search.TitleOf(model::group, place.group);
  if (title.empty()) title = texts.Text("list.missing");
  if (!place.start) return texts.Text("worklist.became.undated", {{"title", title}});
  return texts.Text("worklist.became", {{"date", place.start->Russian()}, {"title", title}});
}

std::vector<int64_t> YearsOf(const CoverageBook& book, const model::Date& today) {
  const int64_t present = model::SchoolYearOf(today);
  std::set<int64_t, std::greater<>> years = {present, present - 1, present - 2};
  for (const auto& [key, fact] : book.facts.occupations) years.insert(key.second);
  return {years.begin(), years.end()};
}

model::Result<int64_t> WriteWorklist(const ListState& list, const std::string& sheet,
                                     const std::filesystem::path& file) {
  std::vector<TableColumn> columns;
  for (const ListColumn& column : list.data->columns())
    columns.push_back(
        {.heading = column.label,
         .kind = column.number ? TableColumn::Kind::kInteger : TableColumn::Kind::kText,
         .width = column.facet || column.number ? size_t{14} : size_t{34}});
  auto writer = TableWriter::Open(file, sheet, columns);
  if (!writer) return writer.error();
  for (const uint32_t row : list.rows) {
    std::vector<std::string> cells;
    for (size_t i = 0; i < columns.size(); ++i) cells.emplace_back(list.data->Cell(row, i));
    (*writer)->Add(cells);
  }
  if (const auto finished = (*writer)->Finish(); !finished) return finished.error();
  return std::ssize(list.rows);
}

}  // namespace kruzhok::client
