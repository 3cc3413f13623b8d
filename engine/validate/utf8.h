// Lengths of UTF-8 text in other units. Text that is not UTF-8 gets some length; nothing is read
// outside it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace leadlint::validate {

/// How many code points: bytes that are no continuation byte.
[[nodiscard]] std::size_t code_points(std::string_view text) noexcept;
/// How many UTF-16 units: two for each code point beyond U+FFFF.
[[nodiscard]] std::size_t utf16_length(std::string_view text) noexcept;

/// The code point that begins at `offset`; U+FFFD where there is none.
[[nodiscard]] std::uint32_t code_point_at(std::string_view text, std::size_t offset) noexcept;
/// Is it a sign that nobody sees: zero width, a mark of direction, a soft hyphen, a blank that is
/// not the usual one? (Categories Cf, Zl, Zp and Zs of Unicode without U+0020, and letters that are
/// blank.)
[[nodiscard]] bool is_hidden(std::uint32_t point) noexcept;

}  // namespace leadlint::validate
