// SPDX-License-Identifier: MIT
#include "client/app/search.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <unordered_map>

#include "client/app/masked_name.h"
#include "client/app/row_scan.h"
#include "client/app/search_text.h"
#include "client/app/value_text.h"
#include "model/catalog.h"
#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// The words of a text, each after a blank.
std::string WordsOf(std::string_view text) {
  std::string words;
  bool inside = false;
  for (const char c : FoldSqueezed(text)) {
    const bool in_word = IsWordByte(c);
    if (in_word && !inside) words += ' ';
    if (in_word) words += c;
    inside = in_word;
  }
  return words;
}

// Also a long number as one word, however it is grouped, so that telephone numbers and the like are
// found as they are typed.
void AppendWords(std::string_view text, std::string& out) {
  constexpr ptrdiff_t kLongNumber = 6;
  const std::string words = WordsOf(text);
  out += words;
  if (std::ranges::count_if(words, IsDigit) < kLongNumber) return;
  out += ' ';
  std::ranges::copy_if(words, std::back_inserter(out), IsDigit);
}

// What tells rows of one title apart, by entity. An entity that is not here shows its first two
// listed fields.
constexpr size_t kMostParts = 2;
struct SubtitleFields {
  std::string_view entity;
  std::string_view fields[kMostParts];
};
constexpr SubtitleFields kSubtitles[] = {{"child", {"class", "birth_date"}},
                                         {"group", {"programme", "teacher"}},
                                         {"programme", {"direction", "provider"}},
                                         {"organisation", {"settlement", ""}},
                                         {"enrolment", {"state", "start_date"}}};

std::vector<const model::FieldInfo*> FieldsOfSubtitle(const model::EntityType& type) {
  std::vector<const model::FieldInfo*> fields;
  const auto known = std::ranges::find(kSubtitles, type.name(), &SubtitleFields::entity);
  if (known != std::end(kSubtitles)) {
    for (const std::string_view name : known->fields)
      if (const model::FieldInfo* field = type.FindField(name)) fields.push_back(field);
    return fields;
  }
  const auto title = TitleFields(type);
  for (const model::FieldInfo* field : type.fields()) {
    const model::FieldOptions& options = field->options();
    const bool in_title = std::ranges::find(title, field) != title.end();
    if (options.in_list && !options.retired && !in_title && fields.size() < kMostParts)
      fields.push_back(field);
  }
  return fields;
}

std::string TextOf(const Translator& texts, const model::EntityType& type,
                   const model::FieldInfo& field, const model::Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return model::FormatValue(value);
  if (field.kind() == model::Kind::kChoice) return texts.ChoiceLabel(type, field, *text);
  const auto date = model::Date::FromIso(*text);
  return field.kind() == model::Kind::kDate && date ? date->Russian() : *text;
}

}  // namespace

void SearchIndex::Add(const sync::RowView& row, std::string_view title, std::string_view subtitle) {
  ASSERT(by_id_.empty());
  ASSERT(text_.size() < UINT32_MAX && words_.size() < UINT32_MAX);
  entries_.push_back({row.type, row.id, static_cast<uint32_t>(text_.size()),
                      static_cast<uint32_t>(words_.size())});
  text_ += title;
  text_ += '\0';
  text_ += subtitle;
  text_ += '\0';
  const bool own_title = HasOwnTitle(*row.type);
  if (own_title) AppendWords(title, words_);
  words_ += '\n';
  for (const model::FieldInfo* field : row.type->fields()) {
    const auto* text = std::get_if<std::string>(&row.record.value(*field));
    const bool in_title = field->options().required && field->kind() == model::Kind::kText;
    if (text != nullptr && field->options().searchable && !in_title) AppendWords(*text, words_);
  }
  if (own_title) AppendWords(subtitle, words_);
  words_ += '\0';
}

void SearchIndex::Finish() {
  std::vector<uint32_t> order(entries_.size());
  std::iota(order.begin(), order.end(), 0U);
  // Titles repeat, so each is brought to its key once.
  std::unordered_map<std::string_view, uint32_t> ranks;
  const auto title_of = [this](uint32_t entry) {
    return std::string_view(text_.c_str() + entries_[entry].text);
  };
  for (const uint32_t entry : order) ranks.try_emplace(title_of(entry), 0U);
  std::vector<std::pair<std::string, std::string_view>> keys;
  keys.reserve(ranks.size());
  for (const auto& [title, rank] : ranks) keys.emplace_back(model::SortKey(title), title);
  std::ranges::sort(keys);
  for (uint32_t rank = 0; rank < keys.size(); ++rank) ranks[keys[rank].second] = rank;
  std::vector<uint32_t> rank_of(order.size());
  for (const uint32_t entry : order) rank_of[entry] = ranks[title_of(entry)];
  std::ranges::sort(order, [&](uint32_t x, uint32_t y) {
    return rank_of[x] != rank_of[y] ? rank_of[x] < rank_of[y] : entries_[x].id < entries_[y].id;
  });
  std::vector<Entry> sorted;
  std::string words;
  sorted.reserve(entries_.size());
  words.reserve(words_.size());
  for (const uint32_t place : order) {
    sorted.push_back(entries_[place]);
    sorted.back().words = static_cast<uint32_t>(words.size());
    words += words_.c_str() + entries_[place].words;
    words += '\0';
  }
  entries_ = std::move(sorted);
  words_ = std::move(words);
  text_.shrink_to_fit();
  // Rows came in the order of creation, which mostly is that of their ids.
  by_id_.resize(order.size());
  for (uint32_t place = 0; place < order.size(); ++place) by_id_[order[place]] = place;
  const auto id_of = [this](uint32_t place) -> const model::Uuid& { return entries_[place].id; };
  if (!std::ranges::is_sorted(by_id_, {}, id_of)) std::ranges::sort(by_id_, {}, id_of);
}

