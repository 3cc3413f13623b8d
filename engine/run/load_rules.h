// The rules that a run judges by, as its command line names them.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"

namespace leadlint::run {

/// As `load_ruleset`; and a file that begins as table images do is one (leadlint/table_image.h).
/// What was chosen when it was compiled stays: `options` have to be none.
[[nodiscard]] tl::expected<Ruleset, Findings> load_rules(const std::string& id_or_path,
                                                         const LoadOptions& options);

}  // namespace leadlint::run
