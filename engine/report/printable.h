// Any bytes to characters that a terminal shows and does not obey.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leadlint::report {

/// One code point (or one byte that is not UTF-8) of a text, as it is shown.
struct Glyph {
  std::string_view shown;  // a view into the text or of a constant
  std::size_t bytes = 0;   // it takes in the text; 0: the text is at its end
  int width = 1;           // cells of a terminal: 0 for a combining mark, 2 for CJK and emoji
};

/// The glyph at the start of `text`. A tab is four blanks. Control characters and marks that turn the
/// direction of writing are shown as a stand-in: a payload must not be able to rewrite the screen.
[[nodiscard]] Glyph first_glyph(std::string_view text) noexcept;

/// The whole text in glyphs. A line break is shown as a stand-in too.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace leadlint::report
