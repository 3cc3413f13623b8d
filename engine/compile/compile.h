// CheckedRuleSet to DecisionTable.
#pragma once

#include <cstdint>
#include <optional>

#include <tl/expected.hpp>

#include "check/check.h"
#include "leadlint/finding.h"
#include "model/limits.h"
#include "model/mistakes.h"
#include "table/decision_table.h"

namespace leadlint::compile {

/// What a table says of a record: what is wrong with it, or which rules it keeps (applied.h).
enum class Purpose : std::uint8_t { findings, kept_rules };

/// nullopt, with mistakes, only where a named limit is passed. Precondition: no mistakes so far.
[[nodiscard]] std::optional<table::DecisionTable> compile(const check::CheckedRuleSet& rules,
                                                          model::Mistakes& mistakes,
                                                          Purpose purpose = Purpose::findings);
/// The same with a collector of its own.
[[nodiscard]] tl::expected<table::DecisionTable, OwnedFindings> compile(
    const check::CheckedRuleSet& rules);

}  // namespace leadlint::compile
