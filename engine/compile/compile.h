// CheckedRuleSet to DecisionTable.
#pragma once

#include <tl/expected.hpp>

#include "check/check.h"
#include "leadlint/finding.h"
#include "model/limits.h"
#include "table/decision_table.h"

namespace leadlint::compile {

/// Fails, with located findings, only where a named limit is passed.
[[nodiscard]] tl::expected<table::DecisionTable, Findings> compile(
    const check::CheckedRuleSet& rules);

}  // namespace leadlint::compile
