// SPDX-License-Identifier: MIT
#include "client/coverage/outside_enrolments.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "client/app/row_scan.h"
#include "model/entities/outside_enrolment.h"
#include "sync/store/field_codec.h"
#include "sync/store/natural_key.h"

namespace kruzhok::client {
namespace {

using model::Date;
using sync::RowView;
using sync::RowWrite;

std::optional<Date> DayBefore(const Date& day) {
  Date before = day;
  if (--before.day > 0) return before;
  if (--before.month == 0) {
    before.month = 12;
    --before.year;
  }
  for (before.day = 31; before.day > 27; --before.day)
    if (Date::FromIso(before.Iso())) return before;
  return std::nullopt;
}

struct Period {
  std::optional<Date> start, end;
};

// As long as the card counts there; nothing: it never did.
std::optional<Period> PeriodOf(const model::CoveragePlace& place, const model::CoverageCard& card) {
  Period period{place.start, place.end};
  if (card.arrived_on && (!period.start || *period.start < *card.arrived_on))
    period.start = card.arrived_on;
  if (card.left_on) {
    const auto last = DayBefore(*card.left_on);
    if (last && (!period.end || *last < *period.end)) period.end = last;
  } else if (!card.attends) {
    return std::nullopt;
  }
  if (period.start && period.end && *period.end < *period.start) return std::nullopt;
  return period;
}

class Gathering {
 public:
  explicit Gathering(const model::CoverageFacts& facts) : facts_(facts) {
    for (uint32_t card = 0; card < facts.cards.size(); ++card)
      if (!facts.cards[card].person.empty()) cards_of_[facts.cards[card].person].push_back(card);
  }

  std::vector<OutsideFact> Do() {
    for (const model::CoveragePlace& place : facts_.places) Take(place);
    std::vector<OutsideFact> all;
    for (auto& [key, periods] : rows_) Join(periods, all);
    return all;
  }

 private:
  void Take(const model::CoveragePlace& place) {
    if (place.from != model::CoveragePlace::From::kEnrolment || place.programme == model::kNobody)
      return;
    const model::CoverageCard& there = facts_.cards[place.card];
    const auto linked = there.person.empty() ? cards_of_.end() : cards_of_.find(there.person);
    if (linked == cards_of_.end() || linked->second.size() < 2) return;
    const auto period = PeriodOf(place, there);
    if (!period) return;
    const model::CoverageProgramme& programme = facts_.programmes[place.programme];
    for (const uint32_t index : linked->second) {
      const model::CoverageCard& card = facts_.cards[index];
      if (card.owner == there.owner) continue;
      const bool is_districts = programme.provider == sync::kDistrict;
      const model::Uuid& organisation = is_districts ? there.owner : programme.provider;
      rows_[{card.owner, card.id, programme.id}].push_back(
          {card.owner, card.id, programme.id, organisation, period->start, period->end});
    }
  }

  // Periods with no day between them are one.
  static void Join(std::vector<OutsideFact>& periods, std::vector<OutsideFact>& joined) {
    std::ranges::sort(periods, {}, &OutsideFact::start);
    OutsideFact* last = nullptr;
    for (const OutsideFact& one : periods) {
      const auto before = one.start ? DayBefore(*one.start) : std::nullopt;
      if (last == nullptr || (last->end && before && *last->end < *before)) {
        last = &joined.emplace_back(one);
        continue;
      }
      last->organisation = std::min(last->organisation, one.organisation);
      if (last->end && (!one.end || *last->end < *one.end)) last->end = one.end;
    }
  }

  const model::CoverageFacts& facts_;
  std::map<std::string, std::vector<uint32_t>> cards_of_;
  // By owner, card and programme.
  std::map<std::tuple<model::Uuid, model::Uuid, model::Uuid>, std::vector<OutsideFact>> rows_;
};

model::Value ValueOf(const std::optional<Date>& day) {
  return day ? model::Value(day->Iso()) : model::Value();
}

std::vector<sync::FieldValue> FieldsOf(const OutsideFact& fact) {
  const auto& type = model::outside_enrolment;
  return {{&type.child, fact.child},
          {&type.programme, fact.programme},
          {&type.organisation, fact.organisation},
          {&type.start_date, ValueOf(fact.start)},
          {&type.end_date, ValueOf(fact.end)}};
}

// Brings the rows to what the facts say.
class Settling {
 public:
  Settling(sync::Store& store, size_t most) : store_(store), most_(most) {}

  void Find(const std::vector<OutsideFact>& facts) {
    const auto& type = model::outside_enrolment;
    for (const OutsideFact& fact : facts)
      wanted_.emplace(sync::KeyedUuid(type, fact.owner, FieldsOf(fact)), &fact);
    RowScan scan(store_);
    scan.ForEach(type, [&](const RowView& row) { Compare(row); });
    for (const auto& [id, fact] : wanted_) {
      if (fact == nullptr || full()) continue;
      RowWrite write{&type, RowWrite::Kind::kPut};
      write.owner = fact->owner;
      write.fields = FieldsOf(*fact);
      Add(fact->owner, std::move(write));
    }
  }

