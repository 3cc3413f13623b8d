// Keys that the rule language does not have where they stand: keys of other languages, keys of
// another place.
#pragma once

#include <string>
#include <string_view>

namespace leadlint::parse {

/// What is written instead of a key of another language, where `what` (`a field`) has no key that
/// stands for it. Empty: unknown.
[[nodiscard]] std::string_view key_advice(std::string_view what, std::string_view foreign) noexcept;
/// Where a key of the rule language belongs; empty: it is none of them.
[[nodiscard]] std::string_view place_of_key(std::string_view key);

}  // namespace leadlint::parse
