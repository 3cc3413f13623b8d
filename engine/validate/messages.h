// Raw findings to findings with words: the only place where text about a payload is made.
#pragma once

#include <string>

#include "leadlint/finding.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/evaluate.h"

namespace leadlint::validate {

/// What a message may quote from.
struct Judged {
  const table::DecisionTable& table;
  const read::Record& payload;
  const read::Record& params;
  const Known& known;
  /// The payload's text as it was given; `payload.text` may be a repaired one of the same length.
  std::string_view written;
};

/// Longest piece of a payload's value that a message shows, in code points.
inline constexpr std::size_t max_quoted_value = 60;
/// Most legal values that a message lists.
inline constexpr std::size_t max_listed_values = 12;

/// A value as messages show it: texts in quotes, control characters escaped, cut at a sane length;
/// "an object" and "a list".
[[nodiscard]] std::string quoted(const read::Node& value);

[[nodiscard]] Finding to_finding(const Raw& raw, const Judged& judged);

/// Fills the lines and columns of findings from their offsets in `text`, in one walk over it.
void locate(std::string_view text, Findings& findings);

}  // namespace leadlint::validate
