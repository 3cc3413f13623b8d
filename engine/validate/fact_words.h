// The facts of one object (table/decision_table.h), however many words they take. The fast checks
// are written once for both: nearly every object's facts fit one word, which then stays in a
// register.
#pragma once

#include <cstddef>
#include <cstdint>

namespace leadlint::validate {

[[nodiscard]] inline bool test_bit(const std::uint64_t* words, std::uint32_t bit) noexcept {
  return (words[bit / 64] >> (bit % 64) & 1) != 0;
}
inline void set_bit(std::uint64_t* words, std::uint32_t bit) noexcept {
  words[bit / 64] |= std::uint64_t{1} << (bit % 64);
}
inline void reset_bit(std::uint64_t* words, std::uint32_t bit) noexcept {
  words[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
}

struct OneWord {
  std::uint64_t word = 0;

  [[nodiscard]] static constexpr std::uint32_t count() noexcept { return 1; }
  [[nodiscard]] std::uint64_t operator[](std::size_t) const noexcept { return word; }
  [[nodiscard]] bool has(std::uint32_t bit) const noexcept { return (word >> bit & 1) != 0; }
  void add(std::uint32_t bit) noexcept { word |= std::uint64_t{1} << bit; }
  /// Adds the facts of a mask.
  void merge(const std::uint64_t* mask) noexcept { word |= *mask; }
};

struct ManyWords {
  std::uint64_t* words = nullptr;
  std::uint32_t how_many = 0;

  [[nodiscard]] std::uint32_t count() const noexcept { return how_many; }
  [[nodiscard]] std::uint64_t operator[](std::size_t at) const noexcept { return words[at]; }
  [[nodiscard]] bool has(std::uint32_t bit) const noexcept { return test_bit(words, bit); }
  void add(std::uint32_t bit) noexcept { set_bit(words, bit); }
  void merge(const std::uint64_t* mask) noexcept {
    for (std::uint32_t w = 0; w < how_many; ++w) words[w] |= mask[w];
  }
};

}  // namespace leadlint::validate
