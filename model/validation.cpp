// SPDX-License-Identifier: MIT
#include "model/validation.h"

#include <algorithm>

#include "model/text_fold.h"

namespace kruzhok::model {
namespace {

// Any entity that has both fields keeps them in this order.
struct OrderedPair {
  std::string_view low;
  std::string_view high;
};
constexpr OrderedPair kOrderedPairs[] = {
    {"start_date", "end_date"}, {"age_min", "age_max"},    {"size_min", "size_max"},
    {"order_from", "order_to"}, {"birth_date", "left_on"}, {"start_time", "end_time"},
    {"arrived_on", "left_on"},
};

Error BadValue(const FieldInfo& field, std::string_view reason, std::string detail = {}) {
  return Error{"bad_value", std::move(detail), std::string(field.name()), reason};
}

std::string Digits(std::string_view text) {
  std::string digits;
  for (char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

// Eleven digits and nothing but blanks and dashes between them; empty when it is not so.
std::string SnilsDigits(std::string_view text) {
  const std::string folded = Fold(text);
  if (folded.find_first_not_of("0123456789- ") != std::string::npos) return {};
  std::string digits = Digits(folded);
  return digits.size() == 11 ? digits : std::string();
}

bool HasSnilsChecksum(std::string_view digits) {
  // Numbers up to this one were given out before there was a checksum.
  if (digits.substr(0, 9) <= "001001998") return true;
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += (digits[i] - '0') * static_cast<int>(9 - i);
  const int expected = sum % 101 % 100;
  return expected == (digits[9] - '0') * 10 + (digits[10] - '0');
}

// "09:30"; empty when it is no time of a day.
std::string TimeOf(std::string_view text) {
  const std::string folded = Fold(text);
  if (folded.find_first_not_of("0123456789:.-, ") != std::string::npos) return {};
  std::string digits = Digits(folded);
  if (digits.size() == 3) digits.insert(0, "0");
  if (digits.size() != 4 || digits.substr(0, 2) > "23" || digits.substr(2) > "59") return {};
  return digits.substr(0, 2) + ':' + digits.substr(2);
}

// "78.5"; empty when it is no such number.
std::string DecimalOf(std::string_view text) {
  std::string number = Fold(text);
  std::ranges::replace(number, ',', '.');
  if (number.empty() || number.find_first_not_of("0123456789.") != std::string::npos) return {};
  const size_t point = std::min(number.find('.'), number.size());
  std::string whole = number.substr(0, point);
  std::string part = point < number.size() ? number.substr(point + 1) : std::string();
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  part.erase(part.find_last_not_of('0') + 1);
  if (number.size() == 1 && point == 0) return {};  // A point alone.
  if (whole.size() > 9 || part.size() > 2 || part.find('.') != std::string::npos) return {};
  if (whole.empty()) whole = "0";
  return part.empty() ? whole : whole + '.' + part;
}

std::string Joined(const std::vector<std::string_view>& codes) {
  std::string out;
  for (std::string_view code : codes) {
    if (!out.empty()) out += ", ";
    out += code;
  }
  return out;
}

bool IsDeclared(const FieldInfo& field, std::string_view code) {
  const auto& choices = field.options().choices;
  return std::ranges::find(choices, code) != choices.end();
}

std::optional<Error> CheckText(const FieldInfo& field, std::string_view text) {
  const FieldOptions& options = field.options();
  if (!IsUtf8(text)) return BadValue(field, "not_text");
  // A character is at least a byte, so most texts need no counting.
  if (text.size() > options.max_length && CountCharacters(text) > options.max_length)
    return BadValue(field, "too_long", std::to_string(options.max_length));
  if (options.format == TextFormat::kSnils) {
    const std::string digits = SnilsDigits(text);
    if (digits.empty() || !HasSnilsChecksum(digits)) return BadValue(field, "bad_snils");
  }
  if (options.format == TextFormat::kTime && TimeOf(text) != text)
    return BadValue(field, "bad_time");
  if (options.format == TextFormat::kDecimal && DecimalOf(text) != text)
    return BadValue(field, "bad_decimal");
  return std::nullopt;
}

std::optional<Error> CheckInteger(const FieldInfo& field, int64_t number) {
  const auto& [min, max] = std::pair(field.options().min, field.options().max);
  if (number >= min && number <= max) return std::nullopt;
  const std::string low = min == INT64_MIN ? "" : std::to_string(min);
  const std::string high = max == INT64_MAX ? "" : std::to_string(max);
  return BadValue(field, "out_of_range", low + " … " + high);
}

std::optional<Error> CheckCodes(const FieldInfo& field, const Choices& codes) {
  for (const std::string& code : codes)
    if (!IsDeclared(field, code))
      return BadValue(field, "unknown_code", Joined(field.options().choices));
  return std::nullopt;
}

std::optional<Error> CheckJson(const FieldInfo& field, const std::string& text) {
  const auto normal = NormalJson(text);
  if (!normal || *normal != text) return BadValue(field, "wrong_kind", "json");
  return CheckText(field, text);
}

// Unreadable dates are a problem of their own.
bool IsAfter(const Value& low, const Value& high) {
  if (const auto* number = std::get_if<int64_t>(&low)) return *number > std::get<int64_t>(high);
  const auto first = Date::FromIso(std::get<std::string>(low));
  const auto last = Date::FromIso(std::get<std::string>(high));
  if (first && last) return *first > *last;
  const std::string& from = std::get<std::string>(low);
  const std::string& to = std::get<std::string>(high);
  return TimeOf(from) == from && TimeOf(to) == to && from > to;
}

// In the normal form of its field; empty where it has none or the text cannot be read so.
std::string Spelled(TextFormat format, std::string_view text) {
  switch (format) {
    case TextFormat::kPlain:
      return {};
    case TextFormat::kTime:
      return TimeOf(text);
    case TextFormat::kDecimal:
      return DecimalOf(text);
    case TextFormat::kSnils: {
      const std::string digits = SnilsDigits(text);
      if (digits.empty()) return {};
      return digits.substr(0, 3) + '-' + digits.substr(3, 3) + '-' + digits.substr(6, 3) + ' ' +
             digits.substr(9);
    }
  }
  return {};
}

enum class Judge { kAll, kChanged };

std::optional<Error> CheckField(const FieldInfo& field, const Value& value) {
  if (field.options().required) {
    const auto* text = std::get_if<std::string>(&value);
    if (IsEmpty(value) || (text && Normalize(*text).empty()))
      return Error{"required", {}, std::string(field.name())};
  }
  return CheckValue(field, value);
}

std::optional<Error> CheckOrder(const Record& record, const FieldInfo& low, const FieldInfo& high) {
  const Value& low_value = record.value(low);
  const Value& high_value = record.value(high);
  if (IsEmpty(low_value) || IsEmpty(high_value) || !IsAfter(low_value, high_value))
    return std::nullopt;
  return BadValue(high, "wrong_order", std::string(low.name()));
}

std::vector<Problem> Validate(const Record& record, const Record& before, Judge judge) {
  ASSERT(&record.type() == &before.type());
  const auto is_judged = [&](const FieldInfo& field) {
    return judge == Judge::kAll || record.value(field) != before.value(field);
  };
  std::vector<Problem> problems;
  for (const FieldInfo* field : record.type().fields()) {
    if (!is_judged(*field)) continue;
    if (auto error = CheckField(*field, record.value(*field)))
      problems.push_back({field, *std::move(error)});
  }
  for (const OrderedPair& pair : kOrderedPairs) {
    const FieldInfo* low = record.type().FindField(pair.low);
    const FieldInfo* high = record.type().FindField(pair.high);
    if (!low || !high || low->kind() != high->kind()) continue;
    if (!is_judged(*low) && !is_judged(*high)) continue;
    if (auto error = CheckOrder(record, *low, *high)) problems.push_back({high, *std::move(error)});
  }
  return problems;
}

}  // namespace

std::optional<Error> CheckValue(const FieldInfo& field, const Value& value) {
  if (IsEmpty(value)) return std::nullopt;
  if (!Fits(field.kind(), value))
    return BadValue(field, "wrong_kind", std::string(KindName(field.kind())));
  switch (field.kind()) {
    case Kind::kText:
      return CheckText(field, std::get<std::string>(value));
    case Kind::kInteger:
      return CheckInteger(field, std::get<int64_t>(value));
    case Kind::kBoolean:
    case Kind::kReference:
      return std::nullopt;
    case Kind::kDate: {
      const auto& text = std::get<std::string>(value);
      if (!Date::FromIso(text)) return BadValue(field, "unreadable", text);
      return std::nullopt;
    }
    case Kind::kChoice:
      return CheckCodes(field, {std::get<std::string>(value)});
    case Kind::kChoices:
      return CheckCodes(field, std::get<Choices>(value));
    case Kind::kJson:
      return CheckJson(field, std::get<Json>(value).text);
  }
  return std::nullopt;
}

Result<Value> ParseInput(const FieldInfo& field, std::string_view text) {
  auto value = ParseValue(field.kind(), text);
  if (!value) {
    Error error = value.error();
    error.field = field.name();
    return error;
  }
  if (field.kind() != Kind::kText || IsEmpty(*value)) return value;
  const std::string spelled = Spelled(field.options().format, std::get<std::string>(*value));
  if (!spelled.empty()) *value = spelled;
  return value;
}

std::vector<Problem> Validate(const Record& record) {
  return Validate(record, Record(record.type()), Judge::kAll);
}

std::vector<Problem> ValidateChange(const Record& before, const Record& after) {
  return Validate(after, before, Judge::kChanged);
}

}  // namespace kruzhok::model
