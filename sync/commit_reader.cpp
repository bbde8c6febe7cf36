// SPDX-License-Identifier: MIT
// The one user of simdjson: lines are read by the hundred thousand (a coordinator's first pull).
#include <algorithm>
#include <simdjson.h>

#include "sync/commit.h"
#include "sync/held_value.h"

namespace kruzhok::sync {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr int64_t kMaxInteger = int64_t{1} << 53;
constexpr int kMaxDepth = 32;
constexpr size_t kMaxNameLength = 80;

// Thrown inside this file only: every step of a decoder can fail, and all failures end alike.
struct Malformed {
  std::string what;
};

[[noreturn]] void Fail(std::string_view what) {
  throw Malformed{std::string(what)};
}

std::string_view TextOf(element value, std::string_view what) {
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) Fail(what);
  return text;
}

int64_t IntegerOf(element value, int64_t least, std::string_view what) {
  int64_t number;
  if (value.get_int64().get(number) != simdjson::SUCCESS || number < least || number > kMaxInteger)
    Fail(what);
  return number;
}

array ArrayOf(element value, std::string_view what) {
  array items;
  if (value.get_array().get(items) != simdjson::SUCCESS) Fail(what);
  return items;
}

object ObjectOf(element value, std::string_view what) {
  object members;
  if (value.get_object().get(members) != simdjson::SUCCESS) Fail(what);
  return members;
}

model::Uuid IdOf(element value, std::string_view what) {
  const auto id = model::Uuid::FromBase64(TextOf(value, what));
  if (!id || id->is_nil()) Fail(what);
  return *id;
}

StreamId StreamOf(element value, std::string_view what) {
  return TextOf(value, what) == "district" ? kDistrict : IdOf(value, what);
}

Range DotsOf(element value, Commit& commit, std::string_view what) {
  Range range{static_cast<uint32_t>(commit.dots.size()), 0};
  for (const element item : ArrayOf(value, what)) {
    const auto dot = ParseDot(TextOf(item, what), commit.site);
    if (!dot) Fail(what);
    commit.dots.push_back(*dot);
    ++range.count;
  }
  return range;
}

// A dot names one write of a field, so a row may stand in a commit once.
bool StandsTwice(const std::vector<RowChange>& rows) {
  const auto by_id = [](const RowChange& a, const RowChange& b) { return a.id < b.id; };
  const auto descends = [&](const RowChange& a, const RowChange& b) { return !by_id(a, b); };
  // Ids are mostly made in order.
  if (std::adjacent_find(rows.begin(), rows.end(), descends) == rows.end()) return false;
  std::vector<std::pair<model::Uuid, std::string_view>> keys;
  for (const RowChange& row : rows) keys.emplace_back(row.id, row.entity);
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

void AppendNormal(element value, std::string& out, int depth);

void AppendNormalObject(object members, std::string& out, int depth) {
  std::vector<std::pair<std::string_view, element>> sorted;
  for (const auto& [name, value] : members) sorted.emplace_back(name, value);
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  out += '{';
  for (size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0) out += ',';
    if (i > 0 && sorted[i].first == sorted[i - 1].first) Fail("a member stands twice");
    AppendJson({.type = WireValue::Type::kText, .text = sorted[i].first}, out);
    out += ':';
    AppendNormal(sorted[i].second, out, depth + 1);
  }
  out += '}';
}

void AppendNormal(element value, std::string& out, int depth) {
  if (depth > kMaxDepth) Fail("nested too deep");
  switch (value.type()) {
    case element_type::OBJECT:
      AppendNormalObject(object(value), out, depth);
      return;
    case element_type::ARRAY: {
      out += '[';
      bool first = true;
      for (const element item : array(value)) {
        if (!first) out += ',';
        first = false;
        AppendNormal(item, out, depth + 1);
      }
      out += ']';
      return;
    }
    case element_type::STRING:
      AppendJson({.type = WireValue::Type::kText, .text = TextOf(value, "a text")}, out);
      return;
    case element_type::BOOL:
      out += bool(value) ? "true" : "false";
      return;
    case element_type::NULL_VALUE:
      out += "null";
      return;
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
      AppendJson({.type = WireValue::Type::kInteger,
                  .number = IntegerOf(value, -kMaxInteger, "an integer beyond 2^53 or a fraction")},
                 out);
      return;
  }
}

}  // namespace

struct CommitReader::State {
  simdjson::dom::parser parser;
  Commit commit;
  std::deque<std::string> texts;                           // Normal forms that values point into.
  std::vector<std::pair<std::string_view, size_t>> names;  // Of a row's cells, and which they are.

  WireValue ValueOf(element value);
  void ReadRow(element item);
  void ReadCells(RowChange& row, object fields, const element* replaces);
  void ReadControl(element item);
  void ReadAsk(element item);
  void ReadLine(element root, std::string_view line);
};

