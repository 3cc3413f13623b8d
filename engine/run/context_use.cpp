// What of a decision table looks at the context.
#include "run/context_use.h"

#include <algorithm>

#include "table/decision_table.h"

namespace leadlint::run {

// The roots that other records are read by are made for the first rule that looks at them.
bool looks_at_current(const Ruleset& rules) noexcept {
  return rules.table().current_root != table::none;
}

bool looks_at_request(const Ruleset& rules) noexcept {
  return rules.table().request_root != table::none;
}

bool looks_at_clock(const Ruleset& rules) noexcept { return rules.table().asks_now; }

bool judges_first_status(const Ruleset& rules) noexcept {
  return std::ranges::find(rules.table().facts, table::FactKind::says_no_current,
                           &table::Fact::kind) != rules.table().facts.end();
}

}  // namespace leadlint::run
