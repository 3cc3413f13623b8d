// What a block says beside its fields: rules, cases, pairs, transitions.
#pragma once

#include "check/context.h"
#include "model/scope.h"

namespace leadlint::check {

/// Binds all of a block: its `let` conditions first, since the others name them.
void check_block(model::Block& block, const model::Scope& scope, CheckContext& context);
/// The field that `status:` names, and where the stored record has its fields.
void check_status(model::RuleSet& rules, CheckContext& context);
/// The fields that `errors` has words for.
void check_answer(model::RuleSet& rules, CheckContext& context);

}  // namespace leadlint::check
