// Constants of dates and times, `now`, `today` and what is asked of a moment, in comparisons.
#pragma once

#include "check/context.h"
#include "check/operands.h"
#include "model/scope.h"

namespace leadlint::check {

/// Is it a date or a time by a shape alone? Where no shape counts nobody knows that it is one: a
/// mistake, which is told.
[[nodiscard]] bool is_moment_by_shape(const model::Operand& operand, const model::Field* field,
                                      Kinds kinds, CheckContext& context);

/// `now` and `today` where they are no field and no value of the other side: Operand::Kind::now,
/// today.
void read_clocks(model::Condition& condition, const model::Scope& scope, CheckContext& context);
/// A side that is a field's date or time with a constant on the right. False: nothing of that kind
/// (an equality with a text by the field's own letters goes its usual way).
[[nodiscard]] bool bind_constant(model::Condition& condition, const Side& side,
                                 CheckContext& context);
/// A side with `now` or `today` on the right.
void bind_clock(const model::Condition& condition, const Side& side, CheckContext& context);
/// `weekday(d) == mon`  -->  `weekday(d) in [mon]`, the days by their three letters.
void bind_weekday(model::Condition& condition, const model::Scope& scope, CheckContext& context);
/// Do seconds move what this side holds? Dates move by whole days.
[[nodiscard]] bool seconds_fit(const model::Operand& operand, const model::Field& field,
                               Kinds kinds, CheckContext& context);
/// Do the values of a field have the part that weekday() or time_of_day() asks for?
[[nodiscard]] bool part_fits(const model::Operand& operand, const model::Field& field, Kinds kinds,
                             CheckContext& context);

}  // namespace leadlint::check
