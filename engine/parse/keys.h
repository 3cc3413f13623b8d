// The keys of the rule language, context by context, as the parser knows them: its own tables,
// listed. A test holds schemas/ruleset.schema.json to them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leadlint::parse {

/// The contexts, named as in the schema: "ruleset", "field", "also", "check", "rule", ...
[[nodiscard]] const std::vector<std::string>& key_contexts();
/// The keys of a context; empty when there is no such context.
[[nodiscard]] std::vector<std::string> known_keys(std::string_view context);

// One each, beside the table that it lists.
[[nodiscard]] std::vector<std::string> ruleset_key_names();
[[nodiscard]] std::vector<std::string> current_key_names();
[[nodiscard]] std::vector<std::string> errors_key_names();
[[nodiscard]] std::vector<std::string> text_key_names();
[[nodiscard]] std::vector<std::string> catalog_key_names();
[[nodiscard]] std::vector<std::string> format_key_names();
[[nodiscard]] std::vector<std::string> field_key_names();
[[nodiscard]] std::vector<std::string> also_key_names();
[[nodiscard]] std::vector<std::string> by_key_names();
[[nodiscard]] std::vector<std::string> check_key_names();
[[nodiscard]] std::vector<std::string> enumerates_key_names();
[[nodiscard]] std::vector<std::string> names_key_names();
[[nodiscard]] std::vector<std::string> rule_key_names();
[[nodiscard]] std::vector<std::string> keep_key_names();
[[nodiscard]] std::vector<std::string> some_key_names();
[[nodiscard]] std::vector<std::string> cases_key_names();
[[nodiscard]] std::vector<std::string> case_row_key_names();
[[nodiscard]] std::vector<std::string> pairs_key_names();
[[nodiscard]] std::vector<std::string> pairs_also_key_names();
[[nodiscard]] std::vector<std::string> transitions_key_names();
[[nodiscard]] std::vector<std::string> outcome_key_names();

}  // namespace leadlint::parse
