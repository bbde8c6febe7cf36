// SPDX-License-Identifier: MIT
// access-log: who looked at, printed or exported what is kept about persons.
#include "client/app/access_log.h"

#include <ctime>

#include "client/app/json_text.h"
#include "client/cli/commands.h"
#include "model/date.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// The beginning of the day here.
int64_t BeginningOf(const model::Date& date) {
  std::tm local{};
  local.tm_year = date.year - 1900;
  local.tm_mon = date.month - 1;
  local.tm_mday = date.day;
  local.tm_isdst = -1;
  return int64_t{std::mktime(&local)} * 1000;
}

model::Result<AccessFilter> FilterOf(Session& session) {
  const Arguments& arguments = session.arguments();
  AccessFilter filter;
  if (arguments.Has("--user")) filter.who = model::Normalize(arguments.Value("--user"));
  if (arguments.Has("--since")) {
    const std::string text = arguments.Value("--since");
    const auto date = model::Date::Parse(text);
    if (!date) return model::Error{"usage", "--since " + text, {}, "cli_bad_date"};
    filter.since_ms = BeginningOf(*date);
  }
  if (arguments.Has("--limit")) {
    const auto limit = session.Number("--limit", 0, INT64_MAX);
    if (!limit) return limit.error();
    filter.most = *limit;
  }
  return filter;
}

std::string IdText(const model::Uuid& id) {
  return id.is_nil() ? std::string() : id.Text();
}

}  // namespace

Outcome RunAccessLog(Session& session) {
  const auto filter = FilterOf(session);
  if (!filter) return filter.error();
  const auto store = session.Store();
  if (!store) return store.error();
  // Here --user says whose lines are wanted, not who asks.
  sync::Replica& replica = (*store)->replica();
  if (RoleOf(replica, replica.membership().user) == PersonRole::kRestricted) {
    session.set_hint(session.texts().Text("privacy.role.ask"));
    return model::Error{"not_allowed", {}, {}, "person_role"};
  }
  const Translator& texts = session.texts();
  Table table({texts.Text("privacy.column.when"), texts.Text("privacy.column.who"),
               texts.Text("privacy.column.what"), texts.Text("privacy.column.whom"),
               texts.Text("privacy.column.file")});
  const auto lines = ReadAccess(replica.database(), *filter);
  for (const AccessLine& line : lines) {
    if (session.json())
      session.out() << JsonObject()
                           .Number("number", line.number)
                           .Text("at", IsoTime(line.at_ms))
                           .Text("who", line.who)
                           .Text("what", Name(line.what))
                           .TextOrNull("entity", line.entity)
                           .TextOrNull("id", IdText(line.row))
                           .TextOrNull("child", IdText(line.child))
                           .Number("count", line.row.is_nil() ? line.count : 1)
                           .TextOrNull("scope", line.scope)
                           .TextOrNull("file", line.file)
                           .str()
                    << '\n';
    else
      table.Add({LocalTime(line.at_ms), line.who,
                 texts.Text("privacy.what." + std::string(Name(line.what))),
                 WhomText(**store, texts, line), line.file});
  }
  if (!session.json() && !lines.empty()) session.out() << table.Format(session.max_cell());
  session.Say(texts.Count("cli.rows", std::ssize(lines)));
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
