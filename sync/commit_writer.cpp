// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <deque>

#include "sync/commit.h"
#include "sync/held_value.h"

namespace kruzhok::sync {
namespace {

void AppendInteger(int64_t number, std::string& out) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

// Escapes exactly what the normal form escapes: quotes, backslashes and control characters.
void AppendText(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  size_t plain = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    out += '\\';
    switch (c) {
      case '"':
        out += '"';
        break;
      case '\\':
        out += '\\';
        break;
      case '\b':
        out += 'b';
        break;
      case '\f':
        out += 'f';
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += "u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
    }
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

void AppendId(const model::Uuid& id, std::string& out) {
  out += '"';
  id.AppendBase64(out);
  out += '"';
}

void AppendStream(const StreamId& stream, std::string& out) {
  if (stream == kDistrict)
    out += "\"district\"";
  else
    AppendId(stream, out);
}

void AppendDots(const Commit& commit, Range range, std::string& out) {
  out += '[';
  for (const Dot& dot : commit.Dots(range)) {
    if (out.back() != '[') out += ',';
    out += '"';
    AppendDot(dot, commit.site, out);
    out += '"';
  }
  out += ']';
}

void AppendRow(const Commit& commit, const RowChange& row, std::string& out) {
  out += "{\"entity\":";
  AppendText(row.entity, out);
  out += ",\"id\":";
  AppendId(row.id, out);
  if (row.creates) out += ",\"new\":true";
  if (row.cells.count > 0) {
    out += ",\"fields\":{";
    bool any_replaced = false;
    for (const CellWrite& cell : commit.Cells(row)) {
      if (out.back() != '{') out += ',';
      AppendText(cell.name, out);
      out += ':';
      AppendJson(cell.value, out);
      any_replaced |= cell.replaces.count > 0;
    }
    out += '}';
    if (any_replaced) {
      out += ",\"replaces\":{";
      for (const CellWrite& cell : commit.Cells(row)) {
        if (cell.replaces.count == 0) continue;
        if (out.back() != '{') out += ',';
        AppendText(cell.name, out);
        out += ':';
        AppendDots(commit, cell.replaces, out);
      }
      out += '}';
    }
  }
  if (row.born.count > 0) {
    out += ",\"born\":";
    AppendDots(commit, row.born, out);
  }
  if (row.deletes) {
    out += ",\"delete\":";
    AppendDots(commit, row.seen, out);
  }
  if (row.restores.count > 0) {
    out += ",\"restore\":";
    AppendDots(commit, row.restores, out);
  }
  out += '}';
}

void AppendAsk(const Commit& commit, const Ask& ask, std::string& out) {
  switch (ask.type) {
    case Ask::Type::kAccept:
      out += "{\"accept\":";
      break;
    case Ask::Type::kDiscard:
      out += "{\"discard\":";
      break;
    case Ask::Type::kErase:
      out += "{\"erase\":";
      AppendId(ask.row, out);
      out += ",\"entity\":";
      AppendText(ask.entity, out);
      out += '}';
      return;
  }
  AppendDots(commit, ask.targets, out);
  out += '}';
}

}  // namespace

std::string StreamName(const StreamId& stream) {
  return stream == kDistrict ? "district" : stream.Text();
}

std::optional<StreamId> ParseStreamName(std::string_view text) {
  if (text == "district") return kDistrict;
  const auto id = model::Uuid::FromText(text);
  return id && !id->is_nil() ? id : std::nullopt;
}

void AppendJson(const WireValue& value, std::string& out) {
  switch (value.type) {
    case WireValue::Type::kNull:
      out += "null";
      break;
    case WireValue::Type::kBoolean:
      out += value.number != 0 ? "true" : "false";
      break;
    case WireValue::Type::kInteger:
      AppendInteger(value.number, out);
      break;
    case WireValue::Type::kText:
      AppendText(value.text, out);
      break;
    case WireValue::Type::kObject:
    case WireValue::Type::kArray:
      out += value.text;
      break;
  }
}

void AppendLine(const Commit& commit, std::string& out) {
  out += "{\"site\":";
  AppendId(commit.site, out);
  out += ",\"seq\":";
  AppendInteger(commit.seq, out);
  out += ",\"action\":";
  AppendId(commit.action, out);
  out += ",\"at\":";
  AppendInteger(commit.at_ms, out);
  if (!commit.author.empty()) {
    out += ",\"author\":";
    AppendText(commit.author, out);
  }
  out += ",\"stream\":";
  AppendStream(commit.stream, out);
  if (commit.owner != commit.stream) {
    out += ",\"owner\":";
    AppendStream(commit.owner, out);
  }
  out += ",\"schema\":";
  AppendInteger(commit.schema, out);
  if (!commit.note.empty()) {
    out += ",\"note\":";
    AppendText(commit.note, out);
  }
  if (!commit.rows.empty()) {
    out += ",\"rows\":[";
    for (const RowChange& row : commit.rows) {
      if (out.back() != '[') out += ',';
      AppendRow(commit, row, out);
    }
    out += ']';
  }
  if (!commit.controls.empty()) {
    out += ",\"control\":[";
    for (const Control& control : commit.controls) {
      if (out.back() != '[') out += ',';
      out += control.json;
    }
    out += ']';
  }
  if (!commit.asks.empty()) {
    out += ",\"ask\":[";
    for (const Ask& ask : commit.asks) {
      if (out.back() != '[') out += ',';
      AppendAsk(commit, ask, out);
    }
    out += ']';
  }
  if (commit.redacted) {
    out += ",\"redacted\":\"";
    model::AppendBase64Url(View(commit.hash), out);
    out += '"';
  }
  out += '}';
}

bool TellsOf(const Commit& commit, const ErasedRows& rows) {
  for (const RowChange& row : commit.rows)
    if (const auto found = rows.find(row.id); found != rows.end() && found->second == row.entity)
      return true;
  for (const Control& control : commit.controls) {
    if (control.type != Control::Type::kRefuse) continue;
    // What was refused stands there as text within a text; ids keep their form in any depth.
    for (size_t at = 0; at + model::Uuid::kBase64Length <= control.json.size(); ++at)
      if (const auto id =
              model::Uuid::FromBase64(control.json.substr(at, model::Uuid::kBase64Length));
          id && rows.contains(*id))
        return true;
  }
  return false;
}

std::string RedactedLine(
    const Commit& commit,
    const std::function<bool(std::string_view entity, const model::Uuid& id)>& erased) {
  Commit redacted = commit;
  redacted.redacted = true;
  bool others = false;
  for (const RowChange& row : redacted.rows) {
    if (!erased(row.entity, row.id)) {
      others = true;
      continue;
    }
    for (uint32_t i = 0; i < row.cells.count; ++i) redacted.cells[row.cells.first + i].value = {};
  }
  // A note may tell what the values were.
  if (!others && !redacted.rows.empty()) redacted.note = {};
  // What a refused commit wanted to write stands in the control that refused it.
  std::deque<std::string> texts;
  for (Control& control : redacted.controls) {
    std::string& text = texts.emplace_back("{");
    HeldValue object;
    object.type = WireValue::Type::kObject;
    object.text = control.json;
    for (const auto& [name, value] : ObjectMembers(object)) {
      if (control.type == Control::Type::kRefuse && (name == "rows" || name == "detail")) continue;
      if (text.size() > 1) text += ',';
      AppendText(name, text);
      text += ':' + value.Json();
    }
    text += '}';
    control.json = text;
  }
  std::string line;
  AppendLine(redacted, line);
  return line;
}

void Commit::Clear() {
  rows.clear();
  controls.clear();
  asks.clear();
  cells.clear();
  dots.clear();
  members.clear();
  site = action = stream = owner = {};
  seq = at_ms = schema = 0;
  author = note = {};
  redacted = false;
}

}  // namespace kruzhok::sync
