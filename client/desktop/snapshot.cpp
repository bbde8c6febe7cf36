// SPDX-License-Identifier: MIT
#include "client/desktop/snapshot.h"

#include <algorithm>

#include "client/app/masked_name.h"
#include "client/app/row_scan.h"
#include "client/app/value_text.h"
#include "client/desktop/facts.h"
#include "client/desktop/list_columns.h"
#include "client/desktop/review_items.h"
#include "model/catalog.h"
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "model/entities/enrolment.h"
#include "model/entities/group.h"
#include "model/entities/occupation.h"

namespace kruzhok::client {
namespace {

// One entity's list while it is being built.
class ListOf {
 public:
  ListOf(const model::EntityType& type, const Translator& texts, const sync::Membership& membership,
         PersonRole role)
      : type_(type),
        texts_(texts),
        membership_(membership),
        plan_(PlanColumns(type, texts, membership.role, role)),
        builder_(type, Shown(plan_)) {
    for (const model::FieldInfo* field : type.fields()) {
      const bool in_cells = std::ranges::find(plan_, field, &PlannedColumn::field) != plan_.end();
      if (field->kind() == model::Kind::kText && field->options().searchable && !in_cells)
        also_.push_back(field);
    }
  }

  void Add(const sync::RowView& row, const Facts& facts, ValueText& words,
           const model::Date& today) {
    cells_.clear();
    for (const PlannedColumn& column : plan_)
      cells_.push_back(CellOf(column, row, facts, words, today));
    also_text_.clear();
    for (const model::FieldInfo* field : also_)
      if (const auto* text = std::get_if<std::string>(&row.record.value(*field)))
        (also_text_ += *text) += '\n';
    builder_.Add(row, cells_, also_text_);
  }

  // Writes what only later rows have told.
  void Set(CellSource source, const model::Uuid& row, std::string_view text) {
    const auto column = std::ranges::find(plan_, source, &PlannedColumn::source);
    ASSERT(column != plan_.end());
    builder_.SetCell(row, static_cast<size_t>(column - plan_.begin()), text);
  }

  std::shared_ptr<const ListData> Finish() { return builder_.Finish(); }

 private:
  static std::vector<ListColumn> Shown(const std::vector<PlannedColumn>& plan) {
    std::vector<ListColumn> columns;
    for (const PlannedColumn& column : plan) columns.push_back(column.shown);
    return columns;
  }

  std::string TitleOf(const Facts& facts, const model::Uuid& id) const {
    const std::string_view title = id.is_nil() ? std::string_view() : facts.TitleOf(id);
    return title.empty() && !id.is_nil() ? texts_.Text("list.missing") : std::string(title);
  }

  std::string CellOf(const PlannedColumn& column, const sync::RowView& row, const Facts& facts,
                     ValueText& words, const model::Date& today) const {
    const auto number = [&](std::string_view name) -> std::optional<int64_t> {
      const auto* value = std::get_if<int64_t>(&row.record.value(*type_.FindField(name)));
      return value ? std::optional(*value) : std::nullopt;
    };
    switch (column.source) {
      case CellSource::kField: {
        const model::Value& value = row.record.value(*column.field);
        if (const auto* id = std::get_if<model::Uuid>(&value)) return TitleOf(facts, *id);
        return words.Of(type_, *column.field, value);
      }
      case CellSource::kName:
        return NameOf(row.record);
      case CellSource::kOwner:
        return facts.OwnerName(membership_, row.owner);
      case CellSource::kAge: {
        const auto birth_date = row.record.Get(model::child.birth_date);
        return birth_date ? std::to_string(model::AgeInYears(*birth_date, today)) : "";
      }
      case CellSource::kAges:
        return AgesText(texts_, number("age_min"), number("age_max"));
      case CellSource::kClass: {
        const auto id = row.record.Get(model::enrolment.child);
        const ChildFacts* child = id ? facts.children.Find(*id) : nullptr;
        return child ? child->school_class : "";
      }
      case CellSource::kProgramme: {
        const auto id = row.record.Get(model::enrolment.group);
        const GroupFacts* group = id ? facts.groups.Find(*id) : nullptr;
        return group ? TitleOf(facts, group->programme) : "";
      }
      case CellSource::kSchoolYear: {
        const auto year = row.record.Get(model::occupation.year);
        return year ? model::SchoolYearText(*year) : "";
      }
      case CellSource::kWhere:
        return texts_.Text("list.condition." + std::string(sync::Name(row.condition)));
      case CellSource::kCategory:
      case CellSource::kProgrammes:
      case CellSource::kGroups:
      case CellSource::kChildren:
        return {};
    }
    return {};
  }

