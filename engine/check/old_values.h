// What values of a field were called before (`values: {WON: {was: [CLOSED_WON]}}`).
#pragma once

#include "check/context.h"
#include "model/ruleset.h"

namespace leadlint::check {

/// Old values that are none, or stand twice.
void check_old_values(const model::RuleSet& rules, CheckContext& context);
/// What an old value of the field is called now; nullptr: it is none.
[[nodiscard]] const model::Scalar* value_today(const model::Field& field,
                                               const model::Scalar& value);

}  // namespace leadlint::check
