// SPDX-License-Identifier: MIT
// What the open record of a child says of its cards and programmes in other organisations.
#include <algorithm>

#include "client/screens/coverage_persons.h"
#include "client/widgets/icons.h"
#include "client/widgets/ui.h"
#include "model/entities/child.h"
#include "model/entities/organisation.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostFound = 30;

std::string PeriodText(const Frame& frame, const PersonOfRecord::Elsewhere& one) {
  const std::string from = one.start ? one.start->Russian() : "";
  const std::string to = one.end ? one.end->Russian() : "";
  if (one.start && one.end) return frame.Text("persons.period", {{"start", from}, {"end", to}});
  if (one.start) return frame.Text("persons.period.from", {{"start", from}});
  return one.end ? frame.Text("persons.period.to", {{"end", to}}) : std::string();
}

void DrawElsewhere(const Frame& frame, const PersonOfRecord& person) {
  std::string places;
  for (const PersonOfRecord::Elsewhere& one : person.elsewhere) {
    places += (places.empty() ? "" : "; ") + one.organisation + ", " + one.programme;
    if (const std::string period = PeriodText(frame, one); !period.empty()) places += ", " + period;
  }
  ui::Strip(frame.Text("persons.elsewhere", {{"places", places}}), icon::kLink,
            ui::Colours().accent, ui::Colours().accent_soft);
  ui::Wrapped(frame.Text("persons.elsewhere.why"), ui::Face::kSmall, ui::Colours().muted);
}

// The organisation that keeps the card, as the list of children has it.
std::string KeeperOf(const Frame& frame, const model::Uuid& card) {
  const ListData& children = frame.data.List(model::child);
  const auto row = children.Find(card);
  const auto column = children.FindColumn("organisation");
  return row && column ? std::string(children.Cell(*row, *column)) : frame.Text("list.missing");
}

void DrawLinked(const Frame& frame, const OpenedRecord& record) {
  std::string keepers;
  for (const model::Uuid& card : record.person.linked)
    keepers += (keepers.empty() ? "" : ", ") + KeeperOf(frame, card);
  ui::Strip(frame.Text("persons.linked", {{"organisations", keepers}}), icon::kLink,
            ui::Colours().accent, ui::Colours().accent_soft);
  for (size_t i = 0; i < record.person.linked.size(); ++i) {
    const model::Uuid& card = record.person.linked[i];
    if (i > 0) ui::SameLine();
    const std::string label =
        frame.Text("persons.open.at", {{"organisation", KeeperOf(frame, card)}});
    if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(label, {.look = ui::Look::kLink}))
      ImGui::NewLine();
    if (ui::Link("card-" + std::to_string(i + 1), label))
      frame.Ask(OpenRecord{&model::child, card});
  }
  ui::SameLine();
  const std::string unlink = frame.Text("persons.unlink");
  if (ImGui::GetContentRegionAvail().x < ui::ButtonWidth(unlink, {.look = ui::Look::kLink}))
    ImGui::NewLine();
  if (ui::Link("unlink", unlink)) frame.Ask(UnlinkChild{{record.form.id}});
}

void DrawLinkingByHand(const Frame& frame, const OpenedRecord& record) {
  PersonsState& state = frame.state.coverage.persons;
  if (!state.linking_by_hand) {
    if (!ui::Link("link", frame.Text("persons.link"))) return;
    state.linking_by_hand = true;
    ui::FocusPath(ui::Now().path + "other");
    return;
  }
  const auto find = [&](std::string_view typed) {
    std::vector<ui::Option> found;
    if (!frame.data.search) return found;
    for (const SearchHit& hit : frame.data.search->Find(typed, kMostFound, &model::child)) {
      const bool known =
          hit.id == record.form.id ||
          std::ranges::find(record.person.linked, hit.id) != record.person.linked.end();
      if (!known)
        found.push_back({hit.id.Text(), hit.title, hit.subtitle + " · " + KeeperOf(frame, hit.id)});
    }
    return found;
  };
  const std::string label = frame.Text("persons.link.label"),
                    hint = frame.Text("persons.link.hint");
  const auto picked = ui::Pick("other", "", "", find, {.label = label, .hint = hint});
  const auto card = picked ? model::Uuid::FromText(*picked) : std::nullopt;
  if (card) frame.Ask(SayOneChild{{record.form.id, *card}});
  if (ui::Link("cancel", frame.Text("persons.link.cancel"))) state.linking_by_hand = false;
}

}  // namespace

void DrawPersonOfRecord(const Frame& frame, const OpenedRecord& record) {
  if (record.erased || record.form.is_new) return;
  const ui::Scope scope("person");
  if (!record.person.elsewhere.empty()) DrawElsewhere(frame, record.person);
  if (!record.person.linked.empty()) DrawLinked(frame, record);
  if (record.person.may_link) DrawLinkingByHand(frame, record);
}

}  // namespace kruzhok::client
