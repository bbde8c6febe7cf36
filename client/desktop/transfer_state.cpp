// SPDX-License-Identifier: MIT
#include "client/desktop/transfer_state.h"

#include <algorithm>

#include "client/app/data_folder.h"
#include "client/app/value_text.h"
#include "model/entities/child.h"
#include "model/text_fold.h"

namespace kruzhok::client {

void Narrow(FileChoice& choice) {
  const std::string wanted = model::Fold(choice.typed);
  choice.shown.clear();
  std::optional<size_t> first_file;
  for (uint32_t i = 0; i < choice.folder.entries.size(); ++i) {
    const FolderEntry& entry = choice.folder.entries[i];
    if (model::Fold(entry.name).find(wanted) == std::string::npos) continue;
    if (!entry.is_folder && !first_file) first_file = choice.shown.size();
    choice.shown.push_back(i);
  }
  choice.cursor = first_file.value_or(0);
}

std::string PathUnderCursor(const FileChoice& choice) {
  if (choice.cursor >= choice.shown.size()) return {};
  const FolderEntry& entry = choice.folder.entries[choice.shown[choice.cursor]];
  return TextOf(PathOf(choice.folder.path) / PathOf(entry.name));
}

std::shared_ptr<const ShownPlan> ShowPlan(ImportPlan plan) {
  auto shown = std::make_shared<ShownPlan>();
  shown->plan = std::move(plan);
  for (uint32_t i = 0; i < shown->plan.rows.size(); ++i)
    shown->by_fate[static_cast<size_t>(shown->plan.rows[i].fate)].push_back(i);
  for (uint32_t i = 0; i < shown->plan.notes.size(); ++i)
    shown->notes_of_row[shown->plan.notes[i].line].push_back(i);
  for (uint32_t i = 0; i < shown->plan.writes.size(); ++i) {
    const sync::RowWrite& write = shown->plan.writes[i];
    if (!write.id) continue;
    shown->write_of_row[*write.id] = i;
    if (write.type == shown->plan.type) continue;
    model::Record record(*write.type);
    for (const auto& [field, value] : write.fields) record.SetValue(*field, value);
    shown->new_titles[*write.id] = RowTitle(record);
  }
  return shown;
}

std::vector<std::string> SamplesOf(const Sheet& sheet, const ColumnMap& columns) {
  constexpr size_t kShown = 3, kLookedAt = 200;
  std::vector<std::string> samples(columns.headings.size());
  std::vector<std::vector<std::string_view>> found(samples.size());
  const size_t end = std::min(sheet.rows.size(), columns.header + 1 + kLookedAt);
  for (size_t row = columns.header + 1; row < end; ++row)
    for (size_t i = 0; i < std::min(samples.size(), sheet.rows[row].size()); ++i) {
      const std::string& cell = sheet.rows[row][i];
      if (cell.empty() || found[i].size() == kShown) continue;
      if (std::ranges::find(found[i], cell) != found[i].end()) continue;
      samples[i] += (found[i].empty() ? "" : " · ") + cell;
      found[i].push_back(cell);
    }
  return samples;
}

}  // namespace kruzhok::client
