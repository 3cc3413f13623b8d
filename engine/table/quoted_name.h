// Which of a fixed list of names is the text that opens here? For names as they stand in JSON text:
// the quotes count as part of them. Neither the hash nor the comparison has a branch that depends
// on the name's length, which matters where members come in ever other orders, and a text that has
// escapes or is longer is no name of the list without having been looked for any.
//
//   slot = (8 bytes from byte `from` on, those behind the closing quote masked,
//           + size * factor) * multiplier >> shift
//
// `from` is the list's: where its names differ.
//
// Every slot holds some name; whether it is the one is told by comparing 32 bytes at once. Built by
// fast/name_hash.cpp; lists with a longer name, or that find no such hash, go without. Covered
// by tests/name_hash_test.cpp.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "table/fast_part.h"
#include "table/name_hash.h"

namespace leadlint::table {

/// Keeps the first `size` bytes of a word that was loaded from text.
[[nodiscard]] constexpr std::uint64_t first_bytes(std::size_t size) noexcept {
  if (size >= 8) return ~std::uint64_t{0};
  const std::uint64_t low = (std::uint64_t{1} << (8 * size)) - 1;
  return std::endian::native == std::endian::little ? low : ~(~std::uint64_t{0} >> (8 * size));
}

/// Masks that keep so many bytes, modulo 64; none where it would be 32 or more: a name ends before.
inline constexpr auto quoted_bytes = [] {
  std::array<std::uint64_t, 2 * longest_quoted_name> masks{};
  for (std::size_t size = 0; size < longest_quoted_name; ++size) masks[size] = first_bytes(size);
  return masks;
}();

/// What the hash multiplies. `size`: of the text with its quotes; `from`: at most 24. Reads eight
/// bytes.
[[nodiscard]] inline std::uint64_t quoted_bits(const char* open, std::size_t size,
                                               std::size_t from) noexcept {
  return (bits::load<std::uint64_t>(open + from) &
          quoted_bytes[(size - from) % quoted_bytes.size()]) +
         size * bits::size_factor;
}

/// Does the name stand at `open`? Reads 32 bytes there.
[[nodiscard]] inline bool stands_at(const char* open, const QuotedName& name) noexcept {
#if defined(__SSE2__)
  const auto equal = [&](std::size_t at) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(open + at));
    const __m128i bytes = _mm_load_si128(reinterpret_cast<const __m128i*>(name.bytes.data() + at));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(text, bytes)));
  };
  return (name.mask & ~(equal(0) | equal(16) << 16U)) == 0;
#else
  return std::memcmp(open, name.bytes.data(), static_cast<std::size_t>(std::popcount(name.mask))) ==
         0;
#endif
}

/// What a search needs of the fast part, taken out once for callers that look up name after name.
class QuotedNames {
 public:
  /// `id`: FastBlock::names or one of FastPart::value_names.
  QuotedNames() noexcept = default;
  QuotedNames(const FastPart& fast, QuotedHashId id) noexcept {
    if (id == none) return;
    const QuotedHash& hash = fast.quoted_hashes[id];
    multiplier_ = hash.multiplier;
    shift_ = hash.shift;
    from_ = hash.from;
    slots_ = fast.quoted_slots.data() + hash.slots;
    names_ = fast.quoted_names.data() + hash.names;
  }
  /// Is there such a hash at all?
  [[nodiscard]] explicit operator bool() const noexcept { return slots_ != nullptr; }

  /// The one name that can fill the text of `size` bytes whose opening quote stands at `open`,
  /// where 32 bytes may be read. Preconditions: the text is one of JSON's, and there is such a
  /// hash.
  [[nodiscard]] std::uint16_t likely(const char* open, std::size_t size) const noexcept {
    return slots_[(quoted_bits(open, size, from_) * multiplier_) >> shift_];
  }
  /// Does it?
  [[nodiscard]] bool stands_at(const char* open, std::uint32_t ordinal) const noexcept {
    return table::stands_at(open, names_[ordinal]);
  }

 private:
  std::uint64_t multiplier_ = 0;
  const std::uint16_t* slots_ = nullptr;
  const QuotedName* names_ = nullptr;
  std::uint8_t shift_ = 63, from_ = 1;
};

}  // namespace leadlint::table
