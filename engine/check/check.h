// RuleSet to CheckedRuleSet: every name in every rule and condition means something, every
// comparison compares like with like, every value is one its field can hold.
#pragma once

#include <optional>
#include <utility>

#include <tl/expected.hpp>

#include "check/field_values.h"
#include "check/stored_record.h"
#include "leadlint/finding.h"
#include "model/mistakes.h"
#include "model/ruleset.h"

namespace leadlint::check {

/// A rule set in which all names resolve, and are bound: nothing that comes behind looks for one.
/// `check_ruleset` has
///   - noted in each step of a path the field that it leads to (model::Step::field),
///   - noted the numbers of the catalogs, columns and formats that conditions name, and of the
///     members that lists are compared by,
///   - given equal literals of conditions, tables and lists of values the same number,
///   - put the bodies of `let` conditions where they are named,
///   - turned bare words that are values into literals (and numbers into the field's type),
///   - folded conditions that are always or never true,
///   - dropped rules that can never fire under these options (a `when` folded to never),
///   - pruned what hangs on fields that are `none`: they are always absent.
class CheckedRuleSet {
 public:
  [[nodiscard]] const model::RuleSet& rules() const noexcept { return rules_; }
  /// What `pairs` tables and rules say of the values of its fields.
  [[nodiscard]] const FieldValues& values() const noexcept { return values_; }
  [[nodiscard]] const StoredRecord& stored() const noexcept { return stored_; }

 private:
  friend std::optional<CheckedRuleSet> check_ruleset(model::RuleSet rules,
                                                     model::Mistakes& mistakes);
  CheckedRuleSet(model::RuleSet rules, FieldValues values, StoredRecord stored)
      : rules_(std::move(rules)), values_(std::move(values)), stored_(std::move(stored)) {}
  // (All of them point at fields, which stay where they are when `rules_` moves.)
  model::RuleSet rules_;
  FieldValues values_;
  StoredRecord stored_;
};

/// nullopt where there are mistakes, the parser's or those that are added here. In a rule set with
/// mistakes of the parser's, what they do not touch is checked all the same (model/recovery.h).
[[nodiscard]] std::optional<CheckedRuleSet> check_ruleset(model::RuleSet rules,
                                                          model::Mistakes& mistakes);
/// The same of rules that were read without a mistake.
[[nodiscard]] tl::expected<CheckedRuleSet, OwnedFindings> check_ruleset(model::RuleSet rules);

}  // namespace leadlint::check
