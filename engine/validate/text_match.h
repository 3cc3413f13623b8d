// What checks ask of a text: does it match, what is it without blanks around it, how long is it?
// Nothing allocates; nothing is read outside the text.
#pragma once

#include <string_view>

#include "table/decision_table.h"
#include "validate/utf8.h"

namespace leadlint::validate {

/// Does the automaton take all of `text`? One step a byte.
[[nodiscard]] bool matches(const table::DecisionTable& table, const table::Automaton& automaton,
                           std::string_view text) noexcept;

/// The text without white space at its ends: Unicode's White_Space (U+00A0 and U+3000 among it, but
/// not U+200B or U+FEFF).
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;
/// Nothing but white space, or nothing at all.
[[nodiscard]] bool is_blank(std::string_view text) noexcept;

}  // namespace leadlint::validate
