// SPDX-License-Identifier: MIT
// What every row must be, from what people saw.
#include <algorithm>

#include "tests/simulation/world.h"

namespace tests::simulation {
namespace {

std::string Describe(const std::set<Dot>& dots) {
  std::string text = "{";
  for (const Dot& dot : dots) text += ' ' + FormatDot(dot);
  return text + " }";
}

}  // namespace

void World::CheckTruth(const HubView& view) {
  for (const auto& [key, dots] : writes_of_) {
    if (view.erased.contains(key)) continue;
    const auto state = view.rows.find(key);
    CheckRow(
        key, [&](const Dot& dot) { return view.Numbered(dot); },
        state == view.rows.end() ? nullptr : &state->second, [&] { return view.Lines(key); });
    ++events_["rows"];
  }
}

void World::CheckRow(const RowKey& key, const std::function<bool(const Dot&)>& inside,
                     const RowState* state, const std::function<std::string()>& lines) {
  std::map<Dot, const Truth*> commits;
  for (const Dot& dot : writes_of_[key])
    if (inside(dot)) commits.emplace(dot, &truths_[dot][key]);
  if (commits.empty() != !state)
    throw Broken(state ? "I2" : "I13",
                 key.entity + ' ' + key.id.Text() +
                     (state ? " is there, written by nobody" : " is missing"));
  if (!state) return;
  std::map<std::string, std::set<Dot>> writes;
  std::map<std::string, std::set<Dot>> replaced;
  for (const auto& [dot, truth] : commits)
    for (const auto& [cell, saw] : truth->saw) {
      writes[cell].insert(dot);
      replaced[cell].insert(saw.begin(), saw.end());
    }
  for (const auto& [cell, heads] : state->cells)
    if (!writes.contains(cell)) throw Broken("I2", key.entity + '.' + cell + " is nobody's");
  std::set<Dot> all_heads;
  for (auto& [cell, expected] : writes) {
    for (const Dot& dot : replaced[cell]) expected.erase(dot);
    std::set<Dot> heads;
    if (const auto found = state->cells.find(cell); found != state->cells.end())
      for (const auto& head : found->second) heads.insert(head.dot);
    if (heads != expected)
      throw Broken("I4", key.entity + '.' + cell + ": heads " + Describe(heads) + ", in truth " +
                             Describe(expected) + '\n' + lines());
    all_heads.insert(expected.begin(), expected.end());
  }
  std::set<Dot> restored;
  for (const auto& [dot, truth] : commits)
    restored.insert(truth->restored.begin(), truth->restored.end());
  const bool deleted =
      !all_heads.empty() && std::all_of(all_heads.begin(), all_heads.end(), [&](const Dot& head) {
        return std::any_of(commits.begin(), commits.end(), [&](const auto& other) {
          return other.second->deletes && !restored.contains(other.first) &&
                 other.second->seen_by_delete.contains(head);
        });
      });
  if (deleted != state->deleted())
    throw Broken("I14",
                 key.entity + (deleted ? " should be deleted\n" : " should live\n") + lines());
  const char* required = key.entity == "child" ? "last_name" : "title";
  if ((key.entity == "child" || key.entity == "programme") && !state->cells.contains(required))
    throw Broken("I13", key.entity + " has lost its " + required + '\n' + lines());
}

}  // namespace tests::simulation
