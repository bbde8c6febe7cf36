// SPDX-License-Identifier: MIT
#include <string>

#include "model/assert.h"
#include "model/catalog.h"
#include "model/text_fold.h"
#include "sync/commit.h"
#include "sync/held_value.h"
#include "sync/store/field_codec.h"
#include "tests/fuzz/targets.h"
#include "tests/support/memory_vfs.h"

namespace tests {
namespace {

using sync::Commit;
using sync::HeldValue;

std::string Padded(std::string_view line) {
  return std::string(line) + std::string(sync::CommitReader::kPadding, '\0');
}

// UTF-8 in which NUL may stand.
bool IsWellFormed(std::string_view text) {
  std::string without(text);
  std::erase(without, '\0');
  return model::IsUtf8(without);
}

bool SameDots(const Commit& a, sync::Range of_a, const Commit& b, sync::Range of_b) {
  const auto dots_a = a.Dots(of_a), dots_b = b.Dots(of_b);
  return std::equal(dots_a.begin(), dots_a.end(), dots_b.begin(), dots_b.end());
}

void CheckSameRow(const Commit& a, const sync::RowChange& row, const Commit& b,
                  const sync::RowChange& other) {
  ASSERT(row.entity == other.entity && row.id == other.id);
  ASSERT(row.creates == other.creates && row.deletes == other.deletes);
  ASSERT(SameDots(a, row.born, b, other.born) && SameDots(a, row.seen, b, other.seen) &&
         SameDots(a, row.restores, b, other.restores));
  const auto cells = a.Cells(row), others = b.Cells(other);
  ASSERT(cells.size() == others.size());
  for (size_t i = 0; i < cells.size(); ++i) {
    ASSERT(cells[i].name == others[i].name && cells[i].value == others[i].value);
    ASSERT(SameDots(a, cells[i].replaces, b, others[i].replaces));
    ASSERT(IsWellFormed(cells[i].name) && IsWellFormed(cells[i].value.text));
  }
}

void CheckSame(const Commit& a, const Commit& b) {
  ASSERT(a.site == b.site && a.seq == b.seq && a.action == b.action && a.at_ms == b.at_ms);
  ASSERT(a.author == b.author && a.note == b.note && a.schema == b.schema);
  ASSERT(IsWellFormed(a.author) && IsWellFormed(a.note));
  ASSERT(a.stream == b.stream && a.owner == b.owner && a.redacted == b.redacted);
  ASSERT(a.rows.size() == b.rows.size() && a.controls.size() == b.controls.size() &&
         a.asks.size() == b.asks.size());
  for (size_t i = 0; i < a.rows.size(); ++i) CheckSameRow(a, a.rows[i], b, b.rows[i]);
  for (size_t i = 0; i < a.controls.size(); ++i) {
    ASSERT(a.controls[i].type == b.controls[i].type && a.controls[i].json == b.controls[i].json);
    ASSERT(SameDots(a, a.controls[i].targets, b, b.controls[i].targets));
  }
  for (size_t i = 0; i < a.asks.size(); ++i) {
    ASSERT(a.asks[i].type == b.asks[i].type && a.asks[i].entity == b.asks[i].entity &&
           a.asks[i].row == b.asks[i].row);
    ASSERT(SameDots(a, a.asks[i].targets, b, b.asks[i].targets));
  }
}

// Erased rows have lost their values and nothing else; the commit keeps its dot.
void CheckRedacted(const Commit& commit, bool all) {
  const auto erased = [&](std::string_view, const model::Uuid& id) {
    return all || id == commit.rows.front().id;
  };
  const std::string line = Padded(sync::RedactedLine(commit, erased));
  const std::string_view text(line.data(), line.size() - sync::CommitReader::kPadding);
  if (text.size() > sync::kMaxCommitBytes) return;
  sync::CommitReader reader;
  const auto redacted = reader.Read(text);
  ASSERT(redacted && (*redacted)->redacted && (*redacted)->dot() == commit.dot());
  ASSERT((*redacted)->rows.size() == commit.rows.size());
  for (size_t i = 0; i < commit.rows.size(); ++i) {
    const auto cells = (*redacted)->Cells((*redacted)->rows[i]);
    ASSERT(cells.size() == commit.Cells(commit.rows[i]).size());
    if (erased(commit.rows[i].entity, commit.rows[i].id))
      for (const sync::CellWrite& cell : cells)
        ASSERT(cell.value.type == sync::WireValue::Type::kNull);
  }
  ASSERT(sync::RedactedLine(**redacted, erased) == text);
}

void TryCommit(std::string_view bytes) {
  const std::string padded = Padded(bytes);
  const std::string_view line(padded.data(), bytes.size());
  sync::CommitReader reader, again;
  const auto read = reader.Read(line);
  if (!read) {
    ASSERT(read.error().code == "malformed" && !read.error().detail.empty());
    return;
  }
  const Commit& commit = **read;
  ASSERT(commit.redacted || commit.hash == sync::HashOf(line));
  for (const sync::RowChange& row : commit.rows)
    ASSERT(TellsOf(commit, {{row.id, std::string(row.entity)}}));
  std::string written;
  AppendLine(commit, written);
  const size_t size = written.size();
  if (size > sync::kMaxCommitBytes) return;
  written = Padded(written);
  const auto second = again.Read(std::string_view(written).substr(0, size));
  ASSERT(second);
  CheckSame(commit, **second);
  std::string third;
  AppendLine(**second, third);
  ASSERT(third == std::string_view(written).substr(0, size));
  if (commit.rows.empty() && commit.controls.empty()) return;
  CheckRedacted(commit, true);
  if (!commit.rows.empty()) CheckRedacted(commit, false);
}

// A value that fits a field goes through a column and back.
void TryColumn(model::Kind kind, const HeldValue& held) {
  static MemoryDisk disk;
  static const auto database = sync::Database::Open(disk.Options("values.db"));
  const auto value = sync::FromHeld(kind, held);
  if (value) ASSERT(sync::ToHeld(*value) == held && model::Fits(kind, *value));
  sync::Statement& select = database->Cached("SELECT ?1");
  const sync::ResetAtEnd reset(select);
  ASSERT(sync::BindWire(select, 1, kind, held.view()) == value.has_value());
  if (!value) return;
  ASSERT(select.Step() && sync::ColumnValue(select, 0, kind) == *value);
  select.Reset();
  sync::BindValue(select, 1, *value);
  ASSERT(select.Step() && sync::ColumnValue(select, 0, kind) == *value);
}

void TryValue(std::string_view bytes) {
  const auto held = sync::ParseHeldValue(bytes);
  if (!held) return;
  ASSERT(IsWellFormed(held->text));
  ASSERT(sync::ParseHeldValue(held->Json()) == held);
  std::string last;
  for (const auto& [name, member] : ObjectMembers(*held)) {
    ASSERT(IsWellFormed(name) && (last < name || last.empty()));
    ASSERT(sync::ParseHeldValue(member.Json()) == member);
    last = name;
  }
  for (const auto kind :
       {model::Kind::kText, model::Kind::kInteger, model::Kind::kBoolean, model::Kind::kDate,
        model::Kind::kChoice, model::Kind::kChoices, model::Kind::kReference, model::Kind::kJson})
    TryColumn(kind, *held);
  for (const model::EntityType* type : model::Catalog())
    for (const model::Cell& cell : type->cells()) {
      const auto members = sync::CellMembers(cell, *held);
      ASSERT(members.has_value() == sync::CellFits(cell, held->view()));
      if (members) ASSERT(sync::CellValue(cell, *members) == *held);
    }
}

}  // namespace

void TryLine(std::string_view bytes) {
  TryCommit(bytes);
  TryValue(bytes);
}

}  // namespace tests
