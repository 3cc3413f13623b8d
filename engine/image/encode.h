// A decision table to bytes, member by member (layout.h).
#pragma once

#include <string>

#include "table/decision_table.h"

namespace leadlint::image {

/// Appends the table, its fast part left out.
void encode(const table::DecisionTable& table, std::string& out);

}  // namespace leadlint::image
