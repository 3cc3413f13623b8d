// How messages of this stage show names and values.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace leadlint::parse {

/// `did you mean` for messages: the near name, or nothing.
[[nodiscard]] std::string nearest_name(std::string_view name, std::span<const std::string> known);
/// `a, b or c`, cut after a sane number.
[[nodiscard]] std::string one_of(std::span<const std::string> names);
/// A value as messages show it: in back quotes, cut at a sane length.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace leadlint::parse
