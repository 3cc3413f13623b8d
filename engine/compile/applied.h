// Rules that speak where another applies and is kept: a table made of them tells which rules a
// record meets (Purpose::kept_rules). `leadlint rules test --coverage` asks it.
// Tests: tests/rule_coverage_test.cpp.
#pragma once

#include <string_view>

#include "compile/rules.h"

namespace leadlint::compile {

/// Behind the name of a field: it is there.
inline constexpr std::string_view presence_name = ".@there";

/// A note where the `when` of the rule holds and
///   assert           what it asserts is known and holds,
///   keep             the stored value is known, and the payload has the same,
///   all_or_none, at_most_one
///                    one of its fields is there,
///   any other verb   (nothing more).
/// What it finds where the rule itself has a finding, too, says nothing.
[[nodiscard]] PlainRule applied(const PlainRule& plain);

/// A note where the field is there.
[[nodiscard]] PlainRule presence_of(const model::Field& field);

}  // namespace leadlint::compile
