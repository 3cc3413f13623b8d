// Which rules of a rule set its examples show, by a payload that violates them and by one that they
// apply to and that keeps them.
//
// A rule applies where its `when` holds and it has something to look at: what it asserts is known,
// the stored value that it keeps is known, one of the fields of a group is there. A check of a
// field applies where the field is there (and nothing else is wrong with its value, so that the
// check was made). Tests that fail show nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "author/rule_tests.h"
#include "leadlint/finding.h"

namespace leadlint::author {

struct CoveredRule {
  std::string name;   // "reason.max_length", as behind the '#' of Finding::rule
  std::string place;  // "file:line"
  bool violated = false;
  bool satisfied = false;
};

/// The rules and checks of the rule set that can have findings, under its defaults and under the
/// options of its tests, in the order of their places. `results` are those of `tests`. An error:
/// the rules cannot be compiled in this way, since a limit would be passed.
[[nodiscard]] tl::expected<std::vector<CoveredRule>, OwnedFindings> rule_coverage(
    std::string_view id_or_path, const std::vector<RuleTest>& tests,
    const std::vector<RuleTestResult>& results);

}  // namespace leadlint::author
