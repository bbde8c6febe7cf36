// SPDX-License-Identifier: MIT
#include "client/tables/text_encoding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/text_fold.h"

namespace kruzhok::client {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Bytes 0x80 … 0xBF; from 0xC0 on the Russian alphabet follows in order. 0x98 is nothing.
constexpr std::array<char16_t, 64> kWindows1251 = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
    0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0xFFFD, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0,
    0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB,
    0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6,
    0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};

uint8_t Byte(std::string_view bytes, size_t at) {
  return static_cast<uint8_t>(bytes[at]);
}

std::string FromWindows1251(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (size_t i = 0; i < bytes.size(); ++i) {
    const uint8_t byte = Byte(bytes, i);
    if (byte < 0x80)
      text += bytes[i];
    else if (byte < 0xC0)
      AppendUtf8(kWindows1251[byte - 0x80], text);
    else
      AppendUtf8(U'А' + (byte - 0xC0u), text);
  }
  return text;
}

std::string FromUtf16(std::string_view bytes, bool big_endian) {
  std::string text;
  text.reserve(bytes.size());
  const auto unit = [&](size_t at) -> char32_t {
    const uint8_t first = Byte(bytes, at), second = Byte(bytes, at + 1);
    return big_endian ? first * 256u + second : second * 256u + first;
  };
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t character = unit(i);
    if (character >= 0xD800 && character < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    AppendUtf8(character, text);
  }
  if (bytes.size() % 2 == 1) AppendUtf8(kReplacement, text);
  return text;
}

// The length of the well-formed UTF-8 character that begins there, or 0.
size_t CharacterLength(std::string_view bytes, size_t at) {
  const uint8_t lead = Byte(bytes, at);
  const size_t length = lead < 0x80                   ? 1
                        : lead >= 0xC2 && lead < 0xE0 ? 2
                        : lead >= 0xE0 && lead < 0xF0 ? 3
                        : lead >= 0xF0 && lead < 0xF5 ? 4
                                                      : 0;
  if (length == 0 || at + length > bytes.size()) return 0;
  for (size_t i = 1; i < length; ++i)
    if ((Byte(bytes, at + i) & 0xC0) != 0x80) return 0;
  if (length < 3) return length;
  const uint8_t second = Byte(bytes, at + 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second >= 0xA0;
  return overlong || surrogate || (lead == 0xF4 && second >= 0x90) ? 0 : length;
}

// In Russian windows-1251 a pair of bytes that is UTF-8 hardly ever occurs, so a text full of them
// is UTF-8 even if somebody cut it in the middle of a letter.
bool IsMostlyUtf8(std::string_view bytes) {
  size_t good = 0, bad = 0;
  for (size_t i = 0; i < bytes.size();) {
    const size_t length = CharacterLength(bytes, i);
    if (length > 1) ++good;
    if (length == 0) ++bad;
    i += std::max<size_t>(length, 1);
  }
  return bad * 8 <= good;
}

std::string Repaired(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + 16);
  for (size_t i = 0; i < bytes.size();) {
    const size_t length = bytes[i] == 0 ? 0 : CharacterLength(bytes, i);
    if (length == 0)
      AppendUtf8(kReplacement, text);
    else
      text.append(bytes, i, length);
    i += std::max<size_t>(length, 1);
  }
  return text;
}

bool IsBinary(std::string_view bytes) {
  const auto controls = std::count_if(bytes.begin(), bytes.end(), [](char c) {
    return (c >= 0 && c < '\t') || (c > '\r' && c < ' ') || c == 127;
  });
  return bytes.find('\0') != bytes.npos || std::cmp_greater(controls, 1 + bytes.size() / 100);
}

}  // namespace

void AppendUtf8(char32_t c, std::string& to) {
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = kReplacement;
  const auto tail = [&](int shift) { to += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    to += static_cast<char>(c);
  } else if (c < 0x800) {
    to += static_cast<char>(0xC0 | (c >> 6));
  } else if (c < 0x10000) {
    to += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
  } else {
    to += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
  }
  if (c >= 0x80) tail(0);
}

std::optional<DecodedText> DecodeText(std::string_view bytes) {
  const auto owned = [](std::string text, std::string encoding) {
    auto kept = std::make_unique<const std::string>(std::move(text));
    const std::string_view view = *kept;
    return DecodedText{view, std::move(encoding), std::move(kept)};
  };
  if (bytes.starts_with("\xFF\xFE")) return owned(FromUtf16(bytes.substr(2), false), "UTF-16");
  if (bytes.starts_with("\xFE\xFF")) return owned(FromUtf16(bytes.substr(2), true), "UTF-16");
  const bool marked = bytes.starts_with("\xEF\xBB\xBF");
  if (marked) bytes.remove_prefix(3);
  if (IsBinary(bytes)) return std::nullopt;
  if (model::IsUtf8(bytes)) return DecodedText{bytes, "UTF-8", nullptr};
  if (marked || IsMostlyUtf8(bytes)) return owned(Repaired(bytes), "UTF-8");
  return owned(FromWindows1251(bytes), "windows-1251");
}

void CleanText(std::string& text) {
  if (!model::IsUtf8(text)) text = Repaired(text);
  if (text.find('\r') == text.npos) return;
  size_t to = 0;
  for (size_t from = 0; from < text.size(); ++from) {
    if (text[from] == '\r' && from + 1 < text.size() && text[from + 1] == '\n') continue;
    text[to++] = text[from] == '\r' ? '\n' : text[from];
  }
  text.resize(to);
}

}  // namespace kruzhok::client
