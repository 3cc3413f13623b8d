// Which facts of a table look at a record of the context, and the rule that asks each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "table/decision_table.h"

namespace leadlint::validate {

/// One look of a fact at the stored record, say.
struct Asked {
  const table::Fact* fact = nullptr;
  table::RefId ref;        // that leads into the record
  table::ReportId report;  // of a rule (or form of a field) that asks the fact
};

/// In the order of the table, of the record that `base` names. Facts that nothing asks are left
/// out. The table must outlive them.
[[nodiscard]] std::vector<Asked> asked_of(const table::DecisionTable& table, table::Base base);

/// Where values stand, from the record's root, that rules judge only where it is known that there
/// is no stored record: the status of a first payload. Each once.
[[nodiscard]] std::vector<std::vector<std::uint16_t>> judged_without_current(
    const table::DecisionTable& table);

/// What is said where nobody tells what time it is, by the rules that ask.
[[nodiscard]] std::string words_without_now(const table::DecisionTable& table);

}  // namespace leadlint::validate
