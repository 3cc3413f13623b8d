// Any bytes to characters that a terminal shows and does not obey.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leadlint::report {

/// One code point (or one byte that is not UTF-8) of a text, as it is shown.
struct Glyph {
  std::string_view shown;  // a view into the text or of a constant; of what nobody sees an escape
  std::size_t bytes = 0;   // it takes in the text; 0: the text is at its end
  int width =
      1;  // cells of a terminal: 0 for a combining mark, 2 for CJK and emoji, 6 for an escape
};

/// The glyph at the start of `text`. A tab is four blanks. Control characters are shown as pictures
/// of them, what nobody sees and marks that turn the direction of writing as escapes (`\u200b`): a
/// payload must not be able to rewrite the screen. Nor to give orders to the program that reads the
/// output of a CI job: `#` in front of `#[` or `#vso[`, with which those start anywhere in a line
/// (Azure Pipelines, older GitHub runners), is shown as an escape.
[[nodiscard]] Glyph first_glyph(std::string_view text) noexcept;

/// The whole text in glyphs. A line break is shown as a stand-in too.
[[nodiscard]] std::string printable(std::string_view text);

/// Where the `::` stands that a line starts with, blanks aside: an order to GitHub Actions. npos:
/// nowhere.
[[nodiscard]] std::size_t order_start(std::string_view line) noexcept;
/// The first colon of such an order, as an escape.
inline constexpr Glyph order_glyph{"\\u003a", 1, 6};

/// The same of a text that stands at the start of a line of output: it is no order either.
[[nodiscard]] std::string printable_line(std::string_view line);

}  // namespace leadlint::report
