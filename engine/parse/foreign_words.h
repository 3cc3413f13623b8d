// Words of other languages (JSON Schema, SQL, programming) to those of the rule language, for
// hints.
#pragma once

#include <string>
#include <string_view>

namespace leadlint::parse {

/// What a key of another language is called here; empty: nobody knows.
[[nodiscard]] std::string_view key_for(std::string_view foreign) noexcept;
/// The type that a word of another language means, as it would be written: `integer`,
/// `string, with format: date`; empty: nobody knows.
[[nodiscard]] std::string_view type_for(std::string_view foreign) noexcept;
/// What is done here where another language has a function, with the field it is asked of; empty:
/// unknown.
[[nodiscard]] std::string function_advice(std::string_view foreign, std::string_view argument);
}  // namespace leadlint::parse
