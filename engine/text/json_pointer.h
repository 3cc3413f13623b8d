// Steps of a JSON Pointer (RFC 6901).
#pragma once

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

}  // namespace leadlint
