// The grammar of numbers in JSON, once for all that read them.
//
//   number = [-] whole [. fraction] [e [+-] exponent]      each of the three: one digit or more;
//                                                          whole: no 0 in front of others
// The digits and the sign of a whole number are all that most values have: read/json_token.h looks
// for these itself, and comes here for the rest.
//
// Tests: tests/read_test.cpp, tests/json_diagnosis_test.cpp, tests/decimal_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/ascii.h"

namespace leadlint {

/// What stands behind the whole part of a number.
struct NumberTail {
  std::string_view fraction;  // its digits
  std::int64_t exponent = 0;  // held at `max_exponent` either way
  const char* end = nullptr;  // where it ends; where a digit is missing, that place
  bool ok = false;            // no digit is missing
};
inline constexpr std::int64_t max_exponent = 1'000'000'000'000'000'000;

/// Behind the digits that stand from `at` on.
[[nodiscard]] constexpr const char* behind_digits(const char* at, const char* end) noexcept {
  while (at != end && is_digit(*at)) ++at;
  return at;
}

/// May these digits be the whole part of a number?
[[nodiscard]] constexpr bool is_whole_part(std::string_view digits) noexcept {
  return !digits.empty() && (digits.size() == 1 || digits.front() != '0');
}

/// Reads it from `at` on, where the digits of the whole part end.
[[nodiscard]] inline NumberTail read_number_tail(const char* at, const char* end) noexcept {
  NumberTail tail;
  const auto digits = [&at, end] {
    const char* const first = at;
    at = behind_digits(at, end);
    return std::string_view(first, static_cast<std::size_t>(at - first));
  };
  if (at != end && *at == '.') {
    ++at;
    tail.fraction = digits();
    if (tail.fraction.empty()) return tail.end = at, tail;
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    const bool negative = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+')) ++at;
    const std::string_view exponent = digits();
    if (exponent.empty()) return tail.end = at, tail;
    for (const char digit : exponent)
      tail.exponent = tail.exponent > (max_exponent - 9) / 10 ? max_exponent
                                                              : tail.exponent * 10 + (digit - '0');
    if (negative) tail.exponent = -tail.exponent;
  }
  tail.end = at;
  tail.ok = true;
  return tail;
}

/// A number in its parts.
struct NumberParts {
  bool negative = false;
  std::string_view whole;  // its digits; empty: there are none, and nothing else was read
  NumberTail tail;
};

/// Reads as much of a text as is a number, but that zeros may stand in front.
[[nodiscard]] inline NumberParts read_number_parts(std::string_view text) noexcept {
  NumberParts parts;
  parts.negative = text.starts_with('-');
  const char* const first = text.data() + (parts.negative ? 1 : 0);
  const char* const end = text.data() + text.size();
  const char* const at = behind_digits(first, end);
  parts.whole = {first, static_cast<std::size_t>(at - first)};
  if (parts.whole.empty())
    parts.tail.end = at;
  else
    parts.tail = read_number_tail(at, end);
  return parts;
}

/// Is the whole text a number of JSON?
[[nodiscard]] inline bool is_json_number(std::string_view text) noexcept {
  const NumberParts parts = read_number_parts(text);
  return parts.tail.ok && is_whole_part(parts.whole) && parts.tail.end == text.data() + text.size();
}

}  // namespace leadlint
