// Findings in the formats of other programs: what these programs refuse (goldens of a whole run:
// report_test.cpp).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>

#include "report/file_uri.h"
#include "report/fingerprint.h"
#include "report/github.h"
#include "report/junit.h"
#include "report/sarif.h"
#include "report_support.h"

namespace leadlint::report {
namespace {

using namespace support;

/// A run over one file with these findings, each about the same text.
std::string report_of(ReportFormat format, const std::vector<OwnedFinding>& findings,
                      std::string_view file = "a.json", const Options& options = {},
                      std::string_view text = typical_text) {
  std::ostringstream out;
  const auto reporter = make_reporter(format, out, options);
  Totals totals;
  totals.files = 1;
  reporter->begin_file(file);
  for (const OwnedFinding& finding : findings) {
    reporter->finding(finding, {text, 0});
    totals.counts.add(finding.severity);
  }
  reporter->end_file(totals.counts);
  reporter->end(totals);
  return out.str();
}

TEST(ReportFormats, RedactedHoldNothingOfAPayload) {
  for (const ReportFormat format : {ReportFormat::sarif, ReportFormat::github, ReportFormat::gitlab,
                                    ReportFormat::junit, ReportFormat::csv}) {
    const std::string report = played(format, {.redact = true});
    EXPECT_EQ(report.find("LEAD_WN"), report.npos) << report;
    EXPECT_EQ(report.find("LEAD_WON"), report.npos) << report;  // what was likely meant
    EXPECT_EQ(report.find("hello"), report.npos) << report;
    EXPECT_NE(report.find("status"), report.npos) << report;
  }
}

// ------------------------------------------------------------------------------------------- SARIF

/// What docs/github/leadlint-matcher.json makes of a line,
/// "FILE|LINE|COLUMN|SEVERITY|MESSAGE|CODE"; empty: nothing.
std::string matched(const std::string& line) {
  static const auto matchers = nlohmann::json::parse(
      std::ifstream(LEADLINT_SOURCE_DIR "/docs/github/leadlint-matcher.json"));
  std::string result;
  for (const auto& matcher : matchers.at("problemMatcher")) {
    const auto& pattern = matcher.at("pattern").at(0);
    std::smatch match;
    if (!std::regex_search(line, match, std::regex(pattern.at("regexp").get<std::string>())))
      continue;
    EXPECT_EQ(result, "") << "two matchers take " << line;
    for (const char* part : {"file", "line", "column", "severity", "message", "code"})
      result += (result.empty() ? "" : "|") +
                (pattern.contains(part) ? match[pattern.at(part).get<std::size_t>()].str()
                                        : std::string("-"));
  }
  return result;
}

TEST(ProblemMatcher, TakesTheHeadlinesOfTheTextReport) {
  std::istringstream lines(played(ReportFormat::text, {}));
  std::vector<std::string> found;
  for (std::string line; std::getline(lines, line);)
    if (std::string one = matched(line); !one.empty()) found.push_back(std::move(one));
  EXPECT_THAT(found, testing::ElementsAre(
                         "change.json|1|11|error|\"LEAD_WN\" is no status|not_in_enum",
                         "bulk.csv|9|3|warning|blanks around the text|whitespace",
                         "bulk.csv|-|-|error|record 7: /@path/id: id is missing|missing_field"));
  EXPECT_EQ(matched("a.json:1:2: note: said [conflict]"), "");
  EXPECT_EQ(matched("  {\"a\": \"x:1:2: error: y [z]\"}"), "");
}

TEST(Sarif, NumbersRulesInTheOrderOfTheirFirstFinding) {
  const auto run = nlohmann::json::parse(played(ReportFormat::sarif, {}))["runs"][0];
  const auto& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(run["results"].size(), 3U);
  for (const auto& result : run["results"])
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
  EXPECT_EQ(rules[1]["id"], "whitespace");  // no rule stands behind it
  const auto& region = run["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startColumn"], 11);
  EXPECT_EQ(region["endColumn"], 20);
}

TEST(Sarif, HasTheFixOfAFindingAndNeverAnEmptyOne) {
  OwnedFinding finding = typical(typical_text);
  OwnedFinding none = finding, two = finding;
  none.fix = {};
  two.fix.edits.push_back(two.fix.edits.front());
  two.fix.edits.front().text.clear();
  two.fix.safe = true;
  const auto run =
      nlohmann::json::parse(report_of(ReportFormat::sarif, {finding, none, two}))["runs"][0];
  const auto& changes = run["results"][0]["fixes"][0]["artifactChanges"];
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0]["replacements"][0]["insertedContent"]["text"], "\"LEAD_WON\"");
  EXPECT_EQ(run["results"][0]["fixes"][0]["properties"]["safe"], false);
  EXPECT_FALSE(run["results"][1].contains("fixes"));
  const auto& safe = run["results"][2]["fixes"][0];
  EXPECT_EQ(safe["properties"]["safe"], true);
  EXPECT_EQ(safe["artifactChanges"][0]["replacements"].size(), 2U);
}

