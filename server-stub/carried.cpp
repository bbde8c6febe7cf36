// SPDX-License-Identifier: MIT
// The commands for districts whose schools have no network: passports and bundles as files.
#include <nlohmann/json.hpp>

#include "server-stub/session.h"
#include "sync/console/table.h"
#include "sync/exchange/bundle.h"
#include "sync/platform/whole_file.h"

namespace kruzhok::server {

Outcome WritePassport(Session& session, sync::Role role, const model::Uuid& organisation,
                      int days) {
  const auto pin = session.Needed("--pin");
  if (!pin) return pin.error();
  const auto hub = session.OpenHub();
  if (!hub) return hub.error();
  const std::string file = session.arguments().Value("--passport");
  const auto bytes =
      (*hub)->NewPassport(role, organisation, days, *pin, session.arguments().Value("--server"));
  if (!bytes) {
    if (bytes.error().code == "not_found")
      session.set_hint(session.texts().Text("server.no_organisation.hint"));
    return bytes.error();
  }
  if (const auto written = sync::WriteWholeFile(file, *bytes); !written) return written.error();
  const int64_t expires_ms = session.environment().NowMs() + int64_t{86'400'000} * days;
  if (session.json())
    session.PrintJson({{"passport", file},
                       {"role", role == sync::Role::kCoordinator ? "coordinator" : "school"},
                       {"expires_at", IsoTime(expires_ms)}});
  else
    session.out() << file << '\n';
  session.Say(
      session.texts().Text("server.passport_made", {{"until", sync::LocalTime(expires_ms)}}));
  return model::Exit::kDone;
}

Outcome RunBundleRead(Session& session) {
  const auto answer_file = session.Needed("--answer");
  if (!answer_file) return answer_file.error();
  const auto bytes = sync::ReadWholeFile(session.word(0), sync::kMaxCarriedBytes);
  if (!bytes) return bytes.error();
  const auto hub = session.OpenHubToNumber();
  if (!hub) return hub.error();
  const auto answer = (*hub)->ReadBundle(*bytes);
  if (!answer) return answer.error();
  if (const auto written = sync::WriteWholeFile(*answer_file, *answer); !written)
    return written.error();
  const auto asked = sync::DecodeBundle(*bytes);
  const auto answered = sync::DecodeBundle(*answer);
  ASSERT(asked && answered);
  const sync::BundleHeader &from = asked->header, &to = answered->header;
  if (session.json())
    session.PrintJson({{"from", from.from},
                       {"written_at", IsoTime(from.written_ms)},
                       {"commits", from.commits},
                       {"answer", *answer_file},
                       {"to", to.to},
                       {"bytes", answer->size()},
                       {"more", to.more}});
  else
    session.out() << session.texts().Text("server.bundle_read",
                                          {{"from", sync::OneLine(from.from)},
                                           {"written", sync::LocalTime(from.written_ms)},
                                           {"commits", std::to_string(from.commits)},
                                           {"answer", *answer_file},
                                           {"to", sync::OneLine(to.to)}})
                  << '\n';
  if (to.more) session.Say(session.texts().Text("server.bundle_more"));
  return model::Exit::kDone;
}

}  // namespace kruzhok::server
