// Patterns over the facts of a block, while rules are compiled: a cube is a conjunction of
// literals, and cubes hold where one of them does. Tests: tests/limits_test.cpp,
// tests/agreement_test.cpp.
#pragma once

#include <optional>
#include <vector>

#include "compile/blocks.h"
#include "table/decision_table.h"

namespace leadlint::compile {

using Cube = std::vector<Literal>;  // sorted by bit, each bit once
using Cubes = std::vector<Cube>;

/// Appends a row with this pattern.
void write_row(table::DecisionTable& table, table::Row row, const Cube& cube);
/// Appends rows that are patterns alone.
[[nodiscard]] table::SpanOf<table::Row> write_rows(table::DecisionTable& table, const Cubes& cubes);
/// Merges two conjunctions; nullopt where they contradict each other.
[[nodiscard]] std::optional<Cube> merge(const Cube& a, const Cube& b);
/// Drops cubes that another one covers.
[[nodiscard]] Cubes without_covered(Cubes cubes);

}  // namespace leadlint::compile
