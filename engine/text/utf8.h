// UTF-8, byte by byte: for input off the beaten track. (JSON text is checked by simdjson first.)
// Tests: tests/json_diagnosis_test.cpp, tests/read_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace leadlint {

/// U+FFFD, which stands where a character could not be read.
inline constexpr std::uint32_t replacement_character = 0xFFFD;
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Bytes of the well-formed character at `offset`; 0 where there is none.
[[nodiscard]] std::size_t character_size(std::string_view text, std::size_t offset) noexcept;
/// Offset of the first byte that is not part of a well-formed character; npos: all is well.
[[nodiscard]] std::size_t find_broken_utf8(std::string_view text) noexcept;
/// Writes a code point (no surrogate) and returns its size, 1 to 4.
std::size_t encode_utf8(std::uint32_t point, char* out) noexcept;
/// Copies `text` with U+FFFD for each broken byte; returns the size. Needs 3 bytes for each of
/// `text`.
std::size_t repair_utf8(std::string_view text, char* out) noexcept;

/// The code point that begins at `offset`; U+FFFD where there is none.
[[nodiscard]] std::uint32_t code_point_at(std::string_view text, std::size_t offset) noexcept;

// The length of a text in other units. Text that is not UTF-8 gets some length; nothing is read
// outside it.
/// How many code points: bytes that are no continuation byte.
[[nodiscard]] std::size_t code_points(std::string_view text) noexcept;
/// How many UTF-16 units: two for each code point beyond U+FFFF.
[[nodiscard]] std::size_t utf16_length(std::string_view text) noexcept;

/// Does it go on with a character that began before it: 10xxxxxx?
[[nodiscard]] constexpr bool is_continuation(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// 0 to 15, or -1.
[[nodiscard]] constexpr int hex_digit(char byte) noexcept {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return -1;
}

}  // namespace leadlint
