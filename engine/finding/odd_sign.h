// Signs in names that a reader takes for others: blanks that are none, what cannot be seen, letters
// of other alphabets. Tests: tests/check_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace leadlint {

/// The first sign of a text that a reader cannot tell from another, in words: `a no-break space
/// (U+00A0)`, `a sign that cannot be seen (U+200B)`, `a curly quote (U+201C)`, `the letter U+0435,
/// which looks like an e`. Empty: there is none.
[[nodiscard]] std::string odd_sign(std::string_view text);

}  // namespace leadlint
