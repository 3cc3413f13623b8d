// What all passes of this stage share.
#pragma once

#include <set>

#include "check/values.h"
#include "model/mistakes.h"
#include "model/ruleset.h"

namespace leadlint::check {

using model::Message;
using model::Mistakes;
using model::worded;
using model::Written;

struct CheckContext {
  const model::RuleSet& rules;
  Mistakes& mistakes;
  const PairValues& pair_values;
  /// The rule set has mistakes already, and some fields are `recovered` (model/recovery.h).
  bool recovering = false;
  /// What is looked at is switched off, or asks for nothing: it may name fields that are taken
  /// back.
  bool idle = false;
  /// Of a word that may be a value: the place that says what values there are.
  model::SourceLocation word_cause = {};
  /// A name that is looked up may be meant as a value.
  bool maybe_value = false;
  /// Blocks whose `let` conditions are bound.
  std::set<const model::Block*> lets_bound = {};
};

}  // namespace leadlint::check
