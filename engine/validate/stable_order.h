// Sorts without memory of its own where there is little to sort, which is nearly always.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

namespace leadlint::validate {

/// std::stable_sort, which takes memory for a single element too.
template <class List, class Less>
void order_stably(List& list, Less less) {
  constexpr std::size_t few = 32;
  if (list.size() > few) return std::stable_sort(list.begin(), list.end(), less);
  for (std::size_t i = 1; i < list.size(); ++i)
    for (std::size_t at = i; at > 0 && less(list[at], list[at - 1]); --at)
      std::swap(list[at], list[at - 1]);
}

}  // namespace leadlint::validate
