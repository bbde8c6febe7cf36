// SPDX-License-Identifier: MIT
#include "client/coverage/persons.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "client/app/masked_name.h"
#include "client/app/row_scan.h"
#include "model/entities/child.h"
#include "model/entities/told_apart.h"
#include "model/text_fold.h"
#include "sync/crypto.h"
#include "sync/store/field_codec.h"

namespace kruzhok::client {
namespace {

using sync::RowView;
using sync::RowWrite;

std::string PersonOf(const RowView& card) {
  return card.record.Get(model::child.person).value_or("");
}

model::PersonCard CardOf(const RowView& row, const model::Record& record) {
  const auto& type = model::child;
  const auto state = record.Get(type.state);
  model::PersonCard card;
  card.id = row.id;
  card.owner = row.owner;
  card.last_name = record.Get(type.last_name).value_or("");
  card.first_name = record.Get(type.first_name).value_or("");
  card.middle_name = record.Get(type.middle_name).value_or("");
  card.birth_date = record.Get(type.birth_date);
  card.sex = record.Get(type.sex).value_or("");
  card.snils = record.Get(type.snils).value_or("");
  card.school_class = record.Get(type.school_class).value_or("");
  card.person = record.Get(type.person).value_or("");
  card.attends = !state || *state == "attends";
  return card;
}

std::vector<LinkedPerson> LinkedOf(const std::vector<model::PersonCard>& cards) {
  std::map<std::string, LinkedPerson> persons;
  for (uint32_t i = 0; i < cards.size(); ++i)
    if (!cards[i].person.empty()) persons[cards[i].person].cards.push_back(i);
  std::vector<std::pair<std::string, LinkedPerson>> sorted;
  for (auto& [person, linked] : persons) {
    if (linked.cards.size() < 2) continue;
    linked.person = person;
    const model::PersonCard& card = cards[linked.cards.front()];
    sorted.emplace_back(
        model::SortKey(card.last_name + ' ' + card.first_name + ' ' + card.middle_name),
        std::move(linked));
  }
  std::ranges::stable_sort(sorted, {}, &std::pair<std::string, LinkedPerson>::first);
  std::vector<LinkedPerson> all;
  for (auto& [key, linked] : sorted) all.push_back(std::move(linked));
  return all;
}

// What an action on cards writes, gathered and written at once.
class Linking {
 public:
  Linking(sync::Store& store, sync::WriteOptions options)
      : store_(store), options_(std::move(options)) {
    if (!options_.action) options_.action = store.replica().NewAction();
  }

  // Reads cards, and all that are linked with one of them.
  model::Result<void> Read(const std::vector<model::Uuid>& ids) {
    std::set<std::string> persons;
    for (const model::Uuid& id : ids) {
      auto card = store_.Get(model::child, id);
      if (!card) return card.error();
      if (card->deleted) return model::Error{"deleted", id.Text(), ""};
      persons.insert(PersonOf(*card));
      cards_.insert_or_assign(id, *std::move(card));
    }
    persons.erase("");
    for (const std::string& person : persons)
      store_.List(model::child, {.where = {{&model::child.person, person}}},
                  [&](const RowView& card) {
                    cards_.insert_or_assign(card.id, card);
                    return true;
                  });
    return {};
  }

  const std::map<model::Uuid, RowView>& cards() const { return cards_; }

  void SetPerson(const RowView& card, const std::string& person) {
    const auto& field = model::child.person;
    const bool disputed = std::ranges::find(card.disputed, &field) != card.disputed.end();
    const model::Value value = person.empty() ? model::Value() : model::Value(person);
    if (disputed)
      disputed_.emplace_back(sync::RowKey{std::string(model::child.name()), card.id},
                             sync::ToHeld(value));
    else if (PersonOf(card) != person)
      writes_.push_back({&model::child, RowWrite::Kind::kPut, card.id, {}, {{&field, value}}});
  }

  // The same wherever the same cards are linked, so that two who do it at once do not differ.
  std::string NewPerson() const {
    model::Uuid id = cards_.begin()->first;
    while (true) {
      id = model::Uuid::FromBytes(
          sync::View(sync::HashOf("person", id.view())).substr(0, id.bytes.size()));
      bool taken = false;
      store_.List(model::child, {.where = {{&model::child.person, id.Text()}}, .limit = 1},
                  [&](const RowView&) {
                    taken = true;
                    return false;
                  });
      if (!taken) return id.Text();
    }
  }

  void ToldApart(const RowView& one, const RowView& other) {
    const auto& type = model::told_apart;
    const auto& [first, second] =
        std::minmax(one, other, [](const RowView& a, const RowView& b) { return a.id < b.id; });
    if (FindApart(first.id, second.id)) return;
    RowWrite write{&type, RowWrite::Kind::kPut};
    write.owner = first.owner;
    write.fields = {{&type.child, first.id}, {&type.other, second.id}};
    writes_.push_back(std::move(write));
  }

  // They are one child after all.
  void ForgetApart() {
    store_.List(model::told_apart, {}, [&](const RowView& row) {
      const auto child = row.record.Get(model::told_apart.child);
      const auto other = row.record.Get(model::told_apart.other);
      if (child && other && cards_.contains(*child) && cards_.contains(*other))
        writes_.push_back({&model::told_apart, RowWrite::Kind::kDelete, row.id});
      return true;
    });
  }

