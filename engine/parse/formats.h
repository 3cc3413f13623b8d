// The formats that every rule set knows by name.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "finding/words.h"
#include "model/ruleset.h"

namespace leadlint::parse {

/// A built-in format: a pattern, or date/time letters of which any may match.
struct BuiltInFormat {
  std::string_view name, pattern;
  std::array<std::string_view, 2> ldml;  // empty ones do not count
  std::string_view meaning;              // one plain line, for documentation
  std::optional<Say> called;             // as in `formats:`; none: told by the letters
  std::string_view example;
};
[[nodiscard]] std::span<const BuiltInFormat> built_in_format_list() noexcept;

/// All of them, read.
[[nodiscard]] std::vector<model::Format> built_in_formats();

}  // namespace leadlint::parse
