// The classes of Unicode that patterns name, \p{Lu} and \p{Han}: general categories by their short
// names, scripts by their long ones. Covered by tests/pattern_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/pattern.h"

namespace leadlint::parse {

/// Its code points, in order; nullptr: there is no such class.
[[nodiscard]] const std::vector<model::CodePointRange>* unicode_class(std::string_view name);

/// What to write in place of a name that is none, where somebody knows: `\p{Lu}` for
/// Uppercase_Letter. `sign` is p or P.
[[nodiscard]] std::string unicode_class_meant(std::string_view name, char sign);

}  // namespace leadlint::parse
