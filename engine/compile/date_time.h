// A date/time pattern to a straight program.
#pragma once

#include "model/pattern.h"
#include "table/decision_table.h"

namespace leadlint::compile {

/// Appends the steps of `pattern` to `table.date_steps`. Expects what parse_date_pattern returns.
[[nodiscard]] table::DateTime add_date_time(table::DecisionTable& table,
                                            const model::DatePattern& pattern);

}  // namespace leadlint::compile
