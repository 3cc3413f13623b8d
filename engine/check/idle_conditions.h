// Conditions that never hold, and parts of them that change nothing, whatever is sent: each is a
// mistake.
#pragma once

#include "check/context.h"

namespace leadlint::check {

/// Looks at one comparison or function whose operands are bound, not at what stands inside it.
void report_idle(const model::Condition& condition, CheckContext& context);
/// The same of a calculation whose numbers are as written.
void report_idle_calculation(const model::Condition& calculation, CheckContext& context);

}  // namespace leadlint::check
