// Each format is a function and a row. Tests: tests/rule_coverage_test.cpp.
#include "author/test_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/json.h"
#include "report/junit.h"
#include "report/printable.h"

namespace leadlint::author {
namespace {

using report::json_string;
using report::xml_text;

bool passed(const RuleTestResult& result) { return result.difference.empty(); }

std::size_t count_of(const std::vector<CoveredRule>& rules, bool CoveredRule::*has) {
  return static_cast<std::size_t>(std::ranges::count(rules, true, has));
}

std::string line_of_report(std::string_view text) { return report::printable_line(text) + '\n'; }

// ------------------------------------------------------------------------------------------- text

void add_coverage(const TestedRules& tested, std::string& out) {
  const std::vector<CoveredRule>& rules = *tested.coverage;
  out += line_of_report(
      fmt::format("{}: {} rules and checks, {} violated by a test, {} satisfied by one",
                  tested.rules, rules.size(), count_of(rules, &CoveredRule::violated),
                  count_of(rules, &CoveredRule::satisfied)));
  for (const CoveredRule& rule : rules) {
    if (rule.violated && rule.satisfied) continue;
    const std::string_view what = rule.satisfied  ? "never violated"
                                  : rule.violated ? "never satisfied"
                                                  : "never violated, never satisfied";
    out += line_of_report(fmt::format("{}: {}: {}", rule.place, rule.name, what));
  }
}

std::string text_of_tests(const std::vector<TestedRules>& all) {
  std::string out;
  std::size_t run = 0, failed = 0;
  for (const TestedRules& tested : all) {
    run += tested.results.size();
    failed += tested.failed();
    for (std::size_t i = 0; i < tested.results.size(); ++i)
      if (!passed(tested.results[i]))
        out += line_of_report(fmt::format("{}: {}: {}", tested.tests[i].location,
                                          tested.tests[i].name, tested.results[i].difference));
  }
  for (const TestedRules& tested : all)
    if (tested.coverage) add_coverage(tested, out);
  if (run != 0) out += fmt::format("{} tests, {} failed\n", run, failed);
  return out;
}

// ------------------------------------------------------------------------------------------- json

template <class List, class Each>
std::string json_list(const List& list, Each each) {
  std::string items;
  for (const auto& one : list) {
    const std::string item = each(one);
    if (!item.empty()) items += (items.empty() ? "" : ",") + item;
  }
  return '[' + items + ']';
}

std::string json_coverage(const std::vector<CoveredRule>& rules) {
  const auto without = [&rules](bool CoveredRule::*has) {
    return json_list(rules, [has](const CoveredRule& rule) {
      if (rule.*has) return std::string();
      return fmt::format(R"({{"rule":{},"place":{}}})", json_string(rule.name),
                         json_string(rule.place));
    });
  };
  return fmt::format(
      R"({{"rules":{},"violated":{},"satisfied":{},"never_violated":{},"never_satisfied":{}}})",
      rules.size(), count_of(rules, &CoveredRule::violated),
      count_of(rules, &CoveredRule::satisfied), without(&CoveredRule::violated),
      without(&CoveredRule::satisfied));
}

std::string json_of(const TestedRules& tested) {
  std::string failures;
  for (std::size_t i = 0; i < tested.results.size(); ++i)
    if (!passed(tested.results[i]))
      failures +=
          fmt::format(R"({}{{"test":{},"place":{},"difference":{}}})", failures.empty() ? "" : ",",
                      json_string(tested.tests[i].name), json_string(tested.tests[i].location),
                      json_string(tested.results[i].difference));
  std::string out =
      fmt::format(R"({{"rules":{},"tests":{},"run":{},"failures":[{}])", json_string(tested.rules),
                  json_string(tested.file), tested.results.size(), failures);
  if (tested.coverage) out += ",\"coverage\":" + json_coverage(*tested.coverage);
  if (!tested.mistakes.empty())
    out += ",\"mistakes\":" + json_list(tested.mistakes, [](const OwnedFinding& mistake) {
             return fmt::format(R"({{"place":{},"message":{}}})",
                                json_string(mistake.rule_location), json_string(mistake.message));
           });
  return out + '}';
}

std::string json_of_tests(const std::vector<TestedRules>& all) {
  std::size_t run = 0, failed = 0;
  for (const TestedRules& tested : all) {
    run += tested.results.size();
    failed += tested.failed();
  }
  return fmt::format("{{\"run\":{},\"failed\":{},\"rulesets\":{}}}\n", run, failed,
                     json_list(all, json_of));
}

// ------------------------------------------------------------------------------------------ junit

void add_case(const TestedRules& tested, std::size_t number, std::string& out) {
  const RuleTest& test = tested.tests[number];
  const std::size_t colon = test.location.rfind(':');
  out += fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                     xml_text(tested.rules), xml_text(test.name),
                     xml_text(test.location.substr(0, colon)),
                     xml_text(test.location.substr(colon + 1)));
  const std::string& difference = tested.results[number].difference;
  if (difference.empty()) {
    out += "/>\n";
    return;
  }
  out += fmt::format("><failure message=\"{}\" type=\"rule_test\">{}: {}{}</failure></testcase>\n",
                     xml_text(difference), xml_text(test.location), xml_text(difference),
                     xml_text(test.rule.empty() ? "" : "\nit is about the rule " + test.rule));
}

void add_mistakes(const TestedRules& tested, std::string& out) {
  std::string words;
  for (const OwnedFinding& each : tested.mistakes)
    words += each.rule_location + (each.rule_location.empty() ? "" : ": ") + each.message + '\n';
  out += fmt::format(
      "    <testcase classname=\"{0}\" name=\"the tests can be run\"><error message=\"{1}\" "
      "type=\"mistake\">{2}</error></testcase>\n",
      xml_text(tested.rules), xml_text(tested.mistakes.front().message), xml_text(words));
}

/// As properties of the suite, so that a report keeps what was not shown.
void add_properties(const TestedRules& tested, std::string& out) {
  if (!tested.coverage) return;
  const auto add = [&out](std::string_view name, const std::string& value) {
    out += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, xml_text(value));
  };
  out += "    <properties>\n";
  add("rules", fmt::format("{}", tested.coverage->size()));
  for (const CoveredRule& rule : *tested.coverage) {
    const std::string words = fmt::format("{} ({})", rule.name, rule.place);
    if (!rule.violated) add("never violated", words);
    if (!rule.satisfied) add("never satisfied", words);
  }
  out += "    </properties>\n";
}

