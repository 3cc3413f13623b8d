// The quick check of a record: is there anything to say? Its values were judged while they were
// read (read/fast_check.h), so what is left are each object's facts: two masks and the few rows of
// its status (fast/prefilter.cpp). Nearly every record of a good file needs no more. Tests:
// tests/stream_check_test.cpp; the reference evaluator holds the outcome.
#pragma once

#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/facts.h"

namespace leadlint::validate {

/// True: there is nothing to say about the record, not even a warning. False: it needs a proper
/// look.
[[nodiscard]] bool quick_check(const table::DecisionTable& table, read::Record& record,
                               const ReadContext& context, FactMemory& memory);

}  // namespace leadlint::validate
