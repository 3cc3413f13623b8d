// What -f and -o say of the reports of a check.
//
//   -f json                                       json to standard output
//   -f text -f sarif -o sarif=out.sarif           text to standard output, sarif to a file
//   -f text -f json -o text=a -o b                the file that names no format is that of json
//
// Only a format's name in front of = names one: -o a=b is a file, and so is -o ./json=b.
// Tests: tests/several_reports_test.cpp.
#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "report/reporter.h"

namespace leadlint::command {

struct ReportTarget {
  report::ReportFormat format = report::ReportFormat::text;
  std::string file;    // empty: standard output
  bool named = false;  // -o FORMAT=FILE

  /// The -o that named the file, as it was given.
  [[nodiscard]] std::string option() const;
};

/// The reports in the order of -f; without one, text. An error is a usage error's words.
[[nodiscard]] tl::expected<std::vector<ReportTarget>, std::string> report_targets(
    const std::vector<report::ReportFormat>& formats, const std::vector<std::string>& outputs);

}  // namespace leadlint::command