TEST(Sarif, GathersByRuleWhatIsBeyondItsLimit) {
  std::ostringstream out;
  SarifReporter reporter(out, {}, 25);
  reporter.begin_file("a.json");
  for (int i = 0; i < 25 + 1204; ++i) reporter.finding(typical(typical_text), {typical_text, 0});
  reporter.end_file({});
  reporter.end({});
  const auto run = nlohmann::json::parse(out.str())["runs"][0];
  EXPECT_EQ(run["results"].size(), 25U);
  const auto& told = run["invocations"][0]["toolExecutionNotifications"];
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0]["message"]["text"],
            "1,204 further findings of this rule are not listed: a report has 25 at most.");
  EXPECT_EQ(told[0]["associatedRule"]["id"], "renovationfind/update_status#status.values");
}

TEST(Sarif, OfNothingIsARunWithoutResults) {
  const auto run = nlohmann::json::parse(report_of(ReportFormat::sarif, {}))["runs"][0];
  EXPECT_TRUE(run["results"].empty());
  EXPECT_TRUE(run["tool"]["driver"]["rules"].empty());
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
}

TEST(Sarif, TextsHoldNoLinksThatPayloadsMake) {
  OwnedFinding finding = typical(typical_text);
  finding.message = "\"[here](https://example.org)\" is no status";
  const auto run = nlohmann::json::parse(report_of(ReportFormat::sarif, {finding}))["runs"][0];
  EXPECT_EQ(run["results"][0]["message"]["text"],
            "\"\\[here\\](https://example.org)\" is no status. Did you mean LEAD_WON?");
}

TEST(FileUris, AreRelativeWithSlashesAndEncoded) {
  const std::pair<const char*, const char*> rows[] = {
      {"a/b.json", "a/b.json"},
      {"./a.json", "a.json"},
      {"a b#c?d.json", "a%20b%23c%3Fd.json"},
      {"a:b.json", "a%3Ab.json"},
      {"f\xC3\xBCr.json", "f%C3%BCr.json"},
      {"100%.json", "100%25.json"},
      {"<stdin>", "stdin"},
      {"a/../b.json", "b.json"},
  };
  for (const auto& [file, uri] : rows) {
    EXPECT_EQ(file_uri(file).text, uri) << file;
    EXPECT_TRUE(file_uri(file).relative) << file;
  }
  EXPECT_EQ(file_uri("/tmp/a b.json").text, "file:///tmp/a%20b.json");
  EXPECT_FALSE(file_uri("/tmp/a b.json").relative);
  EXPECT_TRUE(file_uri("../a.json").text.starts_with("file:///"));
  EXPECT_FALSE(file_uri("../a.json").relative);
}

// ------------------------------------------------------------------------------------ fingerprints

