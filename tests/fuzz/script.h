// SPDX-License-Identifier: MIT
// A fuzzer's bytes read as decisions. When they have run out every answer is 0, false or empty, so
// a target writes its choices such that 0 is the ordinary course of things and the script ends.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tests {

class Script {
 public:
  explicit Script(std::string_view bytes) : rest_(bytes) {}

  bool done() const { return rest_.empty(); }
  uint8_t Byte() {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }
  uint32_t Word() { return uint32_t{Byte()} | uint32_t{Byte()} << 8; }
  // Less than `count`; two bytes where one does not reach. REQUIRES: count > 0.
  size_t Below(size_t count) { return (count > 256 ? Word() : Byte()) % count; }
  // True for one byte in `of`, never for 0.
  bool Once(unsigned of) { return Byte() % of == of - 1; }
  template <typename List>
  auto& Pick(List& list) {
    return list[Below(std::size(list))];
  }
  // A number that is likely to be near something: small, near `around`, or at a limit.
  int64_t Number(int64_t around) {
    constexpr int64_t kMost = int64_t{1} << 53;
    switch (Byte() % 8) {
      case 1:
        return Byte();
      case 2:
        return around + Byte();
      case 3:
        return around - Byte();
      case 4:
        return kMost - Byte();
      case 5:
        return int64_t{Word()} << Byte() % 37;
      case 6:
        return around + 1;
      default:
        return around;
    }
  }
  // That many bytes, or what is left.
  std::string_view Take(size_t size) {
    const std::string_view taken = rest_.substr(0, std::min(size, rest_.size()));
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view Rest() { return Take(rest_.size()); }

 private:
  std::string_view rest_;
};

}  // namespace tests
