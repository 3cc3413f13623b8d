// Rule files to a Ruleset, whatever is there already.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"

namespace leadlint::load {

/// As `load_ruleset`, but that it compiles shipped rules with default options as well: the images
/// of these are made by it.
[[nodiscard]] tl::expected<Ruleset, Findings> compile_ruleset(std::string_view id_or_path,
                                                              const LoadOptions& options);

/// The ids of the rule sets among the shipped rule files, sorted.
[[nodiscard]] std::vector<std::string> rulesets_of_shipped_files();

}  // namespace leadlint::load