TEST(Fingerprints, SurviveMovedLinesAndTellLikeFindingsApart) {
  const std::string below = "\n\n" + std::string(typical_text);
  OwnedFinding first = typical(typical_text), moved = typical(below);
  Fingerprints before, after;
  const std::string name = before.next("a.json", first, {typical_text, 0}, false);
  EXPECT_EQ(name.size(), 32U);
  EXPECT_EQ(after.next("a.json", moved, {below, 0}, false), name);
  EXPECT_NE(after.next("a.json", moved, {below, 0}, false), name);  // the second of its kind
  EXPECT_NE(Fingerprints().next("b.json", first, {typical_text, 0}, false), name);
  OwnedFinding other = first;
  other.rule += "x";
  EXPECT_NE(Fingerprints().next("a.json", other, {typical_text, 0}, false), name);
}

TEST(Fingerprints, DoNotGoByTheNumbersOfItems) {
  OwnedFinding a = typical(typical_text), b = a;
  a.path = "/leads/1/status";
  b.path = "/leads/27/status";
  EXPECT_EQ(Fingerprints().next("a.json", a, {typical_text, 0}, false),
            Fingerprints().next("a.json", b, {typical_text, 0}, false));
}

TEST(Fingerprints, OfRedactedFindingsDoNotGoByTheValue) {
  const std::string other = R"({"status":"LEAD_WX","jobAmount":"12"})";
  const OwnedFinding finding = typical(typical_text);
  EXPECT_EQ(Fingerprints().next("a.json", finding, {typical_text, 0}, true),
            Fingerprints().next("a.json", finding, {other, 0}, true));
  EXPECT_NE(Fingerprints().next("a.json", finding, {typical_text, 0}, false),
            Fingerprints().next("a.json", finding, {other, 0}, false));
}

// ------------------------------------------------------------------------------------------ GitHub

TEST(Github, EscapesWhatItsRunnerTakesBack) {
  OwnedFinding finding = typical(typical_text);
  finding.message = "50% of a, b:\n::error::c";
  finding.because.clear();
  finding.suggestion.clear();
  const std::string line =
      report_of(ReportFormat::github, {finding}, "a,b:c%.json", {.summary = false});
  EXPECT_EQ(line,
            "::error file=a%2Cb%3Ac%25.json,line=1,col=11,endColumn=20,"
            "title=renovationfind/update_status#status.values::"
            "50%25 of a, b:\xE2\x90\x8A::error::c\n");
}

TEST(Github, HasNoColumnsWhereAnAnnotationTakesSeveralLines) {
  OwnedFinding finding = typical(typical_text);
  finding.end_line = 3;
  const std::string line = report_of(ReportFormat::github, {finding});
  EXPECT_NE(line.find(",line=1,endLine=3,title="), line.npos) << line;
}

TEST(Github, ShowsTenOfASeverityAndSaysHowManyMore) {
  const std::vector<OwnedFinding> ten(max_annotations, typical(typical_text));
  EXPECT_EQ(report_of(ReportFormat::github, ten).find("not shown here"), std::string::npos);
  const std::vector<OwnedFinding> many(max_annotations + 3, typical(typical_text));
  const std::string report = report_of(ReportFormat::github, many);
  std::size_t annotations = 0;
  for (std::size_t at = 0; (at = report.find("::error ", at)) != report.npos; ++at) ++annotations;
  EXPECT_EQ(annotations, max_annotations);
  EXPECT_NE(report.find("::4 more errors are not shown here"), report.npos) << report;
}

TEST(Github, SaysHowManyALimitHides) {
  std::ostringstream out;
  const auto reporter = make_reporter(ReportFormat::github, out, {.summary = false});
  reporter->begin_file("a.json");
  reporter->finding(typical(typical_text), {typical_text, 0});
  reporter->end_file({});
  Totals totals;
  totals.counts.errors = 12;
  totals.counts.warnings = 1;
  reporter->end(totals);
  EXPECT_THAT(out.str(),
              testing::HasSubstr("::error title=Leadlint::11 more errors are not shown here "
                                 "(max_details)\n"));
  EXPECT_THAT(out.str(),
              testing::HasSubstr("::warning title=Leadlint::1 more warning is not shown here "
                                 "(max_details)\n"));
}

