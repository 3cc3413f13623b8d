// How messages call a format, for people who know no rule language.
#pragma once

#include <string>

#include "model/ruleset.h"

namespace leadlint::compile {

/// "a date such as 2025-01-31", "an e-mail address such as name@example.com"; empty where the rule
/// file says nothing and nothing can be made of the format itself (a pattern).
[[nodiscard]] std::string format_words(const model::Format& format);

}  // namespace leadlint::compile
