// A rule set whose table has lost its fast part: the full check alone judges.
#pragma once

#include <memory>
#include <utility>

#include "leadlint/ruleset.h"
#include "table/decision_table.h"

namespace support {

inline leadlint::Ruleset without_fast_part(const leadlint::Ruleset& ruleset) {
  leadlint::table::DecisionTable table = ruleset.table();
  table.clear_fast_part();
  return leadlint::Ruleset(
      std::make_shared<const leadlint::table::DecisionTable>(std::move(table)));
}

}  // namespace support
