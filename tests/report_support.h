// What tests of reports share: a run over two files with a finding of each shape, and golden files.
// To renew those: LEADLINT_UPDATE_GOLDEN=1 build/.../leadlint_tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/reporter.h"
#include "setting_flags.h"
#include "text/utf8.h"

namespace leadlint::report::support {

inline std::uint32_t columns_of(std::string_view text) {
  return static_cast<std::uint32_t>(code_points(text));
}

// A finding at the first place where `text` holds `span`.
inline OwnedFinding finding_at(std::string_view text, std::string_view span, Code code,
                               std::string message) {
  OwnedFinding finding;
  finding.code = code;
  finding.message = std::move(message);
  const std::size_t offset = text.find(span);
  finding.offset = offset;
  finding.end_offset = offset + span.size();
  const std::string_view before = text.substr(0, offset);
  finding.line = finding.end_line =
      static_cast<std::uint32_t>(std::ranges::count(before, '\n')) + 1;
  finding.column = columns_of(before.substr(before.rfind('\n') + 1)) + 1;
  finding.end_column = finding.column + columns_of(span);
  return finding;
}

/// That puts a text where the finding is.
inline Edit edit_of(const OwnedFinding& finding, std::string text) {
  return {finding.offset,   finding.end_offset, finding.line,   finding.column,
          finding.end_line, finding.end_column, std::move(text)};
}

inline OwnedFinding typical(std::string_view text) {
  OwnedFinding finding =
      finding_at(text, "\"LEAD_WN\"", Code::not_in_enum, "\"LEAD_WN\" is no status");
  finding.path = "/status";
  finding.rule = "renovationfind/update_status#status.values";
  finding.because = "Available options:";
  finding.rule_location = "rules/renovationfind/update_status.yaml:17";
  finding.suggestion = "LEAD_WON";
  finding.fix = {{edit_of(finding, "\"LEAD_WON\"")}, false};
  finding.params = {{"actual", "LEAD_WN"},
                    {"allowed", std::vector<std::string>{"LEAD_WON", "LEAD_LOST"}}};
  return finding;
}

constexpr std::string_view typical_text = R"({"status":"LEAD_WN","jobAmount":"12"})";

// A run over two files, with a finding of each shape.
inline void play(Reporter& reporter) {
  Totals totals;
  totals.files = 2;
  reporter.begin_file("change.json");
  reporter.finding(typical(typical_text), {typical_text, 0});
  Counts first;
  first.add(Verdict::invalid);
  first.add(Severity::error);
  reporter.end_file(first);

  constexpr std::string_view line = R"(7," hello ")";
  reporter.begin_file("bulk.csv");
  OwnedFinding second = finding_at(line, "\" hello \"", Code::whitespace, "blanks around the text");
  second.severity = Severity::warning;
  second.path = "/notes";
  second.record = 7;
  second.column_name = "Notes (free text)";
  second.line = second.end_line = 9;
  second.offset += 1000;
  second.end_offset += 1000;
  second.fix = {{edit_of(second, "\"hello\"")}, true};
  reporter.finding(second, {line, 1000});
  OwnedFinding parameter;
  parameter.code = Code::missing_field;
  parameter.path = "/@path/id";
  parameter.record = 7;
  parameter.message = "id is missing";
  parameter.rule = "renovationfind/update_status#id.required";
  reporter.finding(parameter, {line, 1000});
  Counts counts;
  for (int i = 0; i < 6; ++i) counts.add(Verdict::valid);
  counts.add(Verdict::invalid);
  counts.add(Severity::error, 2);
  counts.add(Severity::warning);
  counts.cut = 1;
  reporter.end_file(counts);

  totals.counts.add(first);
  totals.counts.add(counts);
  reporter.end(totals);
}

/// As the command shows it.
inline std::string played(ReportFormat form, Options options) {
  options.setting_text = command::flags_of;
  std::ostringstream out;
  play(*make_reporter(form, out, options));
  return out.str();
}

inline std::string golden_path(const std::string& name) {
  return std::string(LEADLINT_SOURCE_DIR "/tests/golden/") + name + ".expected";
}

inline void expect_golden(const std::string& name, const std::string& actual) {
  if (std::getenv("LEADLINT_UPDATE_GOLDEN") != nullptr) std::ofstream(golden_path(name)) << actual;
  std::ifstream file(golden_path(name));
  std::ostringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "differs from " << golden_path(name);
}

}  // namespace leadlint::report::support
