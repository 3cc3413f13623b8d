// What checks ask of a text: does it match, what is it without blanks around it?
// Nothing allocates; nothing is read outside the text.
#pragma once

#include <string_view>

#include "table/decision_table.h"

namespace leadlint::read {

/// Does the automaton take all of `text`? One step a byte.
[[nodiscard]] bool matches(const table::DecisionTable& table, const table::Automaton& automaton,
                           std::string_view text) noexcept;

/// The text without white space at its ends: Unicode's White_Space (U+00A0 and U+3000 among it, but
/// not U+200B or U+FEFF).
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

}  // namespace leadlint::read
