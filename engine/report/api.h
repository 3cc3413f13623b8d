// Findings to the answers that the API itself would have given: one a refused record, each followed
// by a newline; nothing for a record that it would have taken. The answer is made by
// leadlint/api_answer.h.
//
//   {"status": "valid_leads"}  ->  {"errors": [{"field": "status", "message": "..."}]}
//
// Tests: tests/api_answer_test.cpp.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string_view>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"
#include "report/reporter.h"

namespace leadlint::report {

class ApiReporter final : public Reporter {
 public:
  /// Without rules (`options.rules`) there are no answers.
  ApiReporter(std::ostream& out, const Options& options)
      : out_(out), rules_(options.rules), redact_(options.redact) {}

  void begin_file(std::string_view) override {}
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts&) override { answer(); }
  void end(const Totals&) override {}

 private:
  /// Writes the answer to the record at hand, if it has errors.
  void answer();

  std::ostream& out_;
  const Ruleset* rules_;
  bool redact_;
  OwnedFindings findings_;  // of the record at hand
};

}  // namespace leadlint::report
