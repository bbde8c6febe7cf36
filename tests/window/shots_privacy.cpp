// SPDX-License-Identifier: MIT
// The pictures of categories, roles and the log of personal data.
#include "model/entities/category.h"
#include "model/entities/child.h"
#include "tests/window/shots.h"

namespace tests {
namespace {

using namespace client;

// A child with the most categories.
model::Uuid ChildOf(Camera& camera) {
  const ListData& categories = camera.desk().data().List(model::category);
  const ListData& children = camera.desk().data().List(model::child);
  model::Uuid best = children.id(0);
  size_t most = 0;
  for (size_t row = 0; row < children.size(); ++row)
    if (const size_t count = categories.RowsOf(model::category.child, children.id(row)).size();
        count > most) {
      most = count;
      best = children.id(row);
    }
  return best;
}

void OpenCard(Camera& camera) {
  camera.Do(OpenRecord{&model::child, ChildOf(camera)});
}

void GiveCategories(Camera& camera) {
  OpenCard(camera);
  camera.Do(StartCategories{{ChildOf(camera)}});
  CategoryAdding& adding = camera.desk().state().privacy.adding;
  adding.chosen["ovz"] = adding.chosen["gifted"] = true;
  camera.Settle();
}

void ShowLog(Camera& camera) {
  std::vector<model::Uuid> children;  // What is written makes other data.
  for (size_t row = 0; row < 6; ++row)
    children.push_back(camera.desk().data().List(model::child).id(row));
  for (const char* person : {"Марина", "Вера"}) {
    camera.Do(SwitchUser{person});
    for (const model::Uuid& child : children) camera.Do(OpenRecord{&model::child, child});
  }
  camera.Do(CloseRecord{});
  camera.Do(ShowAccessLog{});
}

void LetATeacherLook(Camera& camera) {
  camera.Do(SwitchUser{"Вера"});
  camera.Do(SetPersonRole{"Вера", PersonRole::kRestricted});
  OpenCard(camera);
}

}  // namespace

void AddPrivacyShots(std::vector<Shot>& shots) {
  shots.push_back({"categories", Place::kSchool, OpenCard});
  shots.push_back({"categories-add", Place::kSchool, GiveCategories});
  shots.push_back({"access-log", Place::kSchool, ShowLog});
  shots.push_back({"settings-people", Place::kSchool, [](Camera& camera) {
                     ShowLog(camera);
                     camera.Do(GoTo{Screen::kSettings});
                   }});
  shots.push_back({"categories-hidden", Place::kSchool, LetATeacherLook});
  shots.push_back({"coordinator-masked", Place::kCoordinator, [](Camera& camera) {
                     const ListData& children = camera.desk().data().List(model::child);
                     for (size_t row = 0; row < children.size(); ++row)
                       if (children.Cell(row, 0).ends_with('.'))
                         return camera.Do(OpenRecord{&model::child, children.id(row)});
                   }});
}

}  // namespace tests
