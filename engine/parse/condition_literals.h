// The literals of conditions: numbers, bare words, what stands between quotes. `text` is a part of
// the condition; a mistake in it is thrown as a Complaint.
#pragma once

#include <string>
#include <string_view>

#include "model/ruleset.h"

namespace leadlint::parse {

/// The number that `text` spells. Only called on what the grammar took for a number.
[[nodiscard]] model::Scalar read_number(std::string_view text, model::SourceLocation where);
/// A bare word in a list: a number, true, false, null, or the text it is.
[[nodiscard]] model::Scalar read_word(std::string_view text, model::SourceLocation where);
/// The text between the quotes, its escapes undone. No backslash stands last in it.
[[nodiscard]] std::string unquote(std::string_view text);

}  // namespace leadlint::parse
