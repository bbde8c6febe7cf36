// SPDX-License-Identifier: MIT
#include "client/tables/xml_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "client/tables/text_encoding.h"

namespace kruzhok::client {
namespace {

constexpr size_t kChunkBytes = 64 << 10;
constexpr size_t kMaxTokenBytes = 4 << 20;
constexpr std::string_view kBlanks = " \t\r\n";

// The character of an entity without & and ;.
std::optional<char32_t> Entity(std::string_view name) {
  if (name == "lt") return U'<';
  if (name == "gt") return U'>';
  if (name == "amp") return U'&';
  if (name == "quot") return U'"';
  if (name == "apos") return U'\'';
  if (name.size() < 2 || name[0] != '#') return std::nullopt;
  const bool hex = name[1] == 'x';
  const char* end = name.data() + name.size();
  uint32_t code = 0;
  const auto [stop, error] = std::from_chars(name.data() + (hex ? 2 : 1), end, code, hex ? 16 : 10);
  if (stop != end) return std::nullopt;
  return error == std::errc() ? code : 0xFFFFFFFFu;
}

// An entity that nobody knows stands as it is.
void Decode(std::string_view raw, std::string& to) {
  constexpr size_t kLongestEntity = 12;
  for (size_t at = 0; at < raw.size();) {
    const size_t mark = std::min(raw.find('&', at), raw.size());
    to.append(raw, at, mark - at);
    at = mark;
    if (at == raw.size()) return;
    const size_t length = raw.substr(at, kLongestEntity).find(';');
    std::optional<char32_t> character;
    if (length != raw.npos) character = Entity(raw.substr(at + 1, length - 1));
    if (character)
      AppendUtf8(*character, to);
    else
      to += '&';
    at += character ? length + 1 : 1;
  }
}

}  // namespace

XmlReader::XmlReader(Source source, std::string part, TableBudget& budget)
    : source_(std::move(source)), part_(std::move(part)), budget_(budget) {
  if (Has(3) && Rest().starts_with("\xEF\xBB\xBF")) at_ += 3;
}

XmlReader::Token XmlReader::Next() {
  attributes_ = {};  // Nobody can ask a text for them: the buffer moves.
  if (end_pending_) {
    end_pending_ = false;
    --depth_;
    return token_ = Token::kEnd;
  }
  name_ = {};
  for (;;) {
    if (budget_.failed()) return token_ = Token::kDone;
    if (!Has(1)) {
      if (budget_.failed() || depth_ > 0 || !rooted_) return Fail();
      return token_ = Token::kDone;
    }
    if (buffer_[at_] != '<') {
      if (TakeText() == Token::kText) return token_;
      continue;
    }
    const bool other = Has(2) && (buffer_[at_ + 1] == '!' || buffer_[at_ + 1] == '?');
    if (!other) return TakeTag();
    cdata_ = false;
    if (TakeOther() && cdata_) return token_ = Token::kText;
  }
}

void XmlReader::Skip() {
  const size_t depth = depth_;
  while (NextInside(depth)) {
  }
}

// More of the source behind the rest of the buffer. False at its end and where the token that the
// rest is part of has grown too long.
bool XmlReader::Fill() {
  if (source_ended_ || budget_.failed()) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const size_t old = buffer_.size();
  if (old > kMaxTokenBytes) {
    Fail();
    return false;
  }
  // Twice as much each time, so that the search that begins anew stays cheap.
  const size_t wanted = std::max(kChunkBytes, old);
  buffer_.resize(old + wanted);
  const size_t got = source_(buffer_.data() + old, wanted);
  buffer_.resize(old + got);
  source_ended_ = got == 0;
  return got > 0;
}

bool XmlReader::Has(size_t bytes) {
  while (buffer_.size() - at_ < bytes)
    if (!Fill()) return false;
  return true;
}

// Where that stands, counted from at_; npos where it does not come any more.
size_t XmlReader::Find(std::string_view what, size_t from) {
  for (;;) {
    const size_t found = Rest().find(what, from);
    if (found != npos || !Fill()) return found;
  }
}

// The place of the > that ends the tag at at_; a < or the end of all comes first: npos.
size_t XmlReader::FindTagEnd() {
  char quote = 0;
  for (size_t i = 1;; ++i) {
    if (at_ + i >= buffer_.size() && !Fill()) return npos;
    const char c = buffer_[at_ + i];
    if (c == '<') return npos;
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i;
    }
  }
}

