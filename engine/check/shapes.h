// What a `by` goes by: rows that are told apart, and can be met.
#pragma once

#include "check/context.h"
#include "model/scope.h"

namespace leadlint::check {

/// Checks the rows of the shapes of a field.
void check_by(const model::Field& field, const model::Scope& around, CheckContext& context);

/// Is the member that a path leads to never absent, since a default stands in its place? Then a row
/// for its absence is never met.
[[nodiscard]] bool is_never_absent(const model::Path& path, const model::Field& field);
/// That such a row stands in a table.
void complain_of_absent_row(const model::Path& path, model::SourceLocation where,
                            CheckContext& context);

}  // namespace leadlint::check
