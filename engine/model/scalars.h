// Literals of rule files: numbers as they are read and compared, values of one kind told from those of
// another.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/ruleset.h"

namespace leadlint::model {

/// The number that `text` spells, as in JSON but that zeros may stand in front; nullopt for anything else
/// and for what no double comes near.
[[nodiscard]] std::optional<Scalar> number_scalar(std::string_view text, Where where);
[[nodiscard]] bool is_number(const Scalar& scalar) noexcept;
/// A value as messages show it: JOB_WON, 6, 7.5, true, null.
[[nodiscard]] std::string spelling_of(const Scalar& scalar);
/// Equal, by value and kind: 7 and 7.0 are, 7 and "7" are not.
[[nodiscard]] bool same_value(const Scalar& a, const Scalar& b);
[[nodiscard]] bool holds_value(const std::vector<Scalar>& values, const Scalar& value);

}  // namespace leadlint::model
