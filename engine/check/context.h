// What all passes of this stage share.
#pragma once

#include "check/mistakes.h"
#include "check/values.h"
#include "model/ruleset.h"

namespace leadlint::check {

struct Context {
  const model::RuleSet& rules;
  Mistakes& mistakes;
  const PairValues& pair_values;
};

}  // namespace leadlint::check
