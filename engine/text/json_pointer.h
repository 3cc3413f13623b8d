// Steps of a JSON Pointer (RFC 6901).
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace leadlint {

/// Adds `/name`, with `~` and `/` of the name escaped.
inline void append_token(std::string& pointer, std::string_view name) {
  pointer.push_back('/');
  for (const char byte : name) {
    if (byte == '~')
      pointer += "~0";
    else if (byte == '/')
      pointer += "~1";
    else
      pointer.push_back(byte);
  }
}

/// The pointer with the numbers of items left open: `/phones/3/number` to `/phones/*/number`.
[[nodiscard]] inline std::string without_item_numbers(std::string_view pointer) {
  std::string result;
  for (std::size_t first = 0; first < pointer.size();) {
    const std::size_t last = std::min(pointer.find('/', first + 1), pointer.size());
    const std::string_view token = pointer.substr(first + 1, last - first - 1);
    const bool number = !token.empty() && token.find_first_not_of("0123456789") == token.npos;
    result += '/';
    result += number ? std::string_view("*") : token;
    first = last;
  }
  return result;
}

}  // namespace leadlint
