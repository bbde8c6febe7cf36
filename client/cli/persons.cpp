// SPDX-License-Identifier: MIT
// One child in several organisations, for scripts.
#include "client/coverage/persons.h"

#include <set>

#include "client/app/json_text.h"
#include "client/app/value_text.h"
#include "client/cli/commands.h"
#include "client/coverage/outside_enrolments.h"
#include "model/entities/organisation.h"

namespace kruzhok::client {
namespace {

std::string TextOf(const model::PersonCard& card) {
  std::string text = card.last_name + ' ' + card.first_name;
  if (!card.middle_name.empty()) text += ' ' + card.middle_name;
  if (card.birth_date) text += ' ' + card.birth_date->Russian();
  return text;
}

std::string ReasonsJson(const std::vector<model::MatchReason>& reasons) {
  JsonArray names;
  for (const model::MatchReason reason : reasons) names.Text(Name(reason));
  return names.str();
}

std::string ClusterJson(const PersonsReading& read, const model::PersonCluster& cluster) {
  JsonArray ids, matches;
  std::set<model::MatchReason> reasons;
  for (const uint32_t card : cluster.cards) ids.Text(read.cards[card].id.Text());
  for (const model::PersonMatch& match : cluster.matches) {
    reasons.insert(match.reasons.begin(), match.reasons.end());
    matches.Raw(JsonObject()
                    .Text("first", read.cards[match.first].id.Text())
                    .Text("second", read.cards[match.second].id.Text())
                    .Text("score", Name(match.strength))
                    .Raw("reasons", ReasonsJson(match.reasons))
                    .str());
  }
  return JsonObject()
      .Raw("ids", ids.str())
      .Text("score", Name(cluster.strength))
      .Raw("reasons", ReasonsJson({reasons.begin(), reasons.end()}))
      .Raw("matches", matches.str())
      .str();
}

void AddCards(Session& session, sync::Store& store, const PersonsReading& read,
              const std::vector<uint32_t>& cards) {
  Table table;
  for (const uint32_t card : cards)
    table.Add({"  " + read.cards[card].id.Text(), TextOf(read.cards[card]),
               read.cards[card].school_class,
               StoredTitle(store, model::organisation, read.cards[card].owner)});
  session.out() << table.Format();
}

// Lines for people name them; the JSON holds ids alone.
void NoteListed(Session& session, sync::Store& store, size_t cards) {
  if (!session.json() && cards > 0)
    session.Note(
        store, {.what = Access::kListed, .entity = "child", .count = static_cast<int64_t>(cards)});
}

Outcome ListCandidates(Session& session, sync::Store& store) {
  const PersonsReading read = ReadPersons(store);
  size_t most = read.clusters.size();
  if (session.arguments().Has("--limit")) {
    const auto limit = session.Number("--limit", 0, 1'000'000);
    if (!limit) return limit.error();
    most = std::min(most, static_cast<size_t>(*limit));
  }
  size_t cards = 0;
  for (size_t i = 0; i < most; ++i) {
    const model::PersonCluster& cluster = read.clusters[i];
    cards += cluster.cards.size();
    if (session.json()) {
      session.out() << ClusterJson(read, cluster) << '\n';
      continue;
    }
    std::string reasons =
        session.texts().Text("persons.strength." + std::string(Name(cluster.strength)));
    for (const model::MatchReason reason : cluster.matches.front().reasons)
      reasons += " · " + session.texts().Text("persons.reason." + std::string(Name(reason)));
    session.out() << reasons << '\n';
    AddCards(session, store, read, cluster.cards);
  }
  NoteListed(session, store, cards);
  session.Say(session.texts().Count("persons.left", static_cast<int64_t>(read.clusters.size())));
  return model::Exit::kDone;
}

Outcome ListLinked(Session& session, sync::Store& store) {
  const PersonsReading read = ReadPersons(store);
  size_t cards = 0;
  for (const LinkedPerson& person : read.linked) {
    cards += person.cards.size();
    if (!session.json()) {
      session.out() << TextOf(read.cards[person.cards.front()]) << '\n';
      AddCards(session, store, read, person.cards);
      continue;
    }
    JsonArray ids;
    for (const uint32_t card : person.cards) ids.Text(read.cards[card].id.Text());
    session.out() << JsonObject().Text("person", person.person).Raw("ids", ids.str()).str() << '\n';
  }
  NoteListed(session, store, cards);
  return model::Exit::kDone;
}

model::Result<OutsideSettled> Settle(Session& session, sync::Store& store) {
  sync::WriteOptions options = session.WriteOptions();
  if (options.note.empty()) options.note = session.texts().Text("persons.note.outside");
  OutsideSettled all;
  while (true) {
    const auto settled = SettleOutside(store, ReadCoverage(store).facts, options, kOutsideAtOnce);
    if (!settled) return settled.error();
    all.written += settled->written;
    all.deleted += settled->deleted;
    if (!settled->more || settled->written + settled->deleted == 0) return all;
  }
}

Outcome SettleAll(Session& session, sync::Store& store) {
  if (!ReadCoverage(store).facts.sees_all) return model::Error{"not_allowed", "", ""};
  const auto settled = Settle(session, store);
  if (!settled) return settled.error();
  const auto written = static_cast<int64_t>(settled->written);
  const auto deleted = static_cast<int64_t>(settled->deleted);
  if (session.json())
    session.out() << JsonObject().Number("written", written).Number("deleted", deleted).str()
                  << '\n';
  else
    session.out() << session.texts().Text("persons.outside.done",
                                          {{"written", std::to_string(written)},
                                           {"deleted", std::to_string(deleted)}})
                  << '\n';
  return model::Exit::kDone;
}

using Decide = model::Result<sync::WriteResult> (*)(sync::Store&, const std::vector<model::Uuid>&,
                                                    sync::WriteOptions);

// What follows for the schools is written at once.
Outcome RunDecision(Session& session, sync::Store& store, Decide decide, std::string_view note,
                    size_t least) {
  if (session.count() < 1 + least)
    return model::Error{"usage", "persons " + session.word(0) + " ID", {}, "cli_words_missing"};
  std::vector<model::Uuid> ids;
  for (size_t i = 1; i < session.count(); ++i) {
    const auto id = session.Id(session.word(i));
    if (!id) return id.error();
    ids.push_back(*id);
  }
  sync::WriteOptions options = session.WriteOptions();
  if (options.note.empty()) options.note = session.texts().Text(note);
  const auto written = decide(store, ids, options);
  if (!written) return written.error();
  PrintWritten(session, *written, "cli.written");
  const auto settled = Settle(session, store);
  if (!settled) return settled.error();
  session.Say(session.texts().Text("persons.outside.done",
                                   {{"written", std::to_string(settled->written)},
                                    {"deleted", std::to_string(settled->deleted)}}));
  return model::Exit::kDone;
}

}  // namespace

Outcome RunPersons(Session& session) {
  const std::string& what = session.word(0);
  const bool known = what == "candidates" || what == "linked" || what == "link" ||
                     what == "apart" || what == "unlink" || what == "outside";
  if (!known) return model::Error{"usage", what, {}, "cli_persons_what"};
  const auto store = session.Store();
  if (!store) return store.error();
  if (what == "candidates") return ListCandidates(session, **store);
  if (what == "linked") return ListLinked(session, **store);
  if (what == "link") return RunDecision(session, **store, &LinkCards, "persons.note.linked", 2);
  if (what == "apart") return RunDecision(session, **store, &TellApart, "persons.note.apart", 2);
  if (what == "unlink")
    return RunDecision(session, **store, &UnlinkCards, "persons.note.unlinked", 1);
  return SettleAll(session, **store);
}

}  // namespace kruzhok::client
