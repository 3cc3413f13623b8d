// What is said of a word that is no type.
#pragma once

#include <string>
#include <string_view>

namespace leadlint::parse {

/// `bool` -> "`bool` is written boolean"; `string[]`, `varchar(20)`, `string | null` and the like
/// as well. Empty: nobody knows what is meant.
[[nodiscard]] std::string type_mistake(std::string_view word);

}  // namespace leadlint::parse