SearchHit SearchIndex::HitOf(const Entry& entry) const {
  SearchHit hit{entry.type, entry.id, text_.c_str() + entry.text, {}};
  hit.subtitle = text_.c_str() + entry.text + hit.title.size() + 1;
  return hit;
}

std::string_view SearchIndex::WordsAt(size_t entry) const {
  const size_t end = entry + 1 < entries_.size() ? entries_[entry + 1].words : words_.size();
  return std::string_view(words_).substr(entries_[entry].words, end - entries_[entry].words - 1);
}

std::vector<SearchHit> SearchIndex::Find(std::string_view text, size_t limit,
                                         const model::EntityType* type) const {
  const std::string all = WordsOf(text);
  std::vector<SearchHit> hits;
  const auto fits = [&](const Entry& entry) { return type == nullptr || entry.type == type; };
  if (all.empty()) {
    for (size_t i = 0; type != nullptr && i < entries_.size() && hits.size() < limit; ++i)
      if (fits(entries_[i])) hits.push_back(HitOf(entries_[i]));
    return hits;
  }
  std::vector<std::string> words;
  for (const std::string_view word : SplitWords(all)) words.push_back(' ' + std::string(word));
  const std::string longest = std::ranges::max(words, {}, &std::string::size);
  const Needle needle(longest);
  const auto holds = [&](std::string_view row) {
    return std::ranges::all_of(words, [&](auto& word) { return Needle(word).StandsIn(row); });
  };

  std::vector<size_t> found[3];  // Best first.
  const std::string_view everything = words_;
  for (size_t at = needle.FindIn(everything); at != everything.npos;) {
    const auto after = std::ranges::upper_bound(entries_, at, {}, &Entry::words);
    const auto entry = static_cast<size_t>(after - entries_.begin()) - 1;
    const std::string_view row = WordsAt(entry);
    const std::string_view title = row.substr(0, row.find('\n'));
    if (fits(entries_[entry]) && holds(row))
      found[title.starts_with(all) ? 0 : holds(title) ? 1 : 2].push_back(entry);
    if (found[0].size() >= limit) break;
    at = needle.FindIn(everything, entries_[entry].words + row.size());
  }
  for (const auto& rank : found)
    for (const size_t entry : rank)
      if (hits.size() < limit) hits.push_back(HitOf(entries_[entry]));
  return hits;
}

std::string SearchIndex::TitleOf(const model::EntityType& type, const model::Uuid& id) const {
  const auto by_id = [&](uint32_t place) { return entries_[place].id; };
  for (auto at = std::ranges::lower_bound(by_id_, id, {}, by_id);
       at != by_id_.end() && entries_[*at].id == id; ++at)
    if (entries_[*at].type == &type) return text_.c_str() + entries_[*at].text;
  return {};
}

std::string SubtitleOf(const sync::RowView& row, const Translator& texts,
                       const TitleOfReference& title_of) {
  std::string subtitle;
  for (const model::FieldInfo* field : FieldsOfSubtitle(*row.type)) {
    const model::Value& value = row.record.value(*field);
    if (model::IsEmpty(value)) continue;
    const auto* id = std::get_if<model::Uuid>(&value);
    const std::string text = id ? title_of(*field, *id) : TextOf(texts, *row.type, *field, value);
    if (!text.empty()) subtitle += (subtitle.empty() ? "" : " · ") + text;
  }
  return subtitle;
}

SearchIndex BuildSearchIndex(sync::Store& store, const Translator& texts, PersonRole role) {
  const sync::Membership membership = store.replica().membership();
  SearchIndex index;
  std::unordered_map<model::Uuid, std::string> titles;
  const TitleOfReference title_of = [&](const model::FieldInfo&, const model::Uuid& id) {
    const auto found = titles.find(id);
    return found == titles.end() ? std::string() : found->second;
  };
  RowScan scan(store);
  for (const model::EntityType* type : model::Catalog())
    scan.ForEach(*type, [&](const sync::RowView& full) {
      if (!MaySee(role, type->name())) return;
      sync::RowView row = full;
      row.record = ShownRecord(membership, full.owner, full.record);
      std::string title = RowTitle(row.record, title_of);
      index.Add(row, title, SubtitleOf(row, texts, title_of));
      titles.emplace(row.id, std::move(title));
    });
  index.Finish();
  return index;
}

}  // namespace kruzhok::client
