// SPDX-License-Identifier: MIT
#include "sync/store/commit_builder.h"

#include <algorithm>

namespace kruzhok::sync {
namespace {

constexpr size_t kDotBytes = 64;
constexpr size_t kRowBytes = 128;
constexpr size_t kHeaderBytes = 1024;

// A control character takes six bytes in JSON.
size_t EscapedSize(std::string_view text) {
  size_t size = text.size() + 8;
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') size += 5;
  return size;
}

}  // namespace

CommitBuilder::CommitBuilder(const model::Uuid& action, std::string author, std::string note)
    : bytes_(kHeaderBytes) {
  commit_.action = action;
  bytes_ += EscapedSize(author) + EscapedSize(note);
  commit_.author = texts_.emplace_back(std::move(author));
  commit_.note = texts_.emplace_back(std::move(note));
}

RowChange& CommitBuilder::AddRow(const RowKey& key) {
  const RowKey& kept = *touched_.insert(key).first;
  first_dot_ = commit_.dots.size();
  bytes_ += kRowBytes + key.entity.size();
  RowChange& row = commit_.rows.emplace_back();
  row.entity = kept.entity;
  row.id = key.id;
  row.cells.first = static_cast<uint32_t>(commit_.cells.size());
  return row;
}

void CommitBuilder::AddCell(std::string_view name, HeldValue value, std::span<const Dot> replaces) {
  CellWrite& cell = commit_.cells.emplace_back();
  cell.name = texts_.emplace_back(name);
  bytes_ += 2 * EscapedSize(name) + (value.type == WireValue::Type::kText ? EscapedSize(value.text)
                                                                          : value.text.size() + 24);
  std::string& text = texts_.emplace_back(std::move(value.text));
  cell.value = {value.type, value.number, text, 0, 0};
  cell.replaces = AddDots(replaces);
  ++commit_.rows.back().cells.count;
}

void CommitBuilder::NameBirths(std::span<const Dot> births) {
  const auto named = std::span(commit_.dots).subspan(first_dot_);
  std::vector<Dot> unnamed;
  for (const Dot& birth : births)
    if (std::find(named.begin(), named.end(), birth) == named.end()) unnamed.push_back(birth);
  commit_.rows.back().born = AddDots(unnamed);
}

void CommitBuilder::AddAsk(Ask::Type type, const Dot& target) {
  commit_.asks.push_back({type, AddDots(std::span(&target, 1)), {}, {}});
}

void CommitBuilder::AskToErase(const RowKey& key) {
  commit_.asks.push_back({Ask::Type::kErase, {}, texts_.emplace_back(key.entity), key.id});
}

Range CommitBuilder::AddDots(std::span<const Dot> dots) {
  const Range range{static_cast<uint32_t>(commit_.dots.size()), static_cast<uint32_t>(dots.size())};
  commit_.dots.insert(commit_.dots.end(), dots.begin(), dots.end());
  bytes_ += dots.size() * kDotBytes;
  return range;
}

}  // namespace kruzhok::sync
