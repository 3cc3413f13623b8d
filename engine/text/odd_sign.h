// Signs in names that a reader takes for others: blanks that are none, what cannot be seen, letters
// of other alphabets. Tests: tests/check_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leadlint {

/// The first sign of a text that a reader cannot tell from another, in words: `a no-break space
/// (U+00A0)`, `a sign that cannot be seen (U+200B)`, `a curly quote (U+201C)`, `the letter U+0435,
/// which looks like an e`. Empty: there is none.
[[nodiscard]] std::string odd_sign(std::string_view text);

/// A text with plain signs for those that look like them, and the first of these.
struct PlainSigns {
  std::string text;        // "2022-09-14"
  std::size_t number = 0;  // it is this character of the text, from 1
  std::uint32_t code = 0;  // U+2011
  char like = '\0';        // it is drawn like -; 0: it is not drawn
};
/// nullopt: it has none of them.
[[nodiscard]] std::optional<PlainSigns> plain_signs(std::string_view text);

}  // namespace leadlint
