// Values and kinds of values as messages show them. Tests: tests/vectors_test.cpp and the golden
// files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::validate {

/// Longest piece of a payload's value that a message shows, in code points.
inline constexpr std::size_t max_quoted_value = 60;

/// A text cut at `max_quoted_value`.
[[nodiscard]] std::string cut(std::string_view text);
/// A value as messages show it: texts in quotes, control characters escaped, cut at a sane length;
/// "an object" and "a list".
[[nodiscard]] std::string quoted(const read::Node& value);
/// The same, behind what `to` holds.
void append_quoted(std::string& to, const read::Node& value);
/// A text as messages show it.
[[nodiscard]] std::string shown_text(std::string_view text);
/// "text", "a number", "a list".
[[nodiscard]] std::string_view kind_words(read::Kind kind);
/// JSON's own words for them: "string", "integer", "array".
[[nodiscard]] std::string_view type_name(read::Kind kind);
[[nodiscard]] std::vector<std::string> type_names(unsigned kinds);
/// Legal values as a message lists them: "A, B or C", cut after a sane number: "A, B, C and 9
/// more".
[[nodiscard]] std::string listed(const std::vector<std::string>& values);
/// What a form takes: "a number as text or null".
[[nodiscard]] std::string wanted_kinds(const table::Variant& variant);
/// The same of kinds alone, null left out.
[[nodiscard]] std::string kinds_in_words(table::Kinds wanted);
/// A member's name: as it is where it is one plain word, else in quotes, so that its blanks are
/// seen.
[[nodiscard]] std::string shown_name(std::string_view name);
/// What a form reads texts as: "a number".
[[nodiscard]] std::string read_kinds(const table::Variant& variant);

}  // namespace leadlint::validate
