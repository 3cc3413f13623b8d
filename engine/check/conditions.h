// Conditions: every name means something, every comparison compares like with like.
#pragma once

#include "check/context.h"
#include "model/limits.h"
#include "model/scope.h"

namespace leadlint::check {

/// Checks a condition and binds what the author left open:
///   - `let` names give way to their conditions (those of the block: `bind_lets` comes first),
///   - bare words become literals or fields,
///   - literals take the type and spelling of the field they are compared with,
///   - a literal on the left changes sides: `5 < x` is `x > 5`,
///   - `given(NAME)` of a parameter becomes `given(param.NAME)`.
void bind_condition(model::Condition& condition, const model::Scope& scope, CheckContext& context);

/// Binds the `let` conditions of a block, in the order they need each other.
void bind_lets(model::Block& block, const model::Scope& scope, CheckContext& context);

/// Checks a value against the field it is of, and fits it. `respell` for the keys and entries of
/// tables, which have no quotes: there a value of another type is a bad value, no mismatch.
void bind_value(model::Scalar& value, const model::Field& field, const model::Path& path,
                bool respell, CheckContext& context);

}  // namespace leadlint::check
