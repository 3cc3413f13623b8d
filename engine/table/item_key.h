// How keys of items stand in DecisionTable::key_fields, one behind the other: the number of a
// member of the items' block; or key_of_steps with how many steps follow, each the number of a
// member, with each_item_step behind one that is a list of which each item counts.
//
//   unique: [id, product.id]      0  key_of_steps|2 1 0
//   unique: lines[].serial        key_of_steps|3 2 each_item_step 0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace leadlint::table {

inline constexpr std::uint16_t key_of_steps = 0x8000, each_item_step = 0xFFFE;

/// The steps of the first of these keys.
[[nodiscard]] constexpr std::span<const std::uint16_t> first_key(
    std::span<const std::uint16_t> keys) noexcept {
  if ((keys[0] & key_of_steps) == 0) return keys.first(1);
  return keys.subspan(1, keys[0] - std::size_t{key_of_steps});
}
/// What stands behind it.
[[nodiscard]] constexpr std::span<const std::uint16_t> other_keys(
    std::span<const std::uint16_t> keys) noexcept {
  return keys.subspan((keys[0] & key_of_steps) == 0 ? 1 : keys[0] - std::size_t{key_of_steps} + 1);
}
/// Does it lead to values of several items?
[[nodiscard]] constexpr bool goes_through_lists(std::span<const std::uint16_t> key) noexcept {
  for (const std::uint16_t step : key)
    if (step == each_item_step) return true;
  return false;
}

}  // namespace leadlint::table
