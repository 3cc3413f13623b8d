// Findings to reports: golden text, JSON, JSON Lines, redaction, and what a payload may not do to
// the screen. To renew the golden files: LEADLINT_UPDATE_GOLDEN=1 build/.../leadlint_tests.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "json_schema.h"
#include "report/examples.h"
#include "report/excerpt.h"
#include "report/json.h"
#include "report/printable.h"
#include "report/reporter.h"
#include "report/summary.h"
#include "report/text.h"
#include "report_support.h"
#include "text/utf8.h"

namespace leadlint::report {
namespace {

using namespace support;

TEST(Report, GoldenRuns) {
  for (const ReportFormatRow& row : report_formats())
    if (row.format != ReportFormat::api)  // it has words of its rules: api_answer_test.cpp
      expect_golden("report." + std::string(row.name), played(row.format, {}));
  expect_golden("report.colour", played(ReportFormat::text, {.colour = true}));
  expect_golden("report.redacted", played(ReportFormat::text, {.redact = true}));
  expect_golden("report.quiet", played(ReportFormat::text, {.summary = false}));
}

// A bulk file: one cause in many records, another value in each, and one finding alone.
TEST(Report, GoldenGroups) {
  const auto play_groups = [](Options options, int files) {
    options.group = true;
    options.setting_text = command::flags_of;
    std::ostringstream out;
    const auto reporter = make_reporter(ReportFormat::text, out, options);
    Totals totals;
    totals.files = static_cast<std::uint64_t>(files);
    for (int file = 0; file < files; ++file) {
      const std::string name = "part" + std::to_string(file) + ".jsonl";
      reporter->begin_file(name);
      for (std::uint64_t record = 1; record <= 60; ++record) {
        OwnedFinding same = typical(typical_text);
        same.record = record;
        same.line = same.end_line = static_cast<std::uint32_t>(record + 16);
        reporter->finding(same, {typical_text, 0});
        same.message = "again in this record";
        if (record == 1) reporter->finding(same, {typical_text, 0});
        if (record == 1) reporter->finding(same, {typical_text, 0});
        same.path = "/phones/" + std::to_string(record) + "/number";
        same.rule = "vendor/operation#number.format";
        same.severity = Severity::warning;
        same.suggestion.clear();
        same.message = "\"" + std::to_string(record) + "\" is no number of a phone";
        reporter->finding(same, {typical_text, 0});
        totals.counts.add(Verdict::invalid);
        totals.counts.add(Severity::error);
        totals.counts.add(Severity::warning);
      }
      OwnedFinding parameter;
      parameter.code = Code::missing_field;
      parameter.path = "/@path/id";
      parameter.message = "id is missing";
      reporter->finding(parameter, {});
      reporter->end_file({});
    }
    reporter->end(totals);
    return out.str();
  };
  expect_golden("report.grouped", play_groups({.max_groups = 4}, 1) + "-- several files\n" +
                                      play_groups({.max_groups = 2}, 2) + "-- redacted\n" +
                                      play_groups({.redact = true}, 1));
}

TEST(Report, GoldenSummary) {
  Summary summary;
  summary.codes = {{"not_in_enum", 1'234'567}, {"wrong_type", 20}};
  summary.rules = {{"vendor/operation#status.values", 1'234'567}};
  for (std::uint64_t i = 0; i < max_summary_rows + 2; ++i)
    summary.fields.push_back({i == 0 ? "" : "/lists/*/member" + std::to_string(i), 100 - i});
  summary.statuses = {{"(not legal)", 12}, {"WON", 3}};
  summary.values = {{"/status", "\"W\x1b[31m\"", 1'000, 1'000}, {"/status", "1", 90, 1'100}};
  Totals totals;
  totals.counts.records = 2'000'000;
  totals.seconds = 1.5;
  totals.summary = &summary;
  const auto ended = [&totals](ReportFormat form, const Options& options) {
    std::ostringstream out;
    make_reporter(form, out, options)->end(totals);
    return out.str();
  };
  expect_golden("report.summary", ended(ReportFormat::text, {}) + "-- quiet\n" +
                                      ended(ReportFormat::text, {.summary = false}) + "-- jsonl\n" +
                                      ended(ReportFormat::jsonl, {}));
}

// Each line of text that could go wrong, with the span that is underlined.
struct CaretCase {
  const char* what;
  std::string text;
  std::string span;
};

TEST(Report, GoldenCarets) {
  const std::string pad(200, 'a');
  std::string wide;
  for (int i = 0; i < 80; ++i) wide += "\u7530";
  const std::vector<CaretCase> cases{
      {"first of the text", "xy", "x"},
      {"a tab is four blanks", "\t{\"a\":\t1}", "1"},
      {"wide characters take two cells", "{\"名前\": \"田中\", \"a\": 1}", "1"},
      {"a combining mark takes none", "{\"e\u0301\": 1}", "1"},
      {"cut in front", "{\"a\": \"" + pad + "\", \"b\": 1}", "1"},
      {"cut behind", "{\"b\": 1, \"a\": \"" + pad + "\"}", "1"},
      {"cut on both sides", "{\"a\": \"" + pad + "\", \"b\": 1, \"c\": \"" + pad + "\"}", "1"},
      {"longer than the line may be", "{\"a\": \"" + pad + "\"}", "\"" + pad + "\""},
      {"over two lines", "{\"a\": [1,\n  2]}", "[1,\n  2]"},
      {"a line in the middle, CRLF", "{\r\n \"a\": 1,\r\n \"b\": 2\r\n}", "1"},
      {"control characters do nothing", "{\"a\": \"\x1b[31m\x07\", \"b\": 1}", "1"},
      {"bytes that are not UTF-8", "{\"a\": \"\xff\xc3\", \"b\": 1}", "1"},
      {"wide emoji, and marks of Devanagari, Thai and Hebrew",
       "{\"a\": \"\u231A\u2B50\U0001F9FF \u0915\u0941 \u0E01\u0E34 \u05D0\u05B8\", \"b\": 1}", "1"},
      {"vowels and final consonants of Hangul", "{\"\u1112\u1161\u11AB\": 1}", "1"},
      {"cut between wide characters", "{\"b\": 1, \"a\": \"" + wide + "\"}", "1"},
      {"tabs in front of a cut", "\t\t{\"a\": \"" + pad + "\",\t\"b\": 1}", "1"},
      {"the direction of writing stays", "{\"a\": \"\u202e\", \"b\": 1}", "1"},
  };
  std::string result;
  for (const CaretCase& each : cases) {
    OwnedFinding finding = finding_at(each.text, each.span, Code::wrong_type, each.what);
    result += text_of("f.json", finding, {each.text, 0}, {});
  }
  expect_golden("report.carets", result);
}

// A line that starts with `::` is an order to GitHub Actions, `##[` and `##vso[` are orders to
// others wherever they stand.
TEST(Report, NoTextGivesOrdersToACiJob) {
  EXPECT_EQ(printable_line("::error::x"), "\\u003a:error::x");
  EXPECT_EQ(printable_line("  \u00a0::error::x"), "  \\u00a0\\u003a:error::x");
  EXPECT_EQ(printable_line("a ::error::x"), "a ::error::x");
  EXPECT_EQ(printable_line(":"), ":");
  EXPECT_EQ(printable("a ##[error]x ##vso[task] ## [x] #[y]"),
            "a \\u0023#[error]x \\u0023#vso[task] ## [x] #[y]");
  constexpr std::string_view text = "{\n  ::add-mask::\"a\"\n}";
  OwnedFinding finding = finding_at(text, "\"a\"", Code::bad_json, "no JSON");
  EXPECT_EQ(text_of("::x.json", finding, {text, 0}, {}),
            "\\u003a:x.json:2:15: error: no JSON [bad_json]\n"
            "    \\u003a:add-mask::\"a\"\n"
            "                     ^~~\n");
}

TEST(Report, TheCaretOfASpanAtTheEndOfTheTextStandsBehindIt) {
  const Excerpt shown = excerpt("{\"a\": 1", 7, 7);
  EXPECT_EQ(shown.line, "{\"a\": 1");
  EXPECT_EQ(shown.blanks, 7U);
  EXPECT_EQ(shown.marks, 1U);
}

TEST(Report, ACutLineKeepsToItsWidth) {
  const std::string line(1000, 'x');
  for (std::size_t begin = 0; begin <= line.size(); ++begin)
    for (const std::size_t size : {0U, 1U, 50U, 99U, 100U, 101U, 500U}) {
      const Excerpt shown = excerpt(line, begin, std::min(line.size(), begin + size));
      ASSERT_LE(code_points(shown.line), excerpt_width + 1) << begin << ' ' << size;
      ASSERT_LE(shown.blanks + shown.marks, excerpt_width + 1) << begin << ' ' << size;
      ASSERT_GE(shown.marks, 1U);
    }
}

TEST(Report, JsonIsJsonWhateverTheText) {
  OwnedFinding finding;
  finding.message = "\xff\x01\"\\";
  finding.path = "/a~1b";
  const auto value = nlohmann::json::parse(json_of(finding));
  EXPECT_EQ(value["message"], "\uFFFD\u0001\"\\");
  EXPECT_EQ(value["path"], "/a~1b");
  EXPECT_FALSE(value.contains("line"));
  EXPECT_FALSE(value.contains("file"));
}

TEST(Report, ARunWithoutFilesIsAReportToo) {
  std::ostringstream out;
  make_reporter(ReportFormat::json, out, {})->end({});
  const auto value = nlohmann::json::parse(out.str());
  EXPECT_EQ(value["leadlint"], 1);
  EXPECT_TRUE(value["files"].empty());
}

nlohmann::json report_schema() {
  std::ifstream file(LEADLINT_SOURCE_DIR "/schemas/report.schema.json");
  return nlohmann::json::parse(file);
}

TEST(Report, HoldsToItsSchema) {
  const nlohmann::json schema = report_schema();
  using Problems = std::vector<std::string>;
  for (const bool redact : {false, true}) {
    const auto report = nlohmann::json::parse(played(ReportFormat::json, {.redact = redact}));
    EXPECT_EQ(json_schema::problems(schema, report), Problems{});
    std::istringstream lines(played(ReportFormat::jsonl, {.redact = redact}));
    nlohmann::json last;
    for (std::string line; std::getline(lines, line);) {
      last = nlohmann::json::parse(line);
      if (last.contains("totals")) break;
      EXPECT_EQ(json_schema::problems(schema, "#/$defs/finding", last), Problems{});
    }
    EXPECT_EQ(json_schema::problems(schema, "#/$defs/totals", last.at("totals")), Problems{});
  }
  nlohmann::json wrong = nlohmann::json::parse(played(ReportFormat::json, {}));
  wrong["files"][0]["findings"][0].erase("column");
  EXPECT_EQ(json_schema::problems(schema, wrong),
            Problems{"/files/0/findings/0: has no \"column\""});
}

TEST(Report, TheSchemaKnowsEveryCode) {
  const nlohmann::json codes =
      report_schema().at("/$defs/finding/properties/code/enum"_json_pointer);
  std::vector<std::string> names;
  for (const Code code : all_codes()) names.emplace_back(code_name(code));
  EXPECT_EQ(codes.get<std::vector<std::string>>(), names);
}

TEST(Report, RedactionLeavesNothingOfThePayload) {
  for (const ReportFormat form : {ReportFormat::text, ReportFormat::json, ReportFormat::jsonl}) {
    std::ostringstream out;
    const auto reporter = make_reporter(form, out, {.redact = true});
    OwnedFinding finding = typical(typical_text);
    finding.params.push_back({"value", std::int64_t{4711}});
    reporter->begin_file("change.json");
    reporter->finding(finding, {typical_text, 0});
    const std::string text = out.str();
    for (const char* secret : {"LEAD_WN", "4711", "jobAmount", "is no status"})
      EXPECT_EQ(text.find(secret), text.npos) << report_format_name(form) << ": " << text;
    for (const char* kept : {"not_in_enum", "status.values", "Available options:"})
      EXPECT_NE(text.find(kept), text.npos) << report_format_name(form) << ": " << text;
  }
}

TEST(Report, EveryCodeHasAnExampleOfItsOwn) {
  std::set<std::string_view> seen;
  for (const Code code : all_codes()) {
    EXPECT_FALSE(example_of(code).empty()) << code_name(code);
    EXPECT_TRUE(seen.insert(example_of(code)).second) << code_name(code);
  }
}

TEST(Report, FormsHaveNames) {
  for (const ReportFormat form : {ReportFormat::text, ReportFormat::json, ReportFormat::jsonl})
    EXPECT_EQ(report_format_from_name(report_format_name(form)), form);
  EXPECT_FALSE(report_format_from_name("xml"));
}

}  // namespace
}  // namespace leadlint::report
