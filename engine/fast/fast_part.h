// A finished decision table to its fast part (table/fast_part.h): what the stream check and the
// quick check of a record need besides the rules, short ways to the answer "nothing to say". All of
// it follows from the table and adds nothing to what that means.
// Tests: tests/fast_part_test.cpp, tests/stream_check_test.cpp; the reference evaluator holds the
// outcome.
#pragma once

#include "table/decision_table.h"

namespace leadlint::fast {

/// Makes `table.fast` anew. Nothing else of the table changes.
void add_fast_part(table::DecisionTable& table);

// Its steps, in their order.

/// Gives each field its fast check (`table::FastCheck`), as far as its own form allows one.
void add_fast_checks(table::DecisionTable& table);

/// Gives each block, and each list of values that a fast check looks into, the hash of its names as
/// they stand in JSON text.
void add_quoted_hashes(table::DecisionTable& table);

/// Gives each fact its gate, each group its masks, and each block its `noted_selector`. After
/// add_fast_checks.
void add_prefilter(table::DecisionTable& table);

/// Decides `stream_checkable` and says why. After add_prefilter.
void allow_stream_check(table::DecisionTable& table);

}  // namespace leadlint::fast
