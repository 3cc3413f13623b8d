// Findings as a table: a header, and a row each (RFC 4180, lines end in LF). For spreadsheets: a
// cell that one would take for a formula has a ' in front. How many known findings of a file are
// hidden is a row without code and rule.
#pragma once

#include <iosfwd>
#include <string_view>

#include "report/reporter.h"

namespace leadlint::report {

class CsvReporter final : public Reporter {
 public:
  CsvReporter(std::ostream& out, const Options& options);

  void begin_file(std::string_view file) override { file_ = file; }
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts& counts) override;
  void end(const Totals&) override {}

 private:
  std::ostream& out_;
  bool redact_;
  std::string_view file_;
};

}  // namespace leadlint::report
