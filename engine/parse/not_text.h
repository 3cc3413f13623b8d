// A file that is no text in UTF-8: what it probably is, and how it becomes one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace leadlint::parse {

struct NoText {
  std::size_t at = 0;  // of the first byte that is not taken
  std::string message;
};

/// Nullopt: it is text in UTF-8, without signs that no text needs, its lines ended by LF or CRLF.
[[nodiscard]] std::optional<NoText> find_no_text(std::string_view text);

}  // namespace leadlint::parse
