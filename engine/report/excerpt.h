// The line of a text around a span, with the span underlined.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leadlint::report {

struct Excerpt {
  std::string line;        // cut around the span where it is long, `…` at the cuts
  std::size_t blanks = 0;  // cells in front of the underline
  std::size_t marks = 1;   // cells of the underline: a caret and what follows it
};

/// Cells of a terminal that an excerpt's line takes at most.
inline constexpr std::size_t excerpt_width = 100;

/// `begin` and `end` are bytes of `text`; a span that runs over the line's end is underlined up to
/// it. Looks only at bytes near `begin`, however long the line is.
[[nodiscard]] Excerpt excerpt(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace leadlint::report
