// A list of names to a table::NameHash, which tells in one probe which of them a text is, and to a
// table::QuotedHash, which does so for texts as they stand in JSON.
#pragma once

#include <cstddef>

#include "table/decision_table.h"

namespace leadlint::fast {

/// Most names that a hash tells apart: those beyond are not found.
inline constexpr std::size_t max_hashed_names = 4096;

/// Makes the hash of a run of `table.names` (their texts in the pool already) and appends its slots
/// to `table.hash_slots`. Ordinals count in the order given; of a name that stands twice the first
/// counts. No names at all is fine: nothing is found. Expects `max_hashed_names` at most.
[[nodiscard]] table::NameHash make_name_hash(table::DecisionTable& table, table::Span names);

/// Appends the hash for the same names as they stand in JSON text to `table.fast` and returns its
/// number; none: the names allow no such hash.
[[nodiscard]] table::QuotedHashId add_quoted_hash(table::DecisionTable& table, table::Span names);

}  // namespace leadlint::fast
