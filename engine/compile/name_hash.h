// A list of names to a table::NameHash, which tells in one probe which of them a text is.
#pragma once

#include <cstddef>

#include "model/limits.h"
#include "table/decision_table.h"

namespace leadlint::compile {

/// Makes the hash of a run of `table.names` (their texts in the pool already) and appends its slots
/// to `table.hash_slots`. Ordinals count in the order given; of a name that stands twice the first
/// counts. No names at all is fine: nothing is found. Expects `max_names` at most; names beyond
/// are not found.
[[nodiscard]] table::NameHash make_name_hash(table::DecisionTable& table, table::Span names);

}  // namespace leadlint::compile
