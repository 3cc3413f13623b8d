// Rule file to RuleSet: reads YAML, resolves `use` and `extends`, folds choices by option, spells
// out shorthand. Every mistake is a located finding, and all of a file come together.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"
#include "model/mistakes.h"
#include "model/ruleset.h"

namespace leadlint::parse {

/// A rule file as far as it can be read.
struct Reading {
  model::RuleSet rules;
  /// What is wrong, and the warnings; the stages to come add to it.
  model::Mistakes mistakes;
  /// The options that the file goes by, here or in the rule set that it answers. Any other changes
  /// `rules.settings` alone.
  std::vector<std::string> asked;
};

/// Reads a shipped rule set by id, or the rule file at a path.
[[nodiscard]] Reading read_ruleset(std::string_view id_or_path, const LoadOptions& choices);
/// The same where only a rule set without mistakes is of use.
[[nodiscard]] tl::expected<model::RuleSet, OwnedFindings> parse_ruleset(std::string_view id_or_path,
                                                                        const LoadOptions& choices);

/// The text of a shipped rule file, by its name below rules/ without the ending
/// ("caring/lead_status", "capillary/common"); nullopt when there is none.
[[nodiscard]] std::optional<std::string_view> shipped_file(std::string_view name);
/// All names that `shipped_file` knows, sorted.
[[nodiscard]] const std::vector<std::string_view>& shipped_files();

}  // namespace leadlint::parse
