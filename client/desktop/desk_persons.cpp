// SPDX-License-Identifier: MIT
// One child in several organisations: finding it in the background, deciding, and telling schools
// where their children are occupied elsewhere.
#include <algorithm>
#include <tuple>

#include "client/app/value_text.h"
#include "client/coverage/outside_enrolments.h"
#include "client/coverage/persons.h"
#include "client/desktop/desk.h"
#include "model/entities/child.h"
#include "model/entities/organisation.h"
#include "model/entities/outside_enrolment.h"
#include "model/entities/programme.h"

namespace kruzhok::client {

void Desk::RefreshPersons() {
  const bool shown = state_.screen == Screen::kCoverage &&
                     state_.coverage.view == CoverageView::kPersons && data_->version > 0;
  if (!shown || !data_->coverage_book.facts.sees_all) return;
  PersonsState& state = state_.coverage.persons;
  const int64_t version = data_->version;
  if (!state.reading && state.requested != version) {
    state.requested = version;
    state.reading = true;
    InBackground(
        *options_.background,
        [this, version](sync::Store& store) -> Background::Then {
          auto read = std::make_shared<const PersonsReading>(ReadPersons(store));
          return [this, version, read] {
            PersonsState& taken = state_.coverage.persons;
            taken.reading = false;
            taken.problem.reset();
            TakePersons(taken, read, version);
          };
        },
        [this](const model::Error& error) {
          state_.coverage.persons.reading = false;
          state_.coverage.persons.problem = error;
        });
  }
  FilterLinked(state);
}

void Desk::DecidePersons(const std::vector<model::Uuid>& cards,
                         const model::Result<sync::WriteResult>& written, std::string_view notice) {
  if (!written) return Complain(written.error(), &model::child);
  Remember(written->action, written->rows);
  LeaveCluster(state_.coverage.persons, cards, wanted_);
  state_.coverage.persons.linking_by_hand = false;
  Say(texts_->Text(notice, {{"title", TitleOf(model::child, cards.front())}}), true);
  RefreshRecord();
  ReadHistory();
}

void Desk::Do(const SayOneChild& command) {
  DecidePersons(command.cards,
                LinkCards(store_, command.cards, Options(texts_->Text("persons.note.linked"))),
                "persons.notice.linked");
}

void Desk::Do(const SayDifferentChildren& command) {
  DecidePersons(command.cards,
                TellApart(store_, command.cards, Options(texts_->Text("persons.note.apart"))),
                "persons.notice.apart");
}

void Desk::Do(const UnlinkChild& command) {
  DecidePersons(command.cards,
                UnlinkCards(store_, command.cards, Options(texts_->Text("persons.note.unlinked"))),
                "persons.notice.unlinked");
}

// Once for each version of the data: what it writes makes another one, of which nothing is left to
// be written.
void Desk::LookAfterOutside() {
  const bool waits = data_->version == 0 || settling_outside_ || outside_for_ == data_->version ||
                     built_for_ != wanted_ || state_.exchange.running || state_.import.running;
  if (waits || !data_->coverage_book.facts.sees_all) return;
  outside_for_ = data_->version;
  settling_outside_ = true;
  InBackground(
      *options_.background,
      [this, data = data_, options = Options(texts_->Text("persons.note.outside"))](
          sync::Store& store) -> Background::Then {
        OutsideSettled settled;
        // The snapshot may be older than what is stored, so it only says whether to look closer.
        if (OutsideDiffers(store, data->coverage_book.facts)) {
          auto done = SettleOutside(store, ReadCoverage(store).facts, options, kOutsideAtOnce);
          if (!done)
            return [this, error = done.error()] {
              settling_outside_ = false;
              Complain(error);
            };
          settled = *done;
        }
        return [this, settled] {
          settling_outside_ = false;
          if (settled.written + settled.deleted > 0) ++wanted_;
        };
      },
      [this](const model::Error& error) {
        settling_outside_ = false;
        Complain(error);
      });
}

PersonOfRecord Desk::PersonOf(const FormState& form) {
  PersonOfRecord person;
  if (form.type != &model::child || form.is_new || form.deleted) return person;
  const model::CoverageFacts& facts = data_->coverage_book.facts;
  if (facts.sees_all) {
    person.may_link = true;
    const auto card = store_.Get(model::child, form.id);
    const std::string its = card ? card->record.Get(model::child.person).value_or("") : "";
    for (const model::CoverageCard& other : facts.cards)
      if (!its.empty() && other.person == its && other.id != form.id)
        person.linked.push_back(other.id);
    return person;
  }
  const auto& type = model::outside_enrolment;
  store_.List(type, {.where = {{&type.child, form.id}}}, [&](const sync::RowView& row) {
    const auto title = [&](const model::EntityType& of, const std::optional<model::Uuid>& id) {
      const std::string known = id ? StoredTitle(store_, of, *id) : std::string();
      return known.empty() ? texts_->Text("list.missing") : known;
    };
    person.elsewhere.push_back({title(model::organisation, row.record.Get(type.organisation)),
                                title(model::programme, row.record.Get(type.programme)),
                                row.record.Get(type.start_date), row.record.Get(type.end_date)});
    return true;
  });
  std::ranges::sort(person.elsewhere, {}, [](const PersonOfRecord::Elsewhere& one) {
    return std::tie(one.organisation, one.programme, one.start);
  });
  return person;
}

}  // namespace kruzhok::client
