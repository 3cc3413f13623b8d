// 64 bytes at once: which of them are a given byte, as a mask with a bit for each, the first byte's
// lowest. `Bytes64` is the quickest there is for this machine; all say the same.
//
//   bytes   a , b \n        equal(',')  0b0010
//
// Tests: tests/csv_test.cpp.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace leadlint::read {

/// With 64-bit words only: eight bytes an operation.
class WordBytes64 {
 public:
  /// Reads from[0, 64).
  explicit WordBytes64(const char* from) noexcept {
    std::memcpy(words_, from, sizeof words_);
    if constexpr (std::endian::native == std::endian::big)
      for (std::uint64_t& word : words_) word = __builtin_bswap64(word);
  }
  [[nodiscard]] std::uint64_t equal(char byte) const noexcept {
    const std::uint64_t pattern = ones * static_cast<unsigned char>(byte);
    return gather([pattern](std::uint64_t word) { return zeros(word ^ pattern); });
  }
  /// NUL, or beyond ASCII.
  [[nodiscard]] std::uint64_t rare() const noexcept {
    return gather([](std::uint64_t word) { return zeros(word) | (word & high); });
  }

 private:
  static constexpr std::uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;

  /// The high bit of each byte that is zero. Adding 0x7F to the low seven bits carries into the
  /// high bit unless they are all zero, and never beyond.
  static std::uint64_t zeros(std::uint64_t word) noexcept {
    return ~(((word & ~high) + ~high) | word) & high;
  }
  /// The multiplication moves each byte's bit to its place in the topmost byte.
  template <class Marks>
  std::uint64_t gather(Marks marks) const noexcept {
    std::uint64_t all = 0;
    for (unsigned i = 0; i < 8; ++i)
      all |= (((marks(words_[i]) >> 7U) * 0x0102040810204080U) >> 56U) << (8 * i);
    return all;
  }

  std::uint64_t words_[8];
};

#ifdef __SSE2__
class SseBytes64 {
 public:
  explicit SseBytes64(const char* from) noexcept {
    for (std::size_t i = 0; i < 4; ++i)
      parts_[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 16 * i));
  }
  [[nodiscard]] std::uint64_t equal(char byte) const noexcept {
    const __m128i wanted = _mm_set1_epi8(byte);
    return gather([wanted](__m128i part) { return _mm_cmpeq_epi8(part, wanted); });
  }
  [[nodiscard]] std::uint64_t rare() const noexcept {
    const __m128i one = _mm_set1_epi8(1);  // as signed bytes, NUL and all beyond ASCII are less
    return gather([one](__m128i part) { return _mm_cmplt_epi8(part, one); });
  }

 private:
  template <class Marks>
  std::uint64_t gather(Marks marks) const noexcept {
    std::uint64_t all = 0;
    for (unsigned i = 0; i < 4; ++i) {
      const auto bits = static_cast<unsigned>(_mm_movemask_epi8(marks(parts_[i])));
      all |= std::uint64_t{bits} << (16 * i);
    }
    return all;
  }

  __m128i parts_[4];
};
using Bytes64 = SseBytes64;
#else
using Bytes64 = WordBytes64;
#endif

/// Bit i: whether an odd number of bits 0 .. i of `mask` are set.
[[nodiscard]] constexpr std::uint64_t running_parity(std::uint64_t mask) noexcept {
  for (unsigned shift = 1; shift < 64; shift *= 2) mask ^= mask << shift;
  return mask;
}

}  // namespace leadlint::read
