// Does one text stand at the start of another, at its end, or in it? Tests:
// tests/text_part_test.cpp.
#pragma once

#include <cstdint>
#include <string_view>

namespace leadlint {

enum class TextPart : std::uint8_t { start, end, inside };

/// Byte by byte, which for UTF-8 is character by character. The cost grows with the two lengths
/// together, never with their product.
[[nodiscard]] bool has_part(std::string_view text, std::string_view part, TextPart where) noexcept;

}  // namespace leadlint
