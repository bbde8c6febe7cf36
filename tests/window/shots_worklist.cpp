// SPDX-License-Identifier: MIT
// The pictures of the worklist of the not covered.
#include <algorithm>

#include "model/assert.h"
#include "model/entities/child.h"
#include "model/entities/occupation.h"
#include "tests/window/shots.h"

namespace tests {
namespace {

using namespace client;

WorklistState& State(Camera& camera) {
  return camera.desk().state().coverage.worklist;
}

std::vector<model::Uuid> Listed(Camera& camera) {
  const ListState& list = State(camera).list;
  std::vector<model::Uuid> children;
  for (const uint32_t row : list.rows) children.push_back(list.data->id(row));
  return children;
}

// Some of the children have been talked about already.
void OpenList(Camera& camera) {
  camera.Do(ShowWorklist{});
  camera.Settle();
  const auto children = Listed(camera);
  const auto& type = model::occupation;
  const auto& reasons = type.reason.options().choices;
  for (size_t i = 0; i < std::min<size_t>(children.size(), 9); ++i) {
    SetOccupations set{{children[i]}, State(camera).wanted.year, {}};
    set.fields.emplace_back(&type.reason, std::string(reasons[i % reasons.size()]));
    if (i % 2 == 0) set.fields.emplace_back(&type.talk_on, State(camera).today.Iso());
    if (i % 2 == 0) set.fields.emplace_back(&type.talk_with, std::string("мама"));
    if (i % 3 == 0) set.fields.emplace_back(&type.outcome, std::string("thinking"));
    camera.Do(std::move(set));
  }
  ListState& list = State(camera).list;
  if (children.size() > 9) list.cursor = children[9];
  camera.desk().state().notice.reset();
  camera.Settle();
}

void OpenCard(Camera& camera) {
  OpenList(camera);
  camera.Do(OpenOccupation{Listed(camera).front(), State(camera).wanted.year, "talk_on"});
}

void ChooseRows(Camera& camera) {
  OpenList(camera);
  const auto children = Listed(camera);
  for (size_t i = 2; i < 6 && i < children.size(); ++i)
    State(camera).list.selected.insert(children[i]);
  camera.Settle();
}

void AskToClose(Camera& camera) {
  OpenList(camera);
  camera.Do(CloseYear{});
  State(camera).closing.asked = true;
  camera.Settle();
}

void CloseIt(Camera& camera) {
  AskToClose(camera);
  State(camera).closing.why = "Семьи переехали, ждём документы";
  camera.Do(CloseYear{});
  camera.desk().state().notice.reset();
  camera.Settle();
}

void ChildsCards(Camera& camera) {
  OpenList(camera);
  const model::Uuid first = Listed(camera).front();
  camera.Do(OpenRecord{&model::child, first});
  camera.desk().state().record->tab = "occupation";
  camera.Settle();
}

}  // namespace

void AddWorklistShots(std::vector<Shot>& shots) {
  shots.push_back({"worklist", Place::kSchool, OpenList});
  shots.push_back({"worklist-card", Place::kSchool, OpenCard});
  shots.push_back({"worklist-chosen", Place::kSchool, ChooseRows});
  shots.push_back({"worklist-close", Place::kSchool, AskToClose});
  shots.push_back({"worklist-closed", Place::kSchool, CloseIt});
  shots.push_back({"worklist-child", Place::kSchool, ChildsCards});
  shots.push_back({"coordinator-worklist", Place::kCoordinator,
                   [](Camera& camera) { camera.Do(ShowWorklist{}); }});
  shots.push_back({"coordinator-worklist-all", Place::kCoordinator, [](Camera& camera) {
                     camera.Do(ShowWorklist{});
                     State(camera).wanted.schools = false;
                     camera.Settle();
                   }});
}

}  // namespace tests
