// Which of a fixed list of short names is this text? For texts that lie in a larger one, so that the
// bytes behind them may be read, too: then neither the hash nor the comparison has a branch that
// depends on the name's length, which matters where members come in ever other orders.
//
//   slot = (first 8 bytes, those behind the name masked, + size) * multiplier >> shift
//
// Names of up to 32 bytes compare as two halves of 16. Built by compile/name_hash.cpp; lists with a
// longer name, or that find no such hash, go without. Covered by tests/name_hash_test.cpp.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "table/decision_table.h"
#include "table/name_hash.h"

namespace leadlint::table {

/// Keeps the first `size` bytes of a word that was loaded from text.
[[nodiscard]] constexpr std::uint64_t first_bytes(std::size_t size) noexcept {
  if (size >= 8) return ~std::uint64_t{0};
  const std::uint64_t low = (std::uint64_t{1} << (8 * size)) - 1;
  return std::endian::native == std::endian::little ? low : ~(~std::uint64_t{0} >> (8 * size));
}
inline constexpr std::array<std::uint64_t, 9> first_bytes_of{
    first_bytes(0), first_bytes(1), first_bytes(2), first_bytes(3), first_bytes(4),
    first_bytes(5), first_bytes(6), first_bytes(7), first_bytes(8)};

/// Reads eight bytes of `text`, whatever the name's size.
[[nodiscard]] inline std::uint64_t short_name_bits(const char* text, std::size_t size) noexcept {
  const std::uint64_t first = bits::load<std::uint64_t>(text) & first_bytes_of[size < 8 ? size : 8];
  return first + size * bits::size_factor;
}

/// Does the name (of `size` bytes, at most 32) stand at `text`? Reads 32 bytes there.
[[nodiscard]] inline bool same_short_name(const char* text, const ShortName& name,
                                          std::size_t size) noexcept {
#if defined(__SSE2__)
  const auto load = [](const char* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  };
  const auto equal = [&](std::size_t at) {
    const __m128i same = _mm_cmpeq_epi8(load(text + at), load(name.bytes.data() + at));
    return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(same)));
  };
  const std::uint64_t both = equal(0) | equal(16) << 16U;
  return (~both & ((std::uint64_t{1} << size) - 1)) == 0;
#else
  return std::memcmp(text, name.bytes.data(), size) == 0;
#endif
}

/// `find_name` for names behind whose start some bytes may be read. What it needs of the table is taken
/// out once, for callers that look up name after name.
class NameFinder {
 public:
  NameFinder(const DecisionTable& table, const NameHash& hash) noexcept
      : table_(table),
        hash_(hash),
        multiplier_(hash.short_multiplier),
        slots_(hash.short_slots.count == 0 ? nullptr
                                           : table.hash_slots.data() + hash.short_slots.first),
        texts_(table.names.data() + hash.names.first),
        names_(slots_ == nullptr ? nullptr : table.short_names.data() + hash.short_names),
        shift_(hash.short_shift) {}

  /// The ordinal of the name, or `no_name`. `readable`: so many bytes may be read from its start on.
  [[nodiscard]] std::uint16_t find(std::string_view name, std::size_t readable) const noexcept {
    if (slots_ == nullptr || readable < longest_short_name) [[unlikely]]
      return find_name(table_, hash_, name);
    if (name.size() > longest_short_name) [[unlikely]]
      return no_name;
    const std::uint64_t bits = short_name_bits(name.data(), name.size());
    const std::uint16_t ordinal = slots_[(bits * multiplier_) >> shift_];
    if (ordinal == no_name || texts_[ordinal].size != name.size()) [[unlikely]]
      return no_name;
    return same_short_name(name.data(), names_[ordinal], name.size()) ? ordinal : no_name;
  }

 private:
  const DecisionTable& table_;
  const NameHash& hash_;
  std::uint64_t multiplier_;
  const std::uint16_t* slots_;
  const Text* texts_;
  const ShortName* names_;
  std::uint8_t shift_;
};

}  // namespace leadlint::table
