// SPDX-License-Identifier: MIT
// The indicators: counted in the background while they are shown, their rows, how they are counted.
#include <algorithm>

#include "client/coverage/indicator_words.h"
#include "client/desktop/desk.h"
#include "model/entities/child.h"
#include "model/entities/indicator.h"
#include "model/entities/programme.h"
#include "model/entities/resident_count.h"
#include "model/entities/staff.h"
#include "model/entities/target.h"
#include "model/text_fold.h"
#include "model/validation.h"

namespace kruzhok::client {
namespace {

using model::Indicator;

constexpr int64_t kYoungest = 5, kOldest = 18, kYearsBefore = 2, kYearsAfter = 2;
constexpr std::string_view kDraft = "desk.indicators/";

std::string DraftKeyOf(IndicatorSettings what) {
  return std::string(kDraft) + std::string(Name(what));
}

const model::EntityType& TypeOf(Indicator indicator) {
  switch (model::RowsOf(indicator)) {
    case model::IndicatorRows::kStaff:
      return model::staff;
    case model::IndicatorRows::kProgrammes:
      return model::programme;
    default:
      return model::child;
  }
}

IndicatorsWanted WantedOf(const IndicatorsState& state, const Snapshot& data,
                          const model::Date& today) {
  const auto own = OrganisationOf(data.status.membership);
  IndicatorsWanted wanted;
  wanted.request.today = today;
  wanted.request.year = state.year.value_or(model::SchoolYearOf(today));
  wanted.request.basis = state.basis;
  wanted.request.organisation = own ? own : state.organisation;
  wanted.version = data.version;
  wanted.chosen = state.chosen;
  const bool of_children = model::RowsOf(state.chosen) == model::IndicatorRows::kChildren;
  const bool by_schools = !wanted.request.organisation;
  wanted.by = by_schools ? model::CoveragePartBy::kOrganisation : model::CoveragePartBy::kDirection;
  if (state.by && of_children && (by_schools || *state.by != model::CoveragePartBy::kOrganisation))
    wanted.by = *state.by;
  return wanted;
}

SettingsCell CellOf(const std::string& text, const model::Uuid& row) {
  SettingsCell cell;
  cell.text = cell.saved = text;
  cell.row = row;
  return cell;
}

// A grid of empty cells.
YearsGrid GridOf(int64_t middle, int64_t first_line, int64_t last_line) {
  YearsGrid grid;
  for (int64_t year = middle - kYearsBefore; year <= middle + kYearsAfter; ++year)
    grid.years.push_back(year);
  for (int64_t key = first_line; key <= last_line; ++key)
    grid.lines.push_back({key, std::vector<SettingsCell>(grid.years.size())});
  return grid;
}

SettingsCell* FindCell(YearsGrid& grid, int64_t key, int64_t year) {
  const auto line = std::ranges::find(grid.lines, key, &YearsGrid::Line::key);
  const auto at = std::ranges::find(grid.years, year);
  if (line == grid.lines.end() || at == grid.years.end()) return nullptr;
  return &line->cells[static_cast<size_t>(at - grid.years.begin())];
}

// Who has joined counts as the district does, whatever it has decided for itself before.
void ReadRules(sync::Store& store, const model::Uuid& owner, IndicatorsForm& form) {
  const bool fixed = store.replica().membership().joined && owner != sync::kDistrict;
  std::array<model::IndicatorRule, model::kIndicators> rules;
  store.List(model::indicator, {}, [&](const sync::RowView& row) {
    const auto which = model::IndicatorOf(row.record.Get(model::indicator.code).value_or(""));
    if (which && row.owner == (fixed ? sync::kDistrict : owner))
      model::ReadRule(row.record, rules[static_cast<size_t>(*which)]);
    return true;
  });
  for (size_t i = 0; i < model::kIndicators; ++i) {
    form.rules[i].fixed = fixed;
    for (const model::FieldInfo* field : RuleFieldsOf(static_cast<Indicator>(i)))
      form.rules[i].cells.emplace_back(field, CellOf(TextOfRule(rules[i], *field), model::Uuid()));
  }
}

void ReadTargets(sync::Store& store, const std::vector<model::Target>& known,
                 IndicatorsForm& form) {
  const auto& type = model::target;
  store.List(type, {}, [&](const sync::RowView& row) {
    const auto which = model::IndicatorOf(row.record.Get(type.code).value_or(""));
    if (!which || row.owner != form.owner) return true;
    if (SettingsCell* cell = FindCell(form.grid, static_cast<int64_t>(*which),
                                      row.record.Get(type.year).value_or(0)))
      *cell = CellOf(row.record.Get(type.value).value_or(""), row.id);
    return true;
  });
  form.targets = known;
  std::erase_if(form.targets, [&](const model::Target& target) {
    if (target.owner != form.owner) return target.owner != sync::kDistrict;
    return FindCell(form.grid, static_cast<int64_t>(target.indicator), target.year) != nullptr;
  });
}

void ReadResidents(sync::Store& store, const model::Uuid& owner, IndicatorsForm& form) {
  const auto& type = model::resident_count;
  store.List(type, {}, [&](const sync::RowView& row) {
    if (row.owner != owner) return true;
    if (SettingsCell* cell = FindCell(form.grid, row.record.Get(type.age).value_or(-1),
                                      row.record.Get(type.year).value_or(0)))
      *cell = CellOf(std::to_string(row.record.Get(type.children).value_or(0)), row.id);
    return true;
  });
}

sync::RowWrite KeyedWrite(const model::EntityType& type, const std::optional<model::Uuid>& owner) {
  sync::RowWrite write{&type};
  write.owner = owner;
  return write;
}

model::Value Typed(const model::FieldInfo& field, const std::string& text) {
  return *model::ParseInput(field, text);
}

void AddRules(const IndicatorsForm& form, const std::optional<model::Uuid>& owner,
              std::vector<sync::RowWrite>& writes) {
  const auto& type = model::indicator;
  for (size_t i = 0; i < model::kIndicators; ++i) {
    const RuleCells& rule = form.rules[i];
    if (rule.fixed ||
        std::ranges::none_of(rule.cells, [](const auto& cell) { return cell.second.changed(); }))
      continue;
    // All of it, so that it stays what was seen here whatever the program begins with one day.
    sync::RowWrite write = KeyedWrite(type, owner);
    write.fields.emplace_back(&type.code, std::string(model::CodeOf(static_cast<Indicator>(i))));
    for (const auto& [field, cell] : rule.cells)
      write.fields.emplace_back(field, Typed(*field, cell.text));
    writes.push_back(std::move(write));
  }
}

}  // namespace

void Desk::RefreshIndicators() {
  const bool shown =
      state_.screen == Screen::kCoverage && state_.coverage.view == CoverageView::kIndicators;
  if (!shown || data_->version == 0) return;
  IndicatorsState& state = state_.coverage.indicators;
  const IndicatorsWanted wanted = WantedOf(state, *data_, today());
  if (state.counting || state.wanted == wanted) return;
  state.wanted = wanted;
  state.counting = true;
  InBackground(
      *options_.background,
      [this, wanted, data = data_, before = state.read](sync::Store&) -> Background::Then {
        auto reading = ReadIndicators(data->coverage_book, wanted, before.get());
        return [this, reading] {
          state_.coverage.indicators.counting = false;
          state_.coverage.indicators.read = reading;
        };
      },
      [this](const model::Error& error) {
        state_.coverage.indicators.counting = false;
        Complain(error);
      });
}

void Desk::Do(const OpenRows& command) {
  // A figure is for everybody, the children of a category are not.
  if (command.of_category && !AllowsAll()) return;
  ListState& list = state_.lists[std::string(command.type->name())];
  Widen(list);
  list.only = ListOnly{command.what, {command.ids.begin(), command.ids.end()}};
  Arrange(list);
  Do(GoTo{ScreenOf(*command.type)});
}

void Desk::Do(const OpenIndicatorRows& command) {
  const auto& read = state_.coverage.indicators.read;
  if (read == nullptr) return;
  const auto query = QueryOf(data_->coverage_book, read->request, command.indicator);
  auto members = model::MembersOf(data_->coverage_book.facts, query);
  const std::string key = "indicators.rows." + std::string(model::CodeOf(command.indicator)) +
                          (command.reached ? ".reached" : ".rest");
  Do(OpenRows{&TypeOf(command.indicator), texts_->Text(key, {{"date", query.on.Russian()}}),
              std::move(command.reached ? members.reached : members.rest),
              command.indicator == Indicator::kOvzCoverage});
}

void Desk::LoadIndicatorDrafts() {
  std::set<IndicatorSettings> begun;
  for (const IndicatorSettings what :
       {IndicatorSettings::kRules, IndicatorSettings::kTargets, IndicatorSettings::kResidents})
    if (DecodeIndicators(store_.replica().Setting(DraftKeyOf(what)))) begun.insert(what);
  state_.coverage.indicators.drafts = std::move(begun);
}

bool Desk::KeepIndicatorDraft() {
  IndicatorsState& state = state_.coverage.indicators;
  if (!state.form) return false;
  IndicatorsForm& form = *state.form;
  if (!form.dirty()) {
    if (!kept_indicators_.empty()) SetSetting(DraftKeyOf(form.what), "");
    ForgetIndicatorDraft(form.what);
    return false;
  }
  if (EncodeIndicators(form) == kept_indicators_) return true;
  const int64_t before = std::exchange(form.drafted_at_ms, options_.environment->NowMs());
  std::string json = EncodeIndicators(form);
  try {
    SetSetting(DraftKeyOf(form.what), json);
  } catch (const model::StorageError&) {
    form.drafted_at_ms = before;
    throw;
  }
  state.drafts.insert(form.what);
  kept_indicators_ = std::move(json);
  return true;
}

void Desk::DiscardIndicatorDraft() {
  std::optional<IndicatorsForm>& form = state_.coverage.indicators.form;
  if (!form) return;
  const IndicatorSettings what = form->what;
  SetSetting(DraftKeyOf(what), "");
  ForgetIndicatorDraft(what);
  form.reset();
  Say(texts_->Text("desk.notice.draft_discarded", {{"title", SettingsTitle(*texts_, what)}}),
      false);
  Do(EditIndicatorSettings{what});
}

void Desk::ForgetIndicatorDraft(IndicatorSettings what) {
  state_.coverage.indicators.drafts.erase(what);
  kept_indicators_.clear();
}

void Desk::Do(const EditIndicatorSettings& command) {
  KeepIndicatorDraft();
  IndicatorsState& state = state_.coverage.indicators;
  const auto draft = DecodeIndicators(store_.replica().Setting(DraftKeyOf(command.what)));
  int64_t year = state.year.value_or(model::SchoolYearOf(today())) + 1;
  // What was begun is seen, whatever year is looked at.
  if (draft && draft->middle > 0) year = draft->middle;
  IndicatorsForm form;
  form.what = command.what;
  form.owner = OwnerOfNew().value_or(store_.replica().membership().organisation);
  if (command.what == IndicatorSettings::kRules) {
    ReadRules(store_, form.owner, form);
  } else if (command.what == IndicatorSettings::kTargets) {
    form.grid = GridOf(year, 0, static_cast<int64_t>(model::kIndicators) - 1);
    ReadTargets(store_, data_->coverage_book.targets, form);
  } else {
    form.grid = GridOf(year, kYoungest, kOldest);
    ReadResidents(store_, form.owner, form);
  }
  if (draft) ApplyDraft(*draft, form);
  kept_indicators_ = draft ? EncodeIndicators(form) : std::string();
  state.form = std::move(form);
}

std::vector<sync::RowWrite> Desk::WritesOfSettings(const IndicatorsForm& form) {
  const std::optional<model::Uuid> owner = OwnerOfNew();
  std::vector<sync::RowWrite> writes;
  AddRules(form, owner, writes);
  const bool targets = form.what == IndicatorSettings::kTargets;
  const model::EntityType& type =
      targets ? static_cast<const model::EntityType&>(model::target) : model::resident_count;
  for (const YearsGrid::Line& line : form.grid.lines)
    for (size_t i = 0; i < line.cells.size(); ++i) {
      const SettingsCell& cell = line.cells[i];
      if (!cell.changed()) continue;
      if (model::Normalize(cell.text).empty()) {
        if (cell.row.is_nil()) continue;
        writes.push_back({&type, sync::RowWrite::Kind::kDelete, cell.row});
        continue;
      }
      sync::RowWrite& write = writes.emplace_back(KeyedWrite(type, owner));
      if (targets) {
        const auto& target = model::target;
        write.fields = {
            {&target.code, std::string(model::CodeOf(static_cast<Indicator>(line.key)))},
            {&target.year, form.grid.years[i]},
            {&target.value, Typed(target.value, cell.text)}};
        if (!form.source.empty())
          write.fields.emplace_back(&target.source, Typed(target.source, form.source));
      } else {
        const auto& count = model::resident_count;
        write.fields = {{&count.year, form.grid.years[i]},
                        {&count.age, line.key},
                        {&count.children, Typed(count.children, cell.text)}};
      }
    }
  return writes;
}

void Desk::Do(const SaveIndicatorSettings&) {
  std::optional<IndicatorsForm>& form = state_.coverage.indicators.form;
  if (!form || !CheckSettings(*form)) return;
  const auto writes = WritesOfSettings(*form);
  if (writes.empty()) {
    SetSetting(DraftKeyOf(form->what), "");
  } else {
    sync::WriteOptions options = Options();
    options.settings = {{DraftKeyOf(form->what), ""}};
    const auto written = store_.Write(writes, options);
    if (!written) return Complain(written.error(), writes.front().type);
    Remember(written->action, written->rows);
    Say(texts_->Text("indicators.notice.saved"), true);
  }
  ForgetIndicatorDraft(form->what);
  form.reset();
}

void Desk::Do(const LeaveIndicatorSettings&) {
  std::optional<IndicatorsForm>& form = state_.coverage.indicators.form;
  if (!form) return;
  // Where the draft cannot be stored, the settings stay open with all that was typed.
  if (KeepIndicatorDraft())
    Say(texts_->Text("desk.notice.draft", {{"title", SettingsTitle(*texts_, form->what)}}), false,
        texts_->Text("desk.notice.draft.hint"));
  form.reset();
  kept_indicators_.clear();
}

void Desk::Do(const StartIndicatorsExport&) {
  if (const auto& read = state_.coverage.indicators.read)
    AskExport(ExportOfIndicators{PartsRequest{read->request, read->chosen, read->by}},
              texts_->Text("indicators.title") + ' ' + today().Russian());
}

}  // namespace kruzhok::client
