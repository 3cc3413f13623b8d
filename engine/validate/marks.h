// Two texts that look the same and are not: one writes an accent as a sign of its own, one has the
// letter with it; and other signs that look like those that are
// meant. Tests: tests/words_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "text/digit_letters.h"
#include "text/odd_sign.h"

namespace leadlint::validate {

/// "its character 4 is written as U+0065 U+0301; in Caf\u00e9 it is U+00E9", where `said` and
/// `legal` differ in nothing else; else nothing.
[[nodiscard]] std::string words_of_marks(std::string_view said, std::string_view legal);
/// "its character 5 is U+2011, which looks like -"
[[nodiscard]] std::string words_of_signs(const PlainSigns& signs);
/// "it has the letter O where a digit belongs"
[[nodiscard]] std::string words_of_letters(const DigitLetters& digits);

}  // namespace leadlint::validate
