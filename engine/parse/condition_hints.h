// What was probably meant where a condition could not be read on: words and signs of SQL,
// JavaScript, Python, spreadsheets and JSON Schema, each with what is written here instead.
#pragma once

#include <string>
#include <string_view>

namespace leadlint::parse {

/// Where a grammar halted: what it had read, what it met, and what it expected there.
struct Halt {
  std::string_view before, rest, expected;
};

/// The last word or sign of `before`; `the text` for a quoted one.
[[nodiscard]] std::string_view last_token(std::string_view before) noexcept;
/// Empty where nothing is known.
[[nodiscard]] std::string condition_hint(const Halt& halt);

/// Of a + or - with no blank in front or behind; `rest` begins with it.
[[nodiscard]] std::string blanks_advice(std::string_view before, std::string_view rest);

/// Of digits at the end of `before` that begin a date or time: `01-02-2022`. Empty: they do not.
[[nodiscard]] std::string moment_in_digits(std::string_view before, std::string_view rest);

}  // namespace leadlint::parse
