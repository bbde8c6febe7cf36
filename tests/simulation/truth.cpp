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

// Whether any commit's people had seen that write when they wrote the same cell.
bool Replaced(const std::map<Dot, const Truth*>& commits, const std::string& cell, const Dot& dot) {
  return std::any_of(commits.begin(), commits.end(), [&](const auto& other) {
    const auto saw = other.second->saw.find(cell);
    return saw != other.second->saw.end() && saw->second.contains(dot);
  });
}

}  // namespace

void World::CheckTruth(const HubView& view) {
  std::map<RowKey, std::map<Dot, const Truth*>> numbered;
  for (const auto& [dot, rows] : truths_)
    if (view.Numbered(dot))
      for (const auto& [key, truth] : rows) numbered[key].emplace(dot, &truth);
  for (const auto& [key, commits] : numbered) {
    if (view.erased.contains(key)) continue;
    const auto state = view.rows.find(key);
    if (state == view.rows.end()) throw Broken("I4", key.id.Text() + " is missing");
    CheckRow(key, commits, state->second, view);
  }
  events_["rows"] += static_cast<int64_t>(numbered.size());
}

void World::CheckRow(const RowKey& key, const std::map<Dot, const Truth*>& commits,
                     const RowState& state, const HubView& view) {
  std::set<Dot> all_heads;
  std::set<std::string> cells;
  for (const auto& [dot, truth] : commits)
    for (const auto& [cell, saw] : truth->saw) cells.insert(cell);
  for (const std::string& cell : cells) {
    std::set<Dot> expected;
    for (const auto& [dot, truth] : commits)
      if (truth->saw.contains(cell) && !Replaced(commits, cell, dot)) expected.insert(dot);
    std::set<Dot> heads;
    if (const auto found = state.cells.find(cell); found != state.cells.end())
      for (const auto& head : found->second) heads.insert(head.dot);
    if (heads != expected)
      throw Broken("I4", key.entity + '.' + cell + ": heads " + Describe(heads) + ", in truth " +
                             Describe(expected) + '\n' + Lines(key, view));
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
  if (deleted != state.deleted())
    throw Broken("I14", key.entity + (deleted ? " should be deleted\n" : " should live\n") +
                            Lines(key, view));
  const char* required = key.entity == "child" ? "last_name" : "title";
  if ((key.entity == "child" || key.entity == "programme") && !state.cells.contains(required))
    throw Broken("I13", key.entity + " has lost its " + required + '\n' + Lines(key, view));
}

// The commits of a row as the hub holds them, for whoever has to find out why.
std::string World::Lines(const RowKey& key, const HubView& view) {
  std::map<int64_t, std::string> lines;
  for (const auto& [dot, commit] : view.commits)
    if (commit.number > 0 && commit.line.find(key.id.Base64()) != std::string::npos)
      lines[commit.number] = FormatDot(dot) + ' ' + commit.line;
  std::string text;
  for (const auto& [number, line] : lines) text += std::to_string(number) + ' ' + line + '\n';
  return text;
}

}  // namespace tests::simulation
