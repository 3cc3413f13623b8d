// Every mistake in a rule file, whatever its options are set to.
#pragma once

#include <string_view>

#include "leadlint/finding.h"

namespace leadlint::lint {

/// Parses, checks and compiles a rule set under its defaults, under each of its profiles, and under
/// every single value of every option. Each mistake comes once; one that the defaults do not have
/// names the choice that shows it.
[[nodiscard]] Findings check_rules(std::string_view id_or_path);

/// What is allowed in a rule file and hardly meant; nothing is wrong with it for that.
[[nodiscard]] Findings rule_warnings(std::string_view id_or_path);

}  // namespace leadlint::lint