// ------------------------------------------------------------------------------------------- JUnit

TEST(Junit, ReplacesWhatXmlHasNoWayToWrite) {
  EXPECT_EQ(xml_text("a<b & \"c\">\n\t"), "a&lt;b &amp; &quot;c&quot;&gt;&#10;&#9;");
  EXPECT_EQ(xml_text(std::string_view("\0\x01\x1b", 3)), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("\xFF"), "\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // half a pair
  EXPECT_EQ(xml_text("\xEF\xBF\xBF"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // U+FFFF
  EXPECT_EQ(xml_text("\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80"),
            "\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80");
}

TEST(Junit, HasAPassingTestForAFileWithoutErrors) {
  OwnedFinding finding = typical(typical_text);
  finding.severity = Severity::warning;
  const std::string report = report_of(ReportFormat::junit, {finding});
  EXPECT_NE(report.find("tests=\"2\" failures=\"0\""), report.npos) << report;
  EXPECT_NE(report.find("<system-out>warning: "), report.npos) << report;
}

/// Otherwise a CI server takes the file for good.
TEST(Junit, HasAFailingTestForAFileWhoseErrorsAreNotShown) {
  std::ostringstream out;
  const auto reporter = make_reporter(ReportFormat::junit, out, {});
  reporter->begin_file("a.json");
  Counts counts;
  counts.records = counts.invalid = counts.errors = counts.cut = 1;
  reporter->end_file(counts);
  reporter->end({});
  EXPECT_THAT(out.str(), testing::HasSubstr("tests=\"1\" failures=\"1\""));
  EXPECT_THAT(out.str(), testing::HasSubstr("<failure message=\"1 record: 0 valid"));
}

TEST(Reports, SayThatAFileCouldNotBeRead) {
  for (const auto& [format, words] :
       {std::pair{ReportFormat::sarif, "\"executionSuccessful\":false"},
        {ReportFormat::sarif, "1 file could not be read, or not to its end."},
        {ReportFormat::github,
         "::error title=Leadlint::1 file could not be read, or not to its "
         "end\n"},
        {ReportFormat::junit, "<error message=\"1 file could not be read, or not to its end\""}}) {
    std::ostringstream out;
    const auto reporter = make_reporter(format, out, {});
    Totals totals;
    totals.unreadable = 1;
    reporter->end(totals);
    EXPECT_THAT(out.str(), testing::HasSubstr(words));
  }
}

// ---------------------------------------------------------------------------------- GitLab and CSV

TEST(Gitlab, FingerprintsAreUniqueInAReport) {
  const std::vector<OwnedFinding> findings(3, typical(typical_text));
  const auto entries = nlohmann::json::parse(report_of(ReportFormat::gitlab, findings));
  std::set<std::string> names;
  for (const auto& entry : entries) names.insert(entry["fingerprint"].get<std::string>());
  EXPECT_EQ(names.size(), 3U);
  EXPECT_EQ(nlohmann::json::parse(report_of(ReportFormat::gitlab, {})), nlohmann::json::array());
}

TEST(CsvOfFindings, MakesTextOfWhatASpreadsheetWouldRun) {
  for (const char* message : {"=1+1", "+1", "-1", "@a", "\t=1"}) {
    OwnedFinding finding = typical(typical_text);
    finding.message = message;
    const std::string report = report_of(ReportFormat::csv, {finding});
    EXPECT_NE(report.find(std::string(",'") + message), report.npos) << report;
  }
  OwnedFinding finding = typical(typical_text);
  finding.message = "a \"b\", c";
  EXPECT_NE(report_of(ReportFormat::csv, {finding}).find(R"(,"a ""b"", c",)"), std::string::npos);
}

}  // namespace
}  // namespace leadlint::report
