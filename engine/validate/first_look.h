// The first look at a record: is there anything to say? Its values were judged while they were read
// (read/short_look.h), so what is left is a glance at each object's facts: two masks and the few
// rows of its status (compile/alarms.cpp). Nearly every record of a good file needs no more.
// Tests: tests/glance_test.cpp; the reference evaluator holds the outcome.
#pragma once

#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/facts.h"

namespace leadlint::validate {

/// True: there is nothing to say about the record, not even a warning. False: it needs a proper
/// look.
[[nodiscard]] bool is_quiet(const table::DecisionTable& table, read::Record& record,
                            const Known& known, FactMemory& memory);

}  // namespace leadlint::validate
