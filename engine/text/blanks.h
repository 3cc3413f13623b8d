// Is a text blank, and are there blanks around it, seen or unseen?
#pragma once

#include <string_view>

#include "text/ascii.h"

namespace leadlint {

/// The text without white space at its ends: Unicode's White_Space (U+00A0 and U+3000 among it, but
/// not U+200B or U+FEFF).
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// The text without all that `is_tight` does not allow at its ends.
[[nodiscard]] std::string_view tightened(std::string_view text) noexcept;

/// Does the text hold nothing but white space and signs that nobody sees?
[[nodiscard]] bool is_blank_text(std::string_view text) noexcept;

/// The same as `is_tight`, for a text that does not begin and end with ASCII characters that show.
[[nodiscard]] bool is_tight_beyond_ascii(std::string_view text) noexcept;
/// The check `trimmed`: no white space and no space of no width (U+200B, U+2060, U+FEFF) at either
/// end, and not a text of hidden signs alone. An empty text is tight.
[[nodiscard]] inline bool is_tight(std::string_view text) noexcept {
  return text.empty() || (shows(text.front()) && shows(text.back())) || is_tight_beyond_ascii(text);
}

}  // namespace leadlint
