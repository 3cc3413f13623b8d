// The lines of a rule file, as the hints about YAML look at them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "text/ascii.h"

namespace leadlint::parse {

struct Line {
  std::size_t first = 0;
  std::string_view text;  // without its end
  [[nodiscard]] std::size_t indent() const {
    return std::min(text.find_first_not_of(' '), text.size());
  }
};

[[nodiscard]] inline Line line_at(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const std::size_t before = at == 0 ? text.npos : text.rfind('\n', at - 1);
  const std::size_t first = before == text.npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', first), text.size());
  Line line{first, text.substr(first, end - first)};
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  return line;
}

/// The nearest line above that says something.
[[nodiscard]] inline std::optional<Line> line_above(std::string_view text, const Line& line) {
  std::size_t at = line.first;
  while (at > 0) {
    const Line above = line_at(text, at - 1);
    const std::size_t shown = above.text.find_first_not_of(" \t");
    if (shown != above.text.npos && above.text[shown] != '#') return above;
    at = above.first;
  }
  return std::nullopt;
}

/// A letter, digit or `_`.
[[nodiscard]] inline bool is_key_sign(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

}  // namespace leadlint::parse
