// Examples of a rule set (`close_ticket.tests.yaml`) to verdicts: does it find in each payload what
// its author says?
//
//   *.tests.yaml --read_rule_tests--> RuleTest --run_rule_tests--> RuleTestResult
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"
#include "leadlint/validator.h"
#include "model/mistakes.h"

namespace leadlint::author {

struct ExpectedFinding {
  Code code = Code::bad_json;
  std::string path;
  auto operator<=>(const ExpectedFinding&) const = default;
};

/// A name of the rules that a test uses, and where.
struct Mention {
  enum class Kind : std::uint8_t { rule, param, catalog, option, profile };
  Kind kind = Kind::rule;
  std::string name;
  model::SourceRange range;
};

/// One example. All texts are ready for a Validator.
struct RuleTest {
  std::string name;
  std::string rule;     // the rule or check it is about; empty: none in particular
  std::string payload;  // JSON, or a query string
  bool form = false;    // a query string
  std::optional<std::string> current, request;
  bool no_current = false;
  std::optional<Now> now;
  std::vector<std::pair<std::string, std::string>> catalogs, params;
  bool has_params = false;
  LoadOptions load;
  Verdict verdict = Verdict::valid;
  std::vector<ExpectedFinding> findings;  // sorted
  std::string location;                   // "file:line"
  std::vector<Mention> mentions;
};

struct RuleTestResult {
  OwnedFindings findings;  // what was found
  std::string difference;  // how that is not what the test expects; empty: it passed
};

/// What `leadlint rules test` is to run.
struct RuleTestFiles {
  std::string rules;  // id or path
  std::string tests;  // path
};

/// The examples of a rule file (by its `tests:`), the rule file of a tests file, or both of a
/// shipped rule set, whose examples are in the folder `rules/` of its sources: looked for in
/// `folder` and upward.
[[nodiscard]] tl::expected<RuleTestFiles, OwnedFindings> find_rule_tests(
    const std::string& id_or_path, const std::string& folder);

/// Reads a file of examples; every mistake in it is a finding: a rule, a parameter, a catalog or an
/// option that `rules` (an id or a path) does not have, too, and two tests of one name.
[[nodiscard]] tl::expected<std::vector<RuleTest>, OwnedFindings> read_rule_tests(
    const std::string& path, std::string_view rules);

/// Judges the payload of a test, with all that the test says beside it. An error: its `current`, a
/// catalog and the like cannot be used.
[[nodiscard]] tl::expected<const Result*, std::string> judge(const RuleTest& test,
                                                             Validator& validator);

/// Runs examples against a rule set, one result a test. The rules are loaded once for each set of
/// options that the tests name.
[[nodiscard]] std::vector<RuleTestResult> run_rule_tests(std::string_view id_or_path,
                                                         const std::vector<RuleTest>& tests);

}  // namespace leadlint::author
