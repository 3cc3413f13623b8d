// Keys that change nothing where they stand, whatever is sent: each is a mistake.
#pragma once

#include "check/context.h"

namespace leadlint::check {

/// Looks at what hangs on where a field stands and on what rules ask of it. (What hangs on its type
/// alone is for check/fields.h.) Of a rule set whose conditions are bound.
void check_idle_keys(const model::RuleSet& rules, CheckContext& context);

}  // namespace leadlint::check