std::string junit_of_tests(const std::vector<TestedRules>& all) {
  std::string suites;
  std::size_t tests = 0, failures = 0, errors = 0;
  double seconds = 0;
  for (const TestedRules& tested : all) {
    const std::size_t broken = tested.mistakes.empty() ? 0 : 1;
    const std::size_t count = tested.results.size() + broken;
    suites += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\" "
        "time=\"{:.3f}\">\n",
        xml_text(tested.rules), count, tested.failed(), broken, tested.seconds);
    add_properties(tested, suites);
    for (std::size_t i = 0; i < tested.results.size(); ++i) add_case(tested, i, suites);
    if (broken != 0) add_mistakes(tested, suites);
    suites += "  </testsuite>\n";
    tests += count;
    failures += tested.failed();
    errors += broken;
    seconds += tested.seconds;
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"leadlint rules test\" tests=\"{}\" failures=\"{}\" errors=\"{}\" "
      "time=\"{:.3f}\">\n{}</testsuites>\n",
      tests, failures, errors, seconds, suites);
}

constexpr std::array report_rows{
    TestReportRow{"text", "for people", text_of_tests},
    TestReportRow{"json", "one object", json_of_tests},
    TestReportRow{"junit", "JUnit's XML, a suite a ruleset", junit_of_tests},
};

}  // namespace

std::size_t TestedRules::failed() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(results, [](const RuleTestResult& each) { return !passed(each); }));
}

std::span<const TestReportRow> test_reports() noexcept { return report_rows; }

}  // namespace leadlint::author
