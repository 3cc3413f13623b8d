// Literals of rule files: numbers as they are read and compared, values of one kind told from those
// of another.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/ruleset.h"

namespace leadlint::model {

/// The number that `text` spells, as in JSON but that zeros may stand in front; nullopt for
/// anything else and for what no double comes near.
[[nodiscard]] std::optional<Scalar> number_scalar(std::string_view text, SourceLocation where);
[[nodiscard]] bool is_number(const Scalar& scalar) noexcept;
/// A value as messages show it: JOB_WON, 6, 7.5, true, null.
[[nodiscard]] std::string spelling_of(const Scalar& scalar);
/// Equal, by value and kind: 7 and 7.0 are, 7 and "7" are not.
[[nodiscard]] bool same_value(const Scalar& a, const Scalar& b);
[[nodiscard]] bool holds_value(const std::vector<Scalar>& values, const Scalar& value);

/// What is compared with though no rule file says it: "" and 0, with the numbers that they always
/// have.
[[nodiscard]] inline Scalar empty_text() { return {std::string{}, {}, 1}; }
[[nodiscard]] inline Scalar zero() { return {std::int64_t{0}, {}, 2}; }

/// What `same_value` tells values apart by, as a key for maps.
[[nodiscard]] std::string value_key(const Scalar& value);

/// Values to look others up in, however many there are.
class ScalarSet {
 public:
  ScalarSet() = default;
  explicit ScalarSet(const std::vector<Scalar>& values) {
    for (const Scalar& value : values) insert(value);
  }

  /// false: it was there.
  bool insert(const Scalar& value) { return keys_.insert(value_key(value)).second; }
  [[nodiscard]] bool contains(const Scalar& value) const {
    return keys_.contains(value_key(value));
  }

 private:
  std::set<std::string> keys_;  // ordered: no file of rules can make it slow
};

}  // namespace leadlint::model
