// SPDX-License-Identifier: MIT
// What waits for a person: disputes and refused commits, and the decisions on them.
#include "client/app/json_text.h"
#include "client/app/refusal_text.h"
#include "client/app/row_json.h"
#include "client/app/row_reading.h"
#include "client/app/value_text.h"
#include "client/cli/commands.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

// A reason is the note of the commit that carries the decision.
sync::WriteOptions Deciding(const Session& session) {
  sync::WriteOptions options = session.WriteOptions();
  options.note = model::Normalize(session.arguments().Value("--reason"));
  return options;
}

void PrintDispute(Session& session, ValueText& values, const sync::Dispute& dispute) {
  const Translator& texts = session.texts();
  const model::EntityType* type = model::FindEntity(dispute.key.entity);
  session.out() << dispute.key.entity << ' ' << dispute.key.id.Text() << ' ' << dispute.cell;
  if (type != nullptr) session.out() << " — " << texts.FieldLabel(*type, dispute.cell);
  session.out() << '\n';
  Table table;
  const auto add = [&](std::string_view what, const sync::Proposal& proposal) {
    table.Add({"  " + texts.Text(what), values.OfCell(type, dispute.cell, proposal.value),
               proposal.by, LocalTime(proposal.at_ms), proposal.note, FormatDot(proposal.dot)});
  };
  add("cli.official", dispute.official);
  for (const sync::Proposal& proposal : dispute.proposals)
    add(dispute.official_before == proposal.dot ? "cli.official_before" : "cli.proposal", proposal);
  session.out() << table.Format();
}

Outcome ListRefused(Session& session) {
  const auto store = session.Store();
  if (!store) return store.error();
  const Translator& texts = session.texts();
  Table table({texts.Text("cli.column.id"), texts.Text("cli.column.state"),
               texts.Text("cli.column.entity"), texts.Text("cli.column.row"),
               texts.Text("cli.column.field"), texts.Text("cli.column.by"),
               texts.Text("cli.column.time"), texts.Text("cli.column.reason")});
  int64_t count = 0;
  const PersonRole role = session.Role(**store);
  for (const sync::RefusedCommit& refused : (*store)->Refused()) {
    const auto about = RecordOf(refused);
    if (about && !MaySee(role, about->entity)) continue;
    ++count;
    const std::string reason = WhyRefused(texts, refused, refused.field).message;
    if (session.json()) {
      session.out() << RefusedJson(refused, reason) << '\n';
      continue;
    }
    const auto record = RecordOf(refused);
    table.Add({FormatDot(refused.dot),
               texts.Text("cli.state." + std::string(OutsideWord(refused.state))),
               record ? record->entity : refused.entity, record ? record->id.Text() : "",
               refused.field, refused.by, LocalTime(refused.at_ms), reason});
  }
  if (!session.json() && count > 0) session.out() << table.Format();
  session.Say(session.texts().Count("cli.refused", count));
  return model::Exit::kDone;
}

}  // namespace

Outcome RunDisputes(Session& session) {
  const auto store = session.Store();
  if (!store) return store.error();
  ValueText values(session.texts(), **store);
  const auto disputes = (*store)->Disputes();
  const PersonRole role = session.Role(**store);
  for (const sync::Dispute& dispute : disputes) {
    if (!MaySee(role, dispute.key.entity, dispute.cell)) continue;
    if (session.json())
      session.out() << DisputeJson(dispute) << '\n';
    else
      PrintDispute(session, values, dispute);
  }
  session.Say(session.texts().Count("cli.disputes", static_cast<int64_t>(disputes.size())));
  return model::Exit::kDone;
}

Outcome RunResolve(Session& session) {
  const Arguments& arguments = session.arguments();
  if (arguments.Has("--take") == arguments.Has("--value"))
    return model::Error{"usage", "--take, --value", {}, "cli_one_of"};
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  const auto id = session.Id(session.word(1));
  if (!id) return id.error();
  const std::string& field = session.word(2);
  if ((*type)->FindCell(field) == nullptr)
    if (const auto known = session.Field(**type, field); !known) return known.error();
  const auto store = session.Store();
  if (!store) return store.error();
  const sync::RowKey key{std::string((*type)->name()), *id};
  if (arguments.Has("--take")) {
    const auto dot = sync::ParseDot(arguments.Value("--take"));
    if (!dot) return model::Error{"bad_id", arguments.Value("--take"), field};
    const auto written = (*store)->Resolve(key, field, *dot, Deciding(session));
    if (!written) return written.error();
    PrintWritten(session, *written, "cli.resolved");
    return model::Exit::kDone;
  }
  const auto value = ReadCell(**type, field, arguments.Value("--value"));
  if (!value) return value.error();
  const auto written = (*store)->Resolve(key, field, *value, Deciding(session));
  if (!written) return written.error();
  PrintWritten(session, *written, "cli.resolved");
  return model::Exit::kDone;
}

Outcome RunRefused(Session& session) {
  if (session.count() == 0) return ListRefused(session);
  const std::string& decision = session.word(0);
  if (decision != "retry" && decision != "discard" && decision != "accept")
    return model::Error{"usage", decision, {}, "cli_refused_what"};
  if (session.count() < 2)
    return model::Error{"usage", "refused " + decision + " ID", {}, "cli_words_missing"};
  const auto dot = sync::ParseDot(session.word(1));
  if (!dot) return model::Error{"bad_id", session.word(1), {}};
  const auto store = session.Store();
  if (!store) return store.error();
  if (decision == "retry") {
    const auto written = (*store)->RetryRefused(*dot, Deciding(session));
    if (!written) return written.error();
    PrintWritten(session, *written, "cli.retried");
    return model::Exit::kDone;
  }
  const auto type = decision == "accept" ? sync::Ask::Type::kAccept : sync::Ask::Type::kDiscard;
  const auto decided = (*store)->DecideRefused(*dot, type, Deciding(session));
  if (!decided) return decided.error();
  if (session.json())
    session.out() << JsonObject().Text("id", FormatDot(*dot)).Text("decision", decision).str()
                  << '\n';
  else
    session.out() << session.texts().Text("cli.decided." + decision) << '\n';
  return model::Exit::kDone;
}

Outcome RunErase(Session& session) {
  const auto type = session.EntityForRows(session.word(0));
  if (!type) return type.error();
  const auto id = session.Id(session.word(1));
  if (!id) return id.error();
  const auto store = session.Store();
  if (!store) return store.error();
  const sync::RowKey key{std::string((*type)->name()), *id};
  if (const auto asked = (*store)->Erase(key, Deciding(session)); !asked) return asked.error();
  if (session.json())
    session.out() << JsonObject().Text("entity", key.entity).Text("id", id->Text()).str() << '\n';
  else
    session.out() << session.texts().Text("cli.erasing") << '\n';
  return model::Exit::kDone;
}

}  // namespace kruzhok::client
