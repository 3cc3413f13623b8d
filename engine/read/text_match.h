// What checks ask of a text: does it match, what is it without blanks around it?
// Nothing allocates; nothing is read outside the text.
#pragma once

#include <string_view>

#include "table/decision_table.h"

namespace leadlint::read {

/// Does the automaton take all of `text`? One step a byte.
[[nodiscard]] bool matches(const table::DecisionTable& table, const table::Automaton& automaton,
                           std::string_view text) noexcept;

}  // namespace leadlint::read
