// Signs that nobody sees: the one list of them. The control characters of ASCII are not on it: they
// are seen as what they do, and each kind of text has its own way with them.
// Tests: tests/report_test.cpp, tests/check_test.cpp, tests/formats_test.cpp, tests/csv_test.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace leadlint {

/// What kind of sign. Each is a bit, so that several can be asked for at once.
using Unseen = std::uint8_t;
namespace unseen {
inline constexpr Unseen control = 1;  // U+007F and those behind it
inline constexpr Unseen blank = 2;    // a blank, or a line end, that is not the usual one
inline constexpr Unseen no_width =
    4;  // joiners, marks of direction, soft hyphens, spaces of no width
inline constexpr Unseen annotation = 8;      // around notes, and the letters of tags
inline constexpr Unseen filler = 16;         // letters that are blank
inline constexpr Unseen selector = 32;       // choose how the sign before them is drawn
inline constexpr Unseen rare_selector = 64;  // likewise, of Mongolian and of rare characters
/// What is hidden wherever it stands. An emoji ends with a selector.
inline constexpr Unseen hidden = control | blank | no_width | annotation | filler;
}  // namespace unseen

struct UnseenRange {
  std::uint32_t first, last;
  Unseen kind;
};

/// In order. (Categories Cf, Zl, Zp and Zs of Unicode without U+0020, letters that are blank, and
/// selectors.)
inline constexpr std::array unseen_ranges{UnseenRange{0x7F, 0x9F, unseen::control},
                                          UnseenRange{0xA0, 0xA0, unseen::blank},
                                          UnseenRange{0xAD, 0xAD, unseen::no_width},
                                          UnseenRange{0x034F, 0x034F, unseen::selector},
                                          UnseenRange{0x061C, 0x061C, unseen::no_width},
                                          UnseenRange{0x115F, 0x1160, unseen::filler},
                                          UnseenRange{0x1680, 0x1680, unseen::blank},
                                          UnseenRange{0x180B, 0x180D, unseen::rare_selector},
                                          UnseenRange{0x180E, 0x180E, unseen::no_width},
                                          UnseenRange{0x180F, 0x180F, unseen::rare_selector},
                                          UnseenRange{0x2000, 0x200A, unseen::blank},
                                          UnseenRange{0x200B, 0x200F, unseen::no_width},
                                          UnseenRange{0x2028, 0x2029, unseen::blank},
                                          UnseenRange{0x202A, 0x202E, unseen::no_width},
                                          UnseenRange{0x202F, 0x202F, unseen::blank},
                                          UnseenRange{0x205F, 0x205F, unseen::blank},
                                          UnseenRange{0x2060, 0x206F, unseen::no_width},
                                          UnseenRange{0x2800, 0x2800, unseen::filler},
                                          UnseenRange{0x3000, 0x3000, unseen::blank},
                                          UnseenRange{0x3164, 0x3164, unseen::filler},
                                          UnseenRange{0xFE00, 0xFE0F, unseen::selector},
                                          UnseenRange{0xFEFF, 0xFEFF, unseen::no_width},
                                          UnseenRange{0xFFA0, 0xFFA0, unseen::filler},
                                          UnseenRange{0xFFF9, 0xFFFB, unseen::annotation},
                                          UnseenRange{0xE0001, 0xE0001, unseen::annotation},
                                          UnseenRange{0xE0020, 0xE007F, unseen::annotation},
                                          UnseenRange{0xE0100, 0xE01EF, unseen::rare_selector}};

/// Is it on the list, as one of these kinds?
[[nodiscard]] constexpr bool is_unseen(std::uint32_t point, Unseen kinds) noexcept {
  return std::ranges::any_of(unseen_ranges, [&](const UnseenRange& range) {
    return (range.kind & kinds) != 0 && range.first <= point && point <= range.last;
  });
}

/// Is it a sign that nobody sees: zero width, a mark of direction, a soft hyphen, a blank that is
/// not the usual one?
[[nodiscard]] constexpr bool is_hidden(std::uint32_t point) noexcept {
  return is_unseen(point, unseen::hidden);
}

}  // namespace leadlint