WireValue CommitReader::State::ValueOf(element value) {
  switch (value.type()) {
    case element_type::STRING:
      return {.type = WireValue::Type::kText, .text = TextOf(value, "a text")};
    case element_type::BOOL:
      return {.type = WireValue::Type::kBoolean, .number = bool(value)};
    case element_type::NULL_VALUE:
      return {};
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
      return {.type = WireValue::Type::kInteger,
              .number = IntegerOf(value, -kMaxInteger, "an integer beyond 2^53 or a fraction")};
    case element_type::ARRAY:
    case element_type::OBJECT:
      break;
  }
  std::string& text = texts.emplace_back();
  AppendNormal(value, text, 0);
  WireValue result{.type = WireValue::Type::kArray, .text = text};
  if (value.is_object()) {
    result.type = WireValue::Type::kObject;
    std::vector<Member> found;  // Inner objects add members too, so ours are appended after them.
    for (const auto& [name, member] : object(value)) found.push_back({name, ValueOf(member)});
    result.first_member = static_cast<uint32_t>(commit.members.size());
    result.member_count = static_cast<uint32_t>(found.size());
    commit.members.insert(commit.members.end(), found.begin(), found.end());
  }
  return result;
}

void CommitReader::State::ReadCells(RowChange& row, object fields, const element* replaces) {
  row.cells = {static_cast<uint32_t>(commit.cells.size()), 0};
  names.clear();
  for (const auto& [name, value] : fields) {
    if (name.empty() || name.size() > kMaxNameLength) Fail("a field's name");
    if (++row.cells.count > kMaxRowCells) Fail("too many fields in a row");
    names.emplace_back(name, commit.cells.size());
    commit.cells.push_back({name, ValueOf(value), {}});
  }
  std::sort(names.begin(), names.end());
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::adjacent_find(names.begin(), names.end(), same) != names.end())
    Fail("a field stands twice");
  if (!replaces) return;
  for (const auto& [name, dots] : ObjectOf(*replaces, "replaces")) {
    const auto found = std::lower_bound(names.begin(), names.end(), std::pair(name, size_t{0}));
    if (found == names.end() || found->first != name)
      Fail("replaces names a field that is not written");
    const Range range = DotsOf(dots, commit, "replaces");
    commit.cells[found->second].replaces = range;
  }
}

void CommitReader::State::ReadRow(element item) {
  RowChange row;
  std::optional<object> fields;
  std::optional<element> replaces;
  bool has_id = false;
  for (const auto& [key, value] : ObjectOf(item, "a row")) {
    if (key == "entity") {
      row.entity = TextOf(value, "entity");
    } else if (key == "id") {
      row.id = IdOf(value, "a row's id");
      has_id = true;
    } else if (key == "new") {
      row.creates = true;
    } else if (key == "fields") {
      fields = ObjectOf(value, "fields");
    } else if (key == "replaces") {
      replaces = value;
    } else if (key == "born") {
      row.born = DotsOf(value, commit, "born");
    } else if (key == "delete") {
      row.deletes = true;
      row.seen = DotsOf(value, commit, "delete");
    } else if (key == "restore") {
      row.restores = DotsOf(value, commit, "restore");
    }
  }
  if (row.entity.empty() || row.entity.size() > kMaxNameLength || !has_id)
    Fail("a row without name or id");
  if (fields) ReadCells(row, *fields, replaces ? &*replaces : nullptr);
  commit.rows.push_back(row);
}

void CommitReader::State::ReadControl(element item) {
  static constexpr std::pair<std::string_view, Control::Type> kTypes[] = {
      {"refuse", Control::Type::kRefuse},   {"accept", Control::Type::kAccept},
      {"discard", Control::Type::kDiscard}, {"device", Control::Type::kDevice},
      {"revoke", Control::Type::kRevoke},   {"erase", Control::Type::kErase}};
  Control control;
  const object members = ObjectOf(item, "control");
  const std::string_view type = TextOf(element(members["type"]), "a control's type");
  const auto found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                  [&](const auto& known) { return known.first == type; });
  if (found == std::end(kTypes))
    return;  // A newer hub's; nothing that this program could do with it.
  control.type = found->second;
  element targets;
  if (members["targets"].get(targets) == simdjson::SUCCESS)
    control.targets = DotsOf(targets, commit, "a control's targets");
  std::string& text = texts.emplace_back();
  AppendNormal(item, text, 0);
  control.json = text;
  commit.controls.push_back(control);
}

void CommitReader::State::ReadAsk(element item) {
  const object members = ObjectOf(item, "ask");
  for (const auto& [key, value] : members) {
    if (key == "erase") {
      const std::string_view entity = TextOf(element(members["entity"]), "ask");
      if (entity.empty() || entity.size() > kMaxNameLength) Fail("ask");
      commit.asks.push_back({Ask::Type::kErase, {}, entity, IdOf(value, "ask")});
    }
    if (key != "accept" && key != "discard") continue;
    const Range targets = DotsOf(value, commit, "ask");
    commit.asks.push_back(
        {key == "accept" ? Ask::Type::kAccept : Ask::Type::kDiscard, targets, {}, {}});
  }
}