XmlReader::Token XmlReader::Fail() {
  budget_.FailDamaged(part_);
  return token_ = Token::kDone;
}

XmlReader::Token XmlReader::TakeText() {
  const size_t length = std::min(Find("<", 0), Rest().size());
  if (budget_.failed()) return Fail();
  text_ = Rest().substr(0, length);
  at_ += length;
  if (depth_ == 0) return text_.find_first_not_of(kBlanks) == npos ? token_ = Token::kDone : Fail();
  if (text_.find('&') != npos) {
    decoded_.clear();
    Decode(text_, decoded_);
    text_ = decoded_;
  }
  return token_ = Token::kText;
}

XmlReader::Token XmlReader::TakeTag() {
  const size_t end = FindTagEnd();
  if (end == npos || end < 2) return Fail();
  std::string_view tag = Rest().substr(1, end - 1);
  at_ += end + 1;
  const bool closing = tag.front() == '/';
  if (closing) tag.remove_prefix(1);
  end_pending_ = !closing && tag.ends_with('/');
  if (end_pending_) tag.remove_suffix(1);
  const size_t name_end = std::min(tag.find_first_of(kBlanks), tag.size());
  name_ = tag.substr(0, name_end);
  attributes_ = tag.substr(name_end);
  if (const size_t colon = name_.rfind(':'); colon != npos) name_.remove_prefix(colon + 1);
  if (name_.empty() || (closing && depth_ == 0)) return Fail();
  if (closing)
    --depth_;
  else
    ++depth_;
  rooted_ = true;
  return token_ = closing ? Token::kEnd : Token::kStart;
}

// Comments and instructions pass; CDATA is text. False where the reading has failed.
bool XmlReader::TakeOther() {
  Has(9);
  std::string_view start = "<!", end = ">";
  if (Rest().starts_with("<?")) start = "<?", end = "?>";
  if (Rest().starts_with("<!--")) start = "<!--", end = "-->";
  if (Rest().starts_with("<![CDATA[")) start = "<![CDATA[", end = "]]>", cdata_ = true;
  const size_t length = Find(end, start.size());
  if (length == npos) {
    Fail();
    return false;
  }
  text_ = Rest().substr(start.size(), length - start.size());
  at_ += length + end.size();
  // A document type that declares something is an attack: no program writes one.
  const bool declares = start == "<!" && text_.find('[') != npos;
  if (!declares && !(cdata_ && depth_ == 0)) return true;
  Fail();
  return false;
}

std::string_view XmlReader::FindAttribute(std::string_view name, bool& found) const {
  const bool any_prefix = name.find(':') == npos;
  found = false;
  for (std::string_view rest = attributes_;;) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
    const size_t equals = rest.find('=');
    if (equals == npos) return {};
    std::string_view key = rest.substr(0, rest.substr(0, equals).find_last_not_of(kBlanks) + 1);
    rest.remove_prefix(equals + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
    if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return {};
    const size_t end = rest.find(rest[0], 1);
    if (end == npos) return {};
    if (any_prefix)
      if (const size_t colon = key.rfind(':'); colon != npos) key.remove_prefix(colon + 1);
    if (key == name) {
      found = true;
      return rest.substr(1, end - 1);
    }
    rest.remove_prefix(end + 1);
  }
}

std::string_view XmlReader::Attribute(std::string_view name) const {
  bool found = false;
  return FindAttribute(name, found);
}

bool XmlReader::HasAttribute(std::string_view name) const {
  bool found = false;
  FindAttribute(name, found);
  return found;
}

std::string XmlReader::DecodedAttribute(std::string_view name) const {
  std::string decoded;
  Decode(Attribute(name), decoded);
  return decoded;
}

size_t XmlReader::CountAttribute(std::string_view name, size_t most) const {
  const std::string_view text = Attribute(name);
  uint64_t count = 1;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc::result_out_of_range) return most;
  if (error != std::errc() || stop == text.data()) return 1;
  return static_cast<size_t>(std::clamp<uint64_t>(count, 1, most));
}

}  // namespace kruzhok::client