  static std::string NameOf(const model::Record& record) {
    std::string name;
    for (const auto* field :
         {&model::child.last_name, &model::child.first_name, &model::child.middle_name})
      if (const auto part = record.Get(*field)) name += (name.empty() ? "" : " ") + *part;
    return name;
  }

  const model::EntityType& type_;
  const Translator& texts_;
  const sync::Membership& membership_;
  std::vector<PlannedColumn> plan_;
  ListBuilder builder_;
  std::vector<const model::FieldInfo*> also_;
  std::vector<std::string> cells_;
  std::string also_text_;
};

// What children attend on a day, by title: of all cards of a person.
class Attended {
 public:
  Attended(const Facts& facts, const model::CoverageFacts& coverage, const Translator& texts,
           const model::Date& on)
      : facts_(facts), texts_(texts) {
    for (const model::CoveragePlace& place : coverage.places) {
      const model::CoverageCard& card = coverage.cards[place.card];
      if (!model::Covers(place.start, place.end, on) || !model::IsHere(card, on)) continue;
      titles_[card.id].insert(TitleOf(place, coverage));
    }
  }

  // «Волейбол +1»; of a child that attends nothing, that it is not covered.
  std::string TextOf(const ChildFacts& child) const {
    std::set<std::string> titles;
    const auto add = [&](const model::Uuid& card) {
      if (const auto found = titles_.find(card); found != titles_.end())
        titles.insert(found->second.begin(), found->second.end());
    };
    if (child.person.empty())
      add(child.id);
    else
      std::ranges::for_each(facts_.cards.at(child.person), add);
    if (titles.empty()) return child.attends ? texts_.Text("list.not_covered") : std::string();
    if (titles.size() == 1) return *titles.begin();
    return texts_.Text("list.more",
                       {{"title", *titles.begin()}, {"count", std::to_string(titles.size() - 1)}});
  }

 private:
  std::string TitleOf(const model::CoveragePlace& place,
                      const model::CoverageFacts& coverage) const {
    if (place.from == model::CoveragePlace::From::kStated) return texts_.Text("list.elsewhere");
    std::string_view title;
    if (place.programme != model::kNobody)
      title = facts_.TitleOf(coverage.programmes[place.programme].id);
    if (title.empty()) title = facts_.TitleOf(place.group);
    return title.empty() ? texts_.Text("list.missing") : std::string(title);
  }

  const Facts& facts_;
  const Translator& texts_;
  std::unordered_map<model::Uuid, std::set<std::string>> titles_;  // By card.
};

// Of each child that is in some today: «ОВЗ, Одарённые», in the order of the catalogue.
std::unordered_map<model::Uuid, std::string> CategoriesOf(const Facts& facts,
                                                          const Translator& texts,
                                                          const model::Date& on) {
  const auto& type = model::category;
  std::unordered_map<model::Uuid, std::set<int>> found;
  for (const CategoryFacts& one : facts.categories)
    if (const int place = model::PlaceOf(one.category, type.category.options().choices);
        place >= 0 && model::Covers(one.start_date, one.end_date, on))
      found[one.child].insert(place);
  std::unordered_map<model::Uuid, std::string> words;
  for (const auto& [child, places] : found)
    for (const int place : places) {
      std::string& text = words[child];
      if (!text.empty()) text += ", ";
      text += texts.ChoiceLabel(type, type.category,
                                type.category.options().choices[static_cast<size_t>(place)]);
    }
  return words;
}

// Children of one's own whose categories older data tell by fields of the card, without a row.
class OldCategories {
 public:
  void Add(const sync::RowView& row, const sync::Membership& membership) {
    if (row.type == &model::category) {
      if (const auto child = row.record.Get(model::category.child)) told_.insert(*child);
    } else if (row.type == &model::child && membership.Keeps(row.owner) &&
               !row.record.Get(model::child.categories).value_or(model::Choices()).empty()) {
      children_.push_back(row.id);
    }
  }
  std::vector<model::Uuid> Take() {
    std::erase_if(children_, [this](const model::Uuid& id) { return told_.contains(id); });
    return std::move(children_);
  }