void CommitReader::State::ReadLine(element root, std::string_view line) {
  const object members = ObjectOf(root, "a commit");
  commit.site = IdOf(element(members["site"]), "site");  // First: dots are relative to it.
  bool has_owner = false;
  bool has_stream = false;
  for (const auto& [key, value] : members) {
    if (key == "seq") {
      commit.seq = IntegerOf(value, 1, "seq");
    } else if (key == "action") {
      commit.action = IdOf(value, "action");
    } else if (key == "at") {
      commit.at_ms = IntegerOf(value, -kMaxInteger, "at");
    } else if (key == "author") {
      commit.author = TextOf(value, "author");
    } else if (key == "stream") {
      commit.stream = StreamOf(value, "stream");
      has_stream = true;
    } else if (key == "owner") {
      commit.owner = StreamOf(value, "owner");
      has_owner = true;
    } else if (key == "schema") {
      commit.schema = static_cast<int>(std::min<int64_t>(IntegerOf(value, 0, "schema"), 1 << 30));
    } else if (key == "note") {
      commit.note = TextOf(value, "note");
    } else if (key == "rows") {
      for (const element row : ArrayOf(value, "rows")) ReadRow(row);
    } else if (key == "control") {
      for (const element item : ArrayOf(value, "control")) ReadControl(item);
    } else if (key == "ask") {
      for (const element item : ArrayOf(value, "ask")) ReadAsk(item);
    } else if (key == "redacted") {
      const auto hash = model::DecodeBase64Url(TextOf(value, "redacted"));
      if (!hash || hash->size() != commit.hash.size()) Fail("redacted");
      std::copy(hash->begin(), hash->end(), commit.hash.begin());
      commit.redacted = true;
    }
  }
  if (commit.seq == 0 || !has_stream || commit.action.is_nil())
    Fail("seq, stream or action is missing");
  if (commit.rows.size() > kMaxCommitRows) Fail("too many rows");
  if (StandsTwice(commit.rows)) Fail("a row stands twice");
  if (!has_owner) commit.owner = commit.stream;
  if (!commit.redacted) commit.hash = HashOf(line);
}

CommitReader::CommitReader() : state_(std::make_unique<State>()) {}
CommitReader::~CommitReader() = default;

namespace {

HeldValue HeldOf(element value) {
  HeldValue held;
  switch (value.type()) {
    case element_type::OBJECT:
    case element_type::ARRAY:
      held.type = value.is_object() ? WireValue::Type::kObject : WireValue::Type::kArray;
      AppendNormal(value, held.text, 0);
      break;
    case element_type::STRING:
      held.type = WireValue::Type::kText;
      held.text = TextOf(value, "a text");
      break;
    case element_type::BOOL:
      held.type = WireValue::Type::kBoolean;
      held.number = bool(value);
      break;
    case element_type::NULL_VALUE:
      break;
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
      held.type = WireValue::Type::kInteger;
      held.number = IntegerOf(value, -kMaxInteger, "an integer");
      break;
  }
  return held;
}

// Making a parser costs more than a small text.
simdjson::dom::parser& ThreadParser() {
  thread_local simdjson::dom::parser parser;
  return parser;
}

}  // namespace

std::optional<HeldValue> ParseHeldValue(std::string_view json) {
  element root;
  if (json.empty()) return std::nullopt;  // The parser is not for a null pointer.
  if (ThreadParser().parse(json.data(), json.size()).get(root) != simdjson::SUCCESS)
    return std::nullopt;
  try {
    return HeldOf(root);
  } catch (const Malformed&) {
    return std::nullopt;
  }
}

std::vector<std::pair<std::string, HeldValue>> ObjectMembers(const HeldValue& held) {
  std::vector<std::pair<std::string, HeldValue>> members;
  if (held.type != WireValue::Type::kObject) return members;
  element root;
  if (ThreadParser().parse(held.text.data(), held.text.size()).get(root) != simdjson::SUCCESS)
    return members;
  for (const auto& [name, value] : ObjectOf(root, "an object"))
    members.emplace_back(std::string(name), HeldOf(value));
  return members;
}

std::string HeldValue::Json() const {
  std::string json;
  AppendJson(view(), json);
  return json;
}

model::Result<const Commit*> CommitReader::Read(std::string_view line) {
  State& state = *state_;
  state.commit.Clear();
  state.texts.clear();
  if (line.size() > kMaxCommitBytes)
    return model::Error{"malformed", "a commit over " + std::to_string(kMaxCommitBytes) + " bytes",
                        ""};
  element root;
  const auto error = state.parser.parse(line.data(), line.size(), false).get(root);
  if (error != simdjson::SUCCESS)
    return model::Error{"malformed", simdjson::error_message(error), ""};
  try {
    state.ReadLine(root, line);
  } catch (const Malformed& malformed) {
    return model::Error{"malformed", malformed.what, ""};
  } catch (const simdjson::simdjson_error& missing) {
    return model::Error{"malformed", missing.what(), ""};
  }
  return &state.commit;
}

}  // namespace kruzhok::sync
