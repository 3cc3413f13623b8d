// RuleSet to CheckedRuleSet: every name in every rule and condition means something, every
// comparison compares like with like, every value is one its field can hold.
#pragma once

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "model/ruleset.h"

namespace leadlint::check {

/// A rule set in which all names resolve. Beyond that, `check_ruleset` has
///   - put the bodies of `let` conditions where they are named,
///   - turned bare words that are values into literals (and numbers into the field's type),
///   - folded conditions that are always or never true,
///   - dropped rules that can never fire under these options (a `when` folded to never),
///   - pruned what hangs on fields that are `none`: they are always absent.
class CheckedRuleSet {
 public:
  [[nodiscard]] const model::RuleSet& rules() const noexcept { return rules_; }

 private:
  friend tl::expected<CheckedRuleSet, Findings> check_ruleset(model::RuleSet rules);
  explicit CheckedRuleSet(model::RuleSet rules) : rules_(std::move(rules)) {}
  model::RuleSet rules_;
};

[[nodiscard]] tl::expected<CheckedRuleSet, Findings> check_ruleset(model::RuleSet rules);

/// What is wrong beside the parser's own mistakes, in a rule set that is read in part (`checkable`
/// in parse/parse.h). Silent about all that hangs on a field that is `doubtful`.
[[nodiscard]] Findings check_in_part(model::RuleSet rules);

}  // namespace leadlint::check
