// Letters in place of digits: 1O0 for 100, l5 for 15. For messages. Tests:
// tests/written_instead_test.cpp, tests/condition_hints_test.cpp.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "text/ascii.h"

namespace leadlint {

/// '0' for O and o, '1' for l and I; 0: no digit looks like it.
[[nodiscard]] constexpr char digit_like(char letter) noexcept {
  return letter == 'O' || letter == 'o' ? '0' : letter == 'l' || letter == 'I' ? '1' : '\0';
}

/// A text with digits for the letters that look like them.
struct DigitLetters {
  std::string text;    // "100"
  char letter = '\0';  // the first of them: O
};
/// nullopt: it has none of them, no digit, or other letters than `others` as well.
[[nodiscard]] inline std::optional<DigitLetters> digits_for_letters(std::string_view text,
                                                                    std::string_view others = {}) {
  DigitLetters meant{std::string(text)};
  for (char& c : meant.text) {
    const char digit = digit_like(c);
    if (digit == '\0' && is_letter(c) && others.find(c) == others.npos) return std::nullopt;
    if (digit == '\0') continue;
    if (meant.letter == '\0') meant.letter = c;
    c = digit;
  }
  if (meant.letter == '\0' || !std::ranges::any_of(text, is_digit)) return std::nullopt;
  return meant;
}

}  // namespace leadlint
