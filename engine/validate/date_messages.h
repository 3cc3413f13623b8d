// Why a text or a number is no date or time of a format, and what to write instead, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "table/decision_table.h"

namespace leadlint::validate {

struct DateAdvice {
  /// "the time is missing", "there is no month 31"; empty where the text is of another kind
  /// altogether.
  std::string why;
  /// The same as the format writes it: two where the text may start with its month or its day,
  /// none where the text does not say all of it.
  std::vector<std::string> write;
  /// What belongs behind it and only the sender knows: " with its zone behind it".
  std::string_view behind;
  bool counted = false;  // a number that a program counted: `why` says what it looks like
};

/// Of several formats the one counts that differs least from the text.
[[nodiscard]] DateAdvice date_advice(const table::DecisionTable& table, const table::Check& check,
                                     std::string_view text);

}  // namespace leadlint::validate
