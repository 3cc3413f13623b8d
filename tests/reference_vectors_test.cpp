// The reference evaluator itself against the conformance vectors: two readings of the rule language
// that agree with each other must agree with the documents too.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "check/check.h"
#include "conformance/vectors.h"
#include "parse/parse.h"
#include "reference/evaluate.h"
#include "ruleset_names.h"

namespace {

using conformance::Vector;
using reference::Value;

/// A rule set under some options; parsed once for all vectors that want it so.
class CheckedRules {
 public:
  const leadlint::model::RuleSet& under(const Vector& vector) {
    auto& checked = checked_[vector.context.options];
    if (checked == nullptr)
      checked = std::make_unique<leadlint::check::CheckedRuleSet>(
          leadlint::check::check_ruleset(
              leadlint::parse::parse_ruleset(vector.ruleset, {vector.context.options, ""}).value())
              .value());
    return checked->rules();
  }

 private:
  std::map<std::map<std::string, std::string, std::less<>>,
           std::unique_ptr<leadlint::check::CheckedRuleSet>>
      checked_;
};

conformance::Answer answer_of(const reference::OwnedFindings& findings) {
  conformance::Answer out;
  leadlint::Severity worst = leadlint::Severity::off;
  for (const auto& [place, severity] : findings) {
    worst = std::max(worst, severity);
    out.findings.emplace_back(place.first, leadlint::code_name(place.second));
  }
  std::sort(out.findings.begin(), out.findings.end());
  out.verdict = worst == leadlint::Severity::error     ? "invalid"
                : worst == leadlint::Severity::warning ? "warning"
                                                       : "valid";
  return out;
}

/// The reference reads JSON that is well formed and not nested beyond measure; it suggests nothing.
bool is_for_reference(const Vector& vector) {
  const auto is_bad_text = [](const auto& finding) { return finding.second == "bad_json"; };
  return !vector.is_bytes && !vector.is_query &&
         std::none_of(vector.findings.begin(), vector.findings.end(), is_bad_text);
}

class ReferenceVectors : public testing::TestWithParam<std::string> {};

TEST_P(ReferenceVectors, Agree) {
  CheckedRules rules;
  const auto deviations = conformance::load_deviations();
  for (Vector& vector : conformance::load_vectors(GetParam())) {
    if (!is_for_reference(vector) || deviations.count({vector.ruleset, vector.name}) != 0) continue;
    vector.suggest.clear();
    std::map<std::string, Value> values;
    const auto parsed = [&](const std::string& name, const std::string& text) {
      return &(values[name] = reference::parse_json(text).value());
    };
    reference::Context context;
    const conformance::Context& given = vector.context;
    if (given.current) context.current = parsed("/current", *given.current);
    if (given.request) context.request = parsed("/request", *given.request);
    context.has_params = given.has_params;
    context.params.assign(given.params.begin(), given.params.end());
    for (const auto& [name, text] : given.catalogs) context.catalogs[name] = parsed(name, text);
    const auto findings = reference::evaluate(rules.under(vector), vector.payload, context);
    EXPECT_EQ(conformance::difference(vector, answer_of(findings)), "");
  }
}

INSTANTIATE_TEST_SUITE_P(, ReferenceVectors, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

}  // namespace
