// What every part of the decision table is made of: numbers of entries, runs of them, texts in its
// pool, kinds of values.
#pragma once

#include <cstdint>
#include <limits>

namespace leadlint::table {

using Index = std::uint32_t;
inline constexpr Index none = std::numeric_limits<Index>::max();

/// A run of entries in one of the table's arrays.
struct Span {
  Index first = 0;
  Index count = 0;
};

/// A text in `DecisionTable::pool`.
struct Text {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

/// JSON's kinds as bits, so that a set of accepted kinds is one byte. `integer` is a number without
/// fraction and exponent that fits 64 bits.
using Kinds = std::uint8_t;
inline constexpr Kinds k_null = 1, k_boolean = 2, k_integer = 4, k_number = 8, k_string = 16,
                       k_object = 32, k_array = 64;

/// No entry of a list of names; no bit; no field.
inline constexpr std::uint16_t no_name = 0xFFFF;

}  // namespace leadlint::table
