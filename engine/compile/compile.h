// CheckedRuleSet to DecisionTable.
#pragma once

#include <optional>

#include <tl/expected.hpp>

#include "check/check.h"
#include "leadlint/finding.h"
#include "model/limits.h"
#include "model/mistakes.h"
#include "table/decision_table.h"

namespace leadlint::compile {

/// nullopt, with mistakes, only where a named limit is passed. Precondition: no mistakes so far.
[[nodiscard]] std::optional<table::DecisionTable> compile(const check::CheckedRuleSet& rules,
                                                          model::Mistakes& mistakes);
/// The same with a collector of its own.
[[nodiscard]] tl::expected<table::DecisionTable, OwnedFindings> compile(
    const check::CheckedRuleSet& rules);

}  // namespace leadlint::compile
