// A rule set as text: what is judged after options are folded and shared parts are put in place.
// Deterministic, readable, and close to the rule language, but not meant to be read back.
#pragma once

#include <string>

#include "model/ruleset.h"

namespace leadlint::model {

[[nodiscard]] std::string dump(const RuleSet& rules);
/// The options: for each its question, its values, the default and the one in force.
[[nodiscard]] std::string dump_options(const RuleSet& rules);

}  // namespace leadlint::model
