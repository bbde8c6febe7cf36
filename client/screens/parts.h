// SPDX-License-Identifier: MIT
// What several screens draw alike.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/screens/frame.h"
#include "client/widgets/ui.h"

namespace kruzhok::client {

// The field of a group, found by typing. `group`: an id; or what was typed and is no group, so that
// it is not lost. True: another one was chosen.
bool PickGroup(const Frame& frame, std::string_view id, std::string& group,
               ui::InputOptions options);
// Nothing where it is not the id of a group.
std::optional<model::Uuid> ChosenGroup(const Frame& frame, const std::string& group);
// A date as a person types it; spelt out when it is left. True: it was left.
bool DateField(std::string_view id, std::string& text, const ui::InputOptions& options);
int64_t DaysUntil(const model::Date& from, const model::Date& to);  // Negative: it has passed.
// The title of the screen, and below or beside it room for buttons that are `actions_px` wide.
void BeginActions(std::string_view title, std::string_view summary, float actions_px);
// The title of a screen without buttons; what follows stands below.
void DrawHeading(std::string_view title, std::string_view summary);
// The values of a column by which a list can be narrowed, ticked; beside what was drawn before.
void DrawFacet(const Frame& frame, ListState& list, size_t column);
// A digit that is held down must not answer what follows.
bool IsRepeat(char32_t character);
// Where the keyboard is in the list of an entity.
std::string ListPath(const model::EntityType& type);
std::string FirstField(const model::EntityType& type);  // Where it begins in a record.
// The choices of a field, by their names.
std::vector<ui::Option> ChoicesOf(const Frame& frame, const model::EntityType& type,
                                  const model::FieldInfo& field);

}  // namespace kruzhok::client
