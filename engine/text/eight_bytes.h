// Texts eight bytes at a time, in one word.
#pragma once

#include <cstdint>
#include <cstring>

namespace leadlint::bits {

/// Reads a word; `from` need not be aligned.
template <class Word>
[[nodiscard]] inline Word load(const char* from) noexcept {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

/// The same byte eight times is `each_byte * byte`.
inline constexpr std::uint64_t each_byte = 0x0101010101010101U;
/// The high bit of each byte.
inline constexpr std::uint64_t high_bits = 0x80 * each_byte;

}  // namespace leadlint::bits
