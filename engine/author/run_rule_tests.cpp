// Runs the examples of a rule set and words what differs. Tests: tests/rule_tests_test.cpp.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "author/rule_tests.h"
#include "leadlint/validator.h"

namespace leadlint::author {
namespace {

using Expected = std::vector<ExpectedFinding>;

std::string listed(const Expected& findings) {
  std::string result;
  for (const ExpectedFinding& each : findings)
    result += fmt::format("{}{} at {}", result.empty() ? "" : ", ", code_name(each.code),
                          each.path.empty() ? "the root" : each.path);
  return result;
}

Expected difference(const Expected& all, const Expected& without) {
  Expected result;
  std::ranges::set_difference(all, without, std::back_inserter(result));
  return result;
}

// Finding.rule is "vendor/operation#rule".
bool speaks(std::string_view rule, const Result& result) {
  return std::ranges::any_of(result.findings(), [&](const Finding& finding) {
    return finding.rule().substr(finding.rule().find('#') + 1) == rule;
  });
}

/// A note on the context, which a test may expect and need not.
bool is_about_context(const OwnedFinding& finding) {
  return finding.severity == Severity::note &&
         (finding.path.starts_with("/@current") || finding.path.starts_with("/@request") ||
          finding.path == "/@now");
}

std::string compare(const RuleTest& test, const Result& result) {
  Expected found;
  for (const OwnedFinding& finding : result.findings().owned()) {
    const Expected::value_type one{finding.code, finding.path};
    if (!is_about_context(finding) || std::ranges::find(test.findings, one) != test.findings.end())
      found.push_back(one);
  }
  std::ranges::sort(found);
  std::vector<std::string> parts;
  if (result.verdict() != test.verdict)
    parts.push_back(fmt::format("the verdict is {}, expected {}", verdict_name(result.verdict()),
                                verdict_name(test.verdict)));
  if (const Expected left = difference(test.findings, found); !left.empty())
    parts.push_back("not found: " + listed(left));
  if (const Expected more = difference(found, test.findings); !more.empty())
    parts.push_back("not expected: " + listed(more));
  if (parts.empty() && !test.rule.empty() && !found.empty() && !speaks(test.rule, result))
    parts.push_back(fmt::format("no finding is of the rule {}", test.rule));
  return fmt::format("{}", fmt::join(parts, "; "));
}

RuleTestResult run(const RuleTest& test, Validator& validator) {
  const auto result = judge(test, validator);
  if (!result) return {{}, result.error()};
  return {(*result)->findings().owned(), compare(test, **result)};
}

/// Rule sets under the options that were asked for so far.
class Loaded {
 public:
  explicit Loaded(std::string_view rules) : rules_(rules) {}

  tl::expected<Validator, std::string>& under(const LoadOptions& load) {
    auto key = std::pair(load.profile, load.options);
    const auto known = all_.find(key);
    if (known != all_.end()) return known->second;
    return all_.emplace(std::move(key), validator(load)).first->second;
  }

 private:
  tl::expected<Validator, std::string> validator(const LoadOptions& load) const {
    auto ruleset = load_ruleset(rules_, load);
    if (ruleset) return Validator(std::move(*ruleset));
    const Finding first = ruleset.error().front();
    return tl::unexpected(fmt::format(
        "the rules cannot be loaded under these options: {}{}",
        first.line() == 0 ? "" : fmt::format("{}: ", first.rule_location()), first.message()));
  }

  std::string rules_;
  std::map<std::pair<std::string, decltype(LoadOptions::options)>,
           tl::expected<Validator, std::string>>
      all_;
};

}  // namespace

tl::expected<const Result*, std::string> judge(const RuleTest& test, Validator& validator) {
  Catalogs catalogs(validator.ruleset());
  for (const auto& [name, json] : test.catalogs)
    if (const auto added = catalogs.add(name, json); !added) return tl::unexpected(added.error());
  Context context;
  if (test.current) context.current = *test.current;
  if (test.request) context.request = *test.request;
  context.no_current = test.no_current;
  context.now = test.now;
  context.params = test.params;
  context.has_params = test.has_params;
  context.catalogs = test.catalogs.empty() ? nullptr : &catalogs;
  if (const auto problem = test.current ? validator.current_problem(*test.current) : std::nullopt)
    return tl::unexpected(fmt::format("current: {}", problem->message));
  if (const auto problem = test.request ? validator.request_problem(*test.request) : std::nullopt)
    return tl::unexpected(fmt::format("request: {}", problem->message));
  return test.form ? &validator.check_form(test.payload, context)
                   : &validator.check(test.payload, context);
}

std::vector<RuleTestResult> run_rule_tests(std::string_view id_or_path,
                                           const std::vector<RuleTest>& tests) {
  Loaded loaded(id_or_path);
  std::vector<RuleTestResult> results;
  results.reserve(tests.size());
  for (const RuleTest& test : tests) {
    auto& validator = loaded.under(test.load);
    results.push_back(validator ? run(test, *validator) : RuleTestResult{{}, validator.error()});
  }
  return results;
}

}  // namespace leadlint::author
