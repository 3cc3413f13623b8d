// Gives the literals of a rule set numbers, by which the stages behind tell them apart.
#pragma once

#include "model/ruleset.h"

namespace leadlint::check {

/// Equal ones (model::same_value) get the same: those of conditions, of tables and of the lists of
/// fields, in the rule set and in the request that it answers. Of a rule set whose rules are bound
/// and folded; what is no value of a field, such as an operand of a check, has none.
void number_values(model::RuleSet& rules);

}  // namespace leadlint::check
