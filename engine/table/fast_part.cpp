// A fast part that says nothing, and what one takes.
#include "table/fast_part.h"

#include "table/decision_table.h"

namespace leadlint::table {

/// (Its lists that go by field, fact, block, group or value set are there: readers look into them
/// unasked.)
void DecisionTable::clear_fast_part() {
  fast = {};
  fast.checks.resize(fields.size());
  fast.gates.resize(facts.size());
  fast.blocks.resize(blocks.size());
  fast.groups.resize(groups.size());
  fast.value_names.resize(value_sets.size(), none);
}

std::size_t FastPart::bytes() const noexcept {
  const auto size = [](const auto& entries) { return entries.size() * sizeof(*entries.data()); };
  return size(stream_obstacles) + size(checks) + size(gates) + size(blocks) + size(groups) +
         size(group_facts) + size(scanned_rows) + size(masks) + size(value_names) +
         size(quoted_hashes) + size(quoted_slots) + size(quoted_names);
}

}  // namespace leadlint::table
