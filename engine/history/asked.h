// Which facts of a table look at the stored record, and the rule that asks each.
#pragma once

#include <vector>

#include "table/decision_table.h"

namespace leadlint::history {

/// One look of a fact at the stored record.
struct Asked {
  const table::Fact* fact = nullptr;
  table::Index ref = table::none;     // that leads into the stored record
  table::Index report = table::none;  // of a rule (or form of a field) that asks the fact
};

/// In the order of the table. Facts that nothing asks are left out. The table must outlive them.
[[nodiscard]] std::vector<Asked> asked_of_current(const table::DecisionTable& table);

}  // namespace leadlint::history
