// SPDX-License-Identifier: MIT
#include "client/desktop/pending.h"

#include <algorithm>

#include "client/app/value_text.h"
#include "model/catalog.h"

namespace kruzhok::client {
namespace {

constexpr size_t kMostNamed = 1'000;
constexpr double kCompressed = 0.35;  // Of a line's length, as measured over mixed commits.

std::string TitleOf(sync::Store& store, const Snapshot& data, const Translator& texts,
                    const model::EntityType& type, const model::Uuid& id) {
  std::string title = data.search ? data.search->TitleOf(type, id) : std::string();
  if (!title.empty()) return title;
  title = StoredTitle(store, type, id);
  return title.empty() ? texts.EntityLabel(type) : title;
}

std::string WordsOf(const sync::Commit& commit, const sync::RowChange& row, const Translator& texts,
                    const model::EntityType& type) {
  if (row.creates) return texts.Text("desk.pending.created");
  if (row.deletes) return texts.Text("desk.pending.deleted");
  if (row.restores.count > 0) return texts.Text("desk.pending.restored");
  std::string fields;
  for (const sync::CellWrite& cell : commit.Cells(row))
    fields += (fields.empty() ? "" : ", ") + texts.FieldLabel(type, cell.name);
  return fields;
}

std::pair<std::string, std::string> WordsOf(const sync::Ask& ask, sync::Store& store,
                                            const Snapshot& data, const Translator& texts) {
  if (ask.type != sync::Ask::Type::kErase)
    return {texts.Text("desk.pending.decision"),
            texts.Text(ask.type == sync::Ask::Type::kAccept ? "desk.pending.accept"
                                                            : "desk.pending.discard")};
  const model::EntityType* type = model::FindEntity(ask.entity);
  return {type ? TitleOf(store, data, texts, *type, ask.row) : std::string(ask.entity),
          texts.Text("desk.pending.erase")};
}

}  // namespace

Pending ReadPending(sync::Store& store, const Snapshot& data, const Translator& texts) {
  Pending pending;
  sync::CommitReader reader;
  std::vector<sync::Offer> offers = store.replica().Offers();
  std::reverse(offers.begin(), offers.end());
  size_t bytes = 0;
  for (const auto& [id, relayed] : offers) {
    if (relayed) continue;
    const std::string_view line = store.replica().log().Line(id);
    bytes += line.size();
    pending.rows += store.replica().log().Get(id).rows;
    if (pending.what.size() >= kMostNamed) continue;
    // What a title needs may read the log, so the line is read before.
    const std::string padded = std::string(line) + std::string(sync::CommitReader::kPadding, '\0');
    const auto commit = reader.Read(std::string_view(padded).substr(0, line.size()));
    if (!commit) continue;
    pending.rows += std::ssize((*commit)->asks);
    for (const sync::Ask& ask : (*commit)->asks) {
      if (pending.what.size() < kMostNamed)
        pending.what.push_back(WordsOf(ask, store, data, texts));
    }
    for (const sync::RowChange& row : (*commit)->rows) {
      const model::EntityType* type = model::FindEntity(row.entity);
      if (type == nullptr || !MaySee(data.role, row.entity) || pending.what.size() >= kMostNamed)
        continue;
      pending.what.emplace_back(TitleOf(store, data, texts, *type, row.id),
                                WordsOf(**commit, row, texts, *type));
    }
  }
  pending.bytes = static_cast<int64_t>(static_cast<double>(bytes) * kCompressed);
  return pending;
}

}  // namespace kruzhok::client
