// SPDX-License-Identifier: MIT
#include "model/value.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <nlohmann/json.hpp>

#include "model/date.h"
#include "model/text_fold.h"

namespace kruzhok::model {
namespace {

using nlohmann::json;

constexpr int64_t kMaxExact = int64_t{1} << 53;
constexpr size_t kMaxDepth = 32;

// Refuses what two readers of JSON could understand differently.
class NormalFormCheck : public nlohmann::json_sax<json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t number) override {
    return number >= -kMaxExact && number <= kMaxExact;
  }
  bool number_unsigned(number_unsigned_t number) override {
    return number <= static_cast<uint64_t>(kMaxExact);
  }
  bool number_float(number_float_t, const string_t&) override { return false; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return false; }
  bool start_object(size_t) override { return Enter(); }
  bool key(string_t& name) override { return members_.back().insert(name).second; }
  bool end_object() override { return Leave(); }
  bool start_array(size_t) override { return Enter(); }
  bool end_array() override { return Leave(); }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool Enter() {
    members_.emplace_back();
    return members_.size() <= kMaxDepth;
  }
  bool Leave() {
    members_.pop_back();
    return true;
  }
  std::vector<std::set<std::string>> members_;
};

// Quotes no more than a message can show.
Error BadValue(std::string_view text) {
  constexpr size_t kShown = 80;
  std::string quoted(text.substr(0, kShown));
  while (!IsUtf8(quoted)) quoted.pop_back();
  if (quoted.size() < text.size()) quoted += "…";
  return Error{"bad_value", std::move(quoted), {}, "unreadable"};
}

Result<Value> ParseInteger(const std::string& text) {
  std::string_view digits = text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.starts_with('-') && text.starts_with('+')) return BadValue(text);
  int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || stop != end) return BadValue(text);
  if (number < -kMaxExact || number > kMaxExact) return BadValue(text);
  return Value(number);
}

Result<Value> ParseBoolean(const std::string& text) {
  const std::string word = Fold(text);
  for (std::string_view yes : {"true", "1", "yes", "да"})
    if (word == yes) return Value(true);
  for (std::string_view no : {"false", "0", "no", "нет"})
    if (word == no) return Value(false);
  return BadValue(text);
}

Value ParseChoices(std::string_view text) {
  std::set<std::string> codes;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string code = Normalize(text.substr(0, comma));
    if (!code.empty()) codes.insert(std::move(code));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  if (codes.empty()) return Value();
  return Value(Choices(codes.begin(), codes.end()));
}

}  // namespace

std::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::kText:
      return "text";
    case Kind::kInteger:
      return "integer";
    case Kind::kBoolean:
      return "boolean";
    case Kind::kDate:
      return "date";
    case Kind::kChoice:
      return "choice";
    case Kind::kChoices:
      return "choices";
    case Kind::kReference:
      return "reference";
    case Kind::kJson:
      return "json";
  }
  ASSERT(!"a kind");
  return {};
}

Result<Value> ParseValue(Kind kind, std::string_view text) {
  std::string entered = Normalize(text);
  if (entered.empty()) return Value();
  switch (kind) {
    case Kind::kText:
    case Kind::kChoice:
      return Value(std::move(entered));
    case Kind::kInteger:
      return ParseInteger(entered);
    case Kind::kBoolean:
      return ParseBoolean(entered);
    case Kind::kDate: {
      const auto date = Date::Parse(entered);
      if (!date) return BadValue(entered);
      return Value(date->Iso());
    }
    case Kind::kChoices:
      return ParseChoices(entered);
    case Kind::kReference: {
      const auto id = Uuid::FromText(entered);
      if (!id) return BadValue(entered);
      return Value(*id);
    }
    case Kind::kJson: {
      auto normal = NormalJson(text);
      if (!normal) return BadValue(entered);
      return Value(Json{*std::move(normal)});
    }
  }
  ASSERT(!"a kind");
  return Value();
}

std::string FormatValue(const Value& value) {
  struct Formatter {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(int64_t number) const { return std::to_string(number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const Choices& codes) const {
      std::string out;
      for (const std::string& code : codes) {
        if (!out.empty()) out += ',';
        out += code;
      }
      return out;
    }
    std::string operator()(const Uuid& id) const { return id.Text(); }
    std::string operator()(const Json& json_value) const { return json_value.text; }
  };
  return std::visit(Formatter{}, value);
}

bool Fits(Kind kind, const Value& value) {
  if (IsEmpty(value)) return true;
  switch (kind) {
    case Kind::kText:
    case Kind::kDate:
    case Kind::kChoice:
      return std::holds_alternative<std::string>(value);
    case Kind::kInteger:
      return std::holds_alternative<int64_t>(value);
    case Kind::kBoolean:
      return std::holds_alternative<bool>(value);
    case Kind::kChoices:
      return std::holds_alternative<Choices>(value);
    case Kind::kReference:
      return std::holds_alternative<Uuid>(value);
    case Kind::kJson:
      return std::holds_alternative<Json>(value);
  }
  ASSERT(!"a kind");
  return false;
}

Result<std::string> NormalJson(std::string_view text) {
  NormalFormCheck check;
  if (!json::sax_parse(text, &check)) return Error{"bad_json"};
  return json::parse(text).dump();
}

}  // namespace kruzhok::model
