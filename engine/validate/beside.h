// A record that stands beside payloads (a stored one, a request): can it be used?
// Tests: tests/command_test.cpp, tests/snapshot_test.cpp.
#pragma once

#include <optional>

#include "leadlint/finding.h"
#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::validate {

/// Why a record that was read is of no use: it could not be, or is no object. Lines and columns count
/// from its text. nullopt: it can be used.
[[nodiscard]] std::optional<Finding> why_unusable(const table::DecisionTable& table,
                                                  read::Record& record);

}  // namespace leadlint::validate
