// SPDX-License-Identifier: MIT
// The commands about devices, and the one that makes the district forget a person.
#include <nlohmann/json.hpp>

#include "server-stub/session.h"

namespace kruzhok::server {
namespace {

using nlohmann::ordered_json;

ordered_json TextsOf(const std::vector<model::Uuid>& ids) {
  ordered_json texts = ordered_json::array();
  for (const model::Uuid& id : ids) texts.push_back(id.Text());
  return texts;
}

std::string_view RoleWord(sync::Role role) {
  return role == sync::Role::kCoordinator ? "coordinator" : "school";
}

using Change = model::Result<void> (Hub::*)(const model::Uuid&, const model::Uuid&);

Outcome ChangeOrganisation(Session& session, Change change, const char* word) {
  const auto device = session.Id(session.word(0));
  if (!device) return device.error();
  const auto needed = session.Needed("--org");
  if (!needed) return needed.error();
  const auto organisation = session.Id(*needed);
  if (!organisation) return organisation.error();
  const auto hub = session.OpenHubToNumber();
  if (!hub) return hub.error();
  if (const auto changed = ((*hub)->*change)(*device, *organisation); !changed)
    return changed.error();
  if (session.json()) session.PrintJson({{"id", device->Text()}, {word, organisation->Text()}});
  session.Say(session.texts().Text("server.device_" + std::string(word)));
  return model::Exit::kDone;
}

}  // namespace

Outcome RunDeviceList(Session& session) {
  const auto hub = session.OpenHub();
  if (!hub) return hub.error();
  const assets::Translator& texts = session.texts();
  const auto organisations = (*hub)->Organisations();
  sync::Table table = TableOf(texts, {"id", "device", "role", "organisation", "last_contact",
                                      "acknowledged", "pending", "version", "revoked"});
  for (const Device& device : (*hub)->Devices()) {
    const std::string role(RoleWord(device.role));
    std::string names = NameOf(organisations, device.organisation);
    for (const model::Uuid& other : device.others) names += ", " + NameOf(organisations, other);
    if (session.json())
      session.PrintJson({{"id", device.id.Text()},
                         {"name", device.name},
                         {"role", role},
                         {"organisation", device.organisation.is_nil()
                                              ? ordered_json()
                                              : ordered_json(device.organisation.Text())},
                         {"others", TextsOf(device.others)},
                         {"last_contact", IsoTime(device.last_contact_ms)},
                         {"acknowledged", device.acknowledged},
                         {"pending", device.pending},
                         {"version", TextOrNull(device.version)},
                         {"revoked", device.revoked}});
    else
      table.Add({device.id.Text(), device.name, texts.Text("server.role." + role), names,
                 device.last_contact_ms == 0 ? texts.Text("server.never")
                                             : sync::LocalTime(device.last_contact_ms),
                 std::to_string(device.acknowledged), std::to_string(device.pending),
                 device.version, device.revoked ? texts.Text("server.yes") : ""});
  }
  if (!session.json()) session.out() << table.Format();
  return model::Exit::kDone;
}

Outcome RunDeviceRevoke(Session& session) {
  const auto id = session.Id(session.word(0));
  if (!id) return id.error();
  const auto hub = session.OpenHubToNumber();
  if (!hub) return hub.error();
  if (const auto revoked = (*hub)->RevokeDevice(*id); !revoked) return revoked.error();
  if (session.json()) session.PrintJson({{"id", id->Text()}, {"revoked", true}});
  session.Say(session.texts().Text("server.revoked"));
  return model::Exit::kDone;
}

Outcome RunDeviceGive(Session& session) {
  return ChangeOrganisation(session, &Hub::GiveOrganisation, "given");
}

Outcome RunDeviceTake(Session& session) {
  return ChangeOrganisation(session, &Hub::TakeOrganisation, "taken");
}

Outcome RunErase(Session& session) {
  const auto id = session.Id(session.word(1));
  if (!id) return id.error();
  const auto hub = session.OpenHubToNumber();
  if (!hub) return hub.error();
  const auto erased = (*hub)->Erase(session.word(0), *id, session.arguments().Value("--reason"));
  if (!erased) return erased.error();
  if (session.json()) session.PrintJson({{"entity", session.word(0)}, {"id", id->Text()}});
  session.Say(session.texts().Text("server.erased"));
  return model::Exit::kDone;
}

}  // namespace kruzhok::server
