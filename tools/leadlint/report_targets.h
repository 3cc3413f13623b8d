// What -f and -o say of the reports of a check.
//
//   -f json                                       json to standard output
//   -f text -f sarif -o sarif=out.sarif           text to standard output, sarif to a file
//   -f text -f json -o text=a -o b                the file that names no format is that of json
//
// A word in front of = that is like a format's name is taken for one that is misspelt, and where
// there are several reports, any word is: -o ./a=b is always a file.
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
