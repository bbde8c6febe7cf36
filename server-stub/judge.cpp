// SPDX-License-Identifier: MIT
#include "server-stub/judge.h"

#include <algorithm>

#include "model/catalog.h"
#include "sync/store/field_codec.h"

namespace kruzhok::server {
namespace {

using sync::Verdict;

constexpr size_t kShownBytes = 200;

// The beginning of a text, ending with a whole character.
std::string Shown(std::string text) {
  if (text.size() <= kShownBytes) return text;
  size_t size = kShownBytes;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  text.resize(size);
  return text;
}

class Hearing {
 public:
  Hearing(HubStore& store, const sync::Commit& commit, const Device& author)
      : store_(store), commit_(commit), author_(author) {}

  std::optional<Verdict> Run() {
    // What has to do with streams comes first: other refusals are told in the commit's own stream.
    if (!MayWriteStream()) return Refuse("wrong_stream");
    for (const sync::RowChange& row : commit_.rows) {
      row_ = &row;
      if (!FitsStream(row)) return Refuse("wrong_stream");
    }
    row_ = nullptr;
    if (!commit_.controls.empty()) return Refuse("wrong_role");
    if (commit_.rows.empty() && commit_.asks.empty()) return Refuse("malformed");
    if (author_.revoked || WasTaken()) return Refuse("revoked");
    for (const sync::RowChange& row : commit_.rows) {
      row_ = &row;
      if (auto verdict = CheckRow(row)) return verdict;
    }
    row_ = nullptr;
    if (auto verdict = CheckNames()) return verdict;
    return waiting_;
  }

 private:
  bool coordinator() const { return author_.role == sync::Role::kCoordinator; }

  Verdict Refuse(std::string_view code, std::string_view field = {},
                 std::string detail = {}) const {
    Verdict verdict{commit_.dot(),      Verdict::State::kRefused, std::string(code), "", "",
                    std::string(field), std::move(detail)};
    if (row_) {
      verdict.entity = row_->entity;
      verdict.row = row_->id.Base64();
    }
    return verdict;
  }

  bool MayWriteStream() {
    if (commit_.stream == sync::kDistrict) return true;
    if (coordinator()) return store_.HasOrganisation(commit_.stream);
    const auto& taken = author_.taken;
    return Keeps(commit_.stream) ||
           std::find(taken.begin(), taken.end(), commit_.stream) != taken.end();
  }

  bool Keeps(const model::Uuid& owner) const {
    const auto& others = author_.others;
    return owner == author_.organisation ||
           std::find(others.begin(), others.end(), owner) != others.end();
  }

  // An organisation that the device kept once: what it still sends is for the coordinator to judge.
  bool WasTaken() const {
    const auto& taken = author_.taken;
    const bool stream = std::find(taken.begin(), taken.end(), commit_.stream) != taken.end();
    const bool owner = std::find(taken.begin(), taken.end(), commit_.owner) != taken.end();
    return stream || owner;
  }

  bool FitsStream(const sync::RowChange& row) {
    const model::EntityType* type = model::FindEntity(row.entity);
    const auto known = store_.OwnerOf(row.id);
    if (known && known->stream != commit_.stream) return false;
    return !type ||
           (type->audience() == model::Audience::kDistrict) == (commit_.stream == sync::kDistrict);
  }

  std::optional<Verdict> CheckRow(const sync::RowChange& row) {
    const model::EntityType* type = model::FindEntity(row.entity);
    const bool newer = commit_.schema > model::SchemaVersion();
    if (!type && !newer) return Refuse("unknown_entity");
    const auto known = store_.OwnerOf(row.id);
    if (row.creates && row.cells.count == 0) return Refuse("malformed");
    if (known) {
      if (known->entity != row.entity) return Refuse("malformed");
      if (row.creates && known->owner != commit_.owner) return Refuse("wrong_owner");
      if (!coordinator() && !Keeps(known->owner)) return Refuse("wrong_owner");
    } else if (row.creates) {
      if (!MayOwn()) return Refuse("wrong_owner");
    } else if (row.born.count == 0 && row.seen.count == 0 && !NamesAny(row)) {
      return Refuse("malformed");  // A change of a row that it does not say to have seen.
    }
    return type ? CheckTypes(*type, row, newer) : std::nullopt;
  }

  bool MayOwn() {
    if (commit_.stream != sync::kDistrict && commit_.owner != commit_.stream) return false;
    if (!coordinator()) return Keeps(commit_.owner);
    // A coordinator's new organisation owns itself, so it need not be known yet.
    return true;
  }

  bool NamesAny(const sync::RowChange& row) const {
    for (const sync::CellWrite& cell : commit_.Cells(row))
      if (cell.replaces.count > 0) return true;
    return row.restores.count > 0;
  }

  std::optional<Verdict> CheckTypes(const model::EntityType& type, const sync::RowChange& row,
                                    bool newer) const {
    for (const sync::CellWrite& write : commit_.Cells(row)) {
      const model::Cell* cell = type.FindCell(write.name);
      if (!cell) {
        if (newer) continue;
        return Refuse("unknown_field", write.name);
      }
      if (!sync::CellFits(*cell, write.value) && !(newer && FitsOlderGroup(*cell, write.value)))
        return Refuse("wrong_type", write.name, Shown(sync::HeldValue(write.value).Json()));
    }
    return std::nullopt;
  }

  // Whether the members that this program knows fit; a newer schema may have added others.
  bool FitsOlderGroup(const model::Cell& cell, const sync::WireValue& value) const {
    if (!cell.is_group || value.type != sync::WireValue::Type::kObject) return false;
    for (const sync::Member& member : commit_.Members(value))
      for (const model::FieldInfo* field : cell.fields)
        if (field->name() == member.name &&
            !sync::FromHeld(field->kind(), sync::HeldValue(member.value)))
          return false;
    return true;
  }

  std::optional<Verdict> CheckNames() {
    for (const sync::RowChange& row : commit_.rows) {
      for (const sync::CellWrite& cell : commit_.Cells(row))
        if (auto verdict = CheckRange(cell.replaces)) return verdict;
      for (const sync::Range range : {row.born, row.seen, row.restores})
        if (auto verdict = CheckRange(range)) return verdict;
    }
    return std::nullopt;
  }

  std::optional<Verdict> CheckRange(sync::Range range) {
    for (const sync::Dot& dot : commit_.Dots(range)) {
      const auto entry = store_.log().Find(dot);
      if (entry && entry->stream != commit_.stream) return Refuse("wrong_stream");
      if ((!entry || entry->number == 0) && !waiting_)
        waiting_ = Verdict{commit_.dot(),       Verdict::State::kWaiting, "unknown_dot", "", "", "",
                           sync::FormatDot(dot)};
    }
    return std::nullopt;
  }

  HubStore& store_;
  const sync::Commit& commit_;
  const Device& author_;
  const sync::RowChange* row_ = nullptr;
  std::optional<Verdict> waiting_;
};

}  // namespace

std::optional<sync::Verdict> Judge(HubStore& store, const sync::Commit& commit,
                                   const std::optional<Device>& author) {
  if (!author) return Verdict{commit.dot(), Verdict::State::kRefused, "wrong_role", "", "", "", ""};
  return Hearing(store, commit, *author).Run();
}

bool NamesAreNumbered(HubStore& store, const sync::Commit& commit) {
  return commit.NamesOnly(
      [&](const sync::Dot& dot) { return store.log().NumberOf(dot).has_value(); });
}

bool CanBeAccepted(const sync::Verdict& verdict) {
  return sync::CanBeAccepted(verdict.code);
}

}  // namespace kruzhok::server
