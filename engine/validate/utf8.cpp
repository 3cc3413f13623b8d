// UTF-8 text to its length in code points or UTF-16 units, eight bytes at a time.
// Covered by tests/automaton_test.cpp.
#include "validate/utf8.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace leadlint::validate {
namespace {

constexpr std::uint64_t low_bits = 0x0101010101010101U;

/// Bit 0 of each byte: is it a continuation byte, 10xxxxxx?
std::uint64_t continuations(std::uint64_t word) { return (word >> 7U) & (~word >> 6U) & low_bits; }
/// Bit 0 of each byte: is it 1111xxxx, the first byte of a code point beyond U+FFFF?
std::uint64_t long_leads(std::uint64_t word) {
  return (word >> 7U) & (word >> 6U) & (word >> 5U) & (word >> 4U) & low_bits;
}

template <class PerWord>
std::size_t count(std::string_view text, PerWord per_word) {
  std::size_t total = 0, at = 0;
  std::uint64_t word = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::memcpy(&word, text.data() + at, 8);
    total += per_word(word);
  }
  word = 0;
  if (at < text.size()) std::memcpy(&word, text.data() + at, text.size() - at);
  return total + per_word(word);
}

std::size_t ones(std::uint64_t word) { return static_cast<std::size_t>(std::popcount(word)); }

}  // namespace

std::size_t code_points(std::string_view text) noexcept {
  return text.size() - count(text, [](std::uint64_t word) { return ones(continuations(word)); });
}

std::size_t utf16_length(std::string_view text) noexcept {
  return code_points(text) + count(text, [](std::uint64_t word) { return ones(long_leads(word)); });
}

}  // namespace leadlint::validate