  bool empty() const { return writes_.empty() && disputed_.empty(); }

  model::Result<OutsideSettled> Write(const sync::WriteOptions& options) {
    OutsideSettled settled;
    settled.more = full();
    std::ranges::stable_sort(writes_, {}, &Owned::first);
    std::vector<RowWrite> rows;
    for (auto& [owner, write] : writes_) rows.push_back(std::move(write));
    // What the district has refused or erased is not written again and again.
    const auto problems = store_.Check(rows);
    size_t place = 0;
    std::erase_if(rows, [&](const RowWrite&) { return problems[place++].has_value(); });
    if (!rows.empty()) {
      const auto written = store_.Write(rows, options);
      if (!written) return written.error();
      settled.action = written->action;
    }
    settled.deleted =
        static_cast<size_t>(std::ranges::count(rows, RowWrite::Kind::kDelete, &RowWrite::kind));
    settled.written = rows.size() - settled.deleted;
    for (const auto& [row, fact] : disputed_) settled.written += Decide(row, *fact, options);
    return settled;
  }

 private:
  using Owned = std::pair<model::Uuid, RowWrite>;

  bool full() const { return writes_.size() + disputed_.size() >= most_; }
  void Add(const model::Uuid& owner, RowWrite write) {
    writes_.emplace_back(owner, std::move(write));
  }

  void Compare(const RowView& row) {
    const auto& type = model::outside_enrolment;
    const auto wanted = wanted_.find(row.id);
    const OutsideFact* fact = wanted == wanted_.end() ? nullptr : wanted->second;
    if (fact != nullptr && fact->owner != row.owner) fact = nullptr;
    if (fact != nullptr) wanted->second = nullptr;
    if (full() || row.condition == sync::RowCondition::kRefused ||
        row.condition == sync::RowCondition::kWaiting)
      return;
    if (fact == nullptr) return Add(row.owner, {&type, RowWrite::Kind::kDelete, row.id});
    if (row.condition == sync::RowCondition::kDisputed) {
      disputed_.emplace_back(row.id, fact);
      return;
    }
    RowWrite write{&type, RowWrite::Kind::kPut, row.id};
    if (row.record.Get(type.organisation) != fact->organisation)
      write.fields.emplace_back(&type.organisation, fact->organisation);
    if (row.record.Get(type.end_date) != fact->end)
      write.fields.emplace_back(&type.end_date, ValueOf(fact->end));
    if (!write.fields.empty()) Add(row.owner, std::move(write));
  }

  // Two have written it of what each of them knew. Returns how many rows were written.
  size_t Decide(const model::Uuid& id, const OutsideFact& fact, const sync::WriteOptions& options) {
    const auto& type = model::outside_enrolment;
    const auto row = store_.Get(type, id);
    if (!row) return 0;
    size_t decided = 0;
    for (const model::Cell& cell : type.cells()) {
      if (std::ranges::find(row->disputed, cell.fields.front()) == row->disputed.end()) continue;
      std::vector<model::Value> values;
      for (const model::FieldInfo* field : cell.fields)
        values.push_back(field == &type.organisation ? model::Value(fact.organisation)
                         : field == &type.start_date ? ValueOf(fact.start)
                                                     : ValueOf(fact.end));
      const auto done = store_.Resolve({std::string(type.name()), id}, cell.name,
                                       sync::CellValue(cell, values), options);
      decided |= done ? 1 : 0;
    }
    return decided;
  }

  sync::Store& store_;
  const size_t most_;
  std::map<model::Uuid, const OutsideFact*> wanted_;  // By id; nullptr: a row says it.
  std::vector<Owned> writes_;
  std::vector<std::pair<model::Uuid, const OutsideFact*>> disputed_;
};

}  // namespace

std::vector<OutsideFact> OutsideFacts(const model::CoverageFacts& facts) {
  return Gathering(facts).Do();
}

bool OutsideDiffers(sync::Store& store, const model::CoverageFacts& facts) {
  if (!facts.sees_all) return false;
  const std::vector<OutsideFact> wanted = OutsideFacts(facts);
  Settling settling(store, 1);
  settling.Find(wanted);
  return !settling.empty();
}

model::Result<OutsideSettled> SettleOutside(sync::Store& store, const model::CoverageFacts& facts,
                                            const sync::WriteOptions& options, size_t most) {
  if (!facts.sees_all || !store.GetStatus().complete) return OutsideSettled();
  const std::vector<OutsideFact> wanted = OutsideFacts(facts);
  Settling settling(store, most);
  settling.Find(wanted);
  sync::WriteOptions one_action = options;
  if (!one_action.action) one_action.action = store.replica().NewAction();
  return settling.Write(one_action);
}

}  // namespace kruzhok::client
