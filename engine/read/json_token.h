// The tokens of JSON text, one at a time: where they end, whether they are well formed, what they
// stand for. The functions that every value of every record goes through are inline.
// Tests: tests/read_test.cpp.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#include "read/record.h"
#include "text/json_number.h"

namespace leadlint::read {

[[nodiscard]] constexpr bool is_blank(char byte) noexcept {
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/// Neither a blank nor a bracket, comma, colon or quote.
[[nodiscard]] constexpr bool is_scalar_byte(char byte) noexcept {
  switch (byte) {
    case ' ':
    case '\n':
    case '\r':
    case '\t':
    case '{':
    case '}':
    case '[':
    case ']':
    case ',':
    case ':':
    case '"':
      return false;
    default:
      return true;
  }
}

/// One past the closing quote of the text that opens at `offset`; the end where it never closes.
[[nodiscard]] std::size_t string_token_end(std::string_view text, std::size_t offset) noexcept;

struct Unescaped {
  bool ok = false;              // every escape is one that JSON has
  bool lone_surrogate = false;  // half a pair: taken as U+FFFD
  std::size_t size = 0;
};
/// Replaces the escapes of what stands between two quotes. Writes at most `raw.size()` bytes; with
/// `out` null it only looks.
[[nodiscard]] Unescaped unescape(std::string_view raw, char* out) noexcept;

/// The member name whose opening quote stands at `offset`, without escapes.
[[nodiscard]] std::string name_at(std::string_view text, std::size_t offset);

/// Is the integer with these digits (no leading zero) within 64 bits?
[[nodiscard]] bool fits_int64(std::string_view digits, bool negative) noexcept;
/// Reads the part of a number behind its integer digits. [begin, end) is the whole token, `at` its
/// first byte that is no digit.
[[nodiscard]] bool read_fraction(const char* begin, const char* at, const char* end,
                                 Node& node) noexcept;

/// Can no double hold the number, whose spelling the node has? (An integer beyond 64 bits may yet
/// be held.)
[[nodiscard]] bool is_beyond_double(const Node& node) noexcept;

/// Reads the number that fills [begin, end); false: not a number of JSON.
[[nodiscard]] inline bool read_number(const char* begin, const char* end, Node& node) noexcept {
  const char* at = begin;
  const bool negative = *at == '-';
  if (negative) ++at;
  const char* const digits = at;
  at = behind_digits(at, end);
  const std::size_t count = static_cast<std::size_t>(at - digits);
  if (!is_whole_part({digits, count})) return false;
  node.data = begin;
  node.size = static_cast<std::uint32_t>(end - begin);
  if (at != end) return read_fraction(begin, at, end, node);
  node.kind = Kind::integer;
  node.too_large = count > 18 && !fits_int64({digits, count}, negative);
  return true;
}

/// Reads the null, boolean or number that fills [begin, end), which is not empty.
[[nodiscard]] inline bool read_scalar(const char* begin, const char* end, Node& node) noexcept {
  const std::size_t size = static_cast<std::size_t>(end - begin);
  switch (*begin) {
    case 't':
      node.kind = Kind::true_value;
      return size == 4 && std::memcmp(begin, "true", 4) == 0;
    case 'f':
      node.kind = Kind::false_value;
      return size == 5 && std::memcmp(begin, "false", 5) == 0;
    case 'n':
      node.kind = Kind::null;
      return size == 4 && std::memcmp(begin, "null", 4) == 0;
    default:
      return read_number(begin, end, node);
  }
}

}  // namespace leadlint::read
