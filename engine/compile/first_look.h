// What the first look over a record needs beside the rules as they are: short ways to the answer
// "nothing to say". Both follow from a finished table and add nothing to what it means.
// Tests: tests/glance_test.cpp; the reference evaluator holds the outcome.
#pragma once

#include "table/decision_table.h"

namespace leadlint::compile {

/// Gives each field its short look (`table::ShortLook`), as far as its own form allows one.
void add_short_looks(table::DecisionTable& table);

/// Gives each group its alarms (`table::Group::alarms`) and each fact a cheap bit to look at first.
void add_alarms(table::DecisionTable& table);

/// Decides `table.glances`. After add_alarms.
void allow_glances(table::DecisionTable& table);

}  // namespace leadlint::compile
