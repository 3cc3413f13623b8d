// Every mistake in a rule file, whatever its options are set to.
#pragma once

#include <string_view>

#include "leadlint/finding.h"

namespace leadlint::author {

struct RuleFaults {
  OwnedFindings mistakes;
  OwnedFindings warnings;  // see rule_warnings
};

/// Reads, checks and compiles a rule set under its defaults, under each of its profiles, and under
/// every single value of every option that it goes by. Each mistake comes once; one that the
/// defaults do not have names the choice that shows it.
[[nodiscard]] RuleFaults check_rules(std::string_view id_or_path);

/// What is allowed in a rule file and hardly meant; nothing is wrong with it for that.
[[nodiscard]] OwnedFindings rule_warnings(std::string_view id_or_path);

}  // namespace leadlint::author
