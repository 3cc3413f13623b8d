// The names of a rule set that its examples use: rules, parameters, catalogs, options.
#pragma once

#include <string_view>
#include <vector>

#include "author/rule_tests.h"
#include "model/mistakes.h"

namespace leadlint::author {

/// Says of every name that the rule set `rules` does not have that it has not, and which one is
/// near. Nothing, where the rule set itself cannot be read.
void check_mentions(model::Mistakes& log, std::string_view rules,
                    const std::vector<RuleTest>& tests);

}  // namespace leadlint::author
