// What of a date or time in parts (loose_time.h) differs from a format, and the same as the format
// writes it. Tests: tests/written_instead_test.cpp.
#pragma once

#include <string>

#include "table/decision_table.h"
#include "validate/loose_time.h"

namespace leadlint::validate {

struct DateFit {
  bool is_usable = false;      // the format has its parts in an order that can be spoken of
  unsigned cost = 0;           // how much differs
  std::string why;             // what, in words
  std::string written;         // empty: the text does not say all of it
  bool is_case_alone = false;  // all that differs is a letter's case, which its words show
};

[[nodiscard]] DateFit date_fit(const table::DecisionTable& table, const table::DateTime& format,
                               const LooseTime& time);

}  // namespace leadlint::validate
