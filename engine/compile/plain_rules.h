// What tables are made of when they become rules: conditions and plain rules.
#pragma once

#include <string>
#include <vector>

#include "compile/rules.h"
#include "model/ruleset.h"

namespace leadlint::compile {

/// `path in [values]`.
[[nodiscard]] model::Condition one_of(const model::Path& path, std::vector<model::Scalar> values);
[[nodiscard]] model::Condition negation(model::Condition inner);
[[nodiscard]] model::Condition both(model::Condition a, model::Condition b);
/// A rule that asks for nothing yet.
[[nodiscard]] PlainRule plain_rule(std::string id, model::Verb verb, const model::Outcome& outcome,
                                   model::SourceLocation where);
/// Values as messages list them.
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<model::Scalar>& values);

}  // namespace leadlint::compile