  model::Result<sync::WriteResult> Write() {
    if (writes_.empty() && disputed_.empty()) return model::Error{"nothing_to_write", "", ""};
    sync::WriteResult result;
    // A commit is of one organisation.
    std::ranges::stable_sort(writes_, {}, [&](const RowWrite& write) {
      const auto card = write.id ? cards_.find(*write.id) : cards_.end();
      return card == cards_.end() ? write.owner : std::optional(card->second.owner);
    });
    if (!writes_.empty()) {
      auto written = store_.Write(writes_, options_);
      if (!written) return written.error();
      result = *std::move(written);
    }
    for (const auto& [key, value] : disputed_) {
      const auto decided = store_.Resolve(key, model::child.person.cell(), value, options_);
      if (!decided) return decided.error();
      result.action = decided->action;
      result.rows.insert(result.rows.end(), decided->rows.begin(), decided->rows.end());
    }
    return result;
  }

 private:
  bool FindApart(const model::Uuid& first, const model::Uuid& second) const {
    bool found = false;
    store_.List(model::told_apart,
                {.where = {{&model::told_apart.child, first}, {&model::told_apart.other, second}}},
                [&](const RowView&) {
                  found = true;
                  return false;
                });
    return found;
  }

  sync::Store& store_;
  sync::WriteOptions options_;
  std::map<model::Uuid, RowView> cards_;
  std::vector<RowWrite> writes_;
  std::vector<std::pair<sync::RowKey, sync::HeldValue>> disputed_;
};

}  // namespace

PersonsReading ReadPersons(sync::Store& store) {
  const sync::Membership membership = store.replica().membership();
  const sync::Transaction reading(store.replica().database(), sync::Transaction::Kind::kRead);
  PersonsReading read;
  std::vector<model::PersonCard> stored;  // What is compared; what is shown may be initials.
  RowScan scan(store, RowScan::Conditions::kLeftOut);
  scan.ForEach(model::child, [&](const RowView& row) {
    stored.push_back(CardOf(row, row.record));
    read.cards.push_back(IsMasked(membership, row.owner, row.record)
                             ? CardOf(row, ShownRecord(membership, row.owner, row.record))
                             : stored.back());
  });
  std::vector<model::CardPair> apart;
  scan.ForEach(model::told_apart, [&](const RowView& row) {
    const auto child = row.record.Get(model::told_apart.child);
    const auto other = row.record.Get(model::told_apart.other);
    if (child && other) apart.emplace_back(*child, *other);
  });
  read.clusters = model::FindPersonClusters(stored, apart);
  read.linked = LinkedOf(read.cards);
  return read;
}

model::Result<sync::WriteResult> LinkCards(sync::Store& store, const std::vector<model::Uuid>& ids,
                                           sync::WriteOptions options) {
  Linking linking(store, std::move(options));
  if (const auto read = linking.Read(ids); !read) return read.error();
  if (std::set(ids.begin(), ids.end()).size() < 2) return model::Error{"usage", "ID", ""};
  std::string person;
  for (const auto& [id, card] : linking.cards())
    if (const std::string its = PersonOf(card); !its.empty() && (person.empty() || its < person))
      person = its;
  if (person.empty()) person = linking.NewPerson();
  for (const auto& [id, card] : linking.cards()) linking.SetPerson(card, person);
  linking.ForgetApart();
  return linking.Write();
}

model::Result<sync::WriteResult> TellApart(sync::Store& store, const std::vector<model::Uuid>& ids,
                                           sync::WriteOptions options) {
  Linking linking(store, std::move(options));
  if (const auto read = linking.Read(ids); !read) return read.error();
  const std::set<model::Uuid> named(ids.begin(), ids.end());
  if (named.size() < 2) return model::Error{"usage", "ID", ""};
  for (auto one = named.begin(); one != named.end(); ++one)
    for (auto other = std::next(one); other != named.end(); ++other) {
      const RowView &a = linking.cards().at(*one), &b = linking.cards().at(*other);
      if (PersonOf(a).empty() || PersonOf(a) != PersonOf(b)) linking.ToldApart(a, b);
    }
  return linking.Write();
}

model::Result<sync::WriteResult> UnlinkCards(sync::Store& store,
                                             const std::vector<model::Uuid>& ids,
                                             sync::WriteOptions options) {
  Linking linking(store, std::move(options));
  if (const auto read = linking.Read(ids); !read) return read.error();
  const std::set<model::Uuid> taken(ids.begin(), ids.end());
  std::map<std::string, std::vector<const RowView*>> persons;
  for (const auto& [id, card] : linking.cards()) persons[PersonOf(card)].push_back(&card);
  for (const auto& [person, cards] : persons) {
    if (person.empty()) continue;
    const auto stays = [&](const RowView* card) { return !taken.contains(card->id); };
    const bool dissolves = std::ranges::count_if(cards, stays) < 2;
    for (size_t i = 0; i < cards.size(); ++i) {
      if (dissolves || !stays(cards[i])) linking.SetPerson(*cards[i], "");
      for (size_t j = i + 1; j < cards.size(); ++j)
        if (!stays(cards[i]) || !stays(cards[j])) linking.ToldApart(*cards[i], *cards[j]);
    }
  }
  return linking.Write();
}

}  // namespace kruzhok::client
