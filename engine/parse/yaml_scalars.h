// Texts of a rule file that YAML takes, and that are hardly what was meant.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parse/yaml_hints.h"

namespace leadlint::parse {

/// A text that curly quotes stand around, or a part of one that was cut at a comma.
[[nodiscard]] bool in_curly_quotes(std::string_view text);
/// Such a text without them.
[[nodiscard]] std::string without_curly_quotes(std::string_view text);
/// In the double quotes that open at `begin`: the first escape by a letter that makes a sign nobody
/// sees, such as the backspace of `"\bword\b"`. Nullopt: no quote opens there, or none is in it.
[[nodiscard]] std::optional<YamlHint> odd_escape(std::string_view text, std::size_t begin);

}  // namespace leadlint::parse
