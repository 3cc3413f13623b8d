// JSON text that a word processor went over: “ and ” where " belongs become " again, byte for byte
// in their places, so that offsets into the one text are offsets into the other.
//
//   {"a": “b”}   ->   {"a":   "b"  }       a typographic quote has two or three bytes
//
// Tests: tests/typographic_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace leadlint::read {

/// The text with straight quotes around those values and names that have typographic ones; those
/// inside a text stay, they are part of it. As long as `text`, and not always JSON.
[[nodiscard]] std::string with_straight_quotes(std::string_view text);

/// Where the character that holds this byte begins / where the next one begins.
[[nodiscard]] std::uint64_t character_start(std::string_view text, std::uint64_t offset) noexcept;
[[nodiscard]] std::uint64_t character_end(std::string_view text, std::uint64_t offset) noexcept;

}  // namespace leadlint::read
