// What is said of a line that YAML cannot place: its column is none of those above, or the line
// above lacks its colon.
#pragma once

#include <optional>
#include <string_view>

#include "parse/yaml_hints.h"
#include "parse/yaml_lines.h"

namespace leadlint::parse {

/// `rules:` / `  - id: a` / `      when: b`: with the blanks that the line should have in front.
[[nodiscard]] std::optional<YamlHint> odd_column(std::string_view text, const Line& line);
/// `fields` / `  a: {}`, `type string` / `required: true`.
[[nodiscard]] std::optional<YamlHint> missing_colon(std::string_view text, const Line& line);

}  // namespace leadlint::parse
