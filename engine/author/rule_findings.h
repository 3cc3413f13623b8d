// Findings in rule files to text, each with the line of its file.
#pragma once

#include <string>

#include "leadlint/finding.h"
#include "report/reporter.h"

namespace leadlint::author {

/// One after the other, as `report::text_of` prints them. A finding without a place (an option that
/// does not exist) is printed under `subject`. Lines come from the shipped rule files or from disk.
[[nodiscard]] std::string text_of_rule_findings(const OwnedFindings& findings,
                                                std::string_view subject,
                                                const report::Options& options);

}  // namespace leadlint::author
