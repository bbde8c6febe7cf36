// SPDX-License-Identifier: MIT
// bundle: the exchange by files.
#include "client/app/carrying.h"
#include "client/app/data_folder.h"
#include "client/app/json_text.h"
#include "client/app/row_json.h"
#include "client/cli/commands.h"
#include "sync/platform/whole_file.h"

namespace kruzhok::client {
namespace {

Outcome Write(Session& session) {
  const auto store = session.Store();
  if (!store) return store.error();
  const auto written = CarryOut(**store, PathOf(session.word(1)));
  if (!written) return written.error();
  const std::string file = TextOf(written->file);
  if (session.json()) {
    session.out() << JsonObject()
                         .Text("file", file)
                         .Number("commits", written->header.commits)
                         .Number("bytes", written->bytes)
                         .Text("id", written->header.id)
                         .Text("district", written->header.district)
                         .str()
                  << '\n';
    return model::Exit::kDone;
  }
  session.out() << session.texts().Text(
                       "cli.bundle_written",
                       {{"file", file},
                        {"commits", std::to_string(written->header.commits)},
                        {"size", ByteSize(session.texts(), static_cast<uint64_t>(written->bytes))},
                        {"district", written->header.district}})
                << '\n';
  return model::Exit::kDone;
}

Outcome Read(Session& session) {
  const auto store = session.Store();
  if (!store) return store.error();
  const auto read = CarryIn(**store, PathOf(session.word(1)));
  if (!read) return read.error();
  const sync::Status status = (*store)->GetStatus();
  const sync::CarriedOutcome& outcome = read->outcome;
  if (session.json()) {
    session.out() << JsonObject()
                         .Number("pulled", outcome.pulled)
                         .Number("numbered", outcome.numbered)
                         .Boolean("again", read->again)
                         .Boolean("ahead", outcome.ahead)
                         .Boolean("stale", outcome.stale)
                         .Boolean("more", outcome.more)
                         .Boolean("copied", outcome.copied)
                         .Boolean("revoked", outcome.revoked)
                         .Number("disputes", status.disputes)
                         .Number("refused", status.refused)
                         .Number("waiting", status.waiting)
                         .Number("pending", status.pending)
                         .str()
                  << '\n';
  } else {
    const CarriedWords words = WordsOf(session.texts(), *read);
    session.out() << words.what << '\n';
    if (!words.next.empty()) session.out() << words.next << '\n';
  }
  const bool person = status.disputes + status.refused + status.waiting > 0;
  return person ? model::Exit::kWaiting : model::Exit::kDone;
}

void Add(Session& session, Table& table, std::string_view key, const std::string& value) {
  table.Add({session.texts().Text("cli.bundle." + std::string(key)), OneLine(value)});
}

void ShowPassport(Session& session, const sync::PassportHeader& header) {
  if (session.json()) {
    session.out() << JsonObject()
                         .Text("kind", "passport")
                         .Text("district", header.district)
                         .TextOrNull("organisation", header.organisation)
                         .Text("role", RoleWord(header.role))
                         .Text("written_at", IsoTime(header.written_ms))
                         .Text("expires_at", IsoTime(header.expires_ms))
                         .str()
                  << '\n';
    return;
  }
  Table table;
  Add(session, table, "kind", session.texts().Text("cli.bundle.passport"));
  Add(session, table, "district", header.district);
  Add(session, table, "organisation", header.organisation);
  Add(session, table, "written", LocalTime(header.written_ms));
  Add(session, table, "expires", LocalTime(header.expires_ms));
  session.out() << table.Format();
}

void ShowBundle(Session& session, const sync::BundleHeader& header, size_t bytes) {
  const bool request = header.kind == sync::BundleHeader::Kind::kRequest;
  if (session.json()) {
    JsonObject object;
    object.Text("kind", request ? "request" : "answer")
        .Text("id", header.id)
        .Text("hub", header.hub)
        .Text("district", header.district)
        .Text("from", header.from)
        .Text("to", header.to)
        .Text("written_at", IsoTime(header.written_ms));
    if (request)
      object.Number("commits", header.commits);
    else
      object.Text("answers", header.answers).Boolean("more", header.more);
    session.out() << object.Number("bytes", static_cast<int64_t>(bytes)).str() << '\n';
    return;
  }
  const Translator& texts = session.texts();
  Table table;
  Add(session, table, "kind", texts.Text(request ? "cli.bundle.request" : "cli.bundle.answer"));
  Add(session, table, "district", header.district);
  Add(session, table, "from", header.from);
  Add(session, table, "to", header.to);
  Add(session, table, "written", LocalTime(header.written_ms));
  if (request) Add(session, table, "commits", std::to_string(header.commits));
  Add(session, table, "size", ByteSize(texts, bytes));
  session.out() << table.Format();
  if (header.more) session.Say(texts.Text("carried.more"));
}

// What anybody may read of a file, and whether it is whole.
Outcome Show(Session& session) {
  const auto bytes = sync::ReadWholeFile(TextOf(PathOf(session.word(1))), sync::kMaxCarriedBytes);
  if (!bytes) return bytes.error();
  if (const auto passport = sync::ReadPassportHeader(*bytes)) {
    ShowPassport(session, *passport);
    return model::Exit::kDone;
  }
  const auto bundle = sync::DecodeBundle(*bytes);
  if (!bundle) return bundle.error();
  ShowBundle(session, bundle->header, bytes->size());
  return model::Exit::kDone;
}

}  // namespace

Outcome RunBundle(Session& session) {
  const std::string& what = session.word(0);
  if (what == "write") return Write(session);
  if (what == "read") return Read(session);
  if (what == "show") return Show(session);
  return model::Error{"usage", "bundle " + what, {}, "cli_unknown_command"};
}

}  // namespace kruzhok::client