 private:
  std::vector<model::Uuid> children_;
  std::unordered_set<model::Uuid> told_;
};

// «12 из 15»; «— из 15» of a group whose children are not here; nothing where nothing is known.
std::string ChildrenText(const GroupFacts& group, const Snapshot& snapshot,
                         const Translator& texts) {
  const auto size = snapshot.group_sizes.find(group.id);
  const bool known = size != snapshot.group_sizes.end();
  if (!group.capacity) return known ? std::to_string(size->second) : std::string();
  return texts.Text("list.children_of", {{"children", known ? std::to_string(size->second) : "—"},
                                         {"capacity", std::to_string(*group.capacity)}});
}

// A coordinator of the district as a whole has no organisation of their own.
std::string OrganisationOf(const Facts& facts, sync::Store& store, const sync::Status& status) {
  const sync::Membership& membership = status.membership;
  if (membership.joined && membership.role == sync::Role::kCoordinator)
    return facts.OwnerName(membership, membership.organisation);
  const std::string_view title = facts.TitleOf(membership.organisation);
  return title.empty() ? store.replica().Setting("desk.school") : std::string(title);
}

using Lists = std::map<std::string, ListOf, std::less<>>;

void WriteCounts(const Facts& facts, const Snapshot& snapshot, const Translator& texts,
                 const model::Date& today, Lists& lists) {
  ListOf& children = lists.at("child");
  const Attended attended(facts, snapshot.coverage_book.facts, texts, today);
  for (const ChildFacts& child : facts.children)
    children.Set(CellSource::kProgrammes, child.id, attended.TextOf(child));
  if (snapshot.role == PersonRole::kFull)
    for (const auto& [child, text] : CategoriesOf(facts, texts, today))
      if (facts.children.Find(child) != nullptr) children.Set(CellSource::kCategory, child, text);
  ListOf& programmes = lists.at("programme");
  for (const ProgrammeFacts& programme : facts.programmes) {
    programmes.Set(CellSource::kGroups, programme.id, std::to_string(programme.groups));
    if (SeesAllOf(snapshot.status.membership, programme.owner))
      programmes.Set(CellSource::kChildren, programme.id, std::to_string(programme.children));
  }
  ListOf& groups = lists.at("group");
  for (const GroupFacts& group : facts.groups)
    groups.Set(CellSource::kChildren, group.id, ChildrenText(group, snapshot, texts));
}

// Of a card that is not shown as it is.
std::optional<sync::RowView> MaskedRow(const sync::Membership& membership,
                                       const sync::RowView& row) {
  if (!IsMasked(membership, row.owner, row.record)) return std::nullopt;
  sync::RowView masked = row;
  masked.record = ShownRecord(membership, row.owner, row.record);
  return masked;
}

// Disputes and refusals were counted a moment before they were read.
void CountAgain(Snapshot& snapshot) {
  sync::Status& status = snapshot.status;
  status.disputes = std::ssize(snapshot.disputes);
  status.reviews = std::ranges::count_if(
      snapshot.disputes, [](const DisputeItem& item) { return item.official_before.has_value(); });
  status.waiting = std::ranges::count_if(snapshot.outside, [](const OutsideItem& item) {
    return item.commit.state == sync::Verdict::State::kWaiting;
  });
  status.refused = std::ssize(snapshot.outside) - status.waiting;
}

}  // namespace

std::shared_ptr<const Snapshot> BuildSnapshot(sync::Store& store, const Translator& texts,
                                              const model::Date& today, int64_t version,
                                              PersonRole role) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->version = version;
  snapshot->role = role;
  snapshot->language = texts.language();
  // It may have to note a site that is new, which a reading transaction must not.
  snapshot->status = store.GetStatus();
  const sync::Transaction reading(store.replica().database(), sync::Transaction::Kind::kRead);

