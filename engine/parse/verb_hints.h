// Words that other languages put between a field and a value (`is null`, `not in`, `starts with`),
// for condition_hints.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

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
/// `between 1 and 5`
[[nodiscard]] std::string range_advice(std::string_view field, std::string_view rest);
/// Does the last word stand behind a comparison: is it the value?
[[nodiscard]] bool is_compared(std::string_view before);
/// What is written for the words at the beginning of `rest`; empty: they are not known.
[[nodiscard]] std::string verb_hint(std::string_view before, std::string_view rest);

}  // namespace leadlint::parse::slips
