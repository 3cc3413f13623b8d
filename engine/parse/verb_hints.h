// Words that other languages put between a field and a value (`is null`, `not in`, `starts with`),
// for condition_hints.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "parse/hint_text.h"

namespace leadlint::parse::slips {

/// A word that looks into a text, and what stands around the text in the pattern for it.
struct Search {
  std::string_view words, front, back;
  bool of_sql = false;
};
[[nodiscard]] std::span<const Search> searches() noexcept;

/// `matches(zip, NAME)`, and the format to declare.
[[nodiscard]] std::string search_advice(std::string_view field, const Search& search,
                                        std::string_view rest);
[[nodiscard]] std::string search_advice(std::string_view field, const Search& search,
                                        std::string_view rest, bool negated);
/// `field sign rest`, with what `rest` begins with as the value: `write n == 5`. For null and for a
/// list what asks for them; of a date or time what is to be known. Empty: it is no single value.
[[nodiscard]] Advice comparison_advice(std::string_view field, std::string_view sign,
                                       std::string_view rest);
/// Advice of two conditions, in brackets where `not` stands in front of what it replaces.
[[nodiscard]] Advice bracketed(std::string_view before, std::string_view field,
                               const Advice& advice);
/// Does the last word stand behind a comparison: is it the value?
[[nodiscard]] bool is_compared(std::string_view before);
/// What is written for the words at the beginning of `rest`; empty: they are not known.
[[nodiscard]] std::string verb_hint(std::string_view before, std::string_view rest);

}  // namespace leadlint::parse::slips
