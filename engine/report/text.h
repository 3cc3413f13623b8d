// Findings as people read them, beside the line they are about.
//
//   change.json:1:11: error: "LEAD_WN" is not a status [not_in_enum]
//     {"status":"LEAD_WN","jobAmount":"12"}
//               ^~~~~~~~~
//     because: "Available options:"  (rule renovationfind/update_status#status.values,
//                                    rules/...:14)
//     did you mean LEAD_WON?
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "report/reporter.h"

namespace leadlint::report {

/// One finding, ending in a line break. Rule files' findings are printed with it too.
[[nodiscard]] std::string text_of(std::string_view file, const Finding& finding,
                                  const SourceText& source, const Options& options);

/// What stands below the headline of one: its line, why, and what was likely meant.
[[nodiscard]] std::string details_of(const Finding& finding, const SourceText& source,
                                     const Options& options);
[[nodiscard]] std::string painted_severity(Severity severity, const Options& options);

/// What is wrong and what was likely meant, on one line.
[[nodiscard]] std::string message_and_suggestion(const Finding& finding);
/// What is wrong, what was likely meant and why, a line each; without place and rule.
[[nodiscard]] std::string message_and_reason(const Finding& finding);

/// "3 records: 1 valid, 1 with warnings, 1 invalid; 2 errors, 1 warning; 3 known findings are
/// hidden".
[[nodiscard]] std::string summary_of(const Counts& counts);

/// "3 known findings are hidden".
[[nodiscard]] std::string hidden_words(const Counts& counts);

/// "2 files could not be read, or not to their ends".
[[nodiscard]] std::string unreadable_words(const Totals& totals);

class TextReporter : public Reporter {
 public:
  TextReporter(std::ostream& out, const Options& options) : out_(out), options_(options) {}

  void begin_file(std::string_view file) override { file_ = file; }
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts&) override {}
  void end(const Totals& totals) override;

 private:
  std::ostream& out_;
  Options options_;
  std::string_view file_;
};

}  // namespace leadlint::report
