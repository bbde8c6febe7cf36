// SPDX-License-Identifier: MIT
#include "tests/simulation/hub_view.h"

#include <stdexcept>

#include "server-stub/hub_store.h"

namespace tests::simulation {

HubView::HubView(const MemoryDisk& disk) {
  MemoryDisk copy;
  copy.CopyFrom(disk);
  auto store = server::HubStore::Open(copy.Options("hub.db"));
  if (!store) throw std::runtime_error("the hub's copy does not open");
  std::map<sync::RowKey, sync::RowFold> folds;
  std::set<sync::Dot> accepted;
  sync::CommitReader reader;
  (*store)->log().ForEach({}, [&](const sync::LogEntry& entry, std::string_view line) {
    HubCommit& commit = commits[entry.dot];
    commit.stream = entry.stream;
    commit.number = entry.number;
    commit.line = line;
    const auto read = reader.Read(line);
    if (!read) return;
    (*read)->NamesOnly([&](const sync::Dot& dot) {
      commit.named.insert(dot);
      return true;
    });
    if (entry.number == 0) return;
    for (const sync::RowChange& row : (*read)->rows)
      folds[{std::string(row.entity), row.id}].Add(**read, row);
    for (const sync::Control& control : (*read)->controls) {
      const auto targets = (*read)->Dots(control.targets);
      if (control.type == sync::Control::Type::kAccept)
        accepted.insert(targets.begin(), targets.end());
      if (control.type == sync::Control::Type::kDiscard)
        discarded.insert(targets.begin(), targets.end());
    }
  });
  for (const sync::Dot& dot : accepted) discarded.erase(dot);
  for (const auto& [key, fold] : folds) {
    rows.emplace(key, fold.Result());
    if ((*store)->IsErased(key.entity, key.id)) erased.insert(key);
  }
  for (const server::OutsideEntry& outside : (*store)->Outside()) {
    HubCommit& commit = commits[outside.verdict.dot];
    commit.state = outside.verdict.state;
    commit.code = outside.verdict.code;
    commit.accepted = outside.accepted;
  }
}

std::string HubView::Lines(const sync::RowKey& key) const {
  std::map<int64_t, std::string> lines;
  for (const auto& [dot, commit] : commits)
    if (commit.number > 0 && commit.line.find(key.id.Base64()) != std::string::npos)
      lines[commit.number] = FormatDot(dot) + ' ' + commit.line;
  std::string text;
  for (const auto& [number, line] : lines) text += std::to_string(number) + ' ' + line + '\n';
  return text;
}

}  // namespace tests::simulation
