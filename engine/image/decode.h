// Bytes to a decision table, as far as they go by themselves: lists as long as there are bytes for
// them, enumerations' members that there are. What points where is judged after that (ranges.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "table/decision_table.h"

namespace leadlint::image {

/// Reads all of `bytes`. Not nullopt: what is wrong, "facts 12 has ...".
[[nodiscard]] std::optional<std::string> decode(std::string_view bytes,
                                                table::DecisionTable& table);

}  // namespace leadlint::image
