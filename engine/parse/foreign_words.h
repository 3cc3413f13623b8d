// Words of other languages (JSON Schema, SQL, programming) to those of the rule language, for hints.
#pragma once

#include <string_view>

namespace leadlint::parse {

/// What a key of another language is called here; empty: nobody knows.
[[nodiscard]] std::string_view key_for(std::string_view foreign) noexcept;
/// The type that a word of another language means, as it would be written: `integer`,
/// `string, with format: date`; empty: nobody knows.
[[nodiscard]] std::string_view type_for(std::string_view foreign) noexcept;
/// What to write in place of a function of another language; empty: nobody knows.
[[nodiscard]] std::string_view function_for(std::string_view foreign) noexcept;

}  // namespace leadlint::parse
