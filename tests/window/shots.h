// SPDX-License-Identifier: MIT
// The screens that pictures are made of, each with the way to it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/desktop/desk.h"
#include "sync/namespace.h"

namespace tests {

// Whose data a screen is shown with.
enum class Place { kSchool, kCoordinator, kAlone, kFailure };

// The program in front of the camera.
class Camera {
 public:
  virtual ~Camera() = default;
  virtual client::Desk& desk() = 0;
  // Draws until nothing changes by itself.
  virtual void Settle() = 0;
  // The keyboard goes to the control of that path, and types.
  virtual void Focus(const std::string& path) = 0;
  virtual void Type(const std::string& utf8) = 0;

  void Do(client::Command command) {
    desk().Run({std::move(command)});
    Settle();
  }
};

struct Shot {
  std::string name;
  Place place;
  std::function<void(Camera&)> arrange;
};

std::vector<Shot> AllShots();
void AddSchoolYearShots(std::vector<Shot>& shots);
void AddPersonShots(std::vector<Shot>& shots);  // Of one child in several organisations.
void AddPrivacyShots(std::vector<Shot>& shots);
void AddCoverageReportShots(std::vector<Shot>& shots);
void AddSurveyShots(std::vector<Shot>& shots);  // Of the surveys; a part of them.
void AddIndicatorShots(std::vector<Shot>& shots);  // Of the indicators; a part of them.
void AddWorklistShots(std::vector<Shot>& shots);  // Of the not covered.

}  // namespace tests
