// Which of a fixed list of names is this text? Built by fast/name_hash.cpp, asked here.
//
//   slot = name_bits(text) * multiplier >> shift
//
//   hash_slots   [ - ][ 3 ][ - ][ 0 ][ 2 ][ - ][ 1 ][ - ]        ordinal, or no_name
//                       ^ slot; compared with names[3]; large lists may look at the next slots too
//
// Everything is inline: member names of payloads pass here, a few nanoseconds each. Covered by
// tests/name_hash_test.cpp.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "table/decision_table.h"
#include "text/eight_bytes.h"

namespace leadlint::table {

namespace bits {

using namespace leadlint::bits;
inline constexpr std::uint64_t first_factor = 0x9E3779B97F4A7C15U;
inline constexpr std::uint64_t last_factor = 0xC2B2AE3D27D4EB4FU;
inline constexpr std::uint64_t size_factor = 0x165667B19E3779F9U;

}  // namespace bits

/// `name_bits`, for callers in a hurry. Reads the first and last eight bytes (they overlap in short
/// texts), the bytes between them only where there are any. Words are read in the machine's byte
/// order: a table is built and asked on machines of one order.
[[nodiscard]] inline std::uint64_t name_bits_of(const char* data, std::size_t size) noexcept {
  using namespace bits;
  const std::uint64_t sized = size * size_factor;
  if (size >= 8) [[likely]] {
    const auto first = bits::load<std::uint64_t>(data);
    const auto last = bits::load<std::uint64_t>(data + size - 8);
    std::uint64_t result = sized + first * first_factor + std::rotl(last * last_factor, 31);
    for (std::size_t i = 8; i + 8 < size; i += 8) {
      result = std::rotl(result ^ bits::load<std::uint64_t>(data + i), 23) * first_factor;
    }
    return result;
  }
  if (size >= 4) {
    const std::uint64_t first = bits::load<std::uint32_t>(data);
    const std::uint64_t last = bits::load<std::uint32_t>(data + size - 4);
    return sized + (first | last << 32U) * first_factor;
  }
  if (size == 0) return 0;
  const auto byte = [data](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(data[i]));
  };
  return sized + (byte(0) | byte(size / 2) << 8U | byte(size - 1) << 16U) * first_factor;
}

/// Are the `size` bytes at `a` and `b` the same? Faster than a call for the lengths names have.
[[nodiscard]] inline bool same_bytes(const char* a, const char* b, std::size_t size) noexcept {
  if (size >= 8) [[likely]] {
    if (size > 16) return std::memcmp(a, b, size) == 0;
    return ((bits::load<std::uint64_t>(a) ^ bits::load<std::uint64_t>(b)) |
            (bits::load<std::uint64_t>(a + size - 8) ^ bits::load<std::uint64_t>(b + size - 8))) ==
           0;
  }
  if (size >= 4) {
    return ((bits::load<std::uint32_t>(a) ^ bits::load<std::uint32_t>(b)) |
            (bits::load<std::uint32_t>(a + size - 4) ^ bits::load<std::uint32_t>(b + size - 4))) ==
           0;
  }
  for (std::size_t i = 0; i < size; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

/// `DecisionTable::find`, for callers in a hurry.
[[nodiscard]] inline std::uint16_t find_name(const DecisionTable& table, const NameHash& hash,
                                             std::string_view name) noexcept {
  if (hash.slots.count == 0) return no_name;
  const std::uint16_t* const slots = table.hash_slots.data() + hash.slots.first;
  const Text* const names = table.names.data() + hash.names.first;
  std::uint64_t slot = (name_bits_of(name.data(), name.size()) * hash.multiplier) >> hash.shift;
  for (std::uint32_t probe = 0; probe < hash.probes; ++probe) {
    const std::uint16_t ordinal = slots[slot];
    if (ordinal == no_name) return no_name;
    const Text candidate = names[ordinal];
    if (candidate.size == name.size() &&
        same_bytes(table.pool.data() + candidate.offset, name.data(), name.size())) {
      return ordinal;
    }
    slot = (slot + 1) & (hash.slots.count - 1);
  }
  return no_name;
}

}  // namespace leadlint::table
