// Values of a field as JSON texts that a record may have, to ask what the rules make of them.
#pragma once

#include <string>
#include <vector>

#include "model/ruleset.h"

namespace leadlint::view {

[[nodiscard]] std::string json_of(const model::Scalar& scalar);
/// A value that none of these is: a text, or where the field takes none, a number.
[[nodiscard]] std::string json_of_another(const std::vector<model::Scalar>& values,
                                          const model::Field& field);

}  // namespace leadlint::view
