// CheckedRuleSet to DecisionTable.
#pragma once

#include <tl/expected.hpp>

#include "check/check.h"
#include "leadlint/finding.h"
#include "table/decision_table.h"

namespace leadlint::compile {

/// Most rows that one rule may expand to (`or` and negation multiply).
inline constexpr std::size_t max_rows_of_rule = 1024;
/// Most states of the automaton of one pattern.
inline constexpr std::size_t max_pattern_states = 4096;

/// Fails, with located findings, only where a named limit is passed.
[[nodiscard]] tl::expected<table::DecisionTable, Findings> compile(
    const check::CheckedRuleSet& rules);

}  // namespace leadlint::compile
