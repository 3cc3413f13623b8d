// Records written in another way that means the same.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reference/generate.h"
#include "reference/tree.h"

namespace metamorphic {

using reference::Random;
using reference::Value;

/// Any order of the list, as `random` has it.
template <class T>
void shuffle(std::vector<T>& list, Random& random) {
  for (std::size_t left = list.size(); left > 1; --left)
    std::swap(list[left - 1], list[random.below(left)]);
}

/// The same members in another order, in every object. Of members that stand twice the last one
/// counts, so an object with such stays as it is.
void reorder(Value& value, Random& random);

/// Numbers in another spelling of the same value: 2.5 as 2.50, 25e-1 or 0.25e1. Whole numbers only
/// where `whole`: unless `numbers.integer` is `mathematical`, 2.0 is no integer and 2 is.
void respell_numbers(Value& value, Random& random, bool whole);

/// The members of the record that are neither null, empty nor nested, as the fields of one form
/// text or CSV row could carry them: name and text. False where the record has others.
[[nodiscard]] bool flat_members(const Value& record,
                                std::vector<std::pair<std::string, std::string>>& members);

}  // namespace metamorphic
