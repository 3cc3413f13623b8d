// Ranges as other languages write them (`n between 1 and 5`, `n in 1..5`, `range(1, 5)`), for
// condition_hints.cpp. Tests: tests/condition_hints_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "parse/hint_text.h"

namespace leadlint::parse::slips {

/// `between 1 and 5`; empty: the two ends cannot be told.
[[nodiscard]] Advice range_advice(std::string_view field, std::string_view rest);
/// `n in 1..5`, `n not in range(1, 5)`: `before` ends with in or range. Empty: it is no range.
[[nodiscard]] std::string in_range_advice(std::string_view before, std::string_view rest);
/// `between(n, 1, 5)`, `range(1, 5)`; `rest` stands behind the function's name. Empty: it is no
/// such function.
[[nodiscard]] std::string range_call_advice(std::string_view before, std::string_view function,
                                            std::string_view rest);
/// `n == 1..5`: `before` ends with the 1. Empty: it is no range.
[[nodiscard]] std::string equal_range_advice(std::string_view before, std::string_view rest);

}  // namespace leadlint::parse::slips
