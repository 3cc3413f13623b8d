// What is decided before any payload is seen is taken out of the rules: conditions that are always
// or never true, fields that are `none`, values that only other choices of an option have.
#pragma once

#include "check/context.h"

namespace leadlint::check {

/// What a condition is for decides how much may be folded away.
enum class Purpose : std::uint8_t {
  when,       // two-valued: a comparison with an absent field is false
  assertion,  // judged only when every field it compares is there: such a comparison stays
};

/// Folds a condition in place. It was bound without a mistake.
void fold_condition(model::Condition& condition, Purpose purpose, const CheckContext& context);
/// Whether a condition compares a field that is `none`: an assertion that does is never judged.
[[nodiscard]] bool compares_none(const model::Condition& condition);
/// Whether it compares something whose absence silences the rule (`current.x`, `request.x`,
/// `param.x`, the status) and which is `none`: the rule never speaks.
[[nodiscard]] bool is_silenced(const model::Condition& condition, const CheckContext& context);

/// Folds all of a block: drops what can never report.
void fold_block(model::Block& block, const CheckContext& context);
/// Folds the conditions and item keys of a field's forms.
void fold_field(model::Field& field, const CheckContext& context);

}  // namespace leadlint::check
