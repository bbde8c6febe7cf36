// SPDX-License-Identifier: MIT
// Who belongs to the district, and what of their commits is outside.
#include <charconv>

#include <nlohmann/json.hpp>

#include "model/entities/organisation.h"
#include "model/text_fold.h"
#include "model/validation.h"
#include "server-stub/session.h"
#include "sync/console/table.h"

namespace kruzhok::server {
namespace {

using nlohmann::ordered_json;
using sync::Table;

constexpr int kDaysOfCode = 7;
constexpr int kMaxDaysOfCode = 365;

std::string_view StateWord(const OutsideEntry& entry) {
  if (entry.accepted) return "accepted";
  switch (entry.verdict.state) {
    case sync::Verdict::State::kRefused:
      return "refused";
    case sync::Verdict::State::kWaiting:
      return "waiting";
    case sync::Verdict::State::kDiscarded:
      return "discarded";
  }
  return "";
}

// What was typed, as the field keeps it. required, bad_value.
model::Result<std::string> Typed(const model::FieldInfo& field, std::string_view text) {
  const auto value = model::ParseInput(field, text);
  if (!value) return value.error();
  const auto* good = std::get_if<std::string>(&*value);
  if (good == nullptr || good->empty())
    return model::Error{"required", {}, std::string(field.name())};
  if (const auto bad = model::CheckValue(field, *value)) return *bad;
  return *good;
}

model::Result<int> Days(const Session& session) {
  if (!session.arguments().Has("--days")) return kDaysOfCode;
  const std::string text = session.arguments().Value("--days");
  int days = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (failed != std::errc() || end != text.data() + text.size() || days < 1 ||
      days > kMaxDaysOfCode)
    return model::Error{"usage", "--days " + text, {}, "cli_bad_number"};
  return days;
}

Outcome Decide(Session& session, sync::Ask::Type decision, const char* word) {
  const auto dot = sync::ParseDot(session.word(0));
  if (!dot) return model::Error{"bad_id", session.word(0), {}};
  const auto hub = session.OpenHubToNumber();
  if (!hub) return hub.error();
  const std::string reason = model::Normalize(session.arguments().Value("--reason"));
  if (const auto decided = (*hub)->Decide(*dot, decision, reason); !decided) return decided.error();
  if (session.json()) session.PrintJson({{"id", FormatDot(*dot)}, {"decision", word}});
  session.Say(session.texts().Text(std::string("server.decided.") + word));
  return model::Exit::kDone;
}

}  // namespace

Outcome RunOrganisationAdd(Session& session) {
  const auto typed_name = session.Needed("--name");
  if (!typed_name) return typed_name.error();
  const auto typed_kind = session.Needed("--kind");
  if (!typed_kind) return typed_kind.error();
  const auto name = Typed(model::organisation.name, *typed_name);
  if (!name) return name.error();
  const auto kind = Typed(model::organisation.kind, *typed_kind);
  if (!kind) return kind.error();
  std::optional<model::Uuid> id;
  if (session.arguments().Has("--id")) {
    const auto given = session.Id(session.arguments().Value("--id"));
    if (!given) return given.error();
    id = *given;
  }
  const auto hub = session.OpenHubToNumber();
  if (!hub) return hub.error();
  // A script may run twice; but what it asks for must be what is there.
  for (const Organisation& one : (*hub)->Organisations())
    if (id && one.id == *id && (one.name != *name || one.kind != *kind))
      return model::Error{"already_exists", one.id.Text() + " " + one.name, {}};
  const std::string added = (*hub)->AddOrganisation(*name, *kind, id).Text();
  if (session.json())
    session.PrintJson({{"id", added}});
  else
    session.out() << added << '\n';
  return model::Exit::kDone;
}

Outcome RunOrganisationList(Session& session) {
  const auto hub = session.OpenHub();
  if (!hub) return hub.error();
  Table table = TableOf(session.texts(), {"id", "kind", "name"});
  for (const Organisation& one : (*hub)->Organisations()) {
    const std::string id = one.id.Text();
    if (session.json())
      session.PrintJson({{"id", id}, {"name", one.name}, {"kind", TextOrNull(one.kind)}});
    else
      table.Add(
          {id, session.texts().ChoiceLabel(model::organisation, model::organisation.kind, one.kind),
           one.name});
  }
  if (!session.json()) session.out() << table.Format();
  return model::Exit::kDone;
}

Outcome RunCode(Session& session) {
  const auto role = session.Needed("--role");
  if (!role) return role.error();
  if (*role != "school" && *role != "coordinator")
    return model::Error{"usage", *role, {}, "server_bad_role"};
  const bool school = *role == "school";
  if (school)
    if (const auto needed = session.Needed("--org"); !needed) return needed.error();
  model::Uuid organisation;
  if (session.arguments().Has("--org")) {
    const auto given = session.Id(session.arguments().Value("--org"));
    if (!given) return given.error();
    organisation = *given;
  }
  const auto days = Days(session);
  if (!days) return days.error();
  const sync::Role wanted = school ? sync::Role::kSchool : sync::Role::kCoordinator;
  if (session.arguments().Has("--passport"))
    return WritePassport(session, wanted, organisation, *days);
  const auto hub = session.OpenHub();
  if (!hub) return hub.error();
  const auto code = (*hub)->NewCode(wanted, organisation, *days);
  if (!code) {
    session.set_hint(session.texts().Text("server.no_organisation.hint"));
    return code.error();
  }
  const int64_t expires_ms = session.environment().NowMs() + int64_t{86'400'000} * *days;
  if (session.json())
    session.PrintJson({{"code", *code}, {"role", *role}, {"expires_at", IsoTime(expires_ms)}});
  else
    session.out() << *code << '\n';
  session.Say(session.texts().Text("server.code_made", {{"until", sync::LocalTime(expires_ms)}}));
  return model::Exit::kDone;
}

Outcome RunRefusedList(Session& session) {
  const auto hub = session.OpenHub();
  if (!hub) return hub.error();
  const assets::Translator& texts = session.texts();
  Table table =
      TableOf(texts, {"id", "state", "entity", "field", "organisation", "by", "time", "reason"});
  const auto organisations = (*hub)->Organisations();
  for (const RefusedEntry& entry : (*hub)->Refused()) {
    const sync::Verdict& verdict = entry.outside.verdict;
    const std::string state(StateWord(entry.outside));
    const auto code = model::ErrorCode::FromName(verdict.code, "malformed");
    const std::string reason =
        Describe(texts, {code, verdict.detail, verdict.field}, verdict.field).message;
    const auto row = model::Uuid::FromBase64(verdict.row);
    const auto organisation = sync::ParseStreamName(entry.organisation);
    if (session.json())
      session.PrintJson({{"id", FormatDot(verdict.dot)},
                         {"state", state},
                         {"code", verdict.code},
                         {"reason", reason},
                         {"entity", TextOrNull(verdict.entity)},
                         {"row", TextOrNull(row ? row->Text() : "")},
                         {"field", TextOrNull(verdict.field)},
                         {"detail", verdict.detail},
                         {"organisation", TextOrNull(entry.organisation)},
                         {"by", entry.author},
                         {"at", IsoTime(entry.at_ms)}});
    else
      table.Add({FormatDot(verdict.dot), texts.Text("server.state." + state), verdict.entity,
                 verdict.field, organisation ? NameOf(organisations, *organisation) : "",
                 entry.author, sync::LocalTime(entry.at_ms), reason});
  }
  if (!session.json()) session.out() << table.Format();
  return model::Exit::kDone;
}

Outcome RunRefusedAccept(Session& session) {
  return Decide(session, sync::Ask::Type::kAccept, "accept");
}

Outcome RunRefusedDiscard(Session& session) {
  return Decide(session, sync::Ask::Type::kDiscard, "discard");
}

}  // namespace kruzhok::server
