// Findings for programs: one JSON object (schemas/report.schema.json).
//
//   {"leadlint":1,"files":[{"file":..., "findings":[...],
//   "records":...}],"totals":{...},"summary":{...}}
//
// The counts of a file come behind its findings, because they are not known before.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "report/reporter.h"

namespace leadlint::report {

/// A finding as a JSON object on one line; with a `file` member unless that is empty.
[[nodiscard]] std::string json_of(const Finding& finding, std::string_view file = {});
/// The totals as a JSON object on one line.
[[nodiscard]] std::string json_of(const Totals& totals);
/// Serialised JSON with U+0085, U+2028 and U+2029 escaped: many readers of lines break them there.
[[nodiscard]] std::string without_line_breaks(std::string json);
/// A JSON string; what is not UTF-8 in it becomes U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text);

class JsonReporter final : public Reporter {
 public:
  JsonReporter(std::ostream& out, const Options& options) : out_(out), redact_(options.redact) {}

  void begin_file(std::string_view file) override;
  void finding(const Finding& finding, const SourceText& source) override;
  void end_file(const Counts& counts) override;
  void end(const Totals& totals) override;

 private:
  void open();

  std::ostream& out_;
  bool redact_;
  bool opened_ = false, first_file_ = true, first_finding_ = true;
};

}  // namespace leadlint::report
