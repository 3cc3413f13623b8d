// The records of a context (the stored one, the request): can they be used?
// Tests: tests/command_test.cpp, tests/snapshot_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "leadlint/finding.h"
#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::validate {

/// Is this text, given as the request, the form text that the request's ruleset reads? (It may also
/// be given as JSON.)
[[nodiscard]] bool is_form_request(const table::DecisionTable& table, table::FieldId root,
                                   std::string_view text) noexcept;

/// The text of a stored record or request that is to be read by `root`: of a request that is a list
/// (as DecisionTable::request_list allows) its last entry, else all of it. Lists that are no JSON
/// are left whole.
[[nodiscard]] std::string_view text_of_entry(const table::DecisionTable& table, table::FieldId root,
                                             std::string_view text);

/// Why a record that was read is of no use: it could not be, or is no object. Lines and columns
/// count from its text. nullopt: it can be used.
[[nodiscard]] std::optional<OwnedFinding> why_unusable(const table::DecisionTable& table,
                                                       read::Record& record);

/// Why no rule looks at a URL parameter of this name, with the nearest that there is; nullopt: one
/// does.
[[nodiscard]] std::optional<std::string> param_problem(const table::DecisionTable& table,
                                                       std::string_view name);

/// Why a text that is no JSON is none: "line 3, column 1: this is not JSON: expected a value".
[[nodiscard]] std::string why_no_json(std::string_view text);

}  // namespace leadlint::validate
