// The wording of what a condition or path should have said.
#pragma once

#include <string>
#include <string_view>

#include "parse/syntax.h"

namespace leadlint::parse {

/// "expected a value after ==", at `at` in `text`, with a hint where a sign of another language
/// stands there ("write == to compare").
[[nodiscard]] SyntaxError expected_instead(std::string_view text, const char* at,
                                           const std::string& expected);

}  // namespace leadlint::parse
