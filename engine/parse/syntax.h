// The small languages inside a rule file, each read by one plain function in a source file of its
// own name: conditions, paths, text patterns, date/time patterns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "model/limits.h"
#include "model/pattern.h"
#include "model/ruleset.h"

namespace leadlint::parse {

/// Where a text stopped making sense, and what was expected there.
struct SyntaxError {
  std::uint32_t offset = 0;  // bytes from the start of the text
  std::string message;       // "expected a value after ==", "there is no pattern letter Q"
};

/// `status == LEAD_WON and startDateTbd != true`. Every `where` in the result is `where` moved
/// right by the offset in `text` (right for a condition on one line; a folded scalar reports its
/// start).
[[nodiscard]] tl::expected<model::Condition, SyntaxError> parse_condition(
    std::string_view text, model::SourceLocation where);
/// `lead.unit_id`, `outer.id`, `statusLogDetails[last].status`, `statusLogDetails[].status`.
[[nodiscard]] tl::expected<model::Path, SyntaxError> parse_path(std::string_view text,
                                                                model::SourceLocation where);
/// A text pattern; see rules/README.md for its syntax.
[[nodiscard]] tl::expected<model::Pattern, SyntaxError> parse_pattern(std::string_view text);
/// A date/time pattern in LDML letters.
[[nodiscard]] tl::expected<model::DatePattern, SyntaxError> parse_date_pattern(
    std::string_view text);

}  // namespace leadlint::parse
