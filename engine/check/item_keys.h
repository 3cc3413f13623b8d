// What a list's items are told apart by: a member, `id`, or one further down, `product.id`, also of
// lists in them, `lines[].serial`.
#pragma once

#include <string>
#include <vector>

#include "model/ruleset.h"

namespace leadlint::check {

struct KeyStep {
  std::string name;
  bool each = false;                    // of each item of the list that it is: `lines[]`
  const model::Block* block = nullptr;  // whose member it is
  const model::Field* field = nullptr;  // nullptr: there is none, and nothing behind it
};

/// The way that a key leads, from the block of the items on.
[[nodiscard]] std::vector<KeyStep> key_steps(const model::Block* items, const std::string& key);
/// Is the member, or one on the way to it, `none`?
[[nodiscard]] bool is_none(const std::vector<KeyStep>& steps);
/// Its number among the fields of the block that are there.
[[nodiscard]] std::size_t number_in_block(const KeyStep& step);

}  // namespace leadlint::check
