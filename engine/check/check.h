// RuleSet to CheckedRuleSet: every name in every rule and condition means something, every
// comparison compares like with like, every value is one its field can hold.
#pragma once

#include <optional>
#include <utility>

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "model/mistakes.h"
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
  friend std::optional<CheckedRuleSet> check_ruleset(model::RuleSet rules,
                                                     model::Mistakes& mistakes);
  explicit CheckedRuleSet(model::RuleSet rules) : rules_(std::move(rules)) {}
  model::RuleSet rules_;
};

/// nullopt where there are mistakes, the parser's or those that are added here. In a rule set with
/// mistakes of the parser's, what they do not touch is checked all the same (model/recovery.h).
[[nodiscard]] std::optional<CheckedRuleSet> check_ruleset(model::RuleSet rules,
                                                          model::Mistakes& mistakes);
/// The same of rules that were read without a mistake.
[[nodiscard]] tl::expected<CheckedRuleSet, Findings> check_ruleset(model::RuleSet rules);

}  // namespace leadlint::check
