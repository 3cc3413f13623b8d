// Findings for programs that read line by line: one JSON object a finding, the file named in each,
// and a last line {"leadlint":1,"totals":{...}}.
#pragma once

#include <iosfwd>
#include <string_view>

#include "report/reporter.h"

namespace leadlint::report {

class JsonLinesReporter final : public Reporter {
 public:
  JsonLinesReporter(std::ostream& out, const Options& options)
      : out_(out), redact_(options.redact) {}

  void begin_file(std::string_view file) override { file_ = file; }
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts&) override {}
  void end(const Totals& totals) override;

 private:
  std::ostream& out_;
  bool redact_;
  std::string_view file_;
};

}  // namespace leadlint::report
