// What the stream check and the quick check of a record need besides the rules: short ways to
// the answer "nothing to say". All of it follows from a finished table and adds nothing to what
// that means.
// Tests: tests/stream_check_test.cpp; the reference evaluator holds the outcome.
#pragma once

#include "table/decision_table.h"

namespace leadlint::compile {

/// Gives each field its fast check (`table::FastCheck`), as far as its own form allows one.
void add_fast_checks(table::DecisionTable& table);

/// Gives each group its masks (`table::Group::watched`), each fact a cheap bit to look at first,
/// and each block its `noted_selector`. After add_fast_checks.
void add_prefilter(table::DecisionTable& table);

/// Decides `table.stream_checkable`. After add_prefilter.
void allow_stream_check(table::DecisionTable& table);

}  // namespace leadlint::compile
