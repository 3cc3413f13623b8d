// `leadlint rules test`: which rules examples show, and what becomes of them as text, JSON and
// JUnit's XML; several rule sets and folders in one run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "author/rule_coverage.h"
#include "author/rule_tests.h"
#include "command_support.h"
#include "leadlint/ruleset.h"
#include "ruleset_names.h"
#include "temporary_folder.h"

namespace {

namespace author = leadlint::author;
using support::Outcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string head =
    "leadlint: 1\nruleset: test/%\ntitle: T\nsource: own\ntests: %.tests.yaml\nstatus: st\n";

std::string with_name(std::string text, const std::string& name) {
  for (std::size_t at = text.find('%'); at != std::string::npos; at = text.find('%'))
    text.replace(at, 1, name);
  return text;
}

const std::string fields =
    "fields:\n"
    "  st: {values: [OPEN, WON, LOST], required: true}\n"
    "  a: {type: integer, min: 1}\n"
    "  b: {type: integer}\n"
    "  tags: {type: array, items: {type: string, max_length: 3}}\n"
    "  at: {fields: {x: {type: string, min_length: 2}}}\n";

/// What a rule file's examples show of one of its names: "violated", "satisfied", "both", "-".
std::string shown(const std::string& rules, const std::string& tests, const std::string& name) {
  support::TemporaryFolder folder;
  folder.write("r.yaml", with_name(head, "r") + fields + rules);
  folder.write("r.tests.yaml", tests);
  const auto read = author::read_rule_tests(folder.path("r.tests.yaml"), folder.path("r.yaml"));
  if (!read) return read.error().front().message;
  const auto results = author::run_rule_tests(folder.path("r.yaml"), *read);
  const auto covered = author::rule_coverage(folder.path("r.yaml"), *read, results);
  if (!covered) return covered.error().front().message;
  for (const author::CoveredRule& rule : *covered)
    if (rule.name == name)
      return rule.violated && rule.satisfied ? "both"
             : rule.violated                 ? "violated"
             : rule.satisfied                ? "satisfied"
                                             : "-";
  return "no such rule";
}

TEST(RuleCoverage, ARuleIsShownWhereItApplies) {
  const std::string rule = "rules:\n  - {id: r, ";
  struct Row {
    std::string rules, payload, verdict, name, shown;
  };
  const Row rows[] = {
      // `when` does not hold
      {rule + "when: st == WON, require: a}\n", "{st: OPEN}", "valid", "r", "-"},
      {rule + "when: st == WON, require: a}\n", "{st: WON, a: 1}", "valid", "r", "satisfied"},
      {rule + "when: st == WON, require: a}\n", "{st: WON}", "invalid", "r", "violated"},
      {rule + "when: st == WON, forbid: a}\n", "{st: WON}", "valid", "r", "satisfied"},
      {rule + "when: st == WON, forbid: a}\n", "{st: OPEN, a: 1}", "valid", "r", "-"},
      // what is asserted is not known
      {rule + "assert: a < b}\n", "{st: OPEN, a: 1}", "valid", "r", "-"},
      {rule + "assert: a < b}\n", "{st: OPEN, a: 1, b: 2}", "valid", "r", "satisfied"},
      {rule + "assert: a < b}\n", "{st: OPEN, a: 2, b: 2}", "invalid", "r", "violated"},
      // a group
      {rule + "all_or_none: [a, b]}\n", "{st: OPEN}", "valid", "r", "-"},
      {rule + "all_or_none: [a, b]}\n", "{st: OPEN, a: 1, b: 1}", "valid", "r", "satisfied"},
      {rule + "all_or_none: [a, b]}\n", "{st: OPEN, a: 1}", "invalid", "r", "violated"},
      {rule + "require_any: [a, b]}\n", "{st: OPEN, a: 1}", "valid", "r", "satisfied"},
      // tables
      {"cases: [{field: st, table: {WON: {require: a}}}]\n", "{st: WON, a: 1}", "valid",
       "cases.WON", "satisfied"},
      {"cases: [{field: st, table: {WON: {require: a}}}]\n", "{st: OPEN}", "valid", "cases.WON",
       "-"},
      {"cases: [{field: st, table: {WON: {require: a}}}]\n", "{st: OPEN}", "valid",
       "cases.elsewhere", "satisfied"},
      // checks
      {"", "{st: OPEN}", "valid", "a.min", "-"},
      {"", "{st: OPEN, a: 1}", "valid", "a.min", "satisfied"},
      {"", "{st: OPEN, a: 0}", "invalid", "a.min", "violated"},
      {"", "{st: OPEN, a: x}", "invalid", "a.min", "-"},
      {"", "{st: OPEN}", "valid", "st.required", "satisfied"},
      {"", "{a: 1}", "invalid", "st.required", "violated"},
      {"", "{st: OPEN, tags: [ab]}", "valid", "tags[].max_length", "satisfied"},
      {"", "{st: OPEN, at: {}}", "valid", "at.x.min_length", "-"},
      {"", "{st: OPEN, at: {x: ab}}", "valid", "at.x.min_length", "satisfied"},
  };
  for (const Row& row : rows) {
    std::string tests = "- {name: n, payload: " + row.payload + ", verdict: " + row.verdict;
    // An invalid payload has one finding: what it is, the table does not say.
    if (row.verdict == "invalid") {
      const bool missing = row.name == "st.required" ||
                           row.rules.find("require") != std::string::npos ||
                           row.rules.find("all_or_none") != std::string::npos;
      const std::string code = row.rules.find("a < b") != std::string::npos    ? "conflict"
                               : missing                                       ? "missing_field"
                               : row.payload.find("a: x") != std::string::npos ? "wrong_type"
                                                                               : "out_of_range";
      const std::string path = row.name == "st.required"                            ? "/st"
                               : row.rules.find("all_or_none") != std::string::npos ? "/b"
                                                                                    : "/a";
      tests += ", findings: [{code: " + code + ", path: " + path + "}]";
    }
    EXPECT_EQ(shown(row.rules, tests + "}\n", row.name), row.shown)
        << row.rules << row.payload << ' ' << row.name;
  }
}

TEST(RuleCoverage, KeepIsShownBesideAStoredRecord) {
  const std::string rule = "rules:\n  - {id: r, keep: a}\n";
  EXPECT_EQ(shown(rule, "- {name: n, payload: {st: OPEN, a: 1}, verdict: valid}\n", "r"), "-");
  EXPECT_EQ(shown(rule,
                  "- {name: n, payload: {st: OPEN, a: 1}, current: {st: OPEN, a: 1}, "
                  "verdict: valid}\n",
                  "r"),
            "satisfied");
}

TEST(RuleCoverage, ATestThatFailsShowsNothing) {
  EXPECT_EQ(shown("", "- {name: n, payload: {st: OPEN, a: 1}, verdict: invalid}\n", "a.min"), "-");
}

/// What the tests of a shipped rule set violate is told so, and what they are said to keep
/// (`rule:`, and no finding of it) is kept, where the rule applies.
class ShippedCoverage : public testing::TestWithParam<std::string> {};

TEST_P(ShippedCoverage, IsKnown) {
  const auto files = author::find_rule_tests(GetParam(), LEADLINT_SOURCE_DIR);
  ASSERT_TRUE(files);
  const auto tests = author::read_rule_tests(files->tests, files->rules);
  ASSERT_TRUE(tests);
  const auto covered =
      author::rule_coverage(files->rules, *tests, author::run_rule_tests(files->rules, *tests));
  ASSERT_TRUE(covered) << covered.error().front().message;
  EXPECT_FALSE(covered->empty());
  for (const author::CoveredRule& rule : *covered) EXPECT_THAT(rule.place, HasSubstr(".yaml:"));
}

INSTANTIATE_TEST_SUITE_P(, ShippedCoverage, testing::ValuesIn(leadlint::shipped_rulesets()),
                         ruleset_test_name);

class RulesTestCommand : public support::CommandTest {
 protected:
  RulesTestCommand() : CommandTest({}) {}
  void SetUp() override {
    CommandTest::SetUp();
    shell("mkdir -p all/deep");
    for (const std::string name : {"one", "deep/two"}) {
      const std::string last = name.substr(name.rfind('/') + 1);
      write("all/" + name + ".yaml", with_name(head, last) + fields);
    }
    write(
        "all/one.tests.yaml",
        "- {name: good <&>, payload: {st: OPEN}, verdict: valid}\n"
        "- {name: \"bad \\\"one\\\"\", rule: a.min, payload: {st: OPEN, a: 0}, verdict: valid}\n");
    write("all/deep/two.tests.yaml", "- {name: good, payload: {st: WON, a: 2}, verdict: valid}\n");
  }
};

TEST_F(RulesTestCommand, RunsFilesAndFoldersInOneRun) {
  const Outcome all = run("rules test all");
  EXPECT_EQ(all.exit, 1);
  EXPECT_EQ(all.out,
            "all/one.tests.yaml:2: bad \"one\": the verdict is invalid, expected valid; not "
            "expected: out_of_range at /a\n3 tests, 1 failed\n");
  // One that is named and in a folder runs once.
  EXPECT_EQ(run("rules test all/deep/two.yaml all/deep").out, "1 tests, 0 failed\n");
  EXPECT_EQ(run("rules test all/deep/two.tests.yaml all/one.yaml all/one.tests.yaml").exit, 1);
  shell("mkdir none");
  const Outcome none = run("rules test none all/deep");
  EXPECT_EQ(none.exit, 2);
  EXPECT_THAT(none.err, HasSubstr("none has no tests files (.tests.yaml) in it"));
  EXPECT_EQ(none.out, "1 tests, 0 failed\n");
}

TEST_F(RulesTestCommand, TellsOfCoverage) {
  const Outcome told = run("rules test --coverage all/deep/two.yaml");
  EXPECT_EQ(told.exit, 0);
  EXPECT_THAT(told.out, HasSubstr("all/deep/two.yaml: "));
  EXPECT_THAT(told.out, HasSubstr("all/deep/two.yaml:9: a.min: never violated\n"));
  EXPECT_THAT(told.out, HasSubstr("at.x.min_length: never violated, never satisfied\n"));
  const auto json = nlohmann::json::parse(run("rules test --coverage -f json all").out);
  EXPECT_EQ(json.at("run"), 3);
  EXPECT_EQ(json.at("failed"), 1);
  ASSERT_EQ(json.at("rulesets").size(), 2);
  const auto& two = json["rulesets"][0];
  EXPECT_EQ(two.at("rules"), "all/deep/two.yaml");
  EXPECT_THAT(two.at("coverage").at("never_violated").dump(),
              HasSubstr(R"({"place":"all/deep/two.yaml:9","rule":"a.min"})"));
  EXPECT_THAT(two.at("coverage").at("never_satisfied").dump(), Not(HasSubstr("\"a.min\"")));
  EXPECT_EQ(json["rulesets"][1].at("failures").at(0).at("place"), "all/one.tests.yaml:2");
}

TEST_F(RulesTestCommand, WritesJunit) {
  write("all/broken.tests.yaml", "- {name: a}\n");
  write("all/broken.yaml", with_name(head, "broken") + fields);
  const Outcome onto = run("rules test -o all/one.yaml all");
  EXPECT_EQ(onto.exit, 2);
  EXPECT_THAT(onto.err, HasSubstr("-o all/one.yaml is also read"));
  const Outcome told = run("rules test --coverage -f junit -o out.xml all");
  EXPECT_EQ(told.exit, 2);
  EXPECT_EQ(told.out, "");
  EXPECT_THAT(told.err, HasSubstr("broken.tests.yaml:1"));
  const std::string xml = read("out.xml");
  EXPECT_THAT(xml, HasSubstr("<testsuites name=\"leadlint rules test\" tests=\"4\" failures=\"1\" "
                             "errors=\"1\""));
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"all/one.yaml\" tests=\"2\" failures=\"1\""));
  EXPECT_THAT(xml, HasSubstr("name=\"bad &quot;one&quot;\" file=\"all/one.tests.yaml\" line=\"2\">"
                             "<failure message=\"the verdict is invalid, expected valid; not "
                             "expected: out_of_range at /a\" type=\"rule_test\">"));
  EXPECT_THAT(xml, HasSubstr("it is about the rule a.min"));
  EXPECT_THAT(xml, HasSubstr("name=\"good &lt;&amp;&gt;\""));
  if (shell("command -v python3").exit != 0) GTEST_SKIP() << "no python3 here";
  const Outcome parsed = shell(
      "python3 -c \"import xml.etree.ElementTree as t; r = t.parse('out.xml').getroot();"
      "print(len(r), [len(s.findall('testcase')) for s in r], len(r.findall('.//failure')), "
      "len(r.findall('.//error')))\"");
  EXPECT_EQ(parsed.out, "3 [1, 1, 2] 1 1\n") << parsed.err;
}

}  // namespace
