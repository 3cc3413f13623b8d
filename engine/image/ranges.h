// What points where, of a table that came as bytes: every number of an entry within its list, every
// run within its list, every text within the pool and well-formed. What each entry means is judged
// after that (check.h).
#pragma once

#include <optional>
#include <string>

#include "table/decision_table.h"

namespace leadlint::image {

/// Not nullopt: what is wrong.
[[nodiscard]] std::optional<std::string> check_ranges(const table::DecisionTable& table);

}  // namespace leadlint::image
