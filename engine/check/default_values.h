// What a field is to rules where it is not sent: a value that it takes.
#pragma once

#include "check/context.h"
#include "model/ruleset.h"

namespace leadlint::check {

/// Defaults that cannot count, or that their field would not take, are mistakes.
void check_default_values(model::RuleSet& rules, CheckContext& context);

}  // namespace leadlint::check
