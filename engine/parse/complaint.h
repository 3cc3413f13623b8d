// What the actions of the grammars (condition.cpp, pattern.cpp, date_pattern.cpp) share: a mistake
// in words of its own, and characters spelled as numbers.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parse/syntax.h"

namespace leadlint::parse {

/// Thrown inside a grammar for a mistake that the grammar alone cannot word; never leaves its file.
struct Complaint {
  const char* at;
  std::string message;

  [[nodiscard]] SyntaxError in(std::string_view text) const {
    return {static_cast<std::uint32_t>(at - text.data()), message};
  }
};

/// The number that exactly `count` hex digits at `at` spell; nullopt when they are not there.
[[nodiscard]] inline std::optional<std::uint32_t> read_hex(const char* at, const char* end,
                                                           std::size_t count) {
  if (static_cast<std::size_t>(end - at) < count) return std::nullopt;
  std::uint32_t value = 0;
  const auto [stop, error] = std::from_chars(at, at + count, value, 16);
  if (error != std::errc{} || stop != at + count) return std::nullopt;
  return value;
}

[[nodiscard]] constexpr bool is_surrogate(std::uint32_t code) {
  return code >= 0xD800 && code <= 0xDFFF;
}

inline void append_utf8(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
  const auto tail = [&](std::uint32_t shift) { byte(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xC0U | (code >> 6U));
    return tail(0);
  }
  if (code < 0x10000) {
    byte(0xE0U | (code >> 12U));
    tail(6);
    return tail(0);
  }
  byte(0xF0U | (code >> 18U));
  tail(12);
  tail(6);
  tail(0);
}

}  // namespace leadlint::parse
