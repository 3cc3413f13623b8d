// Does a text of a rule file match a pattern of it? (Values of payloads are matched by automata.)
#pragma once

#include <string_view>

#include "model/pattern.h"

namespace leadlint::model {

/// The whole text, which is UTF-8. Takes time by the text's length squared, whatever the pattern.
[[nodiscard]] bool matches(const Pattern& pattern, std::string_view text);

}  // namespace leadlint::model
