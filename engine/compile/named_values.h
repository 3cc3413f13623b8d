// The values that rules name of fields which take others than those they list.
#pragma once

#include "compile/blocks.h"
#include "model/ruleset.h"

namespace leadlint::compile {

/// Notes in `blocks.named_values` what conditions and tables of a rule set name of open fields
/// (Blocks::is_open): each gets its place among the field's values, so that `state == CUSTOM` can
/// hold. To be called once the values of pairs are known, and before a field is made.
void collect_named_values(const model::RuleSet& rules, Blocks& blocks);

}  // namespace leadlint::compile