  const sync::Membership& membership = snapshot->status.membership;
  Facts facts;
  for (const sync::RowKey& key : store.replica().Erased()) {
    snapshot->erased.insert(key.id);
    facts.titles.emplace(key.id, texts.Text("list.erased"));
  }
  for (sync::RowKey& key : store.AskedToErase())
    if (!snapshot->erased.contains(key.id)) snapshot->erasing.insert(std::move(key));
  auto search = std::make_shared<SearchIndex>();
  ValueText words(texts, store, texts.Text("list.missing"));
  const TitleOfReference title_of = [&](const model::FieldInfo&, const model::Uuid& id) {
    return std::string(facts.TitleOf(id));
  };
  Lists lists;
  SurveyBookBuilder surveys(snapshot->status.membership);
  CoverageReader coverage(snapshot->status.membership);
  ScheduleReader schedule;
  SubmissionReader submissions;
  OldCategories old_categories;
  RowScan scan(store);
  for (const model::EntityType* type : model::Catalog()) {
    ListOf& list =
        lists.try_emplace(std::string(type->name()), *type, texts, membership, role).first->second;
    scan.ForEach(*type, [&](const sync::RowView& row) {
      old_categories.Add(row, membership);
      // Figures are of all; who is behind them is told by role.
      coverage.Add(row);
      if (!MaySee(role, type->name())) return;
      const std::optional<sync::RowView> masked = MaskedRow(membership, row);
      const sync::RowView& shown = masked ? *masked : row;
      facts.Add(row, shown);
      surveys.Add(row);
      schedule.Add(row);
      submissions.Add(row);
      if (HasList(*type)) list.Add(shown, facts, words, today);
      if (IsSearched(*type))
        search->Add(shown, RowTitle(shown.record, title_of), SubtitleOf(shown, texts, title_of));
    });
  }
  search->Finish();
  snapshot->search = std::move(search);
  CountEnrolments(facts, *snapshot);
  snapshot->coverage_book = coverage.Finish();
  snapshot->schedule = schedule.Finish();
  snapshot->clashes = model::FindClashes(snapshot->schedule.lessons,
                                         AttendancesOf(snapshot->coverage_book.facts), today, {});
  snapshot->submissions = submissions.Finish();
  WriteCounts(facts, *snapshot, texts, today, lists);
  for (auto& [name, list] : lists) snapshot->lists.emplace(name, list.Finish());

  snapshot->organisation = OrganisationOf(facts, store, snapshot->status);
  snapshot->old_categories = old_categories.Take();
  snapshot->disputes = DisputeItems(store, *snapshot, texts, words);
  snapshot->outside = OutsideItems(store, *snapshot, texts, words);
  std::erase_if(snapshot->disputes, [role](const DisputeItem& item) {
    return !MaySee(role, item.key.entity, item.cell);
  });
  std::erase_if(snapshot->outside, [role](const OutsideItem& item) {
    return item.key && !MaySee(role, item.key->entity);
  });
  snapshot->findings = FindingsOf(facts, *snapshot, store, texts, today);
  std::erase_if(snapshot->findings,
                [role](const Finding& one) { return !MaySee(role, one.key.entity); });
  snapshot->coverage =
      CoverageOf(snapshot->coverage_book, facts, snapshot->status.membership, today);
  snapshot->surveys = surveys.Finish(facts);
  CountAgain(*snapshot);
  return snapshot;
}

std::shared_ptr<const Snapshot> EmptySnapshot(const Translator& texts) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->language = texts.language();
  auto search = std::make_shared<SearchIndex>();
  search->Finish();
  snapshot->search = std::move(search);
  for (const model::EntityType* type : model::Catalog())
    snapshot->lists.emplace(
        type->name(), ListOf(*type, texts, snapshot->status.membership, snapshot->role).Finish());
  return snapshot;
}

}  // namespace kruzhok::client
