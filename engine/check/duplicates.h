// Names that stand twice.
#pragma once

#include "check/context.h"

namespace leadlint::check {

/// Two fields, two rules or two `let` conditions of one name in a block; a rule with the id of a
/// field's check (`reason.max_length`).
void check_duplicates(const model::RuleSet& rules, CheckContext& context);

}  // namespace leadlint::check
