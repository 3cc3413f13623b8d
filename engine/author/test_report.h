// What became of the examples of rule sets, for people, for programs and for CI servers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "author/rule_coverage.h"
#include "author/rule_tests.h"
#include "leadlint/finding.h"

namespace leadlint::author {

/// The examples of one rule set.
struct TestedRules {
  std::string rules;                    // the id or path
  std::string file;                     // of the examples; empty: it is not known
  std::vector<std::string> files = {};  // that the rules are made of, as far as they are good
  std::vector<RuleTest> tests;
  std::vector<RuleTestResult> results;  // one a test
  double seconds = 0;
  std::optional<std::vector<CoveredRule>> coverage;  // where it is asked for
  OwnedFindings mistakes;                            // why they could not be run

  [[nodiscard]] std::size_t failed() const;
};

/// The list of formats; `text` is the first.
struct TestReportRow {
  std::string_view name, help;
  std::string (*write)(const std::vector<TestedRules>&);
};
[[nodiscard]] std::span<const TestReportRow> test_reports() noexcept;

}  // namespace leadlint::author
