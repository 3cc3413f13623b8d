// What the checks ask that look at one value by itself: of the values of payloads, and of those
// that a rule file gives by default.
#pragma once

#include <cstdint>
#include <string_view>

#include "finding/checks.h"

namespace leadlint {

/// A value of the kind that the check's row names (`CheckedValues`).
struct SimpleValue {
  std::string_view text;     // a text, or a number as it is spelled
  std::int64_t length = -1;  // of a text in the check's unit, or the number of items; below 0: not
                             // known
};

/// What stands behind the key of the check.
struct SimpleOperand {
  std::int64_t count = 0;
  std::string_view number = {};  // as it is spelled
};

/// Does it pass? Checks that need more than this, such as formats and lists of values, pass here.
[[nodiscard]] bool simple_check_holds(CheckKind kind, const SimpleValue& value,
                                      const SimpleOperand& operand) noexcept;

}  // namespace leadlint
