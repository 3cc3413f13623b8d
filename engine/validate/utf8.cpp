// UTF-8 text to its length in code points or UTF-16 units, eight bytes at a time.
// Covered by tests/automaton_test.cpp.
#include "validate/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "table/eight_bytes.h"
#include "text/utf8.h"

namespace leadlint::validate {
namespace {

constexpr std::uint64_t low_bits = table::bits::each_byte;

/// Bit 0 of each byte: is it a continuation byte, 10xxxxxx?
std::uint64_t continuations(std::uint64_t word) { return (word >> 7U) & (~word >> 6U) & low_bits; }
/// Bit 0 of each byte: is it 1111xxxx, the first byte of a code point beyond U+FFFF?
std::uint64_t long_leads(std::uint64_t word) {
  return (word >> 7U) & (word >> 6U) & (word >> 5U) & (word >> 4U) & low_bits;
}

/// The sum of eight bytes.
std::size_t sum_of_bytes(std::uint64_t word) {
  constexpr std::uint64_t even = 0x00FF00FF00FF00FFU;
  return ((word & even) + (word >> 8U & even)) * 0x0001000100010001U >> 48U;
}

/// How many bytes `per_word` marks, in bit 0 of each.
template <class PerWord>
std::size_t count(std::string_view text, PerWord per_word) {
  constexpr std::size_t max_words = 255;  // until a byte of the sum would overflow
  std::size_t total = 0, at = 0;
  while (at + 8 <= text.size()) {
    const std::size_t words = std::min((text.size() - at) / 8, max_words);
    std::uint64_t sums = 0;
    for (std::size_t i = 0; i < words; ++i) {
      sums += per_word(table::bits::load<std::uint64_t>(text.data() + at + 8 * i));
    }
    total += sum_of_bytes(sums);
    at += 8 * words;
  }
  std::uint64_t word = 0;
  if (at < text.size()) std::memcpy(&word, text.data() + at, text.size() - at);
  return total + sum_of_bytes(per_word(word));
}

}  // namespace

std::size_t code_points(std::string_view text) noexcept {
  return text.size() - count(text, [](std::uint64_t word) { return continuations(word); });
}

std::size_t utf16_length(std::string_view text) noexcept {
  return code_points(text) + count(text, [](std::uint64_t word) { return long_leads(word); });
}

std::uint32_t code_point_at(std::string_view text, std::size_t offset) noexcept {
  const std::size_t size = read::character_size(text, offset);
  if (size == 0) return read::replacement_character;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  if (size == 1) return byte(0);
  std::uint32_t point = byte(0) & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) point = (point << 6U) | (byte(i) & 0x3FU);
  return point;
}

bool is_hidden(std::uint32_t point) noexcept {
  struct Range {
    std::uint32_t first, last;
  };
  static constexpr std::array ranges{
      Range{0x7F, 0xA0},       Range{0xAD, 0xAD},      Range{0x061C, 0x061C}, Range{0x115F, 0x1160},
      Range{0x1680, 0x1680},   Range{0x180E, 0x180E},  Range{0x2000, 0x200F}, Range{0x2028, 0x202F},
      Range{0x205F, 0x2064},   Range{0x2066, 0x206F},  Range{0x2800, 0x2800}, Range{0x3000, 0x3000},
      Range{0x3164, 0x3164},   Range{0xFEFF, 0xFEFF},  Range{0xFFA0, 0xFFA0}, Range{0xFFF9, 0xFFFB},
      Range{0xE0001, 0xE0001}, Range{0xE0020, 0xE007F}};
  return std::ranges::any_of(
      ranges, [point](const Range& range) { return range.first <= point && point <= range.last; });
}

}  // namespace leadlint::validate
