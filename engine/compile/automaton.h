// A text pattern to a deterministic automaton over UTF-8 bytes.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "model/pattern.h"
#include "table/decision_table.h"

namespace leadlint::compile {

/// Appends the automaton of `pattern`, of letters in `any_case` perhaps, to `table.automata` and
/// returns its number there. Fails, with a sentence that names the limit, where it would take more
/// than `max_pattern_states` states.
[[nodiscard]] tl::expected<table::Index, std::string> add_automaton(table::DecisionTable& table,
                                                                    const model::Pattern& pattern,
                                                                    bool any_case = false);

}  // namespace leadlint::compile
