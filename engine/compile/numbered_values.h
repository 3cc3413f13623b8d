// Literals told apart by the numbers that check gave them (check/number_values.h).
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <set>
#include <vector>

#include "model/ruleset.h"

namespace leadlint::compile {

[[nodiscard]] inline std::uint32_t number_of(const model::Scalar& value) {
  assert(value.number != 0);
  return value.number;
}
[[nodiscard]] inline bool are_same(const model::Scalar& a, const model::Scalar& b) {
  return number_of(a) == number_of(b);
}
[[nodiscard]] inline bool holds(const std::vector<model::Scalar>& values,
                                const model::Scalar& value) {
  return std::ranges::any_of(values,
                             [&](const model::Scalar& each) { return are_same(each, value); });
}

/// Values to look others up in.
class NumberedValues {
 public:
  NumberedValues() = default;
  explicit NumberedValues(const std::vector<model::Scalar>& values) {
    for (const model::Scalar& value : values) insert(value);
  }

  /// false: it was there.
  bool insert(const model::Scalar& value) { return numbers_.insert(number_of(value)).second; }
  [[nodiscard]] bool contains(const model::Scalar& value) const {
    return numbers_.contains(number_of(value));
  }

 private:
  std::set<std::uint32_t> numbers_;
};

}  // namespace leadlint::compile
