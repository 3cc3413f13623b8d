// Lengths of UTF-8 text in other units. Text that is not UTF-8 gets some length; nothing is read
// outside it.
#pragma once

#include <cstddef>
#include <string_view>

namespace leadlint::validate {

/// How many code points: bytes that are no continuation byte.
[[nodiscard]] std::size_t code_points(std::string_view text) noexcept;
/// How many UTF-16 units: two for each code point beyond U+FFFF.
[[nodiscard]] std::size_t utf16_length(std::string_view text) noexcept;

}  // namespace leadlint::validate
