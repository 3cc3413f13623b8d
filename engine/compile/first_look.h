// What the glance and the first look at a record need beside the rules as they are: short ways to
// the answer "nothing to say". All of it follows from a finished table and adds nothing to what
// that means.
// Tests: tests/glance_test.cpp; the reference evaluator holds the outcome.
#pragma once

#include "table/decision_table.h"

namespace leadlint::compile {

/// Gives each field its short look (`table::ShortLook`), as far as its own form allows one.
void add_short_looks(table::DecisionTable& table);

/// Gives each group its alarms (`table::Group::alarms`), each fact a cheap bit to look at first,
/// and each block its `noted_selector`. After add_short_looks.
void add_alarms(table::DecisionTable& table);

/// Decides `table.glances`. After add_alarms.
void allow_glances(table::DecisionTable& table);

}  // namespace leadlint::compile
