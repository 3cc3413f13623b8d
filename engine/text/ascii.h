// Letters and digits of ASCII, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace leadlint {

[[nodiscard]] constexpr bool is_digit(char byte) noexcept { return byte >= '0' && byte <= '9'; }
[[nodiscard]] constexpr bool is_capital(char byte) noexcept { return byte >= 'A' && byte <= 'Z'; }
[[nodiscard]] constexpr bool is_small(char byte) noexcept { return byte >= 'a' && byte <= 'z'; }
[[nodiscard]] constexpr bool is_letter(char byte) noexcept {
  return is_capital(byte) || is_small(byte);
}

[[nodiscard]] constexpr char to_lower(char byte) noexcept {
  return is_capital(byte) ? static_cast<char>(byte - 'A' + 'a') : byte;
}
[[nodiscard]] inline std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& byte : result) byte = to_lower(byte);
  return result;
}

/// How many digits the text starts with.
[[nodiscard]] constexpr std::size_t digits_at_front(std::string_view text) noexcept {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

/// An ASCII character that shows, as most texts begin and end with.
[[nodiscard]] constexpr bool shows(char byte) noexcept {
  return static_cast<unsigned char>(byte) - 0x21U < 0x7FU - 0x21U;
}

}  // namespace leadlint
