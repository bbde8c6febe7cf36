// SPDX-License-Identifier: MIT
// search: over everything.
#include "client/app/search.h"

#include <algorithm>

#include "client/app/json_text.h"
#include "client/cli/commands.h"

namespace kruzhok::client {

Outcome RunSearch(Session& session) {
  constexpr int64_t kShown = 50;  // More is no answer to a person; --limit gives it.
  std::string text;
  for (size_t i = 0; i < session.count(); ++i) text += session.word(i) + ' ';
  int64_t limit = session.json() ? INT64_MAX : kShown;
  if (session.arguments().Has("--limit")) {
    const auto number = session.Number("--limit", 0, INT64_MAX);
    if (!number) return number.error();
    limit = *number;
  }
  const auto store = session.Store();
  if (!store) return store.error();
  const Translator& texts = session.texts();
  const SearchIndex index = BuildSearchIndex(**store, texts, session.Role(**store));
  const auto hits = index.Find(text, static_cast<size_t>(limit));
  Table table({texts.Text("cli.column.entity"), texts.Text("cli.column.row"), "",
               texts.Text("cli.column.id")});
  for (const SearchHit& hit : hits) {
    if (session.json())
      session.out() << JsonObject()
                           .Text("entity", hit.type->name())
                           .Text("id", hit.id.Text())
                           .Text("title", hit.title)
                           .Text("subtitle", hit.subtitle)
                           .str()
                    << '\n';
    else
      table.Add({std::string(hit.type->name()), hit.title, hit.subtitle, hit.id.Text()});
  }
  const auto persons =
      std::ranges::count_if(hits, [](const SearchHit& hit) { return IsPersonal(*hit.type); });
  if (persons > 0) session.Note(**store, {.what = Access::kSearched, .count = persons});
  if (session.json()) return model::Exit::kDone;
  if (!hits.empty()) session.out() << table.Format(session.max_cell());
  session.Say(texts.Count("cli.rows", std::ssize(hits)));
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
