// Which fields rules need though no object has a fact of it: members of items that conditions about
// lists and sums ask for, and numbers that are calculated with. A note says where one of their
// values cannot be used.
#pragma once

#include "model/ruleset.h"

namespace leadlint::check {

/// Sets `asked_in_items_by` and `calculated_by` of fields. Of a rule set whose conditions are bound
/// and folded.
void note_needed_values(model::RuleSet& rules);

}  // namespace leadlint::check
