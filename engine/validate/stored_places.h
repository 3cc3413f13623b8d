// The places that a reference of the stored record is looked for at, one after the other: its own,
// then those of `also_at`. Tests: tests/tables_test.cpp, tests/history_test.cpp.
#pragma once

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::validate {

/// Has a later record emptied what stands at a reference's own place? A history knows; then the
/// other places, which only the partner's record has, tell what was there before.
[[nodiscard]] inline bool was_emptied(const table::DecisionTable& table, const table::Ref& ref,
                                      const read::Record& record) noexcept {
  table::Index instance = record.nodes[0].instance;
  for (table::Index s = 0; instance != table::none && s < ref.steps.count; ++s) {
    const std::uint16_t step = table.ref_steps[ref.steps.first + s];
    table::Index inside = record.slots[record.instances[instance].slots + step];
    if (inside == table::none) return false;
    if (record.nodes[inside].kept == read::Kept::gone) return true;
    if (s + 1 < ref.steps.count && table.ref_steps[ref.steps.first + s + 1] == table::last_step) {
      ++s;
      inside =
          record.nodes[inside].kind == read::Kind::array ? record.nodes[inside].last : table::none;
    }
    instance = inside == table::none ? table::none : record.nodes[inside].instance;
  }
  return false;
}

/// Calls `found` with the reference, and with those of its other places in turn, until it says
/// true.
template <class Found>
void look_in_turn(const table::DecisionTable& table, const table::Ref& ref,
                  const read::Record& record, const Found& found) {
  if (found(ref) || ref.alternative == table::none || record.nodes.empty() ||
      was_emptied(table, ref, record))
    return;
  for (table::RefId other = ref.alternative; other != table::none;
       other = table.refs[other].alternative)
    if (found(table.refs[other])) return;
}

}  // namespace leadlint::validate
