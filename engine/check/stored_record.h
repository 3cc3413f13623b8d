// What the stored record (`current`) may have, and where: part of what this stage hands over.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "check/context.h"
#include "model/ruleset.h"

namespace leadlint::check {

struct StoredRecord {
  /// A field that may stand elsewhere, too (`current: also_at:`).
  struct AlsoAt {
    model::Path field, place;  // bound: members of members, from `fields` on
  };

  /// What it has at its top: the record's own fields, those known of it alone, and the objects on
  /// the way to places that none of these describe.
  std::vector<const model::Field*> fields;
  std::vector<AlsoAt> also_at;
  /// The format in which its dates may carry a time: a number of the rule set's formats.
  std::optional<std::size_t> date_and_time;
  /// Holds the objects on the way to those places.
  model::Block places;
};

/// Does each `also_at` name a field, and a place where it can be read? Of a rule set
/// whose conditions are bound.
void check_also_at(const model::RuleSet& rules, CheckContext& context);
/// Of a rule set whose rules are checked and folded.
[[nodiscard]] StoredRecord bind_stored_record(const model::RuleSet& rules);

}  // namespace leadlint::check
