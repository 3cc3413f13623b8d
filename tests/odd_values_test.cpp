// Values that checks and old names do not expect, under rules that let them through: judged, and
// nothing read that is not there.
#include <gtest/gtest.h>

#include <string>

#include "leadlint/leadlint.h"

namespace leadlint {
namespace {

struct OddRow {
  const char* field;     // of the rule file: `a: ...`
  const char* payload;   // JSON, or a form
  const char* findings;  // "error code, warning code"
};

class OddValues : public testing::TestWithParam<OddRow> {};

TEST_P(OddValues, AreJudged) {
  const OddRow& row = GetParam();
  LoadOptions options;
  options.read_file = [&](const std::string&) {
    return "leadlint: 1\nruleset: test/odd\ntitle: odd\nfields:\n  a: " + std::string(row.field) +
           "\n";
  };
  const auto rules = load_ruleset("odd.yaml", options);
  ASSERT_TRUE(rules) << rules.error().owned().front().message;
  Validator validator(*rules);
  const std::string payload = row.payload;
  std::string codes;
  for (const OwnedFinding& finding :
       (payload.front() == '{' ? validator.check(payload) : validator.check_form(payload))
           .findings()
           .owned())
    codes += (codes.empty() ? "" : ", ") + std::string(severity_name(finding.severity)) + " " +
             std::string(code_name(finding.code));
  EXPECT_EQ(codes, row.findings);
}

const std::string long_form = "a=" + std::string(300, 'x');

INSTANTIATE_TEST_SUITE_P(
    , OddValues,
    testing::Values(
        // A bound looks at numbers, whatever `type` lets through.
        OddRow{R"({type: {is: number, severity: "off"}, min: 0})", R"({"a":[1,2]})", ""},
        OddRow{R"({type: {is: number, severity: "off"}, min: 0})", R"({"a":{"b":1}})", ""},
        OddRow{R"({type: {is: number, severity: "off"}, min: 0})", R"({"a":true})", ""},
        OddRow{R"({type: {is: number, severity: "off"}, min: 0})", R"({"a":-1})",
               "error out_of_range"},
        // A null that fails no check of the field's own form.
        OddRow{
            R"({type: {is: string, severity: "off"}, also: [{type: "null", severity: warning}]})",
            R"({"a":null})", "warning wrong_type"},
        // A text that is longer than any old name, of which some are texts and some are not.
        OddRow{"{values: {NEW: {was: [OLD, true, 3]}, B: {}}}", long_form.c_str(),
               "error not_in_enum"},
        OddRow{"{values: {NEW: {was: [OLD, true, 3]}, B: {}}}", "a=true", "warning not_in_enum"}));

}  // namespace
}  // namespace leadlint
