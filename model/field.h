// SPDX-License-Identifier: MIT
// A field is declared in one line of its entity (model/entities/*.h) and known to everything else
// only through this description: schema, log, forms, lists, import, export and translation keys
// loop over it. A field's name, kind and group never change; a field is retired, never removed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/date.h"
#include "model/value.h"

namespace kruzhok::model {

class EntityType;

// How the text of a field is spelled. What a person types is brought to it by ParseInput
// (validation.h).
enum class TextFormat {
  kPlain,
  kSnils,    // "123-456-789 64", eleven digits with a right checksum.
  kTime,     // "09:30", 00:00 … 23:59; "9.30" and "930" are read, too.
  kDecimal,  // "78.5", not negative, at most nine digits and two after the point; "78,5" is read.
};

// What the field says about whether two rows are one and the same thing of the world; for lists
// that come without ids.
enum class Identity {
  kNone,
  kName,   // Rows that differ here are two.
  kProof,  // Rows of one name that are equal here are one; that differ here, two.
  kHint,   // Rows of one name that differ here are two; equal, it says nothing.
};

struct FieldOptions {
  bool required = false;
  bool searchable = false;
  bool in_list = false;
  bool retired = false;
  int64_t min = INT64_MIN;  // Integers.
  int64_t max = INT64_MAX;
  bool school_year = false;  // Integers: called by the year in which it begins, 2025 of «2025/26».
  size_t max_length = 250;   // Characters, not bytes. Text and JSON.
  bool multiline = false;
  TextFormat format = TextFormat::kPlain;
  // The fields that are a row's natural key: rows of one owner that agree in all of them are one,
  // whoever made them. They are not changed afterwards.
  bool key = false;
  Identity identity = Identity::kNone;
  std::string_view section{};               // Where the form shows it; empty: the first section.
  std::string_view group{};                 // Fields of one group are written and merged as one.
  std::string_view target{};                // References: the entity that is referred to.
  std::vector<std::string_view> choices{};  // Codes; other codes are kept and shown as they are.
};

class FieldInfo {
 public:
  FieldInfo(EntityType& entity, std::string_view name, Kind kind, FieldOptions options);
  FieldInfo(const FieldInfo&) = delete;
  FieldInfo& operator=(const FieldInfo&) = delete;

  std::string_view name() const { return name_; }
  Kind kind() const { return kind_; }
  const FieldOptions& options() const { return options_; }
  // The unit of merging: the group's name, or the field's own.
  std::string_view cell() const { return options_.group.empty() ? name_ : options_.group; }
  size_t index() const { return index_; }  // Position in EntityType::fields(); never stored.

 private:
  std::string_view name_;
  Kind kind_;
  FieldOptions options_;
  size_t index_;
};

// Tags for the kinds whose C++ type another kind has too.
struct Choice {};
struct Reference {};

// Native is the type of Record::Get; Tag chooses the kind.
template <typename Tag>
struct FieldTraits;
template <>
struct FieldTraits<std::string> {
  using Native = std::string;
  static constexpr Kind kKind = Kind::kText;
};
template <>
struct FieldTraits<int64_t> {
  using Native = int64_t;
  static constexpr Kind kKind = Kind::kInteger;
};
template <>
struct FieldTraits<bool> {
  using Native = bool;
  static constexpr Kind kKind = Kind::kBoolean;
};
template <>
struct FieldTraits<Date> {
  using Native = Date;
  static constexpr Kind kKind = Kind::kDate;
};
template <>
struct FieldTraits<Choice> {
  using Native = std::string;
  static constexpr Kind kKind = Kind::kChoice;
};
template <>
struct FieldTraits<Choices> {
  using Native = Choices;
  static constexpr Kind kKind = Kind::kChoices;
};
template <>
struct FieldTraits<Reference> {
  using Native = Uuid;
  static constexpr Kind kKind = Kind::kReference;
};
template <>
struct FieldTraits<Json> {
  using Native = Json;
  static constexpr Kind kKind = Kind::kJson;
};

template <typename Tag>
class Field : public FieldInfo {
 public:
  using Native = typename FieldTraits<Tag>::Native;
  Field(EntityType& entity, std::string_view name, FieldOptions options = {})
      : FieldInfo(entity, name, FieldTraits<Tag>::kKind, std::move(options)) {}
};

}  // namespace kruzhok::model
