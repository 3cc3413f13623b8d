// Calculations of conditions: every operand is a number, every sum goes over the items of a list.
#pragma once

#include "check/context.h"
#include "model/scope.h"

namespace leadlint::check {

/// Is it a comparison of sides to one of which a number is added, not seconds?
///   total == net + 5   -->   the calculation of that
void as_calculation(model::Condition& condition, const model::Scope& scope,
                    const CheckContext& context);
/// Checks a calculation. A sum's path becomes that of its list, and its members those of an item.
void bind_calculation(model::Condition& condition, const model::Scope& scope,
                      CheckContext& context);

}  // namespace leadlint::check
