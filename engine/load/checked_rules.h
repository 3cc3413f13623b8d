// Rule file to CheckedRuleSet: the parse and check stages as one, so that the mistakes of both come
// in one run.
#pragma once

#include <string_view>

#include <tl/expected.hpp>

#include "check/check.h"
#include "leadlint/finding.h"
#include "leadlint/ruleset.h"

namespace leadlint::load {

/// Reads and checks a shipped rule set by id, or the rule file at a path. On failure: every
/// mistake, in the order of files and lines. Where the file can be read in part only, the check
/// stage says what is wrong in the rest, and nothing that follows from the parser's mistakes.
[[nodiscard]] tl::expected<check::CheckedRuleSet, OwnedFindings> read_checked(
    std::string_view id_or_path, const LoadOptions& options);

}  // namespace leadlint::load
