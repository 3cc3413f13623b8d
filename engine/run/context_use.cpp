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

bool asks_whether_stored(const Ruleset& rules) noexcept {
  return std::ranges::any_of(rules.table().facts, [](const table::Fact& fact) {
    return fact.kind == table::FactKind::says_no_current ||
           fact.kind == table::FactKind::stored_known;
  });
}

}  // namespace leadlint::run
