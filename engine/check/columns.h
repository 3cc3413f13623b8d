// Columns of a catalog's row in conditions: `stages[status].order >= 3`.
#pragma once

#include "check/context.h"
#include "model/scope.h"

namespace leadlint::check {

/// Finds the catalog, its columns, and the field whose value stands for the row.
void bind_row(model::Operand& column, const model::Scope& scope, CheckContext& context);
/// A comparison with a column on a side, which is the left one afterwards.
void bind_columns(model::Condition& condition, const model::Scope& scope, CheckContext& context);
/// `stages[status].kind in [a, b]`, as comparisons joined by `or`.
void bind_column_list(model::Condition& condition, const model::Scope& scope,
                      CheckContext& context);

}  // namespace leadlint::check
