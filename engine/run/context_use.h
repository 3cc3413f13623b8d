// The context that a run is given: do the rules look at it?
// Tests: tests/command_test.cpp, tests/history_command_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "leadlint/ruleset.h"

namespace leadlint::run {

/// Does a rule look at the stored record, at the request, at the clock? At whether there is a
/// stored record: for a first status, or for the record as it will be?
[[nodiscard]] bool looks_at_current(const Ruleset& rules) noexcept;
[[nodiscard]] bool looks_at_request(const Ruleset& rules) noexcept;
[[nodiscard]] bool looks_at_clock(const Ruleset& rules) noexcept;
[[nodiscard]] bool asks_whether_stored(const Ruleset& rules) noexcept;

}  // namespace leadlint::run
